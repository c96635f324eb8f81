/** @file Vectors per embedding model, in sqlite-vec. Models never mix: each has a table of its own. */
import type { Db } from '../database/db.ts'
import { cosineOf, PackedVectors, type Neighbour, type VectorSource, type Wish } from './packed-vectors.ts'

export interface EmbeddingModel {
  readonly id: number
  readonly pack: string
  readonly revision: string
  readonly dims: number
}

/** sqlite-vec refuses a larger k. A library of so many photos it answers whole; larger ones are answered from memory. */
export const maxNeighbours = 4096

/**
 * Vectors in one blob of vec0. SQLite reaches the last one by walking over all pages before it: with the usual 1024 a
 * photo of 512 components takes 15 times as long to read as with 64, 1.3 times to write, and asking for the 4096 nearest
 * takes twice as long, since vec0 sorts each blob by itself. Fewer than 64 gain nothing more.
 */
const chunkRows = 64

const bytesOf = (vector: Float32Array): Buffer => Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength)
/** A copy, since the database's bytes need not be aligned. */
const vectorOf = (bytes: Buffer): Float32Array => new Float32Array(new Uint8Array(bytes).buffer)

export type Vectors = ReturnType<typeof createVectors>

/** `openReader` gives a second connection, made for reading single vectors fast; see `openVectorReader`. */
export function createVectors(db: Db, openReader: () => Db) {
  const find = db.prepare<[string, string], EmbeddingModel>(
    `SELECT id, pack, revision, dims FROM embedding_models WHERE pack = ? AND revision = ?`,
  )
  const insertModel = db.prepare(`INSERT INTO embedding_models (pack, revision, dims) VALUES (?, ?, ?)`)
  const models = db.prepare<[], EmbeddingModel>(
    `SELECT id, pack, revision, dims FROM embedding_models ORDER BY id DESC`,
  )
  const tables = new Map<number, VectorTable>()
  let reader: Db | undefined

  const open = (pack: string, revision: string, dims: number): VectorTable => {
    db.transaction(() => {
      if (find.get(pack, revision) !== undefined) return
      const { lastInsertRowid } = insertModel.run(pack, revision, dims)
      db.exec(
        `CREATE VIRTUAL TABLE vectors_${String(lastInsertRowid)} USING vec0(
           photo_id INTEGER PRIMARY KEY, embedding float[${dims}] distance_metric=cosine, chunk_size=${chunkRows})`,
      )
    })()
    const model = find.get(pack, revision)
    if (model === undefined) throw new Error('the embedding model just added is not there')
    const table = tables.get(model.id) ?? createVectorTable(db, model, () => (reader ??= openReader()))
    tables.set(model.id, table)
    return table
  }

  return {
    models: (): readonly EmbeddingModel[] => models.all(),
    /** The table of a model, created when new; of one model always the same. */
    open,
    /** Vectors of this model, and of no other, are kept in memory from now on. Of an unknown one there are none. */
    answerFrom: (wanted: { readonly pack: string; readonly revision: string } | undefined): void => {
      const model = wanted && find.get(wanted.pack, wanted.revision)
      for (const table of tables.values()) if (table.model.id !== model?.id) table.drop()
      if (model !== undefined) open(model.pack, model.revision, model.dims).pack()
    },
    close: (): void => {
      for (const table of tables.values()) table.drop()
      reader?.close()
    },
  }
}

export type VectorTable = ReturnType<typeof createVectorTable>

/** All vectors of one model, each L2-normalised. */
function createVectorTable(db: Db, model: EmbeddingModel, openReader: () => Db) {
  const table = `vectors_${model.id}`
  const remove = db.prepare(`DELETE FROM ${table} WHERE photo_id = ?`)
  const insert = db.prepare(`INSERT INTO ${table} (photo_id, embedding) VALUES (?, ?)`)
  const get = db.prepare<[bigint], { embedding: Buffer }>(`SELECT embedding FROM ${table} WHERE photo_id = ?`)
  const count = db.prepare<[], { count: number }>(`SELECT count(*) AS count FROM ${table}`)
  const nearest = db.prepare<[Buffer, number], { id: number; distance: number | null }>(
    `SELECT photo_id AS id, distance FROM ${table} WHERE embedding MATCH ? AND k = ?`,
  )
  const nearestAmong = db.prepare<[Buffer, number, string], { id: number; distance: number | null }>(
    `SELECT photo_id AS id, distance FROM ${table} WHERE embedding MATCH ? AND k = ?
     AND photo_id IN (SELECT value FROM json_each(?))`,
  )
  const missing = db.prepare<[], { id: number }>(
    `SELECT photos.id AS id FROM photos WHERE looked_at IS NOT NULL
     AND photos.id NOT IN (SELECT photo_id FROM ${table})`,
  )
  let packed: PackedVectors | undefined

  /** By sqlite-vec: exact. Of a list of more than `maxNeighbours` photos only those among as many nearest of all. */
  const nearestStored = (vector: Float32Array, k: number, among: readonly number[] | undefined): Neighbour[] => {
    const limit = Math.min(k, maxNeighbours)
    const listed = among !== undefined && among.length <= maxNeighbours
    const rows = listed
      ? nearestAmong.all(bytesOf(vector), limit, JSON.stringify(among))
      : nearest.all(bytesOf(vector), among === undefined ? limit : maxNeighbours)
    const wanted = among === undefined || listed ? undefined : new Set(among)
    return (
      rows
        .filter(({ id }) => wanted?.has(id) ?? true)
        .slice(0, limit)
        // What has no direction has no distance either.
        .map(({ id, distance }) => ({ id, cosine: 1 - (distance ?? 1) }))
    )
  }

  const vectorAt = (photoId: number): Float32Array | undefined => {
    const row = get.get(BigInt(photoId))
    return row && vectorOf(row.embedding)
  }

  /** A smaller library is answered by sqlite-vec, and what is not committed yet is known to this connection alone. */
  const inMemory = (): PackedVectors | undefined =>
    packed === undefined || packed.size <= maxNeighbours || db.inTransaction ? undefined : packed

  return {
    model,
    put: (photoId: number, vector: Float32Array): void => {
      // vec0 knows no upsert, and wants its integers as BigInt.
      remove.run(BigInt(photoId))
      insert.run(BigInt(photoId), bytesOf(vector))
      packed?.changed(photoId)
    },
    get: vectorAt,
    count: (): number => (packed?.isCurrent === true ? packed.size : (count.get()?.count ?? 0)),
    /** Photos looked at before this model was chosen. */
    missing: (): readonly number[] => missing.all().map((row) => row.id),
    /** Nearest neighbours by cosine, best first. Exact as far as `wish.exact` says; all of them, unless told. */
    nearest: (vector: Float32Array, k: number, wish: Wish = {}): readonly Neighbour[] =>
      inMemory()?.nearest(vector, k, wish) ?? nearestStored(vector, k, wish.among),
    /** Of the photos given those whose cosine with the vector is `least` at least. */
    resembling: (vector: Float32Array, least: number, among: readonly number[]): readonly number[] =>
      inMemory()?.resembling(vector, least, among) ??
      among.filter((id) => {
        const stored = vectorAt(id)
        return stored !== undefined && cosineOf(vector, stored) >= least
      }),
    /** Keeps the vectors in memory as well, as soon as they have been read. */
    pack: (): void => {
      try {
        packed ??= new PackedVectors(createVectorSource(openReader(), table), model.dims)
      } catch {
        // Without a second connection sqlite-vec answers all searches, as it does until the copy is there.
      }
    },
    /** Resolves once the copy in memory is there, or will not be. */
    packed: async (): Promise<void> => packed?.settled(),
    drop: (): void => {
      packed?.close()
      packed = undefined
    },
  }
}

/** What `PackedVectors` reads, through a connection of its own. */
export function createVectorSource(reader: Db, table: string): VectorSource {
  const ids = reader.prepare<[number, number], number>(`SELECT id FROM photos WHERE id > ? ORDER BY id LIMIT ?`).pluck()
  const get = reader.prepare<[bigint], Buffer>(`SELECT embedding FROM ${table} WHERE photo_id = ?`).pluck()
  return {
    photosAfter: (id, limit) => ids.all(id, limit),
    get: (photoId) => {
      const bytes = get.get(BigInt(photoId))
      return bytes && vectorOf(bytes)
    },
    // In a transaction SQLite need not look anew for each row whether the file has changed: half the time.
    atOnce: (read) => reader.transaction(read)(),
  }
}
