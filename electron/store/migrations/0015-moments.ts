/**
 * Photos in moments. All of it is derived; the numbers stay, as a moment keeps its own while photos come and go. Days on
 * which something changed wait to be looked at again, and a moment's place in time names it in searches.
 */
const isShown = (row: string): string =>
  `(${row}.looked_at IS NOT NULL AND ${row}.hidden = 0 AND ${row}.present > 0 AND length(${row}.taken_local) >= 10)`
const waits = (row: 'OLD' | 'NEW'): string =>
  `INSERT OR IGNORE INTO moments_pending (day) SELECT substr(${row}.taken_local, 1, 10) WHERE ${isShown(row)};`

const decisive = ['taken_local', 'latitude', 'longitude', 'city', 'region', 'country', 'looked_at', 'hidden'] as const
const differs = decisive.map((name) => `OLD.${name} IS NOT NEW.${name}`).join(' OR ')

/** The folder counts as well; a photo's own row does not change when its file moves. */
const awaitPhoto = (row: 'OLD' | 'NEW'): string =>
  `INSERT OR IGNORE INTO moments_pending (day) SELECT substr(photos.taken_local, 1, 10) FROM photos
     WHERE photos.id = ${row}.photo_id AND ${isShown('photos')};`

export const moments = `
CREATE TABLE moments (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  begins TEXT NOT NULL,
  ends TEXT NOT NULL,
  photos INTEGER NOT NULL,
  cover INTEGER NOT NULL,
  place TEXT,
  folder TEXT
) STRICT;
CREATE INDEX moments_by_time ON moments (begins, id);
CREATE TABLE moment_photos (
  photo_id INTEGER PRIMARY KEY REFERENCES photos (id) ON DELETE CASCADE,
  moment_id INTEGER NOT NULL REFERENCES moments (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX moment_photos_by_moment ON moment_photos (moment_id);

CREATE TABLE moments_pending (day TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
-- Where the person lived in a year, as far as the photos told when it was asked last; null is unknown.
CREATE TABLE homes (year INTEGER PRIMARY KEY, latitude REAL, longitude REAL) STRICT;

CREATE TRIGGER moments_photo_changed
AFTER UPDATE OF ${[...decisive, 'present'].join(', ')} ON photos
WHEN ${differs} OR (OLD.present > 0) <> (NEW.present > 0) BEGIN
  ${waits('OLD')}
  ${waits('NEW')}
END;
CREATE TRIGGER moments_photo_removed AFTER DELETE ON photos BEGIN ${waits('OLD')} END;
CREATE TRIGGER moments_file_added AFTER INSERT ON files WHEN NEW.photo_id IS NOT NULL BEGIN ${awaitPhoto('NEW')} END;
CREATE TRIGGER moments_file_moved AFTER UPDATE OF path, photo_id ON files
WHEN OLD.path <> NEW.path OR OLD.photo_id IS NOT NEW.photo_id BEGIN
  ${awaitPhoto('OLD')}
  ${awaitPhoto('NEW')}
END;
INSERT INTO moments_pending (day)
  SELECT DISTINCT substr(taken_local, 1, 10) FROM photos WHERE ${isShown('photos')};
`
