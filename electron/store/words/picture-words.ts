/** @file The words that stand in pictures: their lines, and the full text over them. All derived from the photos. */
import type { KindOfPicture } from '../../domain/words/kind-of-picture.ts'
import { lettersIn, surely, type PictureLine } from '../../domain/words/picture-line.ts'
import type { WordWish } from '../../domain/words/word-wish.ts'
import { lettersOf, wordsOf } from '../../domain/words/word-wish.ts'
import type { Db } from '../database/db.ts'
import { conditionOf } from './word-condition.ts'

export interface Reading {
  /** `id@revision` of the pack. */
  readonly model: string
  readonly readAt: string
  readonly kind: KindOfPicture | undefined
  /** In reading order. */
  readonly lines: readonly PictureLine[]
}

interface LineRow {
  readonly photoId: number
  readonly text: string
  readonly confidence: number
  readonly corners: Buffer
}

export type PictureWords = ReturnType<typeof createPictureWords>

export function createPictureWords(db: Db) {
  const remove = db.prepare(`DELETE FROM readings WHERE photo_id = ?`)
  const insert = db.prepare(
    `INSERT INTO readings (photo_id, model, read_at, letters, kind) VALUES (@photoId, @model, @readAt, @letters, @kind)`,
  )
  const insertLine = db.prepare(
    `INSERT INTO picture_lines (photo_id, position, text, confidence, corners) VALUES (?, ?, ?, ?, ?)`,
  )
  const insertWords = db.prepare(`INSERT INTO picture_words (rowid, words) VALUES (?, ?)`)
  const insertLetters = db.prepare(`INSERT INTO picture_letters (rowid, letters) VALUES (?, ?)`)
  const reading = db.prepare<[number], { model: string; readAt: string; kind: KindOfPicture | null }>(
    `SELECT model, read_at AS readAt, kind FROM readings WHERE photo_id = ?`,
  )
  const lines = db.prepare<[string], LineRow>(
    `SELECT photo_id AS photoId, text, confidence, corners FROM picture_lines
     WHERE photo_id IN (SELECT value FROM json_each(?)) ORDER BY photo_id, position`,
  )
  const texts = db
    .prepare<[string], [number, string]>(
      `SELECT photo_id, text FROM picture_lines WHERE photo_id IN (SELECT value FROM json_each(?))`,
    )
    .raw()
  const isRead = db.prepare<[number, string], { found: number }>(
    `SELECT 1 AS found FROM readings WHERE photo_id = ? AND model = ?`,
  )
  const unread = db
    .prepare<[string], number>(
      `SELECT id FROM photos WHERE looked_at IS NOT NULL AND present > 0
       AND id NOT IN (SELECT photo_id FROM readings WHERE model = ?) ORDER BY id`,
    )
    .pluck()
  const counts = db.prepare<[], { photos: number; withWords: number }>(
    `SELECT count(*) AS photos, count(*) FILTER (WHERE letters > 0) AS withWords FROM readings`,
  )
  // As the search for photos with text has it.
  const withText = db
    .prepare<[string], number>(
      `SELECT photo_id FROM readings WHERE photo_id IN (SELECT value FROM json_each(?)) AND letters >= 2`,
    )
    .pluck()
  const clear = db.prepare(`DELETE FROM readings`)

  const finding = (sql: string) =>
    db.prepare<(string | number)[], { id: number; score: number }>(
      `SELECT photo_id AS id, 1.0 / (20 + letters) AS score FROM readings WHERE ${sql}
       ORDER BY letters, photo_id LIMIT ?`,
    )
  /** Conditions have few shapes, and to prepare one takes longer than most answers. */
  const prepared = new Map<string, ReturnType<typeof finding>>()
  const findingOnce = (sql: string): ReturnType<typeof finding> => {
    const known = prepared.get(sql)
    if (known !== undefined) return known
    if (prepared.size >= mostPrepared) prepared.clear()
    const fresh = finding(sql)
    prepared.set(sql, fresh)
    return fresh
  }

  const linesOf = (photoIds: readonly number[]): ReadonlyMap<number, readonly PictureLine[]> => {
    const found = new Map<number, PictureLine[]>()
    for (const { photoId, text, confidence, corners } of lines.all(JSON.stringify(photoIds))) {
      const line = { text, confidence, corners: [...new Float32Array(new Uint8Array(corners).buffer)] }
      const known = found.get(photoId)
      if (known === undefined) found.set(photoId, [line])
      else known.push(line)
    }
    return found
  }

  return {
    /** Takes the place of what was read before. Call in the transaction that settles the work. */
    put: (photoId: number, { model, readAt, kind, lines: read }: Reading): void => {
      remove.run(photoId)
      const sure = read.filter(({ confidence }) => confidence >= surely)
      const letters = sure.reduce((sum, { text }) => sum + lettersIn(text), 0)
      insert.run({ photoId, model, readAt, letters, kind: kind ?? null })
      for (const [position, { text, confidence, corners }] of read.entries())
        insertLine.run(photoId, position, text, confidence, Buffer.from(Float32Array.from(corners).buffer))
      const told = read.filter(({ confidence }) => confidence >= foundFrom).map(({ text }) => text)
      if (told.length === 0) return
      insertWords.run(photoId, wordsOf(told))
      insertLetters.run(photoId, lettersOf(told))
    },
    /** What was read in a photo, if anybody has looked. */
    of: (photoId: number): Reading | undefined => {
      const found = reading.get(photoId)
      if (found === undefined) return undefined
      return { ...found, kind: found.kind ?? undefined, lines: linesOf([photoId]).get(photoId) ?? [] }
    },
    /** Lines of those photos that have any. */
    linesOf,
    /** What stands in those photos that have any words, without the places: a tenth of the work of `linesOf`. */
    textsOf: (photoIds: readonly number[]): ReadonlyMap<number, readonly string[]> => {
      const found = new Map<number, string[]>()
      for (const [photoId, text] of texts.all(JSON.stringify(photoIds))) {
        const known = found.get(photoId)
        if (known === undefined) found.set(photoId, [text])
        else known.push(text)
      }
      return found
    },
    /** Those of the photos in which there are words. */
    withText: (photoIds: readonly number[]): readonly number[] => withText.all(JSON.stringify(photoIds)),
    /** What read the photo, if anybody has. */
    modelOf: (photoId: number): string | undefined => reading.get(photoId)?.model,
    isReadBy: (photoId: number, model: string): boolean => isRead.get(photoId, model) !== undefined,
    /** Photos that this model has not read. */
    unread: (model: string): readonly number[] => unread.all(model),
    /** Photos with these words in them; those with few words first, a higher score is better. */
    find: (wish: WordWish, limit: number): readonly { id: number; score: number }[] => {
      const condition = conditionOf(wish, limit)
      if (condition === undefined) return []
      return findingOnce(condition.sql).all(...condition.values, limit)
    },
    counts: (): { readonly photos: number; readonly withWords: number } => counts.get() ?? { photos: 0, withWords: 0 },
    /** Forgets everything that was read. */
    clear: (): void => void clear.run(),
  }
}

const mostPrepared = 50

/** Below this a line is more noise than word, and nobody finds by it. */
const foundFrom = 0.6
