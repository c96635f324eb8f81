/** A photo's number is never used again: windows, undo and thumbnails may still speak of the photo that had it. */
export const usedNumbers = `
CREATE TRIGGER photos_number_used AFTER DELETE ON photos
WHEN old.id >= (SELECT coalesce(max(id), 0) FROM photos) BEGIN
  INSERT INTO settings (key, value) VALUES ('photos.used', old.id)
    ON CONFLICT (key) DO UPDATE SET value = max(CAST(value AS INTEGER), CAST(excluded.value AS INTEGER));
END;
`
