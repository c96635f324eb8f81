import type { FileFacts, KnownFile } from '../domain/reconcile.ts'
import type { Db } from './db.ts'

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
  readonly sha256: Buffer | undefined
  readonly gone: boolean
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
  sha256: Buffer | null
  gone_at: string | null
}

const columns = 'id, folder_id, photo_id, path, kind, role, size_bytes, mtime_ms, sha256, gone_at'

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
    sha256: raw.sha256 ?? undefined,
    gone: raw.gone_at !== null,
  }
}

export type Files = ReturnType<typeof createFiles>

export function createFiles(db: Db) {
  const known = db.prepare<
    [number],
    { id: number; path: string; size_bytes: number; mtime_ms: number; inode: string; gone: number }
  >(`SELECT id, path, size_bytes, mtime_ms, inode, gone_at IS NOT NULL AS gone FROM files WHERE folder_id = ?`)
  const byId = db.prepare<[number], Raw>(`SELECT ${columns} FROM files WHERE id = ?`)
  const byPath = db.prepare<[string], Raw>(`SELECT ${columns} FROM files WHERE path = ?`)
  const bestFirst = `ORDER BY gone_at IS NOT NULL, role = 'raw', kind <> 'photo', id`
  const ofPhoto = db.prepare<[number], Raw>(`SELECT ${columns} FROM files WHERE photo_id = ? ${bestFirst}`)
  const firstPaths = db.prepare<[string], { id: number; path: string | null }>(
    `SELECT wanted.value AS id, (SELECT path FROM files WHERE photo_id = wanted.value ${bestFirst} LIMIT 1) AS path
     FROM json_each(?) AS wanted`,
  )
  const bySha = db.prepare<[Buffer], Raw>(
    `SELECT ${columns} FROM files WHERE sha256 = ? AND photo_id IS NOT NULL ORDER BY id`,
  )
  const siblings = db.prepare<[number, string, string], Raw>(
    `SELECT ${columns} FROM files WHERE folder_id = ? AND path >= ? AND path < ? ORDER BY path`,
  )
  const insert = db.prepare(
    `INSERT INTO files (folder_id, path, kind, size_bytes, mtime_ms, inode) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (path) DO UPDATE SET folder_id = excluded.folder_id, kind = excluded.kind,
       size_bytes = excluded.size_bytes, mtime_ms = excluded.mtime_ms, inode = excluded.inode, gone_at = NULL
     RETURNING id`,
  )
  const setFacts = db.prepare(
    `UPDATE files SET path = ?, size_bytes = ?, mtime_ms = ?, inode = ?, gone_at = NULL WHERE id = ?`,
  )
  const setFolder = db.prepare(`UPDATE files SET folder_id = ? WHERE id = ?`)
  const setGone = db.prepare(`UPDATE files SET gone_at = ? WHERE id = ? AND gone_at IS NULL`)
  const setBack = db.prepare(`UPDATE files SET gone_at = NULL WHERE id = ?`)
  const setPhoto = db.prepare(`UPDATE files SET photo_id = ?, role = ?, sha256 = ? WHERE id = ?`)
  const attach = db.prepare(`UPDATE files SET photo_id = ?, role = ? WHERE id = ?`)

  return {
    /** What a scan compares with; vanished rows included, so that a file that comes back is itself. */
    known: (folderId: number): readonly KnownFile[] =>
      known.all(folderId).map((raw) => ({
        fileId: raw.id,
        path: raw.path,
        sizeBytes: raw.size_bytes,
        mtimeMs: raw.mtime_ms,
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
    withBytes: (sha256: Buffer): readonly FileRow[] => bySha.all(sha256).map(fromRaw),
    /** Files of a folder whose path begins so; to find sidecars and partners. */
    beginningWith: (folderId: number, prefix: string): readonly FileRow[] =>
      siblings.all(folderId, prefix, `${prefix}\u{10FFFF}`).map(fromRaw),
    add: (folderId: number, kind: FileKind, facts: FileFacts): number =>
      // RETURNING gives exactly one row with the id.
      (insert.get(folderId, facts.path, kind, facts.sizeBytes, facts.mtimeMs, facts.inode) as { id: number }).id,
    /** After a move or a change: what the disk says now. */
    setFacts: (id: number, facts: FileFacts): void =>
      void setFacts.run(facts.path, facts.sizeBytes, facts.mtimeMs, facts.inode, id),
    setFolder: (id: number, folderId: number): void => void setFolder.run(folderId, id),
    markGone: (id: number, now: string): void => void setGone.run(now, id),
    markBack: (id: number): void => void setBack.run(id),
    setPhoto: (id: number, photoId: number, role: FileRole, sha256: Buffer): void =>
      void setPhoto.run(photoId, role, sha256, id),
    attach: (id: number, photoId: number | undefined, role: FileRole): void =>
      void attach.run(photoId ?? null, role, id),
  }
}
