import type { CaptionKind, CaptionSource } from '../api/caption.ts'
import type { Db } from './database/db.ts'
import { orNull } from './database/named-parameters.ts'

export interface NewCaption {
  readonly photoId: number
  readonly kind: CaptionKind
  readonly source: CaptionSource
  readonly text: string
  readonly model?: string | undefined
  readonly language?: string | undefined
  readonly confidence?: number | undefined
  readonly agreement?: number | undefined
  readonly needsReview?: boolean
  /** The photo needs no words; its text is empty. */
  readonly decorative?: boolean
}

export interface CaptionRow extends NewCaption {
  readonly language: string
  readonly needsReview: boolean
  readonly decorative: boolean
  readonly createdAt: string
}

interface Raw {
  photo_id: number
  kind: CaptionKind
  source: CaptionSource
  text: string
  model: string | null
  language: string
  confidence: number | null
  agreement: number | null
  needs_review: number
  decorative: number
  created_at: string
}

const columns = `photo_id, kind, source, text, model, language, confidence, agreement, needs_review, decorative,
  created_at`

/** A person's text wins over what came with the file, and that over a machine's; then the newest. */
const best = `ORDER BY CASE source WHEN 'human' THEN 0 WHEN 'imported' THEN 1 ELSE 2 END, id DESC`

const rank = (row: string): string => `CASE ${row}.source WHEN 'human' THEN 0 WHEN 'imported' THEN 1 ELSE 2 END`
/** The alt text that is shown for its photo. */
const stands = `kind = 'alt' AND stale = 0 AND EXISTS (SELECT 1 FROM photos WHERE id = photo_id AND present > 0)
  AND NOT EXISTS (SELECT 1 FROM captions AS better
    WHERE better.photo_id = captions.photo_id AND better.kind = 'alt' AND better.stale = 0 AND (
      ${rank('better')} < ${rank('captions')} OR (better.source = captions.source AND better.id > captions.id)))`

function fromRaw(raw: Raw): CaptionRow {
  return {
    photoId: raw.photo_id,
    kind: raw.kind,
    source: raw.source,
    text: raw.text,
    model: raw.model ?? undefined,
    language: raw.language,
    confidence: raw.confidence ?? undefined,
    agreement: raw.agreement ?? undefined,
    needsReview: raw.needs_review === 1,
    decorative: raw.decorative === 1,
    createdAt: raw.created_at,
  }
}

export type Captions = ReturnType<typeof createCaptions>

export function createCaptions(db: Db) {
  const insert = db.prepare(
    `INSERT INTO captions (photo_id, kind, source, text, model, language, confidence, agreement, needs_review, decorative,
       created_at)
     VALUES (@photoId, @kind, @source, @text, @model, @language, @confidence, @agreement, @needsReview, @decorative, @now)`,
  )
  const current = db.prepare<[string, CaptionKind], Raw>(
    `SELECT ${columns} FROM (
       SELECT *, row_number() OVER (PARTITION BY photo_id ${best}) AS place FROM captions
       WHERE photo_id IN (SELECT value FROM json_each(?)) AND kind = ? AND stale = 0)
     WHERE place = 1`,
  )
  const history = db.prepare<[number], Raw>(`SELECT ${columns} FROM captions WHERE photo_id = ? ORDER BY id DESC`)
  const retire = db.prepare(`UPDATE captions SET stale = 1 WHERE photo_id = ? AND source = ? AND stale = 0`)
  const retireKind = db.prepare(
    `UPDATE captions SET stale = 1 WHERE photo_id = ? AND source = ? AND kind = ? AND stale = 0`,
  )
  const retireNewest = db.prepare(
    `UPDATE captions SET stale = 1 WHERE id = (
       SELECT max(id) FROM captions WHERE photo_id = ? AND kind = ? AND source = ? AND stale = 0)`,
  )
  // A doubt that a person has settled is kept as such (2): it comes back when their text is taken back.
  const settle = db.prepare(`UPDATE captions SET needs_review = 2 WHERE photo_id = ? AND kind = ? AND needs_review = 1`)
  const reopen = db.prepare(
    `UPDATE captions SET needs_review = 1 WHERE photo_id = @photo AND kind = @kind AND needs_review = 2 AND source = 'machine'
       AND NOT EXISTS (
         SELECT 1 FROM captions WHERE photo_id = @photo AND kind = @kind AND source = 'human' AND stale = 0)`,
  )
  const standsByHand = db.prepare<[number, CaptionKind], { found: 1 }>(
    `SELECT 1 AS found FROM captions WHERE photo_id = ? AND kind = ? AND source = 'human' AND stale = 0 LIMIT 1`,
  )
  const doubt = db.prepare(`UPDATE captions SET needs_review = 1 WHERE photo_id = ? AND source = 'human'`)
  const trust = db.prepare(`UPDATE captions SET needs_review = 0 WHERE photo_id = ? AND source = 'human'`)
  const newest = db.prepare<[number, CaptionKind, CaptionSource], Raw>(
    `SELECT ${columns} FROM captions
     WHERE photo_id = ? AND kind = ? AND source = ? AND stale = 0 ORDER BY id DESC LIMIT 1`,
  )
  const repeated = db.prepare<[], { text: string; photos: number }>(
    `SELECT text, count(*) AS photos FROM captions WHERE ${stands} AND text <> '' GROUP BY text HAVING count(*) > 1`,
  )
  const madeBy = db.prepare<[string], number>(`SELECT photo_id FROM captions WHERE model = ? AND ${stands}`).pluck()
  const othersWith = db
    .prepare<[{ text: string; photo: number }], number>(
      `SELECT count(*) FROM captions WHERE text = @text AND photo_id <> @photo AND ${stands}`,
    )
    .pluck()
  // A text that is given twice, or taken back and given again, is one row, not two.
  const takeUpAgain = db.prepare(
    `UPDATE captions SET stale = 0, created_at = @now WHERE text = @text AND language = @language
       AND decorative = @decorative AND id IN (
         SELECT max(id) FROM captions WHERE photo_id = @photoId AND kind = @kind AND source = 'human'
         UNION SELECT max(id) FROM captions WHERE photo_id = @photoId AND kind = @kind AND source = 'human' AND stale = 0)`,
  )
  const isTakenUpAgain = (caption: NewCaption, now: string): boolean =>
    takeUpAgain.run({
      photoId: caption.photoId,
      kind: caption.kind,
      text: caption.text,
      language: caption.language ?? 'en',
      decorative: caption.decorative === true ? 1 : 0,
      now,
    }).changes > 0

  return {
    /** A person's text settles every doubt about those before it; a machine's behind one raises none. */
    add: (caption: NewCaption, now: string): void => {
      if (caption.source === 'human') settle.run(caption.photoId, caption.kind)
      const isSettled = caption.source === 'machine' && standsByHand.get(caption.photoId, caption.kind) !== undefined
      if (caption.source === 'human' && isTakenUpAgain(caption, now)) return
      insert.run({
        ...orNull({ model: undefined, confidence: undefined, agreement: undefined, ...caption }),
        language: caption.language ?? 'en',
        needsReview: caption.needsReview !== true ? 0 : isSettled ? 2 : 1,
        decorative: caption.decorative === true ? 1 : 0,
        now,
      })
    },
    /** Photos whose alt text in use is this model's. */
    madeBy: (model: string): readonly number[] => madeBy.all(model),
    /** The text to show for each photo that has one. */
    current: (photoIds: readonly number[], kind: CaptionKind): ReadonlyMap<number, CaptionRow> =>
      new Map(current.all(JSON.stringify(photoIds), kind).map((raw) => [raw.photo_id, fromRaw(raw)])),
    /** Newest first, retired ones included. */
    history: (photoId: number): readonly CaptionRow[] => history.all(photoId).map(fromRaw),
    /** The newest text of a source that is in use. */
    newest: (photoId: number, kind: CaptionKind, source: CaptionSource): CaptionRow | undefined => {
      const raw = newest.get(photoId, kind, source)
      return raw && fromRaw(raw)
    },
    /** Takes texts of one source out of use; they stay in the history. */
    retire: (photoId: number, source: CaptionSource): void => void retire.run(photoId, source),
    retireKind: (photoId: number, source: CaptionSource, kind: CaptionKind): void =>
      void retireKind.run(photoId, source, kind),
    /** Takes the newest text of a source out of use, so that the one before it counts again; false when there is none. */
    retireNewest: (photoId: number, kind: CaptionKind, source: CaptionSource): boolean => {
      const isRetired = retireNewest.run(photoId, kind, source).changes > 0
      if (isRetired && source === 'human') reopen.run({ photo: photoId, kind })
      return isRetired
    },
    /** Alt texts that stand for more than one photo, and for how many. */
    repeatedTexts: (): Map<string, number> => new Map(repeated.all().map(({ text, photos }) => [text, photos])),
    /** How many other photos have an alt text in use that reads like this. */
    othersWith: (text: string, photoId: number): number => othersWith.get({ text, photo: photoId }) ?? 0,
    /** The picture changed under a person's text: it stays, and asks for a look. */
    doubtHuman: (photoId: number): void => void doubt.run(photoId),
    /** Nothing stands against a person's texts any more. */
    trustHuman: (photoId: number): void => void trust.run(photoId),
  }
}
