/**
 * Human work that has not found its photo yet: acts by picture, places in albums, and which picture took whose place.
 * `acts.mark` in the settings says up to which byte the side copy is in this database; a library that has photos was
 * written before there was such a mark, and gets its own at its next opening.
 */
export const waiting = `
CREATE TABLE waiting_acts (
  seq INTEGER PRIMARY KEY,
  picture BLOB NOT NULL,
  path TEXT NOT NULL DEFAULT '',
  act TEXT NOT NULL
) STRICT;
CREATE INDEX waiting_acts_picture ON waiting_acts (picture);
CREATE TABLE waiting_places (
  album_id INTEGER NOT NULL REFERENCES albums (id) ON DELETE CASCADE,
  picture BLOB NOT NULL,
  path TEXT NOT NULL DEFAULT '',
  position INTEGER NOT NULL,
  PRIMARY KEY (album_id, picture, path)
) STRICT, WITHOUT ROWID;
CREATE INDEX waiting_places_picture ON waiting_places (picture);
CREATE TABLE picture_changes (
  picture BLOB NOT NULL,
  path TEXT NOT NULL DEFAULT '',
  next BLOB NOT NULL,
  PRIMARY KEY (picture, path, next)
) STRICT, WITHOUT ROWID;
CREATE INDEX picture_changes_next ON picture_changes (next);
INSERT INTO settings (key, value) SELECT 'acts.mark', '0' WHERE NOT EXISTS (SELECT 1 FROM photos)
  AND NOT EXISTS (SELECT 1 FROM albums);
`
