/** @file Photos for which a person wants no place proposed: human work. */
import type { Db } from '../database/db.ts'

export type DeclinedPlaces = ReturnType<typeof createDeclinedPlaces>

export function createDeclinedPlaces(db: Db) {
  const put = db.prepare(`INSERT INTO declined_places (photo_id) VALUES (?) ON CONFLICT DO NOTHING`)
  const remove = db.prepare(`DELETE FROM declined_places WHERE photo_id = ?`)
  const has = db.prepare<[number]>(`SELECT 1 FROM declined_places WHERE photo_id = ?`)
  const all = db.prepare<[], number>(`SELECT photo_id FROM declined_places ORDER BY photo_id`).pluck()
  return {
    set: (photo: number, isDeclined: boolean): void => void (isDeclined ? put : remove).run(photo),
    has: (photo: number): boolean => has.get(photo) !== undefined,
    all: (): readonly number[] => all.all(),
  }
}
