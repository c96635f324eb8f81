/**
 * Words that stand in pictures: what was read, by which model and when, and the full text over it. All of it is
 * derived: dropping `readings` drops everything. Work has one more stage; its failures, like those of captions, do not
 * make a file one that cannot be used.
 */
type Row = 'OLD' | 'NEW'

const stateOf = (row: Row): string => `CASE ${row}.next_at WHEN 8640000000000000 THEN 'away' ELSE ${row}.state END`
const ofWork = (sign: '+' | '-', row: Row): string =>
  `UPDATE work_totals SET count = count ${sign} 1 WHERE stage = ${row}.stage AND state = ${stateOf(row)};`

/** SQLite cannot widen a check, so the table is made anew. */
const work = `
DROP TRIGGER work_added;
DROP TRIGGER work_changed;
DROP TRIGGER work_removed;
DROP INDEX work_by_state;
ALTER TABLE work RENAME TO former_work;
CREATE TABLE work (
  id INTEGER PRIMARY KEY,
  stage TEXT NOT NULL CHECK (stage IN ('read', 'look', 'words', 'caption')),
  target INTEGER NOT NULL,
  model TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'failed', 'quarantined')),
  suspect INTEGER NOT NULL DEFAULT 0,
  crashes INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL DEFAULT 0,
  UNIQUE (stage, target, model)
) STRICT;
INSERT INTO work (id, stage, target, model, state, suspect, crashes, attempts, next_at)
  SELECT id, stage, target, model, state, suspect, crashes, attempts, next_at FROM former_work;
DROP TABLE former_work;
CREATE INDEX work_by_state ON work (stage, state, suspect, id DESC);
INSERT INTO work_totals (stage, state, count)
  SELECT 'words', state, 0 FROM work_totals WHERE stage = 'caption';
CREATE TRIGGER work_added AFTER INSERT ON work BEGIN ${ofWork('+', 'NEW')} END;
CREATE TRIGGER work_changed AFTER UPDATE OF stage, state, next_at ON work
WHEN ${stateOf('OLD')} <> ${stateOf('NEW')} OR OLD.stage <> NEW.stage BEGIN
  ${ofWork('-', 'OLD')}
  ${ofWork('+', 'NEW')}
END;
CREATE TRIGGER work_removed AFTER DELETE ON work BEGIN ${ofWork('-', 'OLD')} END;`

const refusal = (sign: '+' | '-', row: Row): string =>
  `UPDATE files SET refusals = refusals ${sign} 1
     WHERE id = ${row}.file_id AND ${row}.file_id IS NOT NULL AND ${row}.stage NOT IN ('caption', 'words');
  UPDATE totals SET unscanned = unscanned ${sign} 1 WHERE ${row}.stage = 'scan';`

const problems = `
DROP TRIGGER problems_added;
DROP TRIGGER problems_changed;
DROP TRIGGER problems_removed;
CREATE TRIGGER problems_added AFTER INSERT ON problems BEGIN ${refusal('+', 'NEW')} END;
CREATE TRIGGER problems_changed AFTER UPDATE OF file_id, stage ON problems
WHEN OLD.file_id IS NOT NEW.file_id OR OLD.stage <> NEW.stage BEGIN
  ${refusal('-', 'OLD')}
  ${refusal('+', 'NEW')}
END;
CREATE TRIGGER problems_removed AFTER DELETE ON problems BEGIN ${refusal('-', 'OLD')} END;`

export const wordsInPictures = `${work}
${problems}

CREATE TABLE readings (
  photo_id INTEGER PRIMARY KEY REFERENCES photos (id) ON DELETE CASCADE,
  model TEXT NOT NULL,
  read_at TEXT NOT NULL,
  -- Letters that are surely there; a sign with few says more of its photo than a page with many.
  letters INTEGER NOT NULL,
  -- The picture is one of these, by what is known of it and of its words.
  kind TEXT CHECK (kind IN ('screenshot', 'document'))
) STRICT;
CREATE INDEX readings_by_model ON readings (model);
CREATE INDEX readings_by_kind ON readings (kind) WHERE kind IS NOT NULL;

CREATE TABLE picture_lines (
  photo_id INTEGER NOT NULL REFERENCES readings (photo_id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  text TEXT NOT NULL,
  confidence REAL NOT NULL,
  -- Eight float32: x and y of four corners, in fractions of the picture.
  corners BLOB NOT NULL,
  PRIMARY KEY (photo_id, position)
) STRICT, WITHOUT ROWID;

-- Whole words; and all letters without spaces, in threes, for parts of words and for spaces that were lost.
CREATE VIRTUAL TABLE picture_words USING fts5 (words, content='', contentless_delete=1,
  tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE picture_letters USING fts5 (letters, content='', contentless_delete=1,
  tokenize='trigram remove_diacritics 1');

CREATE TRIGGER readings_removed AFTER DELETE ON readings BEGIN
  DELETE FROM picture_words WHERE rowid = OLD.photo_id;
  DELETE FROM picture_letters WHERE rowid = OLD.photo_id;
END;
-- Another picture has other words.
CREATE TRIGGER pictures_changed AFTER UPDATE OF pixels ON photos WHEN OLD.pixels <> NEW.pixels BEGIN
  DELETE FROM readings WHERE photo_id = NEW.id;
END;
`
