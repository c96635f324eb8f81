/** @file Moments as they were found last, and the days that wait to be looked at again (migration `0015-moments`). */
import type { Db } from '../database/db.ts'
import { orNull } from '../database/named-parameters.ts'

/** Present, looked at, and not put out of sight. */
const isShown = 'looked_at IS NOT NULL AND hidden = 0 AND present > 0'

export interface MomentRow {
  readonly id: number
  /** Of the first and the last photo; days where no time is known. */
  readonly begins: string
  readonly ends: string
  readonly photos: number
  readonly cover: number
  readonly place: string | undefined
  readonly folder: string | undefined
}

/** What decides about a photo's moment. */
export interface MomentPhoto {
  readonly id: number
  readonly at: string
  readonly latitude: number | null
  readonly longitude: number | null
  readonly city: string | null
  readonly region: string | null
  readonly country: string | null
  /** Stars, and a heart as one more than five of them. */
  readonly worth: number
}

interface Raw {
  id: number
  begins: string
  ends: string
  photos: number
  cover: number
  place: string | null
  folder: string | null
}

export interface HauntRow {
  readonly year: number
  readonly latitude: number
  readonly longitude: number
  /** Weeks of that year with photos taken there. */
  readonly weeks: number
}

const columns = 'id, begins, ends, photos, cover, place, folder'
const fromRaw = (raw: Raw): MomentRow => ({
  ...raw,
  place: raw.place ?? undefined,
  folder: raw.folder ?? undefined,
})

export type Moments = ReturnType<typeof createMoments>

export function createMoments(db: Db) {
  const page = db.prepare<[string, number, number], Raw>(
    `SELECT ${columns} FROM moments WHERE (begins, id) < (?, ?) ORDER BY begins DESC, id DESC LIMIT ?`,
  )
  const byId = db.prepare<[number], Raw>(`SELECT ${columns} FROM moments WHERE id = ?`)
  const count = db.prepare<[], number>(`SELECT count(*) FROM moments`).pluck()
  const largest = db.prepare<[number], Raw>(`SELECT ${columns} FROM moments ORDER BY photos DESC, id DESC LIMIT ?`)
  const overlapping = db.prepare<[string, string], Raw>(
    `SELECT ${columns} FROM moments WHERE ends >= ? AND begins <= ? ORDER BY id`,
  )
  const photoIds = db
    .prepare<[number], number>(
      `SELECT photos.id FROM moment_photos JOIN photos ON photos.id = photo_id WHERE moment_id = ?
       ORDER BY sort_key, photos.id`,
    )
    .pluck()
  const holders = db.prepare<[string], { photo: number; moment: number }>(
    `SELECT photo_id AS photo, moment_id AS moment FROM moment_photos
     WHERE photo_id IN (SELECT value FROM json_each(?))`,
  )
  const insert = db
    .prepare<[object], number>(
      `INSERT INTO moments (begins, ends, photos, cover, place, folder)
       VALUES (@begins, @ends, @photos, @cover, @place, @folder) RETURNING id`,
    )
    .pluck()
  const update = db.prepare(
    `UPDATE moments SET begins = @begins, ends = @ends, photos = @photos, cover = @cover, place = @place,
       folder = @folder WHERE id = @id`,
  )
  const remove = db.prepare(`DELETE FROM moments WHERE id = ?`)
  const empty = db.prepare(`DELETE FROM moment_photos WHERE moment_id = ?`)
  const fill = db.prepare(
    `INSERT OR REPLACE INTO moment_photos (photo_id, moment_id) SELECT value, ? FROM json_each(?)`,
  )
  const pending = db.prepare<[number], string>(`SELECT day FROM moments_pending ORDER BY day LIMIT ?`).pluck()
  const pendingYears = db
    .prepare<[], number>(`SELECT DISTINCT CAST(substr(day, 1, 4) AS INTEGER) FROM moments_pending`)
    .pluck()
  const settled = db.prepare(`DELETE FROM moments_pending WHERE day >= ? AND day <= ?`)
  const awaitYear = db.prepare(
    `INSERT OR IGNORE INTO moments_pending (day)
     SELECT DISTINCT substr(taken_local, 1, 10) FROM photos
     WHERE coalesce(taken_local, '') >= @from AND coalesce(taken_local, '') < @to AND length(taken_local) >= 10
       AND ${isShown}`,
  )
  const between = db.prepare<[string, string], MomentPhoto>(
    `SELECT id, taken_local AS at, latitude, longitude, city, region, country,
       coalesce(human_rating, rating, 0) + 6 * favourite AS worth FROM photos
     WHERE coalesce(taken_local, '') >= ? AND coalesce(taken_local, '') < ? AND length(taken_local) >= 10
       AND ${isShown}`,
  )
  const homes = db.prepare<[], { year: number; latitude: number | null; longitude: number | null }>(
    `SELECT year, latitude, longitude FROM homes`,
  )
  const setHome = db.prepare(`INSERT OR REPLACE INTO homes (year, latitude, longitude) VALUES (?, ?, ?)`)
  const haunts = db.prepare<[string, string], HauntRow>(
    `SELECT CAST(substr(taken_local, 1, 4) AS INTEGER) AS year, round(latitude, 1) AS latitude,
       round(longitude, 1) AS longitude, count(DISTINCT strftime('%W', substr(taken_local, 1, 10))) AS weeks
     FROM photos WHERE coalesce(taken_local, '') >= ? AND coalesce(taken_local, '') < ? AND length(taken_local) >= 10
       AND latitude IS NOT NULL AND ${isShown} GROUP BY 1, 2, 3`,
  )

  return {
    /** Newest first, those that began before `before`. */
    page: (before: { readonly begins: string; readonly id: number } | undefined, limit: number): readonly MomentRow[] =>
      page.all(before?.begins ?? '\u{10FFFF}', before?.id ?? 0, limit).map(fromRaw),
    get: (id: number): MomentRow | undefined => {
      const raw = byId.get(id)
      return raw && fromRaw(raw)
    },
    count: (): number => count.get() ?? 0,
    largest: (limit: number): readonly MomentRow[] => largest.all(limit).map(fromRaw),
    /** Those with something between both, as `Shot.at`, both included. */
    overlapping: (from: string, to: string): readonly MomentRow[] => overlapping.all(from, to).map(fromRaw),
    /** In order of time. */
    photoIds: (id: number): readonly number[] => photoIds.all(id),
    /** In which moment each of these photos is. */
    holders: (ids: readonly number[]): ReadonlyMap<number, number> =>
      new Map(holders.all(JSON.stringify(ids)).map(({ photo, moment }) => [photo, moment])),
    /** Under its number, or a new one. */
    put: (row: Omit<MomentRow, 'id'>, ids: readonly number[], id: number | undefined): void => {
      const number = id ?? insert.get(orNull(row))
      if (number === undefined) throw new Error('INSERT ... RETURNING gave no row')
      if (id !== undefined) update.run({ ...orNull(row), id })
      empty.run(number)
      fill.run(number, JSON.stringify(ids))
    },
    remove: (id: number): void => void remove.run(id),
    /** Days on which something changed, the first of them. */
    pending: (limit: number): readonly string[] => pending.all(limit),
    pendingYears: (): readonly number[] => pendingYears.all(),
    /** Both days included. */
    settled: (first: string, last: string): void => void settled.run(first, last),
    /** Everything of a year is to be looked at again. */
    awaitYear: (year: number): void =>
      void awaitYear.run({ from: `${year}`.padStart(4, '0'), to: `${year + 1}`.padStart(4, '0') }),
    /** Photos that are shown, of which the day is known, from a day to before another. */
    between: (from: string, to: string): readonly MomentPhoto[] => between.all(from, to),
    homes: (): ReadonlyMap<number, readonly [number, number] | undefined> =>
      new Map(
        homes
          .all()
          .map(({ year, latitude, longitude }) => [
            year,
            latitude === null || longitude === null ? undefined : ([latitude, longitude] as const),
          ]),
      ),
    setHome: (year: number, home: readonly [number, number] | undefined): void =>
      void setHome.run(year, home?.[0] ?? null, home?.[1] ?? null),
    /** Where photos were taken in these years (the last one not included), in squares of a tenth of a degree. */
    haunts: (from: number, to: number): readonly HauntRow[] =>
      haunts.all(String(from).padStart(4, '0'), String(to).padStart(4, '0')),
  }
}
