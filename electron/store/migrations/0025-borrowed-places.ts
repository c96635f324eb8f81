/** Where others of the same folder were at about that time: for the clock of photos whose date is in UTC. Derived. */
export const borrowedPlaces = `
CREATE TABLE borrowed_places (
  photo_id INTEGER PRIMARY KEY REFERENCES photos (id) ON DELETE CASCADE,
  latitude REAL NOT NULL,
  longitude REAL NOT NULL
) STRICT;
CREATE INDEX photos_unplaced_takeout ON photos (id) WHERE taken_source = 'takeout' AND latitude IS NULL;
`
