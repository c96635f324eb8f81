/** @file Counts that are kept while writing (see the migration `0003-totals`), so that asking costs the same at any size. */
import type { Db } from './database/db.ts'

/** Every file the scan met is in exactly one of the first six, photos in as many as they belong to. */
export interface Totals {
  /** Files that are photos and have been looked at. */
  readonly photos: number
  /** Files that belong to such a photo: RAW beside JPEG, copies in another role. */
  readonly paired: number
  readonly sidecars: number
  readonly videos: number
  /** Photo files not looked at yet. */
  readonly waiting: number
  /** Files that cannot be used. */
  readonly refused: number
  /** Places that a scan could not enter or read. */
  readonly unscanned: number
  /** Photos with a file that is there, and how many of them were looked at. */
  readonly present: number
  readonly looked: number
  /** Photos with an alt text. */
  readonly captioned: number
  readonly everything: number
  readonly favourites: number
  readonly hidden: number
  readonly review: number
}

export type TotalsOfLibrary = ReturnType<typeof createTotals>

export function createTotals(db: Db) {
  const totals = db.prepare<[], Totals>(
    `SELECT photos, paired, sidecars, videos, waiting, refused, unscanned, present, looked, captioned, everything,
       favourites, hidden, review FROM totals`,
  )
  const directories = db.prepare<[], { path: string; photos: number }>(
    `SELECT path, photos FROM directories ORDER BY path`,
  )
  const directory = db.prepare<[string], number>(`SELECT photos FROM directories WHERE path = ?`).pluck()
  const pageBytes = db.prepare<[], { bytes: number }>(
    `SELECT page_count * page_size AS bytes FROM pragma_page_count(), pragma_page_size()`,
  )

  return {
    now: (): Totals => {
      const row = totals.get()
      if (row === undefined) throw new Error('the row of totals is made with its table')
      return row
    },
    /** Every folder that holds photos directly; its path ends with the separator. */
    folders: (): readonly { path: string; photos: number }[] => directories.all(),
    /** How many photos lie directly in this folder; its path ends with the separator. */
    photosIn: (path: string): number => directory.get(path) ?? 0,
    /** How many photos a model has seen: the rows behind its table in sqlite-vec, which itself would read every vector. */
    vectors: (modelId: number): number =>
      db.prepare<[], { count: number }>(`SELECT count(*) AS count FROM vectors_${modelId}_rowids`).get()?.count ?? 0,
    databaseBytes: (): number => pageBytes.get()?.bytes ?? 0,
  }
}
