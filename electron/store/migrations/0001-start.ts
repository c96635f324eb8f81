/** The first schema: folders, files, photos, captions, vectors, work, albums, settings. */
export const start = `
CREATE TABLE folders (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE,
  ignore_json TEXT NOT NULL DEFAULT '[]',
  state TEXT NOT NULL DEFAULT 'here' CHECK (state IN ('here', 'away')),
  added_at TEXT NOT NULL,
  scanned_at TEXT,
  other_files INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE photos (
  id INTEGER PRIMARY KEY,
  pixels BLOB NOT NULL,
  format TEXT,
  width INTEGER,
  height INTEGER,
  taken_local TEXT,
  taken_precision TEXT,
  taken_source TEXT,
  taken_doubtful INTEGER NOT NULL DEFAULT 0,
  offset_minutes INTEGER,
  latitude REAL,
  longitude REAL,
  altitude REAL,
  city TEXT,
  region TEXT,
  country TEXT,
  make TEXT,
  model TEXT,
  lens TEXT,
  rating INTEGER,
  human_rating INTEGER,
  keywords_json TEXT NOT NULL DEFAULT '[]',
  title TEXT,
  metadata_json TEXT NOT NULL DEFAULT '{}',
  placeholder BLOB,
  signature BLOB,
  warning TEXT,
  added_at TEXT NOT NULL,
  looked_at TEXT
) STRICT;
CREATE INDEX photos_by_pixels ON photos (pixels);
CREATE INDEX photos_by_time ON photos (coalesce(taken_local, ''), id);

CREATE TABLE files (
  id INTEGER PRIMARY KEY,
  folder_id INTEGER NOT NULL REFERENCES folders (id) ON DELETE CASCADE,
  photo_id INTEGER REFERENCES photos (id),
  path TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('photo', 'sidecar', 'video')),
  role TEXT NOT NULL DEFAULT 'original' CHECK (role IN ('original', 'raw', 'live-video', 'sidecar')),
  size_bytes INTEGER NOT NULL,
  mtime_ms REAL NOT NULL,
  inode TEXT NOT NULL,
  sha256 BLOB,
  gone_at TEXT
) STRICT;
CREATE INDEX files_by_photo ON files (photo_id);
CREATE INDEX files_by_sha ON files (sha256) WHERE sha256 IS NOT NULL;
CREATE INDEX files_by_folder ON files (folder_id);

CREATE TABLE captions (
  id INTEGER PRIMARY KEY,
  photo_id INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('alt', 'description')),
  source TEXT NOT NULL CHECK (source IN ('machine', 'imported', 'human')),
  text TEXT NOT NULL,
  model TEXT,
  language TEXT NOT NULL DEFAULT 'en',
  confidence REAL,
  agreement REAL,
  needs_review INTEGER NOT NULL DEFAULT 0,
  stale INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX captions_by_photo ON captions (photo_id, kind);

CREATE TABLE embedding_models (
  id INTEGER PRIMARY KEY,
  pack TEXT NOT NULL,
  revision TEXT NOT NULL,
  dims INTEGER NOT NULL,
  UNIQUE (pack, revision)
) STRICT;

CREATE TABLE work (
  id INTEGER PRIMARY KEY,
  stage TEXT NOT NULL CHECK (stage IN ('read', 'look', 'caption')),
  target INTEGER NOT NULL,
  model TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'failed', 'quarantined')),
  suspect INTEGER NOT NULL DEFAULT 0,
  crashes INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL DEFAULT 0,
  UNIQUE (stage, target, model)
) STRICT;
CREATE INDEX work_by_state ON work (stage, state, suspect, id DESC);

CREATE TABLE completions (
  stage TEXT PRIMARY KEY,
  count INTEGER NOT NULL
) STRICT;

CREATE TABLE problems (
  path TEXT PRIMARY KEY,
  folder_id INTEGER REFERENCES folders (id) ON DELETE CASCADE,
  file_id INTEGER REFERENCES files (id) ON DELETE CASCADE,
  stage TEXT NOT NULL,
  code TEXT NOT NULL,
  reason TEXT NOT NULL,
  hint TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 1,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX problems_by_file ON problems (file_id);

CREATE TABLE albums (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('manual', 'smart')),
  query TEXT,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE album_photos (
  album_id INTEGER NOT NULL REFERENCES albums (id) ON DELETE CASCADE,
  photo_id INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  PRIMARY KEY (album_id, photo_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX album_photos_by_photo ON album_photos (photo_id);

CREATE TABLE settings (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE photo_text USING fts5 (
  words, names, folders, keywords, places, camera,
  content = '', contentless_delete = 1, prefix = '3',
  tokenize = "unicode61 remove_diacritics 2"
);
`
