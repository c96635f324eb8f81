/** @file Places that photos without one borrow from their neighbours, for their clocks alone: nothing shows them. */
import type { Db } from '../database/db.ts'

export interface Placed {
  readonly latitude: number
  readonly longitude: number
}

/** A photo's moment; `path` is that of its first file. */
export interface MomentRow {
  readonly id: number
  readonly path: string
  /** The wall clock, and how many minutes it is east of UTC, where that is known. */
  readonly local: string
  readonly offsetMinutes: number | null
}

export type BorrowedPlaces = ReturnType<typeof createBorrowedPlaces>

export function createBorrowedPlaces(db: Db) {
  const moments = `photos.id, min(path) AS path, taken_local AS local, offset_minutes AS offsetMinutes`
  const shown = `JOIN files ON files.photo_id = photos.id AND files.kind = 'photo' AND gone_at IS NULL`
  const unplaced = db.prepare<[], MomentRow>(
    `SELECT ${moments} FROM photos ${shown}
     WHERE taken_source = 'takeout' AND latitude IS NULL AND taken_local IS NOT NULL GROUP BY photos.id`,
  )
  const placed = db.prepare<[], MomentRow & Placed>(
    `SELECT ${moments}, latitude, longitude FROM photos ${shown}
     WHERE latitude IS NOT NULL AND longitude IS NOT NULL AND taken_precision = 'second' GROUP BY photos.id`,
  )
  const of = db.prepare<[number], Placed>(`SELECT latitude, longitude FROM borrowed_places WHERE photo_id = ?`)
  const put = db.prepare(
    `INSERT INTO borrowed_places (photo_id, latitude, longitude) VALUES (@photo, @latitude, @longitude)
     ON CONFLICT DO UPDATE SET latitude = excluded.latitude, longitude = excluded.longitude`,
  )
  const remove = db.prepare(`DELETE FROM borrowed_places WHERE photo_id = ?`)

  return {
    /** Photos with a date of Takeout's and no place. */
    unplaced: (): readonly MomentRow[] => unplaced.all(),
    /** Photos whose place and second are known. */
    placed: (): readonly (MomentRow & Placed)[] => placed.all(),
    of: (photo: number): Placed | undefined => of.get(photo),
    put: (photo: number, { latitude, longitude }: Placed): void => void put.run({ photo, latitude, longitude }),
    remove: (photo: number): void => void remove.run(photo),
  }
}
