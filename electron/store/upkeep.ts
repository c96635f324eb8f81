/** @file What is derived, held against what it is derived from, and put right: for a check of everything, never while one waits. */
import type { Db } from './database/db.ts'
import type { Totals } from './totals.ts'

/** Rows that belong to no photo any more, by where they are. */
export interface Strays {
  readonly vectors: number
  readonly words: number
  readonly thumbnails: number
}

const isThere = `EXISTS (SELECT 1 FROM files
  WHERE files.photo_id = photos.id AND files.gone_at IS NULL AND files.kind = 'photo')`
const isSeen = `looked_at IS NOT NULL AND ${isThere}`
const refused = `EXISTS (SELECT 1 FROM problems WHERE problems.file_id = here.id AND problems.stage NOT IN ('caption', 'words'))`
const asks = `(doubtful_since IS NOT NULL
  OR photos.id IN (SELECT photo_id FROM captions WHERE needs_review = 1 AND stale = 0))`

/** The row of totals, counted over everything. */
const recount = `SELECT * FROM
  (SELECT
    count(*) FILTER (WHERE kind = 'photo' AND NOT ${refused} AND role = 'original' AND seen = 1) AS photos,
    count(*) FILTER (WHERE kind = 'photo' AND NOT ${refused} AND role <> 'original' AND seen = 1) AS paired,
    count(*) FILTER (WHERE kind = 'sidecar' AND NOT ${refused}) AS sidecars,
    count(*) FILTER (WHERE kind = 'video' AND NOT ${refused}) AS videos,
    count(*) FILTER (WHERE kind = 'photo' AND NOT ${refused} AND seen = 0) AS waiting,
    count(*) FILTER (WHERE ${refused}) AS refused,
    (SELECT count(*) FROM problems WHERE stage = 'scan') AS unscanned
  FROM (SELECT files.*, coalesce((SELECT looked_at IS NOT NULL FROM photos WHERE photos.id = files.photo_id), 0) AS seen
        FROM files WHERE gone_at IS NULL) AS here),
  (SELECT
    count(*) FILTER (WHERE ${isThere}) AS present,
    count(looked_at) FILTER (WHERE ${isThere}) AS looked,
    (SELECT count(DISTINCT photo_id) FROM captions WHERE kind = 'alt' AND stale = 0) AS captioned,
    count(*) FILTER (WHERE hidden = 0 AND ${isSeen}) AS everything,
    count(*) FILTER (WHERE hidden = 0 AND favourite = 1 AND ${isSeen}) AS favourites,
    count(*) FILTER (WHERE hidden = 1 AND ${isSeen}) AS hidden,
    count(*) FILTER (WHERE hidden = 0 AND ${asks} AND ${isSeen}) AS review
  FROM photos)`

export function createUpkeep(db: Db, thumbnailDb: Db) {
  const vectorTables = (): readonly string[] =>
    db
      .prepare<[], number>(`SELECT id FROM embedding_models ORDER BY id`)
      .pluck()
      .all()
      .map((id) => `vectors_${id}`)
  const strayIn = (table: string, column: string): readonly number[] =>
    db
      .prepare<[], number>(`SELECT ${column} FROM ${table} WHERE ${column} NOT IN (SELECT id FROM photos)`)
      .pluck()
      .all()
  const strayVectors = (table: string): readonly number[] => strayIn(`${table}_rowids`, 'rowid')
  const strayWords = (): readonly number[] => strayIn('photo_text_docsize', 'id')
  const strayThumbnails = (): readonly number[] => {
    const known = new Set(db.prepare<[], number>(`SELECT id FROM photos`).pluck().all())
    return thumbnailDb
      .prepare<[], number>(`SELECT photo_id FROM thumbnails`)
      .pluck()
      .all()
      .filter((id) => !known.has(id))
  }

  return {
    recount: (): Totals => {
      const row = db.prepare<[], Totals>(recount).get()
      if (row === undefined) throw new Error('a count is always a row')
      return row
    },
    setTotals: (totals: Totals): void => {
      const names = Object.keys(totals)
      db.prepare(`UPDATE totals SET ${names.map((name) => `${name} = @${name}`).join(', ')}`).run(totals)
    },
    /** Rows that point at rows that are not there. */
    brokenReferences: (): number => db.prepare(`SELECT 1 FROM pragma_foreign_key_check`).all().length,
    /** Photos that full text does not know. */
    withoutWords: (): readonly number[] =>
      db.prepare<[], number>(`SELECT id FROM photos WHERE id NOT IN (SELECT id FROM photo_text_docsize)`).pluck().all(),
    strays: (): Strays => ({
      vectors: vectorTables().reduce((sum, table) => sum + strayVectors(table).length, 0),
      words: strayWords().length,
      thumbnails: strayThumbnails().length,
    }),
    removeStrays: (): void => {
      for (const table of vectorTables()) {
        const remove = db.prepare(`DELETE FROM ${table} WHERE photo_id = ?`)
        for (const id of strayVectors(table)) remove.run(BigInt(id))
      }
      const removeWords = db.prepare(`DELETE FROM photo_text WHERE rowid = ?`)
      for (const id of strayWords()) removeWords.run(id)
      const removeThumbnail = thumbnailDb.prepare(`DELETE FROM thumbnails WHERE photo_id = ?`)
      for (const id of strayThumbnails()) removeThumbnail.run(id)
    },
  }
}
