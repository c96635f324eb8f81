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

  return {
    put: (photoId: number, thumbnail: Thumbnail): void =>
      void put.run(photoId, thumbnail.jpeg, thumbnail.width, thumbnail.height),
    get: (photoId: number): Thumbnail | undefined => get.get(photoId),
  }
}
