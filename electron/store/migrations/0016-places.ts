/**
 * What maps ask: photos with a position, those without one that have a clock, and places with their numbers, each from
 * an index alone. A photo's row is two kilobytes, so reading 100,000 of them takes a second.
 */
const isOnMap = 'looked_at IS NOT NULL AND hidden = 0 AND present > 0'

export const places = `
CREATE INDEX photos_located ON photos (sort_key, id, latitude, longitude)
  WHERE latitude IS NOT NULL AND ${isOnMap};
CREATE INDEX photos_unlocated ON photos (sort_key, id)
  WHERE latitude IS NULL AND length(taken_local) >= 16 AND taken_doubtful = 0 AND ${isOnMap};
CREATE INDEX photos_by_place ON photos (country, region, city, sort_key, id, latitude, longitude)
  WHERE country IS NOT NULL AND ${isOnMap};
`
