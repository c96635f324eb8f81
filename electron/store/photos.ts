import type { Db } from './database/db.ts'
import { orNull } from './database/named-parameters.ts'

/** What a file's metadata says of a photo, as columns. `undefined` is unknown. */
export interface PhotoFacts {
  readonly takenLocal: string | undefined
  readonly takenPrecision: string | undefined
  readonly takenSource: string | undefined
  readonly takenDoubtful: boolean
  readonly offsetMinutes: number | undefined
  readonly latitude: number | undefined
  readonly longitude: number | undefined
  readonly altitude: number | undefined
  readonly city: string | undefined
  readonly region: string | undefined
  readonly country: string | undefined
  readonly make: string | undefined
  readonly model: string | undefined
  readonly lens: string | undefined
  readonly rating: number | undefined
  readonly keywords: readonly string[]
  readonly people: readonly string[]
  readonly title: string | undefined
  readonly iso: number | undefined
  readonly fNumber: number | undefined
  readonly exposureSeconds: number | undefined
  readonly focalLengthMm: number | undefined
  /** What decides between photos of one moment: see `sortKeyOf`. */
  readonly sortKey: string
  /** Hearts and archives of other programs; a person's own word wins. */
  readonly favourite: boolean
  readonly hidden: boolean
  /** Everything else worth showing, as JSON. */
  readonly other: Readonly<Record<string, unknown>>
}

/** What one look at the pixels found. */
export interface Look {
  readonly format: string
  readonly width: number
  readonly height: number
  readonly placeholder: Buffer
  readonly signature: Buffer
  readonly warning: string | undefined
}

export interface PhotoRow {
  readonly id: number
  readonly format: string | undefined
  readonly width: number | undefined
  readonly height: number | undefined
  readonly takenLocal: string | undefined
  readonly takenPrecision: string | undefined
  readonly latitude: number | undefined
  readonly longitude: number | undefined
  readonly city: string | undefined
  readonly region: string | undefined
  readonly country: string | undefined
  readonly make: string | undefined
  readonly model: string | undefined
  readonly lens: string | undefined
  /** The person's own rating wins over the file's. */
  readonly rating: number | undefined
  readonly keywords: readonly string[]
  readonly people: readonly string[]
  readonly title: string | undefined
  readonly iso: number | undefined
  readonly fNumber: number | undefined
  readonly exposureSeconds: number | undefined
  readonly focalLengthMm: number | undefined
  readonly takenSource: string | undefined
  readonly takenDoubtful: boolean
  readonly sortKey: string
  /** Its picture changed under what people gave it. */
  readonly doubtful: boolean
  readonly warning: string | undefined
  readonly lookedAt: string | undefined
  readonly favourite: boolean
  readonly hidden: boolean
  /** ThumbHash. */
  readonly placeholder: Buffer | undefined
}

/** Null is nothing said; marks are 0 or 1. */
export interface HumanMarks {
  readonly id: number
  readonly favourite: number | null
  readonly hidden: number | null
  readonly rating: number | null
}

interface Raw {
  id: number
  format: string | null
  width: number | null
  height: number | null
  taken_local: string | null
  taken_precision: string | null
  latitude: number | null
  longitude: number | null
  city: string | null
  region: string | null
  country: string | null
  make: string | null
  model: string | null
  lens: string | null
  rating: number | null
  keywords_json: string
  people_json: string
  title: string | null
  iso: number | null
  f_number: number | null
  exposure_seconds: number | null
  focal_length_mm: number | null
  taken_source: string | null
  taken_doubtful: number
  sort_key: string
  doubtful_since: string | null
  warning: string | null
  looked_at: string | null
  favourite: number
  hidden: number
  placeholder: Buffer | null
}

const columns = `id, format, width, height, taken_local, taken_precision, latitude, longitude, city, region, country,
  make, model, lens, coalesce(human_rating, rating) AS rating, keywords_json, people_json, title, iso, f_number,
  exposure_seconds, focal_length_mm, taken_source, taken_doubtful, sort_key, doubtful_since, warning, looked_at,
  favourite, hidden, placeholder`

/** At least one file of the photo is where it was last seen; a file on a volume that is away still counts. */
export const isPresent = `photos.present > 0`

/** Present, and not put out of sight. */
export const isShown = `photos.hidden = 0 AND ${isPresent}`

function fromRaw(raw: Raw): PhotoRow {
  return {
    id: raw.id,
    format: raw.format ?? undefined,
    width: raw.width ?? undefined,
    height: raw.height ?? undefined,
    takenLocal: raw.taken_local ?? undefined,
    takenPrecision: raw.taken_precision ?? undefined,
    latitude: raw.latitude ?? undefined,
    longitude: raw.longitude ?? undefined,
    city: raw.city ?? undefined,
    region: raw.region ?? undefined,
    country: raw.country ?? undefined,
    make: raw.make ?? undefined,
    model: raw.model ?? undefined,
    lens: raw.lens ?? undefined,
    rating: raw.rating ?? undefined,
    // Written by `setFacts` alone.
    keywords: JSON.parse(raw.keywords_json) as string[],
    people: JSON.parse(raw.people_json) as string[],
    title: raw.title ?? undefined,
    iso: raw.iso ?? undefined,
    fNumber: raw.f_number ?? undefined,
    exposureSeconds: raw.exposure_seconds ?? undefined,
    focalLengthMm: raw.focal_length_mm ?? undefined,
    takenSource: raw.taken_source ?? undefined,
    takenDoubtful: raw.taken_doubtful === 1,
    sortKey: raw.sort_key,
    doubtful: raw.doubtful_since !== null,
    warning: raw.warning ?? undefined,
    lookedAt: raw.looked_at ?? undefined,
    favourite: raw.favourite === 1,
    hidden: raw.hidden === 1,
    placeholder: raw.placeholder ?? undefined,
  }
}

const occurring = {
  lenses: `SELECT DISTINCT lens FROM photos WHERE lens IS NOT NULL ORDER BY lens LIMIT 5000`,
  people: `SELECT DISTINCT value FROM photos, json_each(people_json) WHERE people_json <> '[]' ORDER BY value LIMIT 5000`,
  keywords: `SELECT DISTINCT value FROM photos, json_each(keywords_json) WHERE keywords_json <> '[]'
    ORDER BY value LIMIT 5000`,
  formats: `SELECT DISTINCT format FROM photos WHERE format IS NOT NULL ORDER BY format`,
} as const

export type Photos = ReturnType<typeof createPhotos>

export function createPhotos(db: Db) {
  const byId = db.prepare<[number], Raw>(`SELECT ${columns} FROM photos WHERE id = ?`)
  const byIds = db.prepare<[string], Raw>(`SELECT ${columns} FROM photos WHERE id IN (SELECT value FROM json_each(?))`)
  const insert = db.prepare<[Buffer, string], { id: number }>(
    `INSERT INTO photos (id, pixels, added_at)
     VALUES (1 + max((SELECT coalesce(max(id), 0) FROM photos),
       coalesce((SELECT CAST(value AS INTEGER) FROM settings WHERE key = 'photos.used'), 0)), ?, ?) RETURNING id`,
  )
  const pixelsOf = db.prepare<[number], { pixels: Buffer }>(`SELECT pixels FROM photos WHERE id = ?`)
  const byPixels = db.prepare<[Buffer], { id: number }>(`SELECT id FROM photos WHERE pixels = ? ORDER BY id`)
  const setPixels = db.prepare(`UPDATE photos SET pixels = ?, looked_at = NULL WHERE id = ?`)
  const setFacts = db.prepare(
    `UPDATE photos SET taken_local = @takenLocal, taken_precision = @takenPrecision, taken_source = @takenSource,
       taken_doubtful = @takenDoubtful, offset_minutes = @offsetMinutes, latitude = @latitude, longitude = @longitude,
       altitude = @altitude, city = @city, region = @region, country = @country, make = @make, model = @model,
       lens = @lens, rating = @rating, keywords_json = @keywords, people_json = @people, title = @title,
       iso = @iso, f_number = @fNumber, exposure_seconds = @exposureSeconds, focal_length_mm = @focalLengthMm,
       sort_key = @sortKey, favourite = coalesce(human_favourite, @favourite), hidden = coalesce(human_hidden, @hidden),
       said_favourite = @favourite, said_hidden = @hidden,
       metadata_json = @other
     WHERE id = @id`,
  )
  const setLook = db.prepare(
    `UPDATE photos SET format = @format, width = @width, height = @height, placeholder = @placeholder,
       signature = @signature, warning = @warning, looked_at = @now
     WHERE id = @id`,
  )
  const setRating = db.prepare(`UPDATE photos SET human_rating = ? WHERE id = ?`)
  const page = db.prepare<[string, number, number], Raw>(
    `SELECT ${columns} FROM photos
     WHERE (sort_key, id) < (?, ?) AND ${isShown} ORDER BY sort_key DESC, id DESC LIMIT ?`,
  )
  const retire = db.prepare(`UPDATE photos SET pixels = x'', looked_at = NULL WHERE id = ?`)
  const remove = db.prepare(`DELETE FROM photos WHERE id = ?`)
  const other = db.prepare<[number], string>(`SELECT metadata_json FROM photos WHERE id = ?`).pluck()
  const newest = db.prepare<[], number>(`SELECT coalesce(max(id), 0) FROM photos`).pluck()
  // `doubts` is what the totals count.
  const doubt = db.prepare(
    `UPDATE photos SET doubtful_since = @since, doubts = doubts + 1 WHERE id = @id AND doubtful_since IS NULL`,
  )
  const settleDoubt = db.prepare(
    `UPDATE photos SET doubtful_since = NULL, doubts = doubts - 1 WHERE id = @id AND doubtful_since IS NOT NULL`,
  )
  const isDoubtful = db.prepare<[number]>(`SELECT 1 FROM photos WHERE id = ? AND doubtful_since IS NOT NULL`)
  const looked = db.prepare<[], number>(`SELECT id FROM photos WHERE looked_at IS NOT NULL AND ${isPresent}`).pluck()
  const signatures = db.prepare<[], { id: number; signature: Buffer }>(
    `SELECT id, signature FROM photos WHERE signature IS NOT NULL AND ${isShown}`,
  )
  const setFavourite = db.prepare(
    `UPDATE photos SET favourite = coalesce(@value, said_favourite), human_favourite = @value WHERE id = @id`,
  )
  const setHidden = db.prepare(
    `UPDATE photos SET hidden = coalesce(@value, said_hidden), human_hidden = @value WHERE id = @id`,
  )
  const humanFacts = db.prepare<[string], { id: number; facts: string }>(
    `SELECT id, human_facts_json AS facts FROM photos
     WHERE human_facts_json IS NOT NULL AND id IN (SELECT value FROM json_each(?))`,
  )
  const setHumanFacts = db.prepare(`UPDATE photos SET human_facts_json = ? WHERE id = ?`)
  const humanMarks = db.prepare<[string], HumanMarks>(
    `SELECT id, human_favourite AS favourite, human_hidden AS hidden, human_rating AS rating FROM photos
     WHERE id IN (SELECT value FROM json_each(?))`,
  )
  const tally = db.prepare<[string], { photos: number; favourites: number; hidden: number }>(
    `SELECT count(*) AS photos, coalesce(sum(favourite), 0) AS favourites, coalesce(sum(hidden), 0) AS hidden FROM photos
     WHERE id IN (SELECT value FROM json_each(?))`,
  )
  const isThere = db.prepare<[number]>(`SELECT 1 FROM photos WHERE id = ? AND ${isPresent}`)
  const occurringNames = {
    lenses: db.prepare<[], string>(occurring.lenses).pluck(),
    people: db.prepare<[], string>(occurring.people).pluck(),
    keywords: db.prepare<[], string>(occurring.keywords).pluck(),
    formats: db.prepare<[], string>(occurring.formats).pluck(),
  }
  const names = db.prepare<[string], { name: string }>(`SELECT name FROM names WHERE kind = ? ORDER BY name`)

  return {
    get: (id: number): PhotoRow | undefined => {
      const raw = byId.get(id)
      return raw && fromRaw(raw)
    },
    getMany: (ids: readonly number[]): ReadonlyMap<number, PhotoRow> =>
      new Map(byIds.all(JSON.stringify(ids)).map((raw) => [raw.id, fromRaw(raw)])),
    add: (pixels: Buffer, now: string): number => {
      const row = insert.get(pixels, now)
      if (row === undefined) throw new Error('INSERT ... RETURNING gave no row')
      return row.id
    },
    /** At least one of its files is where it was last seen. */
    isPresent: (id: number): boolean => isThere.get(id) !== undefined,
    pixelsOf: (id: number): Buffer | undefined => pixelsOf.get(id)?.pixels,
    /** Photos with this picture, those whose files are forgotten included. */
    withPixels: (pixels: Buffer): readonly number[] => byPixels.all(pixels).map((row) => row.id),
    /**
     * For a photo that turned out to be another one's copy and has neither files nor human work: nothing finds it again.
     * The row stays, so that its number is never another photo's, whose vector and thumbnail it would show.
     */
    retire: (id: number): void => void retire.run(id),
    /** For a photo that never had files. */
    remove: (id: number): void => void remove.run(id),
    /** What the files say besides, as `PhotoFacts.other` was written. */
    otherFacts: (id: number): Readonly<Record<string, unknown>> =>
      JSON.parse(other.get(id) ?? '{}') as Record<string, unknown>,
    /** Numbers grow: a photo that comes later has a higher one. */
    newest: (): number => newest.get() ?? 0,
    /** The picture changed under what people gave the photo: all of it asks for a look, until somebody had one. */
    doubt: (id: number, since: string): void => void doubt.run({ id, since }),
    /** Somebody had a look, or the former picture is back. */
    settleDoubt: (id: number): void => void settleDoubt.run({ id }),
    isDoubtful: (id: number): boolean => isDoubtful.get(id) !== undefined,
    /** The picture itself changed: it must be looked at again. */
    setPixels: (id: number, pixels: Buffer): void => void setPixels.run(pixels, id),
    setFacts: (id: number, facts: PhotoFacts): void =>
      void setFacts.run({
        ...orNull(facts),
        takenDoubtful: facts.takenDoubtful ? 1 : 0,
        keywords: JSON.stringify(facts.keywords),
        people: JSON.stringify(facts.people),
        favourite: facts.favourite ? 1 : 0,
        hidden: facts.hidden ? 1 : 0,
        other: JSON.stringify(facts.other),
        id,
      }),
    setLook: (id: number, look: Look, now: string): void => void setLook.run({ ...orNull(look), now, id }),
    /** With null the files' own word again. */
    setFavourite: (id: number, favourite: boolean | null): void =>
      void setFavourite.run({ value: favourite === null ? null : Number(favourite), id }),
    /** With null the files' own word again. */
    setHidden: (id: number, hidden: boolean | null): void =>
      void setHidden.run({ value: hidden === null ? null : Number(hidden), id }),
    /** How many are known, favourites and hidden. */
    tally: (ids: readonly number[]): { photos: number; favourites: number; hidden: number } =>
      tally.get(JSON.stringify(ids)) ?? { photos: 0, favourites: 0, hidden: 0 },
    /** What people set right, as JSON, for those of the photos where they did. */
    humanFacts: (ids: readonly number[]): ReadonlyMap<number, string> =>
      new Map(humanFacts.all(JSON.stringify(ids)).map(({ id, facts }) => [id, facts])),
    setHumanFacts: (id: number, facts: string | undefined): void => void setHumanFacts.run(facts ?? null, id),
    /** What people said of each photo that is known. */
    humanMarks: (ids: readonly number[]): readonly HumanMarks[] => humanMarks.all(JSON.stringify(ids)),
    /** Without stars the file's own count again. */
    setRating: (id: number, rating: number | undefined): void => void setRating.run(rating ?? null, id),
    /** Newest first by the camera's wall clock; photos without a date come last. Keyset, never OFFSET. */
    page: (after: { readonly sortKey: string; readonly id: number } | undefined, limit: number): readonly PhotoRow[] =>
      page.all(after?.sortKey ?? '\u{10FFFF}', after?.id ?? Number.MAX_SAFE_INTEGER, limit).map(fromRaw),
    /** Every present photo whose pixels were seen. */
    looked: (): readonly number[] => looked.all(),
    signatures: (): readonly { id: number; signature: Buffer }[] => signatures.all(),
    cameraModels: (): readonly string[] => names.all('camera').map((row) => row.name),
    /** What occurs among all photos, in order: looks at each of them. */
    distinct: (kind: keyof typeof occurring): readonly string[] => occurringNames[kind].all(),
    placeNames: (): readonly string[] => names.all('place').map((row) => row.name),
  }
}
