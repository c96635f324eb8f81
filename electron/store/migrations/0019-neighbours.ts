/** What a still and the movie of its Live Photo have in common; movies that are known are opened once for it. */
export const movies = `
ALTER TABLE files ADD COLUMN content_identifier TEXT;
UPDATE files SET content_identifier = json_extract(facts_json, '$.contentIdentifier')
  WHERE facts_json IS NOT NULL AND json_valid(facts_json);
CREATE INDEX files_content_identifier ON files (content_identifier) WHERE content_identifier IS NOT NULL;
CREATE INDEX movies_by_reader ON files (reader_version) WHERE kind = 'video';
`

/** A photo's number is never used again: windows, undo and thumbnails may still speak of the photo that had it. */
export const usedNumbers = `
CREATE TRIGGER photos_number_used AFTER DELETE ON photos
WHEN old.id >= (SELECT coalesce(max(id), 0) FROM photos) BEGIN
  INSERT INTO settings (key, value) VALUES ('photos.used', old.id)
    ON CONFLICT (key) DO UPDATE SET value = max(CAST(value AS INTEGER), CAST(excluded.value AS INTEGER));
END;
`

/** Where others of the same folder were at about that time: for the clock of photos whose date is in UTC. Derived. */
export const borrowedPlaces = `
CREATE TABLE borrowed_places (
  photo_id INTEGER PRIMARY KEY REFERENCES photos (id) ON DELETE CASCADE,
  latitude REAL NOT NULL,
  longitude REAL NOT NULL
) STRICT;
CREATE INDEX photos_unplaced_takeout ON photos (id) WHERE taken_source = 'takeout' AND latitude IS NULL;
`
