import type { Db } from './database/db.ts'

export interface Thumbnail {
  readonly jpeg: Buffer
  readonly width: number
  readonly height: number
}

export type Thumbnails = ReturnType<typeof createThumbnails>

/** In a database of its own: derived, large, and rebuilt at will. */
export function createThumbnails(db: Db) {
  const put = db.prepare(
    `INSERT INTO thumbnails (photo_id, jpeg, width, height) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET jpeg = excluded.jpeg, width = excluded.width, height = excluded.height`,
  )
  const get = db.prepare<[number], Thumbnail>(`SELECT jpeg, width, height FROM thumbnails WHERE photo_id = ?`)

  const count = db.prepare<[], number>(`SELECT count(*) FROM thumbnails`).pluck()
  const missing = db
    .prepare<[string], number>(`SELECT value FROM json_each(?) WHERE value NOT IN (SELECT photo_id FROM thumbnails)`)
    .pluck()

  return {
    put: (photoId: number, thumbnail: Thumbnail): void =>
      void put.run(photoId, thumbnail.jpeg, thumbnail.width, thumbnail.height),
    count: (): number => count.get() ?? 0,
    /** Of these photos those without a thumbnail, as after the file was lost. */
    missing: (photoIds: readonly number[]): readonly number[] => missing.all(JSON.stringify(photoIds)),
    get: (photoId: number): Thumbnail | undefined => get.get(photoId),
  }
}
