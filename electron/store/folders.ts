import type { Db } from './database/db.ts'

/** What a scan passed over: how many files of each kind, and folders and links with the reason, the first hundred. */
export interface PassedOver {
  readonly kinds: Readonly<Record<string, number>>
  readonly leftOut: readonly { readonly path: string; readonly reason: string }[]
}

export interface FolderRow {
  readonly id: number
  readonly path: string
  readonly ignore: readonly string[]
  readonly state: 'here' | 'away'
  readonly scannedAt: string | undefined
  readonly otherFiles: number
  readonly passedOver: PassedOver
  /** Files that are there, and the photos they belong to. */
  readonly files: number
  readonly photos: number
}

interface Raw {
  id: number
  path: string
  ignore_json: string
  state: 'here' | 'away'
  scanned_at: string | null
  other_files: number
  passed_over_json: string
  files: number
  photos: number
}

const columns = 'id, path, ignore_json, state, scanned_at, other_files, passed_over_json, files, photos'

function fromRaw(raw: Raw): FolderRow {
  return {
    id: raw.id,
    path: raw.path,
    // Written here alone.
    ignore: JSON.parse(raw.ignore_json) as string[],
    state: raw.state,
    scannedAt: raw.scanned_at ?? undefined,
    otherFiles: raw.other_files,
    passedOver: JSON.parse(raw.passed_over_json) as PassedOver, // as above
    files: raw.files,
    photos: raw.photos,
  }
}

export type Folders = ReturnType<typeof createFolders>

export function createFolders(db: Db) {
  const all = db.prepare<[], Raw>(`SELECT ${columns} FROM folders ORDER BY path`)
  const byPath = db.prepare<[string], Raw>(`SELECT ${columns} FROM folders WHERE path = ?`)
  const byId = db.prepare<[number], Raw>(`SELECT ${columns} FROM folders WHERE id = ?`)
  const insert = db.prepare(`INSERT INTO folders (path, ignore_json, added_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`)
  const setIgnore = db.prepare(`UPDATE folders SET ignore_json = ? WHERE id = ?`)
  const setState = db.prepare(`UPDATE folders SET state = ? WHERE id = ?`)
  const setScanned = db.prepare<[{ id: number; at: string; others: number; json: string }]>(
    `UPDATE folders SET scanned_at = @at, other_files = @others, passed_over_json = @json WHERE id = @id`,
  )
  const remove = db.prepare(`DELETE FROM folders WHERE id = ?`)

  return {
    list: (): readonly FolderRow[] => all.all().map(fromRaw),
    find: (path: string): FolderRow | undefined => {
      const raw = byPath.get(path)
      return raw && fromRaw(raw)
    },
    get: (id: number): FolderRow | undefined => {
      const raw = byId.get(id)
      return raw && fromRaw(raw)
    },
    add: (path: string, ignore: readonly string[], now: string): FolderRow => {
      insert.run(path, JSON.stringify(ignore), now)
      const raw = byPath.get(path)
      if (raw === undefined) throw new Error('the folder just added is not there')
      if (ignore.length > 0) setIgnore.run(JSON.stringify(ignore), raw.id)
      return { ...fromRaw(raw), ...(ignore.length > 0 ? { ignore } : {}) }
    },
    setIgnore: (id: number, ignore: readonly string[]): void => void setIgnore.run(JSON.stringify(ignore), id),
    setState: (id: number, state: 'here' | 'away'): void => void setState.run(state, id),
    markScanned: (id: number, at: string, passedOver: PassedOver): void => {
      const others = Object.values(passedOver.kinds).reduce((sum, count) => sum + count, 0)
      setScanned.run({ id, at, others, json: JSON.stringify(passedOver) })
    },
    /** Forgets the folder and its files; photos without any file stay, so that human work survives a re-adding. */
    remove: (id: number): void => void remove.run(id),
  }
}
