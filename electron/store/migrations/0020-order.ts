/** Which photos wait for a newer look is asked with every page of the doubles: without reading what they look like. */
export const likenessVersions = `
CREATE INDEX likenesses_by_version ON likenesses (version, photo_id);
`

/** A person's word that nothing is to be proposed for where a photo was taken. */
export const declinedPlaces = `
CREATE TABLE declined_places (
  photo_id INTEGER PRIMARY KEY REFERENCES photos (id) ON DELETE CASCADE
) STRICT;
`

/** Copies are looked at once more: some are the same to the last pixel, which was not asked of large ones. */
export const copiesSeenWhole = `
UPDATE likenesses SET version = 0 WHERE photo_id IN
  (SELECT one FROM double_pairs WHERE kind = 'same' UNION SELECT other FROM double_pairs WHERE kind = 'same');
`
