/** @file What photos show, by a pack's own vectors of words (migration `0020-order`). Derived: it may be lost. */
import type { Db } from '../database/db.ts'

/** A pack's words as they were learnt. */
export interface ThingWords {
  readonly id: number
  readonly words: readonly { readonly name: string; readonly vector: Float32Array }[]
}

export interface PhotoThing {
  readonly name: string
  readonly score: number
}

export type Things = ReturnType<typeof createThings>

export function createThings(db: Db) {
  const words = db.prepare<[string], { id: number; names: string; vectors: Buffer }>(
    `SELECT id, names_json AS names, vectors FROM thing_words WHERE model = ?`,
  )
  const models = db.prepare<[], string>(`SELECT model FROM thing_words ORDER BY id DESC`).pluck()
  const learn = db.prepare(`INSERT INTO thing_words (model, names_json, vectors) VALUES (?, ?, ?)`)
  const forgetOthers = db.prepare(`DELETE FROM thing_words WHERE model <> ?`)
  const clear = (['photo_things', 'thing_looks', 'thing_words'] as const).map((table) =>
    db.prepare(`DELETE FROM ${table}`),
  )
  const isEmpty = db.prepare<[], number>(`SELECT NOT EXISTS (SELECT 1 FROM thing_looks)`).pluck()
  const unseen = db
    .prepare<[number, number, number], number>(
      `SELECT photos.id FROM photos LEFT JOIN thing_looks ON photo_id = photos.id
       WHERE photos.id > ? AND looked_at IS NOT NULL AND words IS NOT ? ORDER BY photos.id LIMIT ?`,
    )
    .pluck()
  const look = db.prepare(
    `INSERT INTO thing_looks (photo_id, words) VALUES (?, ?) ON CONFLICT DO UPDATE SET words = excluded.words`,
  )
  const of = db.prepare<[number], PhotoThing>(
    `SELECT thing AS name, score FROM photo_things WHERE photo_id = ? ORDER BY score DESC, thing`,
  )
  const remove = db.prepare(`DELETE FROM photo_things WHERE photo_id = ?`)
  const forgetLook = db.prepare(`DELETE FROM thing_looks WHERE photo_id = ?`)
  const insert = db.prepare(`INSERT INTO photo_things (photo_id, thing, score) VALUES (?, ?, ?)`)
  const surest = db
    .prepare<[string], number>(
      `SELECT photo_id FROM photo_things JOIN photos ON photos.id = photo_id
       WHERE thing = ? AND looked_at IS NOT NULL AND hidden = 0 AND present > 0 ORDER BY score DESC, photo_id LIMIT 1`,
    )
    .pluck()

  const wordsOf = (model: string): ThingWords | undefined => {
    const row = words.get(model)
    if (row === undefined) return undefined
    const names = JSON.parse(row.names) as string[] // as: written below, and by nobody else
    const all = new Float32Array(new Uint8Array(row.vectors).buffer)
    const dims = names.length === 0 ? 0 : all.length / names.length
    return {
      id: row.id,
      words: names.map((name, at) => ({ name, vector: all.subarray(at * dims, (at + 1) * dims) })),
    }
  }
  const showing = db
    .prepare<[string, string], number>(
      `SELECT photo_id FROM photo_things WHERE thing = ? AND photo_id IN (SELECT value FROM json_each(?))`,
    )
    .pluck()

  return {
    /** What was learnt of a model, each vector of length 1. */
    words: wordsOf,
    /** What was learnt last, and of which model, as `learn` was told. */
    kept: (): (ThingWords & { readonly model: string }) | undefined => {
      const model = models.get()
      const found = model === undefined ? undefined : wordsOf(model)
      return model === undefined || found === undefined ? undefined : { model, ...found }
    },
    /** Keeps what was learnt of a model, and of no other. */
    learn: (model: string, learnt: ThingWords['words']): void => {
      const bytes = learnt.map(({ vector }) => Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength))
      learn.run(model, JSON.stringify(learnt.map(({ name }) => name)), Buffer.concat(bytes))
      forgetOthers.run(model)
    },
    /** Nothing looks at photos any more. */
    clear: (): void => {
      for (const each of clear) each.run()
    },
    isEmpty: (): boolean => isEmpty.get() === 1,
    /** Photos that were looked at, whose things are unknown or found by other words; by number, from after one on. */
    unseen: (words: number, after: number, limit: number): readonly number[] => unseen.all(after, words, limit),
    /** The surest first. */
    of: (photoId: number): readonly PhotoThing[] => of.all(photoId),
    /** What a photo shows by these words; what stood there goes. */
    put: (photoId: number, words: number, shown: readonly PhotoThing[]): void => {
      remove.run(photoId)
      for (const { name, score } of shown) insert.run(photoId, name, score)
      look.run(photoId, words)
    },
    /** It is to be found anew what a photo shows. */
    forget: (photoId: number): void => {
      remove.run(photoId)
      forgetLook.run(photoId)
    },
    /** Those of the given photos that show it. */
    showing: (thing: string, ids: readonly number[]): readonly number[] => showing.all(thing, JSON.stringify(ids)),
    /** The photo that shows it best, of those that are shown. */
    surest: (thing: string): number | undefined => surest.get(thing),
  }
}
