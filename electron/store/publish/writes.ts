/** @file What runs wrote into which file, and what stood there before; and which texts are our own. */
import type { Db } from '../database/db.ts'

export interface NewWrite {
  readonly run: number
  readonly photo: number
  readonly path: string
  readonly kind: 'embedded' | 'sidecar' | 'new-sidecar'
  readonly extension: string
  /** Where it is written first; left behind by a program that was killed. */
  readonly temporary: string
  /** Fields as JSON: as they were, and as they are from then on. */
  readonly former: string
  readonly ours: string
}

export interface WriteRow extends NewWrite {
  readonly id: number
  /** Of a sidecar that was made. */
  readonly sha256: string | undefined
  readonly state: 'begun' | 'done' | 'undone'
}

type Raw = Omit<WriteRow, 'sha256'> & { sha256: string | null }

const columns = `id, run_id AS run, photo_id AS photo, path, kind, extension, temporary, former_json AS former,
  ours_json AS ours, sha256, state`

const fromRaw = (raw: Raw): WriteRow => ({ ...raw, sha256: raw.sha256 ?? undefined })

export function createPublishWrites(db: Db) {
  const begin = db
    .prepare<[NewWrite], number>(
      `INSERT INTO publish_writes (run_id, photo_id, path, kind, extension, temporary, former_json, ours_json)
       VALUES (@run, @photo, @path, @kind, @extension, @temporary, @former, @ours)
       ON CONFLICT (run_id, path) DO UPDATE SET kind = excluded.kind, temporary = excluded.temporary,
         former_json = excluded.former_json, ours_json = excluded.ours_json, sha256 = NULL, state = 'begun'
       RETURNING id`,
    )
    .pluck()
  const finish = db.prepare(`UPDATE publish_writes SET state = 'done', sha256 = @sha256 WHERE id = @id`)
  const setState = db.prepare(`UPDATE publish_writes SET state = @state WHERE id = @id`)
  const forget = db.prepare(`DELETE FROM publish_writes WHERE id = ?`)
  const begun = db.prepare<[], Raw>(`SELECT ${columns} FROM publish_writes WHERE state = 'begun' ORDER BY id`)
  const ofPhoto = db.prepare<[number, number], Raw>(
    `SELECT ${columns} FROM publish_writes WHERE run_id = ? AND photo_id = ? ORDER BY id DESC`,
  )
  const photos = db
    .prepare<[number], number>(
      `SELECT DISTINCT photo_id FROM publish_writes WHERE run_id = ? AND state = 'done' ORDER BY photo_id`,
    )
    .pluck()
  const undoable = db
    .prepare<[number], number>(
      `SELECT 1 FROM publish_writes WHERE run_id = ? AND state = 'done'
         AND (SELECT undoes FROM publish_runs WHERE id = run_id) IS NULL LIMIT 1`,
    )
    .pluck()
  const lastUndoable = db
    .prepare<[], number>(
      `SELECT max(run_id) FROM publish_writes WHERE state = 'done'
         AND (SELECT undoes FROM publish_runs WHERE id = run_id) IS NULL`,
    )
    .pluck()
  const claim = db.prepare(`INSERT INTO published_texts (photo_id, text) VALUES (?, ?) ON CONFLICT DO NOTHING`)
  const ownTexts = db.prepare<[number], string>(`SELECT text FROM published_texts WHERE photo_id = ?`).pluck()
  return {
    /** Before the file is touched. */
    begin: (write: NewWrite): number => begin.get(write) ?? 0,
    /** The file is in its place. */
    finish: (id: number, sha256: string | undefined): void => void finish.run({ id, sha256: sha256 ?? null }),
    setState: (id: number, state: WriteRow['state']): void => void setState.run({ id, state }),
    /** It never came to be. */
    forget: (id: number): void => void forget.run(id),
    /** Interrupted ones. */
    begun: (): readonly WriteRow[] => begun.all().map(fromRaw),
    /** Newest first, as they are taken back. */
    ofPhoto: (run: number, photo: number): readonly WriteRow[] => ofPhoto.all(run, photo).map(fromRaw),
    /** Photos with something to take back. */
    photos: (run: number): readonly number[] => photos.all(run),
    isUndoable: (run: number): boolean => undoable.get(run) !== undefined,
    lastUndoable: (): number | undefined => lastUndoable.get() ?? undefined,
    /** This text comes from us, whatever file of the photo says it. */
    claim: (photo: number, text: string): void => void claim.run(photo, text),
    ownTexts: (photo: number): ReadonlySet<string> => new Set(ownTexts.all(photo)),
  }
}
