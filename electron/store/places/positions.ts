/** @file Where photos were taken, for maps: from indexes alone, in columns. */
import type { Db } from '../database/db.ts'

/** Columns of equal length, newest photo first. */
export interface Positions {
  readonly ids: readonly number[]
  /** Degrees. */
  readonly latitudes: readonly number[]
  readonly longitudes: readonly number[]
}

/** A photo with a wall clock, and a position where it has one. */
export interface Moment {
  readonly id: number
  /** `YYYY-MM-DDTHH:MM`, with seconds where they are known. */
  readonly taken: string
}
export type LocatedMoment = Moment & { readonly latitude: number; readonly longitude: number }

export interface PlaceCount {
  readonly country: string
  readonly region: string | undefined
  readonly city: string | undefined
  readonly photos: number
  /** The newest photo of the place. */
  readonly cover: number
  /** Around the positions of its photos, in degrees; undefined where none has one. */
  readonly area:
    { readonly south: number; readonly west: number; readonly north: number; readonly east: number } | undefined
}

/** As the indexes of migration 16 have it. */
const isOnMap = 'looked_at IS NOT NULL AND hidden = 0 AND present > 0'
const located = `photos INDEXED BY photos_located WHERE latitude IS NOT NULL AND ${isOnMap}`
/** `sort_key` begins with the clock and a blank. */
const clock = `substr(sort_key, 1, instr(sort_key, ' ') - 1)`

interface RawPlace {
  country: string
  region: string | null
  city: string | null
  photos: number
  newest: string
  cover: number
  south: number | null
  west: number | null
  north: number | null
  east: number | null
}

const named = `photos INDEXED BY photos_by_place WHERE country IS NOT NULL AND ${isOnMap}
  GROUP BY country, region, city ORDER BY country, region, city`

export function createPositions(db: Db) {
  const column = (name: string): readonly number[] =>
    db.prepare<[], number>(`SELECT ${name} FROM ${located} ORDER BY sort_key DESC, id DESC`).pluck().all()
  const placed = db.prepare<[], LocatedMoment>(
    `SELECT id, ${clock} AS taken, latitude, longitude FROM ${located} AND instr(sort_key, ' ') > 16 ORDER BY sort_key`,
  )
  const unplaced = db.prepare<[], Moment>(
    `SELECT id, ${clock} AS taken FROM photos INDEXED BY photos_unlocated
     WHERE latitude IS NULL AND length(taken_local) >= 16 AND taken_doubtful = 0 AND ${isOnMap}
     AND id NOT IN (SELECT photo_id FROM declined_places) ORDER BY sort_key`,
  )
  // Two readings: with one maximum alone SQLite takes the other columns from the row that has it.
  const byPlace = db.prepare<[], Omit<RawPlace, 'south' | 'west' | 'north' | 'east'>>(
    `SELECT country, region, city, count(*) AS photos, max(sort_key) AS newest, id AS cover FROM ${named}`,
  )
  const areas = db.prepare<[], Pick<RawPlace, 'south' | 'west' | 'north' | 'east'>>(
    `SELECT min(latitude) AS south, min(longitude) AS west, max(latitude) AS north, max(longitude) AS east FROM ${named}`,
  )
  const count = db.prepare<[], number>(`SELECT count(*) FROM ${located}`).pluck()
  return {
    /** How many are shown and have a position. */
    count: (): number => count.get() ?? 0,
    /** Of all photos that are shown and have a position. */
    all: db.transaction(
      // Three readings of one state: a single value a row is three times as fast as a row.
      (): Positions => ({
        ids: column('id'),
        latitudes: column('latitude'),
        longitudes: column('longitude'),
      }),
    ),
    /** Those with a position and a clock, oldest first. */
    located: (): readonly LocatedMoment[] => placed.all(),
    /** Those with a clock that can be relied on and no position, for which none was declined; oldest first. */
    unlocated: (): readonly Moment[] => unplaced.all(),
    /** How many photos each place has, and the newest of them. */
    byPlace: db.transaction((): readonly PlaceCount[] => {
      const around = areas.all()
      return byPlace.all().map(({ country, region, city, photos, cover }, index) => {
        const { south = null, west = null, north = null, east = null } = around[index] ?? {}
        const isPlaced = south !== null && west !== null && north !== null && east !== null
        return {
          ...{ country, region: region ?? undefined, city: city ?? undefined, photos, cover },
          area: isPlaced ? { south, west, north, east } : undefined,
        }
      })
    }),
  }
}
