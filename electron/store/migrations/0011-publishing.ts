/**
 * Runs that write texts into files or out as copies: what is to be done, what became of it, and what stood in each
 * file before; and which texts are our own, so that reading them again is no news.
 */
export const publishing = `
CREATE TABLE publish_runs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  how_json TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('running', 'paused', 'done', 'cancelled')),
  undoes INTEGER REFERENCES publish_runs (id),
  begun_at TEXT NOT NULL,
  ended_at TEXT
) STRICT;

CREATE TABLE publish_items (
  run_id INTEGER NOT NULL REFERENCES publish_runs (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  photo_id INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
  state TEXT NOT NULL DEFAULT 'waiting',
  refusal_json TEXT,
  notes_json TEXT NOT NULL DEFAULT '[]',
  PRIMARY KEY (run_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX publish_items_by_state ON publish_items (run_id, state, position);

CREATE TABLE publish_writes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id INTEGER NOT NULL REFERENCES publish_runs (id) ON DELETE CASCADE,
  photo_id INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('embedded', 'sidecar', 'new-sidecar')),
  extension TEXT NOT NULL,
  temporary TEXT NOT NULL,
  former_json TEXT NOT NULL,
  ours_json TEXT NOT NULL,
  sha256 TEXT,
  state TEXT NOT NULL DEFAULT 'begun' CHECK (state IN ('begun', 'done', 'undone')),
  UNIQUE (run_id, path)
) STRICT;
CREATE INDEX publish_writes_by_photo ON publish_writes (run_id, photo_id);

CREATE TABLE published_texts (
  photo_id INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
  text TEXT NOT NULL,
  PRIMARY KEY (photo_id, text)
) STRICT, WITHOUT ROWID;
`
