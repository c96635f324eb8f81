/** @file Which photos may be in an answer, and when they were taken: what a search must know of thousands of them. */
import type { Db } from './database/db.ts'
import { isShown } from './photos.ts'

/** Of the given photos those that are present and not hidden, each with its camera's wall clock, '' when unknown. */
export type ShownPhotos = (ids: readonly number[]) => ReadonlyMap<number, string>

export function createShownPhotos(db: Db): ShownPhotos {
  const find = db
    .prepare<[string], [id: number, taken: string]>(
      `SELECT id, coalesce(taken_local, '') FROM photos WHERE id IN (SELECT value FROM json_each(?)) AND ${isShown}`,
    )
    .raw()
  return (ids) => new Map(find.all(JSON.stringify(ids)))
}
