/** What a timeline is laid out from: every photo of a set, in order, in a few bytes each. */
import type { Db } from './database/db.ts'
import { isPresent, isShown } from './photos.ts'

/** Columns of equal length: a hundred thousand objects would cost more than reading what is in them. */
export interface Tiles {
  readonly ids: readonly number[]
  /** Width over height in hundredths; 0 is unknown. */
  readonly ratios: readonly number[]
  /** `YYYY-MM-DD`, shorter where less is known, empty where nothing is. */
  readonly days: readonly string[]
}

const [id, ratio, day] = [
  'photos.id',
  // A hundred times the width over the height, rounded, in whole numbers.
  'CASE WHEN width IS NOT NULL AND height > 0 THEN (200 * width + height) / (2 * height) ELSE 0 END',
  `substr(coalesce(taken_local, ''), 1, 10)`,
]
const byTime = `sort_key DESC, photos.id DESC`
/** This many count as "recently added". */
export const recentCount = 1000

// Each names its index: the planner knows nothing of how few are marked, and would look at every photo.
const sets = {
  everything: `photos INDEXED BY photos_shown WHERE looked_at IS NOT NULL AND ${isShown} ORDER BY ${byTime}`,
  favourites: `photos INDEXED BY photos_favourite
    WHERE favourite = 1 AND looked_at IS NOT NULL AND ${isShown} ORDER BY ${byTime}`,
  hidden: `photos INDEXED BY photos_hidden
    WHERE hidden = 1 AND looked_at IS NOT NULL AND ${isPresent} ORDER BY ${byTime}`,
  review: `photos WHERE photos.id IN (SELECT photo_id FROM captions WHERE needs_review = 1 AND stale = 0
      UNION SELECT id FROM photos WHERE doubtful_since IS NOT NULL)
    AND looked_at IS NOT NULL AND ${isShown} ORDER BY ${byTime}`,
  recent: `photos WHERE looked_at IS NOT NULL AND ${isShown} ORDER BY photos.id DESC LIMIT ${recentCount}`,
} as const
export type TileSet = keyof typeof sets

type Row = [id: number, ratio: number, day: string]

const columnsOf = (rows: readonly Row[]): Tiles => ({
  ids: rows.map((row) => row[0]),
  ratios: rows.map((row) => row[1]),
  days: rows.map((row) => row[2]),
})

export type TileReader = ReturnType<typeof createTiles>

export function createTiles(db: Db) {
  const among = db
    .prepare<[string], Row>(
      `SELECT ${id}, ${ratio}, ${day} FROM json_each(?) AS wanted JOIN photos ON photos.id = wanted.value
       WHERE looked_at IS NOT NULL AND ${isShown} ORDER BY wanted.key`,
    )
    .raw()
  const below = db
    .prepare<[string, string], Row>(
      `SELECT ${id}, ${ratio}, ${day} FROM photos
       WHERE photos.id IN (SELECT photo_id FROM files WHERE path > ? AND path < ? AND gone_at IS NULL AND kind = 'photo')
         AND looked_at IS NOT NULL AND hidden = 0
       ORDER BY ${byTime}`,
    )
    .raw()
  const numbers = (column: string, set: TileSet): readonly number[] =>
    db.prepare<[], number>(`SELECT ${column} FROM ${sets[set]}`).pluck().all()
  const texts = (column: string, set: TileSet): readonly string[] =>
    db.prepare<[], string>(`SELECT ${column} FROM ${sets[set]}`).pluck().all()

  return {
    /** Photos that were looked at and are shown; newest first, `recent` by when they came. */
    of: db.transaction(
      // Three readings of one state: a single value a row is three times as fast as a row.
      (set: TileSet): Tiles => ({
        ids: numbers(id, set),
        ratios: numbers(ratio, set),
        days: texts(day, set),
      }),
    ),
    /** In the order given; those that are not shown are left out. */
    among: (ids: readonly number[]): Tiles => columnsOf(among.all(JSON.stringify(ids))),
    /** Photos with a file below this folder; `prefix` ends with the separator. */
    below: (prefix: string): Tiles => columnsOf(below.all(prefix, `${prefix.slice(0, -1)}${next(prefix)}`)),
  }
}

/** The character after the separator: the end of the range of all paths that begin with the prefix. */
function next(prefix: string): string {
  return String.fromCharCode((prefix.at(-1) ?? '/').charCodeAt(0) + 1)
}
