/**
 * Bytes before names: every content that a photo has ever had, what each file says by itself and by which version of
 * the reader, when its inode changed, and a short hash of its edges, by which a renamed drive finds its photos again.
 */
export const identity = `
ALTER TABLE files ADD COLUMN ctime_ms REAL;
ALTER TABLE files ADD COLUMN changed_at TEXT;
ALTER TABLE files ADD COLUMN edges BLOB;
ALTER TABLE files ADD COLUMN facts_json TEXT;
ALTER TABLE files ADD COLUMN reader_version INTEGER NOT NULL DEFAULT 0;
ALTER TABLE files ADD COLUMN pending TEXT NOT NULL DEFAULT ''
  CHECK (pending IN ('', 'moved', 'settle', 'verify', 'upgrade'));
CREATE INDEX files_by_content ON files (size_bytes, mtime_ms) WHERE photo_id IS NOT NULL AND edges IS NOT NULL;
CREATE INDEX files_by_reader ON files (reader_version) WHERE kind = 'photo' AND sha256 IS NOT NULL;

CREATE TABLE known_bytes (
  sha256 BLOB NOT NULL,
  photo_id INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
  PRIMARY KEY (sha256, photo_id)
) STRICT, WITHOUT ROWID;
INSERT INTO known_bytes (sha256, photo_id)
  SELECT DISTINCT sha256, photo_id FROM files WHERE sha256 IS NOT NULL AND photo_id IS NOT NULL;

ALTER TABLE photos ADD COLUMN doubtful_since TEXT;
CREATE INDEX photos_doubtful ON photos (id) WHERE doubtful_since IS NOT NULL;
ALTER TABLE photos ADD COLUMN human_favourite INTEGER;
ALTER TABLE photos ADD COLUMN human_hidden INTEGER;
UPDATE photos SET human_favourite = 1 WHERE favourite = 1;
UPDATE photos SET human_hidden = 1 WHERE hidden = 1;

ALTER TABLE photos ADD COLUMN people_json TEXT NOT NULL DEFAULT '[]';
ALTER TABLE photos ADD COLUMN iso REAL;
ALTER TABLE photos ADD COLUMN f_number REAL;
ALTER TABLE photos ADD COLUMN exposure_seconds REAL;
ALTER TABLE photos ADD COLUMN focal_length_mm REAL;

ALTER TABLE photos ADD COLUMN sort_key TEXT NOT NULL DEFAULT ' ';
UPDATE photos SET sort_key = coalesce(taken_local, '') || ' ';
DROP INDEX photos_shown;
CREATE INDEX photos_shown ON photos (sort_key, id, width, height, taken_local)
  WHERE looked_at IS NOT NULL AND hidden = 0 AND present > 0;
CREATE INDEX photos_by_sort_key ON photos (sort_key, id);
`
