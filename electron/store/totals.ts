import type { Db } from './open.ts'

export interface FileTotals {
  readonly photos: number
  readonly paired: number
  readonly sidecars: number
  readonly videos: number
  readonly waiting: number
}

export type Totals = ReturnType<typeof createTotals>

/** Counts for `status`: every file the scan met is in exactly one of them. */
export function createTotals(db: Db) {
  const refused = `EXISTS (SELECT 1 FROM problems WHERE problems.file_id = files.id AND problems.stage <> 'caption')`
  const files = db.prepare<[], FileTotals>(
    `SELECT
       count(*) FILTER (WHERE kind = 'photo' AND NOT ${refused} AND role = 'original' AND looked = 1) AS photos,
       count(*) FILTER (WHERE kind = 'photo' AND NOT ${refused} AND role <> 'original' AND looked = 1) AS paired,
       count(*) FILTER (WHERE kind = 'sidecar' AND NOT ${refused}) AS sidecars,
       count(*) FILTER (WHERE kind = 'video' AND NOT ${refused}) AS videos,
       count(*) FILTER (WHERE kind = 'photo' AND NOT ${refused} AND looked = 0) AS waiting
     FROM (SELECT files.*, coalesce((SELECT looked_at IS NOT NULL FROM photos WHERE photos.id = files.photo_id), 0) AS looked
           FROM files WHERE gone_at IS NULL) AS files`,
  )
  const perFolder = db.prepare<[number], { files: number; photos: number }>(
    `SELECT count(*) AS files, count(DISTINCT photo_id) AS photos FROM files WHERE folder_id = ? AND gone_at IS NULL`,
  )
  // What is left of a path when everything but separators is trimmed off its end is its folder.
  const perPath = db.prepare<[string], { path: string; photos: number }>(
    `SELECT rtrim(path, replace(path, ?, '')) AS path, count(DISTINCT photo_id) AS photos FROM files
     WHERE kind = 'photo' AND role = 'original' AND photo_id IS NOT NULL AND gone_at IS NULL GROUP BY 1 ORDER BY 1`,
  )
  const pageBytes = db.prepare<[], { bytes: number }>(
    `SELECT page_count * page_size AS bytes FROM pragma_page_count(), pragma_page_size()`,
  )

  return {
    files: (): FileTotals => files.get() ?? { photos: 0, paired: 0, sidecars: 0, videos: 0, waiting: 0 },
    ofFolder: (folderId: number): { files: number; photos: number } =>
      perFolder.get(folderId) ?? { files: 0, photos: 0 },
    /** Every folder that holds photos directly; its path ends with the separator. */
    folders: (separator: string): readonly { path: string; photos: number }[] => perPath.all(separator),
    databaseBytes: (): number => pageBytes.get()?.bytes ?? 0,
  }
}
