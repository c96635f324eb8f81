/** @file What people made, as it stands in the database: for writing a lost side copy anew. */
import type { CaptionKind } from '../api/caption.ts'
import type { Db } from './database/db.ts'

export interface HumanText {
  readonly photo: number
  readonly kind: CaptionKind
  readonly text: string
  readonly language: string
  readonly decorative: boolean
  readonly at: string
}

export interface HumanMarks {
  readonly photo: number
  /** What a person said of it; false is said as well. */
  readonly favourite: boolean | undefined
  readonly hidden: boolean | undefined
  readonly rating: number | undefined
}

export function createHumanWork(db: Db) {
  const texts = db.prepare<[], Omit<HumanText, 'decorative'> & { decorative: number }>(
    `SELECT photo_id AS photo, kind, text, language, decorative, created_at AS at FROM captions
     WHERE source = 'human' AND stale = 0 ORDER BY id`,
  )
  const marks = db.prepare<
    [],
    { photo: number; favourite: number | null; hidden: number | null; rating: number | null }
  >(
    `SELECT id AS photo, human_favourite AS favourite, human_hidden AS hidden, human_rating AS rating FROM photos
     WHERE human_favourite IS NOT NULL OR human_hidden IS NOT NULL OR human_rating IS NOT NULL`,
  )
  const facts = db.prepare<[], { photo: number; facts: string }>(
    `SELECT id AS photo, human_facts_json AS facts FROM photos WHERE human_facts_json IS NOT NULL`,
  )
  const hasWork = db.prepare<[{ photo: number }]>(
    `SELECT 1 FROM photos WHERE id = @photo AND (favourite = 1 OR hidden = 1 OR human_rating IS NOT NULL
       OR human_facts_json IS NOT NULL
       OR EXISTS (SELECT 1 FROM captions WHERE photo_id = photos.id AND source = 'human')
       OR EXISTS (SELECT 1 FROM declined_places WHERE photo_id = photos.id)
       OR EXISTS (SELECT 1 FROM album_photos WHERE photo_id = photos.id))`,
  )
  const moveTexts = db.prepare(
    `UPDATE captions SET photo_id = @to WHERE photo_id = @from AND source = 'human' AND NOT EXISTS
       (SELECT 1 FROM captions AS theirs WHERE theirs.photo_id = @to AND theirs.source = 'human' AND theirs.stale = 0)`,
  )
  const moveMarks = db.prepare(
    `UPDATE photos SET human_favourite = coalesce(photos.human_favourite, other.human_favourite),
       human_hidden = coalesce(photos.human_hidden, other.human_hidden),
       favourite = coalesce(photos.human_favourite, other.human_favourite, photos.favourite),
       hidden = coalesce(photos.human_hidden, other.human_hidden, photos.hidden),
       human_rating = coalesce(photos.human_rating, other.human_rating),
       human_facts_json = coalesce(photos.human_facts_json, other.human_facts_json)
     FROM photos AS other WHERE photos.id = @to AND other.id = @from`,
  )
  const moveMemberships = db.prepare(`UPDATE OR IGNORE album_photos SET photo_id = @to WHERE photo_id = @from`)
  const moveDeclined = db.prepare(`UPDATE OR IGNORE declined_places SET photo_id = @to WHERE photo_id = @from`)
  return {
    /** What rests on a photo that shows no file any more goes to another one with its picture; theirs wins. */
    move: (from: number, to: number): void => {
      moveTexts.run({ from, to })
      moveMarks.run({ from, to })
      moveMemberships.run({ from, to })
      moveDeclined.run({ from, to })
    },
    /** Texts in use, in the order of their writing. */
    texts: (): readonly HumanText[] =>
      texts.all().map(({ decorative, ...text }) => ({ ...text, decorative: decorative === 1 })),
    /** What people set right, as JSON. */
    facts: (): readonly { photo: number; facts: string }[] => facts.all(),
    marks: (): readonly HumanMarks[] =>
      marks.all().map(({ photo, favourite, hidden, rating }) => ({
        photo,
        favourite: favourite === null ? undefined : favourite === 1,
        hidden: hidden === null ? undefined : hidden === 1,
        rating: rating ?? undefined,
      })),
    /** Whether anything that a person made rests on the photo. */
    restsOn: (photo: number): boolean => hasWork.get({ photo }) !== undefined,
  }
}
