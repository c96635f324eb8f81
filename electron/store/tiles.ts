/** What a timeline is laid out from: every photo of a set, in order, in a few bytes each. */
import type { Db } from './open.ts'
import { isPresent, isShown } from './photos.ts'

export interface Tile {
  readonly id: number
  readonly width: number | undefined
  readonly height: number | undefined
  /** `YYYY-MM-DD`, shorter where less is known, empty where nothing is. */
  readonly day: string
}

interface Raw {
  id: number
  width: number | null
  height: number | null
  day: string
}

const columns = `photos.id, width, height, substr(coalesce(taken_local, ''), 1, 10) AS day`
const byTime = `coalesce(taken_local, '') DESC, photos.id DESC`
/** This many count as "recently added". */
export const recentCount = 1000

const sets = {
  everything: `${isShown} ORDER BY ${byTime}`,
  favourites: `favourite = 1 AND ${isShown} ORDER BY ${byTime}`,
  hidden: `hidden = 1 AND ${isPresent} ORDER BY ${byTime}`,
  review: `photos.id IN (SELECT photo_id FROM captions WHERE needs_review = 1 AND stale = 0) AND ${isShown}
    ORDER BY ${byTime}`,
  recent: `${isShown} ORDER BY photos.id DESC LIMIT ${recentCount}`,
} as const
export type TileSet = keyof typeof sets

const tileOf = (raw: Raw): Tile => ({
  id: raw.id,
  width: raw.width ?? undefined,
  height: raw.height ?? undefined,
  day: raw.day,
})

export type Tiles = ReturnType<typeof createTiles>

export function createTiles(db: Db) {
  const among = db.prepare<[string], Raw>(
    `SELECT ${columns} FROM json_each(?) AS wanted JOIN photos ON photos.id = wanted.value
     WHERE looked_at IS NOT NULL AND ${isShown} ORDER BY wanted.key`,
  )
  const below = db.prepare<[string, string], Raw>(
    `SELECT ${columns} FROM photos
     WHERE looked_at IS NOT NULL AND hidden = 0 AND EXISTS (
       SELECT 1 FROM files WHERE files.photo_id = photos.id AND gone_at IS NULL AND kind = 'photo'
         AND path > ? AND path < ?)
     ORDER BY ${byTime}`,
  )

  return {
    /** Photos that were looked at and are shown; newest first, `recent` by when they came. */
    of: (set: TileSet): readonly Tile[] =>
      db
        .prepare<[], Raw>(`SELECT ${columns} FROM photos WHERE looked_at IS NOT NULL AND ${sets[set]}`)
        .all()
        .map(tileOf),
    /** In the order given; those that are not shown are left out. */
    among: (ids: readonly number[]): readonly Tile[] => among.all(JSON.stringify(ids)).map(tileOf),
    /** Photos with a file below this folder; `prefix` ends with the separator. */
    below: (prefix: string): readonly Tile[] => below.all(prefix, `${prefix.slice(0, -1)}${next(prefix)}`).map(tileOf),
  }
}

/** The character after the separator: the end of the range of all paths that begin with the prefix. */
function next(prefix: string): string {
  return String.fromCharCode((prefix.at(-1) ?? '/').charCodeAt(0) + 1)
}
