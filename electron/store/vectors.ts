/** @file Vectors per embedding model, in sqlite-vec. Models never mix: each has a table of its own. */
import type { Db } from './open.ts'

export interface EmbeddingModel {
  readonly id: number
  readonly pack: string
  readonly revision: string
  readonly dims: number
}

export interface Neighbour {
  readonly id: number
  readonly cosine: number
}

/** sqlite-vec refuses a larger k. */
export const maxNeighbours = 4096

const bytesOf = (vector: Float32Array): Buffer => Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength)

export type Vectors = ReturnType<typeof createVectors>

export function createVectors(db: Db) {
  const find = db.prepare<[string, string], EmbeddingModel>(
    `SELECT id, pack, revision, dims FROM embedding_models WHERE pack = ? AND revision = ?`,
  )
  const insertModel = db.prepare(`INSERT INTO embedding_models (pack, revision, dims) VALUES (?, ?, ?)`)
  const models = db.prepare<[], EmbeddingModel>(
    `SELECT id, pack, revision, dims FROM embedding_models ORDER BY id DESC`,
  )

  return {
    models: (): readonly EmbeddingModel[] => models.all(),
    /** The table of a model, created when new. */
    open: (pack: string, revision: string, dims: number): VectorTable => {
      db.transaction(() => {
        if (find.get(pack, revision) !== undefined) return
        const { lastInsertRowid } = insertModel.run(pack, revision, dims)
        db.exec(
          `CREATE VIRTUAL TABLE vectors_${String(lastInsertRowid)} USING vec0(
             photo_id INTEGER PRIMARY KEY, embedding float[${dims}] distance_metric=cosine)`,
        )
      })()
      const model = find.get(pack, revision)
      if (model === undefined) throw new Error('the embedding model just added is not there')
      return createVectorTable(db, model)
    },
  }
}

export type VectorTable = ReturnType<typeof createVectorTable>

/** All vectors of one model, each L2-normalised. */
function createVectorTable(db: Db, model: EmbeddingModel) {
  const table = `vectors_${model.id}`
  const remove = db.prepare(`DELETE FROM ${table} WHERE photo_id = ?`)
  const insert = db.prepare(`INSERT INTO ${table} (photo_id, embedding) VALUES (?, ?)`)
  const get = db.prepare<[bigint], { embedding: Buffer }>(`SELECT embedding FROM ${table} WHERE photo_id = ?`)
  const all = db.prepare<[], { id: number; embedding: Buffer }>(`SELECT photo_id AS id, embedding FROM ${table}`)
  const count = db.prepare<[], { count: number }>(`SELECT count(*) AS count FROM ${table}`)
  const nearest = db.prepare<[Buffer, number], { id: number; distance: number }>(
    `SELECT photo_id AS id, distance FROM ${table} WHERE embedding MATCH ? AND k = ?`,
  )
  const nearestAmong = db.prepare<[Buffer, number, string], { id: number; distance: number }>(
    `SELECT photo_id AS id, distance FROM ${table} WHERE embedding MATCH ? AND k = ?
     AND photo_id IN (SELECT value FROM json_each(?))`,
  )
  const missing = db.prepare<[], { id: number }>(
    `SELECT photos.id AS id FROM photos WHERE looked_at IS NOT NULL
     AND photos.id NOT IN (SELECT photo_id FROM ${table})`,
  )

  return {
    model,
    put: (photoId: number, vector: Float32Array): void => {
      // vec0 knows no upsert, and wants its integers as BigInt.
      remove.run(BigInt(photoId))
      insert.run(BigInt(photoId), bytesOf(vector))
    },
    remove: (photoId: number): void => void remove.run(BigInt(photoId)),
    get: (photoId: number): Float32Array | undefined => {
      const row = get.get(BigInt(photoId))
      return row && new Float32Array(new Uint8Array(row.embedding).buffer)
    },
    all: (): readonly { id: number; embedding: Buffer }[] => all.all(),
    count: (): number => count.get()?.count ?? 0,
    /** Photos looked at before this model was chosen. */
    missing: (): readonly number[] => missing.all().map((row) => row.id),
    /** Exact nearest neighbours by cosine, best first; only among `photoIds` when given. */
    nearest: (vector: Float32Array, k: number, photoIds?: readonly number[]): readonly Neighbour[] => {
      const limit = Math.min(k, maxNeighbours)
      const rows =
        photoIds === undefined
          ? nearest.all(bytesOf(vector), limit)
          : nearestAmong.all(bytesOf(vector), limit, JSON.stringify(photoIds))
      return rows.map((row) => ({ id: row.id, cosine: 1 - row.distance }))
    },
  }
}
