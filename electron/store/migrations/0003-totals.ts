/**
 * Counts kept while writing, so that none is counted when asked: `totals` in one row, work by stage and state, photos
 * by directory, places and cameras by name.
 *
 * First each row gets what its own count depends on (how many files of a photo are there, how many problems a file
 * has), kept by triggers of the tables that decide it. Then every total is a sum over rows of one table, and its
 * trigger adds what the row says now and takes away what it said before. The tests hold each to a count over all rows.
 */

type Row = 'OLD' | 'NEW' | 'photos' | 'files'
type Terms = Readonly<Record<string, string>>

/** What one photo adds to each total. */
function photoTerms(row: Row): Terms {
  const seen = `${row}.present > 0 AND ${row}.looked_at IS NOT NULL`
  return {
    present: `(${row}.present > 0)`,
    looked: `(${seen})`,
    captioned: `(${row}.alts > 0)`,
    everything: `(${seen} AND ${row}.hidden = 0)`,
    favourites: `(${seen} AND ${row}.hidden = 0 AND ${row}.favourite = 1)`,
    hidden: `(${seen} AND ${row}.hidden = 1)`,
    review: `(${seen} AND ${row}.hidden = 0 AND ${row}.doubts > 0)`,
  }
}

/** What one file adds to each total: one that is there counts in exactly one of them. */
function fileTerms(row: Row): Terms {
  const good = `${row}.gone_at IS NULL AND ${row}.refusals = 0`
  return {
    photos: `(${good} AND ${row}.kind = 'photo' AND ${row}.looked = 1 AND ${row}.role = 'original')`,
    paired: `(${good} AND ${row}.kind = 'photo' AND ${row}.looked = 1 AND ${row}.role <> 'original')`,
    waiting: `(${good} AND ${row}.kind = 'photo' AND ${row}.looked = 0)`,
    sidecars: `(${good} AND ${row}.kind = 'sidecar')`,
    videos: `(${good} AND ${row}.kind = 'video')`,
    refused: `(${row}.gone_at IS NULL AND ${row}.refusals > 0)`,
  }
}

function change(termsOf: (row: Row) => Terms, rows: readonly ('OLD' | 'NEW')[]): string {
  const parts = rows.map((row) => ({ sign: row === 'NEW' ? '+' : '-', terms: termsOf(row) }))
  const columns = Object.keys(termsOf('NEW')).map(
    (name) => `${name} = ${name} ${parts.map(({ sign, terms }) => `${sign} ${terms[name] ?? ''}`).join(' ')}`,
  )
  return `UPDATE totals SET ${columns.join(', ')};`
}

const sums = (termsOf: (row: Row) => Terms, table: 'photos' | 'files'): string =>
  `UPDATE totals SET (${Object.keys(termsOf(table)).join(', ')}) =
    (SELECT ${Object.values(termsOf(table))
      .map((term) => `coalesce(sum(${term}), 0)`)
      .join(', ')} FROM ${table});`

const isPhotoThere = (row: Row): string =>
  `(${row}.photo_id IS NOT NULL AND ${row}.gone_at IS NULL AND ${row}.kind = 'photo')`

const photosOfFile = `
CREATE TRIGGER files_present_added AFTER INSERT ON files WHEN NEW.photo_id IS NOT NULL BEGIN
  UPDATE photos SET present = present + ${isPhotoThere('NEW')} WHERE id = NEW.photo_id;
  UPDATE files SET looked = (SELECT looked_at IS NOT NULL FROM photos WHERE id = NEW.photo_id) WHERE id = NEW.id;
END;
CREATE TRIGGER files_present_changed AFTER UPDATE OF photo_id, gone_at, kind ON files
WHEN OLD.photo_id IS NOT NEW.photo_id OR ${isPhotoThere('OLD')} <> ${isPhotoThere('NEW')} BEGIN
  UPDATE photos SET present = present - ${isPhotoThere('OLD')} WHERE id = OLD.photo_id;
  UPDATE photos SET present = present + ${isPhotoThere('NEW')} WHERE id = NEW.photo_id;
END;
CREATE TRIGGER files_present_removed AFTER DELETE ON files WHEN ${isPhotoThere('OLD')} BEGIN
  UPDATE photos SET present = present - 1 WHERE id = OLD.photo_id;
END;
CREATE TRIGGER files_looked_changed AFTER UPDATE OF photo_id ON files WHEN OLD.photo_id IS NOT NEW.photo_id BEGIN
  UPDATE files SET looked = coalesce((SELECT looked_at IS NOT NULL FROM photos WHERE id = NEW.photo_id), 0)
    WHERE id = NEW.id;
END;
CREATE TRIGGER photos_looked_changed AFTER UPDATE OF looked_at ON photos
WHEN (OLD.looked_at IS NULL) <> (NEW.looked_at IS NULL) BEGIN
  UPDATE files SET looked = NEW.looked_at IS NOT NULL WHERE photo_id = NEW.id;
END;`

const isAlt = (row: Row): string => `(${row}.kind = 'alt' AND ${row}.stale = 0)`
const isDoubt = (row: Row): string => `(${row}.needs_review = 1 AND ${row}.stale = 0)`
const textsOfPhoto = (sign: '+' | '-', row: 'OLD' | 'NEW'): string =>
  `UPDATE photos SET alts = alts ${sign} ${isAlt(row)}, doubts = doubts ${sign} ${isDoubt(row)}
    WHERE id = ${row}.photo_id AND (${isAlt(row)} OR ${isDoubt(row)});`

const captions = `
CREATE TRIGGER captions_added AFTER INSERT ON captions BEGIN ${textsOfPhoto('+', 'NEW')} END;
CREATE TRIGGER captions_changed AFTER UPDATE OF photo_id, kind, stale, needs_review ON captions BEGIN
  ${textsOfPhoto('-', 'OLD')}
  ${textsOfPhoto('+', 'NEW')}
END;
CREATE TRIGGER captions_removed AFTER DELETE ON captions BEGIN ${textsOfPhoto('-', 'OLD')} END;`

const refuses = (row: Row): string => `(${row}.file_id IS NOT NULL AND ${row}.stage <> 'caption')`
const refusal = (sign: '+' | '-', row: 'OLD' | 'NEW'): string =>
  `UPDATE files SET refusals = refusals ${sign} 1 WHERE id = ${row}.file_id AND ${refuses(row)};
  UPDATE totals SET unscanned = unscanned ${sign} 1 WHERE ${row}.stage = 'scan';`

const problems = `
CREATE TRIGGER problems_added AFTER INSERT ON problems BEGIN ${refusal('+', 'NEW')} END;
CREATE TRIGGER problems_changed AFTER UPDATE OF file_id, stage ON problems
WHEN OLD.file_id IS NOT NEW.file_id OR OLD.stage <> NEW.stage BEGIN
  ${refusal('-', 'OLD')}
  ${refusal('+', 'NEW')}
END;
CREATE TRIGGER problems_removed AFTER DELETE ON problems BEGIN ${refusal('-', 'OLD')} END;`

// A photo's own columns begin at 0, so a new one adds nothing.
const sumsOverRows = `
CREATE TRIGGER photos_counted AFTER UPDATE OF present, looked_at, hidden, favourite, alts, doubts ON photos BEGIN
  ${change(photoTerms, ['NEW', 'OLD'])}
END;
CREATE TRIGGER photos_removed AFTER DELETE ON photos BEGIN ${change(photoTerms, ['OLD'])} END;
CREATE TRIGGER files_added AFTER INSERT ON files BEGIN ${change(fileTerms, ['NEW'])} END;
CREATE TRIGGER files_counted AFTER UPDATE OF gone_at, kind, role, looked, refusals ON files
WHEN (OLD.gone_at IS NULL) <> (NEW.gone_at IS NULL) OR OLD.kind <> NEW.kind OR OLD.role <> NEW.role
  OR OLD.looked <> NEW.looked OR OLD.refusals <> NEW.refusals BEGIN
  ${change(fileTerms, ['NEW', 'OLD'])}
END;
CREATE TRIGGER files_removed AFTER DELETE ON files BEGIN ${change(fileTerms, ['OLD'])} END;`

/**
 * The first of a photo's files in a folder adds the photo, the last one takes it away. The plus keeps the planner from
 * going through the folder's files, which may be all there are, instead of the photo's.
 */
const isOnlyInFolder = (row: 'OLD' | 'NEW'): string =>
  `(${row}.photo_id IS NOT NULL AND ${row}.gone_at IS NULL AND NOT EXISTS (SELECT 1 FROM files AS other
    WHERE other.photo_id = ${row}.photo_id AND +other.folder_id = ${row}.folder_id AND other.gone_at IS NULL
      AND other.id <> ${row}.id))`
const inFolder = (sign: '+' | '-', row: 'OLD' | 'NEW'): string =>
  `UPDATE folders SET files = files ${sign} 1, photos = photos ${sign} ${isOnlyInFolder(row)}
    WHERE id = ${row}.folder_id AND ${row}.gone_at IS NULL;`

const folders = `
CREATE TRIGGER files_folder_added AFTER INSERT ON files BEGIN ${inFolder('+', 'NEW')} END;
CREATE TRIGGER files_folder_changed AFTER UPDATE OF folder_id, photo_id, gone_at ON files
WHEN OLD.folder_id <> NEW.folder_id OR OLD.photo_id IS NOT NEW.photo_id
  OR (OLD.gone_at IS NULL) <> (NEW.gone_at IS NULL) BEGIN
  ${inFolder('-', 'OLD')}
  ${inFolder('+', 'NEW')}
END;
CREATE TRIGGER files_folder_removed AFTER DELETE ON files BEGIN ${inFolder('-', 'OLD')} END;`

/**
 * What is left of a path when everything but separators is trimmed off its end. Paths are absolute: those that do not
 * begin with a slash are of Windows, since elsewhere a backslash may be part of a name.
 */
function directoryOf(path: string): string {
  return `rtrim(${path}, replace(${path}, CASE substr(${path}, 1, 1) WHEN '/' THEN '/' ELSE char(92) END, ''))`
}
const isOriginal = (row: string): string =>
  `(${row}.photo_id IS NOT NULL AND ${row}.gone_at IS NULL AND ${row}.kind = 'photo' AND ${row}.role = 'original')`
const isOnlyInDirectory = (row: 'OLD' | 'NEW'): string =>
  `${isOriginal(row)} AND NOT EXISTS (SELECT 1 FROM files AS other WHERE other.photo_id = ${row}.photo_id
    AND ${isOriginal('other')} AND other.id <> ${row}.id
    AND ${directoryOf('other.path')} = ${directoryOf(`${row}.path`)})`
const addToDirectory = `
  INSERT INTO directories (path, photos) SELECT ${directoryOf('NEW.path')}, 1 WHERE ${isOnlyInDirectory('NEW')}
    ON CONFLICT DO UPDATE SET photos = photos + 1;`
const takeFromDirectory = `
  UPDATE directories SET photos = photos - 1 WHERE path = ${directoryOf('OLD.path')} AND ${isOnlyInDirectory('OLD')};
  DELETE FROM directories WHERE path = ${directoryOf('OLD.path')} AND photos = 0;`

const directories = `
CREATE TABLE directories (path TEXT PRIMARY KEY, photos INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TRIGGER files_directory_added AFTER INSERT ON files WHEN ${isOriginal('NEW')} BEGIN ${addToDirectory} END;
CREATE TRIGGER files_directory_changed AFTER UPDATE OF path, photo_id, gone_at, kind, role ON files
WHEN (${isOriginal('OLD')} OR ${isOriginal('NEW')})
  AND (OLD.path <> NEW.path OR OLD.photo_id IS NOT NEW.photo_id OR ${isOriginal('OLD')} <> ${isOriginal('NEW')}) BEGIN
  ${takeFromDirectory}
  ${addToDirectory}
END;
CREATE TRIGGER files_directory_removed AFTER DELETE ON files WHEN ${isOriginal('OLD')} BEGIN ${takeFromDirectory} END;
INSERT INTO directories (path, photos)
  SELECT ${directoryOf('files.path')}, count(DISTINCT photo_id) FROM files WHERE ${isOriginal('files')} GROUP BY 1;`

const named = [
  ['model', 'camera'],
  ['city', 'place'],
  ['region', 'place'],
  ['country', 'place'],
] as const
const names = `
CREATE TABLE names (
  kind TEXT NOT NULL, name TEXT NOT NULL, uses INTEGER NOT NULL, PRIMARY KEY (kind, name)
) STRICT, WITHOUT ROWID;
${named
  .map(([column, kind]) => {
    const add = `INSERT INTO names (kind, name, uses) SELECT '${kind}', NEW.${column}, 1 WHERE NEW.${column} IS NOT NULL
    ON CONFLICT DO UPDATE SET uses = uses + 1;`
    const take = `UPDATE names SET uses = uses - 1 WHERE kind = '${kind}' AND name = OLD.${column};
  DELETE FROM names WHERE kind = '${kind}' AND name = OLD.${column} AND uses = 0;`
    return `
CREATE TRIGGER photos_${column}_added AFTER INSERT ON photos WHEN NEW.${column} IS NOT NULL BEGIN ${add} END;
CREATE TRIGGER photos_${column}_changed AFTER UPDATE OF ${column} ON photos
WHEN OLD.${column} IS NOT NEW.${column} BEGIN
  ${take}
  ${add}
END;
CREATE TRIGGER photos_${column}_removed AFTER DELETE ON photos WHEN OLD.${column} IS NOT NULL BEGIN ${take} END;
INSERT INTO names (kind, name, uses)
  SELECT '${kind}', ${column}, count(*) FROM photos WHERE ${column} IS NOT NULL GROUP BY ${column}
  ON CONFLICT DO UPDATE SET uses = uses + excluded.uses;`
  })
  .join('')}`

/** Work whose time never comes by itself waits for its drive. */
const stateOf = (row: string): string => `CASE ${row}.next_at WHEN 8640000000000000 THEN 'away' ELSE ${row}.state END`
const ofWork = (sign: '+' | '-', row: 'OLD' | 'NEW'): string =>
  `UPDATE work_totals SET count = count ${sign} 1 WHERE stage = ${row}.stage AND state = ${stateOf(row)};`
const work = `
CREATE TABLE work_totals (
  stage TEXT NOT NULL, state TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (stage, state)
) STRICT, WITHOUT ROWID;
INSERT INTO work_totals (stage, state, count)
  SELECT stage, state, (SELECT count(*) FROM work WHERE work.stage = stages.stage AND ${stateOf('work')} = states.state)
  FROM (SELECT 'read' AS stage UNION ALL SELECT 'look' UNION ALL SELECT 'caption') AS stages,
    (SELECT 'queued' AS state UNION ALL SELECT 'running' UNION ALL SELECT 'failed' UNION ALL SELECT 'quarantined'
      UNION ALL SELECT 'away') AS states;
CREATE TRIGGER work_added AFTER INSERT ON work BEGIN ${ofWork('+', 'NEW')} END;
CREATE TRIGGER work_changed AFTER UPDATE OF stage, state, next_at ON work
WHEN ${stateOf('OLD')} <> ${stateOf('NEW')} OR OLD.stage <> NEW.stage BEGIN
  ${ofWork('-', 'OLD')}
  ${ofWork('+', 'NEW')}
END;
CREATE TRIGGER work_removed AFTER DELETE ON work BEGIN ${ofWork('-', 'OLD')} END;`

const columns = `
ALTER TABLE photos ADD COLUMN present INTEGER NOT NULL DEFAULT 0;
ALTER TABLE photos ADD COLUMN alts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE photos ADD COLUMN doubts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE files ADD COLUMN looked INTEGER NOT NULL DEFAULT 0;
ALTER TABLE files ADD COLUMN refusals INTEGER NOT NULL DEFAULT 0;
ALTER TABLE folders ADD COLUMN files INTEGER NOT NULL DEFAULT 0;
ALTER TABLE folders ADD COLUMN photos INTEGER NOT NULL DEFAULT 0;
CREATE TABLE totals (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  ${[...Object.keys(photoTerms('NEW')), ...Object.keys(fileTerms('NEW')), 'unscanned']
    .map((name) => `${name} INTEGER NOT NULL DEFAULT 0`)
    .join(',\n  ')}
) STRICT;
UPDATE photos SET
  present = (SELECT count(*) FROM files WHERE files.photo_id = photos.id AND ${isPhotoThere('files')}),
  alts = (SELECT count(*) FROM captions WHERE photo_id = photos.id AND kind = 'alt' AND stale = 0),
  doubts = (SELECT count(*) FROM captions WHERE photo_id = photos.id AND needs_review = 1 AND stale = 0);
UPDATE files SET
  looked = coalesce((SELECT looked_at IS NOT NULL FROM photos WHERE photos.id = files.photo_id), 0),
  refusals = (SELECT count(*) FROM problems WHERE file_id = files.id AND stage <> 'caption');
UPDATE folders SET
  files = (SELECT count(*) FROM files WHERE folder_id = folders.id AND gone_at IS NULL),
  photos = (SELECT count(DISTINCT photo_id) FROM files WHERE folder_id = folders.id AND gone_at IS NULL);
INSERT INTO totals (id) VALUES (1);
${sums(photoTerms, 'photos')}
${sums(fileTerms, 'files')}
UPDATE totals SET unscanned = (SELECT count(*) FROM problems WHERE stage = 'scan');`

/** The timeline in its order, with all that it is laid out from. */
const shown = `
CREATE INDEX photos_shown ON photos (coalesce(taken_local, ''), id, width, height)
  WHERE looked_at IS NOT NULL AND hidden = 0 AND present > 0;`

export const totals = [
  columns,
  photosOfFile,
  captions,
  problems,
  sumsOverRows,
  folders,
  directories,
  names,
  work,
  shown,
].join('\n')
