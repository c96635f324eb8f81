/** @file Which photos were found to be doubles, and which pictures a person said are none. */
import type { Db } from '../database/db.ts'

export type PairKind = 'same' | 'similar'
/** Two fingerprints of pictures, in hex. */
export type PicturePair = readonly [one: string, other: string]

/** A file of a photo that shows its picture. */
export interface CopyRow {
  readonly photoId: number
  readonly path: string
  readonly sizeBytes: number
  readonly mtimeMs: number
}

export type DoublePairs = ReturnType<typeof createDoublePairs>

const shown = (photo: string): string =>
  `EXISTS (SELECT 1 FROM photos WHERE photos.id = ${photo} AND photos.present > 0 AND photos.hidden = 0)`
const isCopy = `files.kind = 'photo' AND files.role = 'original' AND files.gone_at IS NULL`

export function createDoublePairs(db: Db) {
  const put = db.prepare(
    `INSERT INTO double_pairs (one, other, kind) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET kind = excluded.kind`,
  )
  const forget = db.prepare(`DELETE FROM double_pairs WHERE one = @photo OR other = @photo`)
  const all = db
    .prepare<[PairKind], [one: number, other: number]>(
      `SELECT one, other FROM double_pairs WHERE kind = ? AND ${shown('one')} AND ${shown('other')}`,
    )
    .raw()
  const partners = db
    .prepare<[{ photo: number; kind: PairKind }], number>(
      `SELECT other FROM double_pairs WHERE one = @photo AND kind = @kind
       UNION SELECT one FROM double_pairs WHERE other = @photo AND kind = @kind`,
    )
    .pluck()
  const samePixels = db
    .prepare<[], [pixels: Buffer, id: number]>(
      `SELECT pixels, id FROM photos WHERE present > 0 AND hidden = 0 AND pixels <> x'' AND pixels IN
         (SELECT pixels FROM photos GROUP BY pixels HAVING count(*) > 1)`,
    )
    .raw()
  const withCopies = db
    .prepare<[], number>(
      `SELECT photo_id FROM files WHERE ${isCopy} AND photo_id IS NOT NULL AND ${shown('photo_id')}
       GROUP BY photo_id HAVING count(*) > 1`,
    )
    .pluck()
  const copies = db.prepare<[string], CopyRow>(
    `SELECT photo_id AS photoId, path, size_bytes AS sizeBytes, mtime_ms AS mtimeMs FROM files
     WHERE ${isCopy} AND photo_id IN (SELECT value FROM json_each(?)) ORDER BY files.id`,
  )
  const part = db.prepare(`INSERT INTO parted_pictures (one, other) VALUES (?, ?) ON CONFLICT DO NOTHING`)
  const join = db.prepare(`DELETE FROM parted_pictures WHERE one = ? AND other = ?`)
  const isParted = db.prepare<[Buffer, Buffer]>(`SELECT 1 FROM parted_pictures WHERE one = ? AND other = ?`)
  const parted = db.prepare<[], [one: Buffer, other: Buffer]>(`SELECT one, other FROM parted_pictures`).raw()

  const inOrder = ([one, other]: PicturePair): [Buffer, Buffer] =>
    one <= other
      ? [Buffer.from(one, 'hex'), Buffer.from(other, 'hex')]
      : [Buffer.from(other, 'hex'), Buffer.from(one, 'hex')]

  return {
    put: (one: number, other: number, kind: PairKind): void =>
      void put.run(Math.min(one, other), Math.max(one, other), kind),
    /** Nothing is known any more of what others are to this photo. */
    forget: (photo: number): void => void forget.run({ photo }),
    /** Pairs of photos that are shown. */
    all: (kind: PairKind): readonly (readonly [one: number, other: number])[] => all.all(kind),
    partners: (photo: number, kind: PairKind): readonly number[] => partners.all({ photo, kind }),
    /** Photos whose files hold the same picture under other metadata, by its fingerprint. */
    samePixels: (): readonly (readonly [pixels: string, photoId: number])[] =>
      samePixels.all().map(([pixels, id]) => [pixels.toString('hex'), id]),
    /** Photos with several files that show them. */
    withCopies: (): readonly number[] => withCopies.all(),
    /** Those files. */
    copiesOf: (photoIds: readonly number[]): readonly CopyRow[] => copies.all(JSON.stringify(photoIds)),
    /** A person said that these two pictures are no doubles; of one with itself, that its copies are meant. */
    part: (pair: PicturePair): void => void part.run(...inOrder(pair)),
    /** That was taken back. */
    join: (pair: PicturePair): void => void join.run(...inOrder(pair)),
    isParted: (pair: PicturePair): boolean => isParted.get(...inOrder(pair)) !== undefined,
    parted: (): readonly PicturePair[] =>
      parted.all().map(([one, other]) => [one.toString('hex'), other.toString('hex')]),
  }
}
