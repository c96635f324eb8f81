/** @file What pictures look like, and the keys under which those that look alike are found. Derived from looks. */
import type { Db } from '../database/db.ts'

/** What a comparison asks of a photo besides its looks. */
export interface ComparedPhoto {
  readonly photoId: number
  /** Width by height. */
  readonly aspect: number
  readonly width: number
  readonly height: number
  readonly takenLocal: string | undefined
  readonly takenPrecision: string | undefined
  readonly takenSource: string | undefined
  readonly takenDoubtful: boolean
}

export interface LikenessRow extends ComparedPhoto {
  /** Of all upright pixels; undefined where only a reduction was seen. */
  readonly image: Buffer | undefined
  /** `plain`: one colour; `nearly`: too little on it to tell it from others. */
  readonly blank: 'plain' | 'nearly' | undefined
  readonly sharpness: number
  /** 56 × 56 bytes of grey. */
  readonly grid: Buffer
}

export interface KeyRow {
  readonly key: number
  readonly finer: number
  readonly low: number
  readonly high: number
}

/** A picture that is kept under a key that was asked for; a tuple, since a new photo reads hundreds. */
export type KeyedPhoto = readonly [key: number, photoId: number, low: number, high: number]

interface RawPhoto {
  photoId: number
  width: number | null
  height: number | null
  takenLocal: string | null
  takenPrecision: string | null
  takenSource: string | null
  takenDoubtful: number
}

interface Raw extends RawPhoto {
  image: Buffer | null
  blank: 'plain' | 'nearly' | null
  sharpness: number
  grid: Buffer
}

/** More pictures than these share no key: then a longer one is used, which tells them further apart. */
export const mostUnderKey = 48
/** What a picture asks for, at most; bound one by one, which is read faster than a list in JSON. */
const keysAtOnce = 96
/** No picture is kept under it. */
const noKey = -1
/** Photos before and after a moment that may be of one burst with it. */
const neighbourhood = 4

const photoColumns = `photos.id AS photoId, width, height, taken_local AS takenLocal, taken_precision AS takenPrecision,
  taken_source AS takenSource, taken_doubtful AS takenDoubtful`
const columns = `${photoColumns}, image, blank, sharpness, grid`

const photoFromRaw = (raw: RawPhoto): ComparedPhoto => ({
  photoId: raw.photoId,
  width: raw.width ?? 0,
  height: raw.height ?? 0,
  aspect: (raw.width ?? 1) / Math.max(1, raw.height ?? 1),
  takenLocal: raw.takenLocal ?? undefined,
  takenPrecision: raw.takenPrecision ?? undefined,
  takenSource: raw.takenSource ?? undefined,
  takenDoubtful: raw.takenDoubtful === 1,
})

const fromRaw = (raw: Raw): LikenessRow => ({
  ...photoFromRaw(raw),
  image: raw.image ?? undefined,
  blank: raw.blank ?? undefined,
  sharpness: raw.sharpness,
  grid: raw.grid,
})

/** Each as long as the statement asks for. */
function slices(keys: readonly number[]): readonly (readonly number[])[] {
  return Array.from({ length: Math.ceil(keys.length / keysAtOnce) }, (_, index) => {
    const slice = keys.slice(index * keysAtOnce, (index + 1) * keysAtOnce)
    return [...slice, ...new Array<number>(keysAtOnce - slice.length).fill(noKey)]
  })
}

export type Likenesses = ReturnType<typeof createLikenesses>

export function createLikenesses(db: Db) {
  const put = db.prepare(
    `INSERT INTO likenesses (photo_id, version, image, blank, sharpness, grid)
     VALUES (@photoId, @version, @image, @blank, @sharpness, @grid)
     ON CONFLICT (photo_id) DO UPDATE SET version = excluded.version, image = excluded.image, blank = excluded.blank,
       sharpness = excluded.sharpness, grid = excluded.grid`,
  )
  const one = db.prepare<[number], Raw>(
    `SELECT ${columns} FROM likenesses JOIN photos ON photos.id = photo_id WHERE photo_id = ?`,
  )
  const has = db.prepare<[number]>(`SELECT 1 FROM likenesses WHERE photo_id = ?`).pluck()
  const many = db.prepare<[string], Raw>(
    `SELECT ${columns} FROM likenesses JOIN photos ON photos.id = photo_id
     WHERE photo_id IN (SELECT value FROM json_each(?))`,
  )
  const isFull = db
    .prepare<[number], number>(`SELECT 1 FROM likeness_keys WHERE key = ? LIMIT 1 OFFSET ${mostUnderKey - 1}`)
    .pluck()
  const addKey = db.prepare(
    `INSERT INTO likeness_keys (key, photo_id, low, high) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  )
  const removeKey = db.prepare(`DELETE FROM likeness_keys WHERE key = ? AND photo_id = ?`)
  const keyed = db
    .prepare<[...number[]], [key: number, photoId: number, low: number, high: number]>(
      `SELECT key, photo_id, low, high FROM likeness_keys WHERE key IN (${Array.from({ length: keysAtOnce }, () => '?').join()})`,
    )
    .raw()
  const photo = db.prepare<[number], RawPhoto>(`SELECT ${photoColumns} FROM photos WHERE id = ?`)
  const near = (side: '<' | '>', way: 'ASC' | 'DESC') =>
    db.prepare<[number], RawPhoto>(
      `SELECT ${photoColumns} FROM photos
       WHERE (sort_key, id) ${side} (SELECT sort_key, id FROM photos WHERE id = ?) AND looked_at IS NOT NULL
       ORDER BY sort_key ${way}, id ${way} LIMIT ${neighbourhood}`,
    )
  const [before, after] = [near('<', 'DESC'), near('>', 'ASC')]
  const outdated = db
    .prepare<[number], number>(
      `SELECT id FROM photos WHERE looked_at IS NOT NULL AND present > 0
       AND id NOT IN (SELECT photo_id FROM likenesses WHERE version >= ?) ORDER BY id`,
    )
    .pluck()
  const sameImage = db
    .prepare<[], [image: Buffer, photoId: number]>(
      `SELECT image, photo_id FROM likenesses
       WHERE blank IS NOT 'plain' AND image IN (SELECT image FROM likenesses
         WHERE image IS NOT NULL AND blank IS NOT 'plain' GROUP BY image HAVING count(*) > 1)`,
    )
    .raw()
  const plain = db.prepare<[], number>(`SELECT photo_id FROM likenesses WHERE blank = 'plain'`).pluck()

  return {
    put: (
      row: Pick<LikenessRow, 'photoId' | 'image' | 'blank' | 'sharpness' | 'grid'> & { readonly version: number },
    ): void => void put.run({ ...row, image: row.image ?? null, blank: row.blank ?? null }),
    /** Nothing, at little cost, for a new photo. */
    get: (photoId: number): LikenessRow | undefined => {
      const raw = has.get(photoId) === undefined ? undefined : one.get(photoId)
      return raw && fromRaw(raw)
    },
    /** Of a photo with or without a likeness. */
    photo: (photoId: number): ComparedPhoto | undefined => {
      const raw = photo.get(photoId)
      return raw && photoFromRaw(raw)
    },
    getMany: (photoIds: readonly number[]): readonly LikenessRow[] => many.all(JSON.stringify(photoIds)).map(fromRaw),
    addKeys: (photoId: number, keys: readonly KeyRow[]): void => {
      for (const { key, finer, low, high } of keys) {
        // Where the longer one is full as well, the pictures before this one are found, and it is found by them.
        if (isFull.get(key) === undefined) addKey.run(key, photoId, low, high)
        else if (isFull.get(finer) === undefined) addKey.run(finer, photoId, low, high)
      }
    },
    removeKeys: (photoId: number, keys: readonly KeyRow[]): void => {
      for (const { key, finer } of keys) {
        removeKey.run(key, photoId)
        removeKey.run(finer, photoId)
      }
    },
    /** Pictures under any of these keys. */
    keyed: (keys: readonly number[]): readonly KeyedPhoto[] => slices(keys).flatMap((slice) => keyed.all(...slice)),
    /** Photos before and after this one in the order of the timeline. */
    neighbours: (photoId: number): readonly ComparedPhoto[] =>
      [...before.all(photoId), ...after.all(photoId)].map(photoFromRaw),
    /** Photos that were looked at before there were likenesses of this version. */
    outdated: (version: number): readonly number[] => outdated.all(version),
    /** Photos that share all their pixels with another one, by what they share. */
    sameImages: (): readonly (readonly [image: string, photoId: number])[] =>
      sameImage.all().map(([image, photoId]) => [image.toString('hex'), photoId]),
    /** Photos of one colour, a lens cap say. */
    plain: (): readonly number[] => plain.all(),
  }
}
