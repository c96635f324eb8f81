import type { CaptionKind, CaptionSource } from '../api/caption.ts'
import type { Db } from './database/db.ts'

export interface NewCaption {
  readonly photoId: number
  readonly kind: CaptionKind
  readonly source: CaptionSource
  readonly text: string
  readonly model?: string | undefined
  readonly language?: string
  readonly confidence?: number | undefined
  readonly agreement?: number | undefined
  readonly needsReview?: boolean
}

export interface CaptionRow extends NewCaption {
  readonly language: string
  readonly needsReview: boolean
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
  created_at: string
}

const columns = `photo_id, kind, source, text, model, language, confidence, agreement, needs_review, created_at`

/** A person's text wins over what came with the file, and that over a machine's; then the newest. */
const best = `ORDER BY CASE source WHEN 'human' THEN 0 WHEN 'imported' THEN 1 ELSE 2 END, id DESC`

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
    createdAt: raw.created_at,
  }
}

export type Captions = ReturnType<typeof createCaptions>

export function createCaptions(db: Db) {
  const insert = db.prepare(
    `INSERT INTO captions (photo_id, kind, source, text, model, language, confidence, agreement, needs_review, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
  const doubt = db.prepare(`UPDATE captions SET needs_review = 1 WHERE photo_id = ? AND source = 'human'`)
  const trust = db.prepare(`UPDATE captions SET needs_review = 0 WHERE photo_id = ? AND source = 'human'`)
  const newest = db.prepare<[number, CaptionKind, CaptionSource], { text: string }>(
    `SELECT text FROM captions WHERE photo_id = ? AND kind = ? AND source = ? AND stale = 0 ORDER BY id DESC LIMIT 1`,
  )

  return {
    add: (caption: NewCaption, now: string): void =>
      void insert.run(
        caption.photoId,
        caption.kind,
        caption.source,
        caption.text,
        caption.model ?? null,
        caption.language ?? 'en',
        caption.confidence ?? null,
        caption.agreement ?? null,
        caption.needsReview === true ? 1 : 0,
        now,
      ),
    /** The text to show for each photo that has one. */
    current: (photoIds: readonly number[], kind: CaptionKind): ReadonlyMap<number, CaptionRow> =>
      new Map(current.all(JSON.stringify(photoIds), kind).map((raw) => [raw.photo_id, fromRaw(raw)])),
    /** Newest first, retired ones included. */
    history: (photoId: number): readonly CaptionRow[] => history.all(photoId).map(fromRaw),
    newest: (photoId: number, kind: CaptionKind, source: CaptionSource): string | undefined =>
      newest.get(photoId, kind, source)?.text,
    /** Takes texts of one source out of use; they stay in the history. */
    retire: (photoId: number, source: CaptionSource): void => void retire.run(photoId, source),
    retireKind: (photoId: number, source: CaptionSource, kind: CaptionKind): void =>
      void retireKind.run(photoId, source, kind),
    /** Takes the newest text of a source out of use, so that the one before it counts again; false when there is none. */
    retireNewest: (photoId: number, kind: CaptionKind, source: CaptionSource): boolean =>
      retireNewest.run(photoId, kind, source).changes > 0,
    /** The picture changed under a person's text: it stays, and asks for a look. */
    doubtHuman: (photoId: number): void => void doubt.run(photoId),
    /** Nothing stands against a person's texts any more. */
    trustHuman: (photoId: number): void => void trust.run(photoId),
  }
}
