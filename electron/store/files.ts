import type { FileFacts, KnownFile } from '../domain/reconcile.ts'
import type { Db } from './database/db.ts'
import { orNull } from './database/named-parameters.ts'

export type FileKind = 'photo' | 'sidecar' | 'video'
export type FileRole = 'original' | 'raw' | 'live-video' | 'sidecar'

export interface FileRow {
  readonly id: number
  readonly folderId: number
  readonly photoId: number | undefined
  readonly path: string
  readonly kind: FileKind
  readonly role: FileRole
  readonly sizeBytes: number
  readonly mtimeMs: number
  readonly ctimeMs: number | undefined
  readonly inode: string
  readonly sha256: Buffer | undefined
  /** A hash of size, beginning and end; absent for files that were read before there was one. */
  readonly edges: Buffer | undefined
  readonly readerVersion: number
  /** The photo that was the newest when the scan began that last saw it change. */
  readonly changedAfter: number | undefined
  readonly pending: PendingRead
  readonly gone: boolean
  /** What the still and the movie of a Live Photo share. */
  readonly contentIdentifier: string | undefined
}

/**
 * Why a file is to be read: its content may be any ('', as for new and changed files), it was seen under another name
 * ('moved': its edges tell), everything else is to be known first ('settle'), its edges were believed and its bytes
 * have their turn ('verify'), or the reader has learnt something ('upgrade').
 */
export type PendingRead = '' | 'moved' | 'settle' | 'verify' | 'upgrade'

/** What one file says, as it was read; `facts` is JSON. */
export interface FileReadingRow {
  readonly fileId: number
  readonly path: string
  readonly role: FileRole
  readonly facts: string
}

interface Raw {
  id: number
  folder_id: number
  photo_id: number | null
  path: string
  kind: FileKind
  role: FileRole
  size_bytes: number
  mtime_ms: number
  ctime_ms: number | null
  inode: string
  sha256: Buffer | null
  edges: Buffer | null
  reader_version: number
  changed_after: number | null
  pending: PendingRead
  gone_at: string | null
  content_identifier: string | null
}

const columns = [
  ...['id', 'folder_id', 'photo_id', 'path', 'kind', 'role', 'size_bytes', 'mtime_ms', 'ctime_ms', 'inode'],
  ...['sha256', 'edges', 'reader_version', 'changed_after', 'pending', 'gone_at', 'content_identifier'],
]
  .map((name) => `files.${name}`)
  .join(', ')

function fromRaw(raw: Raw): FileRow {
  return {
    id: raw.id,
    folderId: raw.folder_id,
    photoId: raw.photo_id ?? undefined,
    path: raw.path,
    kind: raw.kind,
    role: raw.role,
    sizeBytes: raw.size_bytes,
    mtimeMs: raw.mtime_ms,
    ctimeMs: raw.ctime_ms ?? undefined,
    inode: raw.inode,
    sha256: raw.sha256 ?? undefined,
    edges: raw.edges ?? undefined,
    readerVersion: raw.reader_version,
    changedAfter: raw.changed_after ?? undefined,
    pending: raw.pending,
    gone: raw.gone_at !== null,
    contentIdentifier: raw.content_identifier ?? undefined,
  }
}

function statOf({ path, sizeBytes, mtimeMs, ctimeMs, inode }: FileFacts) {
  return { path, sizeBytes, mtimeMs, ctimeMs: ctimeMs ?? null, inode }
}

export type Files = ReturnType<typeof createFiles>

export function createFiles(db: Db) {
  const known = db.prepare<
    [number],
    {
      id: number
      path: string
      size_bytes: number
      mtime_ms: number
      ctime_ms: number | null
      inode: string
      gone: number
    }
  >(
    `SELECT id, path, size_bytes, mtime_ms, ctime_ms, inode, gone_at IS NOT NULL AS gone FROM files WHERE folder_id = ?`,
  )
  const byId = db.prepare<[number], Raw>(`SELECT ${columns} FROM files WHERE id = ?`)
  const byPath = db.prepare<[string], Raw>(`SELECT ${columns} FROM files WHERE path = ?`)
  // What is here comes before what lies on a drive that is away.
  const isAway = `(SELECT state = 'away' FROM folders WHERE folders.id = files.folder_id)`
  const bestFirst = `ORDER BY gone_at IS NOT NULL, ${isAway}, role = 'raw', kind <> 'photo', files.id`
  const ofPhoto = db.prepare<[number], Raw>(`SELECT ${columns} FROM files WHERE photo_id = ? ${bestFirst}`)
  const firstPaths = db.prepare<[string], { id: number; path: string | null }>(
    `SELECT wanted.value AS id, (SELECT path FROM files WHERE photo_id = wanted.value ${bestFirst} LIMIT 1) AS path
     FROM json_each(?) AS wanted`,
  )
  const named = db.prepare<[{ paths: string }], Raw>(
    `SELECT ${columns} FROM files WHERE lower(path) IN (SELECT lower(value) FROM json_each(@paths)) ORDER BY id`,
  )
  const folded = db.prepare<[{ from: string; to: string }], Raw>(
    `SELECT ${columns} FROM files WHERE lower(path) >= lower(@from) AND lower(path) < lower(@to) ORDER BY id`,
  )
  const withIdentifier = db.prepare<[string, FileKind], Raw>(
    `SELECT ${columns} FROM files WHERE content_identifier = ? AND kind = ? AND gone_at IS NULL ORDER BY id LIMIT 50`,
  )
  const insert = db.prepare(
    `INSERT INTO files (folder_id, path, kind, size_bytes, mtime_ms, ctime_ms, inode)
     VALUES (@folderId, @path, @kind, @sizeBytes, @mtimeMs, @ctimeMs, @inode)
     ON CONFLICT (path) DO UPDATE SET folder_id = excluded.folder_id, kind = excluded.kind,
       size_bytes = excluded.size_bytes, mtime_ms = excluded.mtime_ms, ctime_ms = excluded.ctime_ms,
       inode = excluded.inode, gone_at = NULL
     RETURNING id`,
  )
  const setFacts = db.prepare(
    `UPDATE files SET path = @path, size_bytes = @sizeBytes, mtime_ms = @mtimeMs, ctime_ms = @ctimeMs, inode = @inode,
       gone_at = NULL WHERE id = @id`,
  )
  // A row in the way of a file that took its name gives the name up; its photo keeps what was known of its bytes.
  const clearPath = db.prepare(`DELETE FROM files WHERE path = @path AND id <> @id`)
  const markChanged = db.prepare(`UPDATE files SET changed_after = @newest, pending = '' WHERE id = @id`)
  const setPending = db.prepare(`UPDATE files SET pending = @pending WHERE id = @id`)
  const setReading = db.prepare(
    `UPDATE files SET facts_json = @facts, reader_version = @readerVersion, edges = coalesce(@edges, edges), pending = @pending,
       content_identifier = json_extract(@facts, '$.contentIdentifier')
     WHERE id = @id`,
  )
  const detach = db.prepare(`UPDATE files SET photo_id = NULL, sha256 = NULL, edges = NULL WHERE id = ?`)
  const lookalikes = db.prepare<[{ size: number; mtime: number; id: number }], Raw>(
    `SELECT ${columns} FROM files WHERE size_bytes = @size AND mtime_ms = @mtime AND photo_id IS NOT NULL
       AND edges IS NOT NULL AND id <> @id ORDER BY gone_at IS NULL, id LIMIT 20`,
  )
  const readings = db.prepare<[number], FileReadingRow>(
    `SELECT id AS fileId, path, role, facts_json AS facts FROM files
     WHERE photo_id = ? AND kind = 'photo' AND facts_json IS NOT NULL AND gone_at IS NULL
     ORDER BY ${isAway}, role = 'raw', id`,
  )
  const photosIn = db
    .prepare<[number], number>(`SELECT id FROM files WHERE folder_id = ? AND kind = 'photo' AND gone_at IS NULL`)
    .pluck()
  const ownFacts = db.prepare<[number], string | null>(`SELECT facts_json FROM files WHERE id = ?`).pluck()
  const outdated = db.prepare<[number, number], { id: number }>(
    `SELECT id FROM files WHERE reader_version < ? AND kind = 'photo' AND sha256 IS NOT NULL
       AND photo_id IS NOT NULL AND gone_at IS NULL
     UNION ALL SELECT id FROM files WHERE reader_version < ? AND kind = 'video' AND gone_at IS NULL`,
  )
  const markOutdated = db.prepare(
    `UPDATE files SET pending = 'upgrade' WHERE reader_version < ? AND kind = 'photo' AND sha256 IS NOT NULL
       AND photo_id IS NOT NULL AND gone_at IS NULL AND pending = ''`,
  )
  const holders = db.prepare<[Buffer], { id: number }>(
    `SELECT photo_id AS id FROM known_bytes WHERE sha256 = ? ORDER BY photo_id`,
  )
  const addBytes = db.prepare(
    `INSERT INTO known_bytes (sha256, photo_id) VALUES (@sha256, @photoId) ON CONFLICT DO NOTHING`,
  )
  const moveBytes = db.prepare(`UPDATE OR IGNORE known_bytes SET photo_id = @to WHERE photo_id = @from`)
  const forgetBytes = db.prepare(`DELETE FROM known_bytes WHERE photo_id = ?`)
  const movePhoto = db.prepare(`UPDATE files SET photo_id = @to WHERE photo_id = @from`)
  const setFolder = db.prepare(`UPDATE files SET folder_id = ? WHERE id = ?`)
  const setGone = db.prepare(`UPDATE files SET gone_at = ? WHERE id = ? AND gone_at IS NULL`)
  const setBack = db.prepare(`UPDATE files SET gone_at = NULL WHERE id = ?`)
  const setPhoto = db.prepare(`UPDATE files SET photo_id = ?, role = ?, sha256 = ? WHERE id = ?`)
  const attach = db.prepare(`UPDATE files SET photo_id = ?, role = ? WHERE id = ?`)

  const pathsOf = db.prepare<[string], { id: number; path: string }>(
    `SELECT photo_id AS id, min(path) AS path FROM files
     WHERE photo_id IN (SELECT value FROM json_each(?)) AND gone_at IS NULL AND kind = 'photo' GROUP BY photo_id`,
  )
  const beside = db.prepare<[string], { photoId: number; path: string; role: 'raw' | 'live-video' }>(
    `SELECT photo_id AS photoId, path, role FROM files
     WHERE photo_id IN (SELECT value FROM json_each(?)) AND role IN ('raw', 'live-video') AND gone_at IS NULL`,
  )

  return {
    /** What goes along with the picture that is shown: files of its RAW or of a former state, movies. */
    beside: (photoIds: readonly number[]) => beside.all(JSON.stringify(photoIds)),
    /** One path of each photo that has any. */
    pathsOf: (photoIds: readonly number[]): ReadonlyMap<number, string> =>
      new Map(pathsOf.all(JSON.stringify(photoIds)).map(({ id, path }) => [id, path])),
    /** What a scan compares with; vanished rows included, so that a file that comes back is itself. */
    known: (folderId: number): readonly KnownFile[] =>
      known.all(folderId).map((raw) => ({
        fileId: raw.id,
        path: raw.path,
        sizeBytes: raw.size_bytes,
        mtimeMs: raw.mtime_ms,
        ctimeMs: raw.ctime_ms ?? undefined,
        inode: raw.inode,
        gone: raw.gone === 1,
      })),
    get: (id: number): FileRow | undefined => {
      const raw = byId.get(id)
      return raw && fromRaw(raw)
    },
    find: (path: string): FileRow | undefined => {
      const raw = byPath.get(path)
      return raw && fromRaw(raw)
    },
    /** The best file to show first: present, not RAW, oldest row. */
    ofPhoto: (photoId: number): readonly FileRow[] => ofPhoto.all(photoId).map(fromRaw),
    /** The path to show for each photo that has a file. */
    firstPaths: (photoIds: readonly number[]): ReadonlyMap<number, string> =>
      new Map(
        firstPaths
          .all(JSON.stringify(photoIds))
          .flatMap(({ id, path }) => (path === null ? [] : [[id, path] as const])),
      ),
    /** Files at these paths, whatever the case of their ASCII letters. */
    named: (paths: readonly string[]): readonly FileRow[] => named.all({ paths: JSON.stringify(paths) }).map(fromRaw),
    /** Files whose path begins so, whatever the case of its ASCII letters; those of folders below too. */
    beginningWith: (prefix: string): readonly FileRow[] =>
      folded.all({ from: prefix, to: `${prefix}\u{10FFFF}` }).map(fromRaw),
    /** Files of a kind that carry this identifier of a Live Photo. */
    withIdentifier: (identifier: string, kind: FileKind): readonly FileRow[] =>
      withIdentifier.all(identifier, kind).map(fromRaw),
    add: (folderId: number, kind: FileKind, facts: FileFacts): number =>
      // RETURNING gives exactly one row with the id.
      (insert.get({ folderId, kind, ...statOf(facts) }) as { id: number }).id,
    /** After a move or a change: what the disk says now. */
    setFacts: (id: number, facts: FileFacts): void => {
      clearPath.run({ path: facts.path, id })
      setFacts.run({ id, ...statOf(facts) })
    },
    /** A scan that began then saw other content. */
    markChanged: (id: number, newest: number): void => void markChanged.run({ id, newest }),
    setPending: (id: number, pending: PendingRead): void => void setPending.run({ id, pending }),
    /** What a reading found in the file itself; without edges the known ones stay. */
    setReading: (
      id: number,
      reading: {
        readonly facts: string
        readonly readerVersion: number
        readonly edges: Buffer | undefined
        readonly pending?: PendingRead
      },
    ): void => void setReading.run({ id, pending: '', ...orNull(reading) }),
    /** The file begins anew: nothing that was known of its content holds. */
    detach: (id: number): void => void detach.run(id),
    /** Photo files of a folder that are there. */
    photosIn: (folderId: number): readonly number[] => photosIn.all(folderId),
    /** Files of the same size and time whose edges are known, vanished ones first. */
    lookalikes: (file: FileRow): readonly FileRow[] =>
      lookalikes.all({ size: file.sizeBytes, mtime: file.mtimeMs, id: file.id }).map(fromRaw),
    /** What the photo's files say, the best one first; what has vanished says nothing any more. */
    readingsOf: (photoId: number): readonly FileReadingRow[] => readings.all(photoId),
    factsOf: (id: number): string | undefined => ownFacts.get(id) ?? undefined,
    /** Marks every known file that an older reader has read, and gives their numbers; movies are among them. */
    outdated: db.transaction((readerVersion: number): readonly number[] => {
      markOutdated.run(readerVersion)
      return outdated.all(readerVersion, readerVersion).map((row) => row.id)
    }),
    /** Photos that have, or had, a file with exactly these bytes. */
    holdersOf: (sha256: Buffer): readonly number[] => holders.all(sha256).map((row) => row.id),
    /** The contents one photo has had become another's. */
    moveBytes: (from: number, to: number): void => {
      moveBytes.run({ from, to })
      forgetBytes.run(from)
    },
    forgetBytes: (photoId: number): void => void forgetBytes.run(photoId),
    /** All files of one photo become another's. */
    giveAll: (from: number, to: number): void => void movePhoto.run({ from, to }),
    setFolder: (id: number, folderId: number): void => void setFolder.run(folderId, id),
    markGone: (id: number, now: string): void => void setGone.run(now, id),
    markBack: (id: number): void => void setBack.run(id),
    setPhoto: (id: number, photoId: number, role: FileRole, sha256: Buffer): void => {
      setPhoto.run(photoId, role, sha256, id)
      addBytes.run({ sha256, photoId })
    },
    attach: (id: number, photoId: number | undefined, role: FileRole): void =>
      void attach.run(photoId ?? null, role, id),
  }
}
