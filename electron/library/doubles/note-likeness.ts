/** What a look saw of a photo, for finding its doubles: kept, and compared with those that may be some. */
import { gridOf, halved } from '../../domain/doubles/grey-grid.ts'
import { lookupKeysOf, mostSignsApart, signsApart, type KeptKey } from '../../domain/doubles/lookup-keys.ts'
import { blankness } from '../../domain/doubles/same-shot.ts'
import { areNear, verdictOn, type Seen } from '../../domain/doubles/verdict.ts'
import type { LikenessRow } from '../../store/doubles/likenesses.ts'
import { mostUnderKey } from '../../store/doubles/likenesses.ts'
import type { Store } from '../../store/store.ts'

/** Looks of an older version are taken again, in the background. */
export const likenessVersion = 1

const hashBytes = 16
const gridFrom = hashBytes + 4
/** Found by their keys and compared, the nearest first. */
const mostCompared = 12
/** In a crowd of doubles a photo is tied to a few of them, who are tied to the others. */
const mostTies = 4

/**
 * Call in the transaction that writes the look. `likeness` as media/pixels/likeness.ts makes it. Gives the photos that
 * may be the same to the last pixel, where that is not known: they want a look at all their pixels.
 */
export function noteLikeness(store: Store, photoId: number, likeness: Uint8Array): readonly number[] {
  const former = store.likenesses.get(photoId)
  if (former !== undefined && former.blank === undefined)
    store.likenesses.removeKeys(photoId, lookupKeysOf(seenIn(former)).kept)
  store.doublePairs.forget(photoId)
  const hash = Buffer.from(likeness.subarray(0, hashBytes))
  const grid = Buffer.from(likeness.subarray(gridFrom))
  const sharpness = Buffer.from(likeness.subarray(hashBytes, gridFrom)).readFloatLE()
  const image = hash.every((byte) => byte === 0) ? undefined : hash
  const cells = gridOf(grid)
  const blank = blankness(cells)
  store.likenesses.put({ photoId, version: likenessVersion, image, sharpness, blank, grid })
  const photo = blank === undefined ? store.likenesses.photo(photoId) : undefined
  if (photo === undefined) return []
  const copies = findDoubles(store, photoId, { ...photo, grid: cells, coarse: halved(cells) })
  const unknown = copies.filter((each) => mayBeExact({ ...photo, image, grid }, each))
  return unknown.length === 0 ? [] : [photoId, ...unknown.map((each) => each.photoId)]
}

export function seenIn(row: LikenessRow): Seen {
  const grid = gridOf(row.grid)
  return { ...row, grid, coarse: halved(grid) }
}

/** Gives those that are the same shot. */
function findDoubles(store: Store, photoId: number, one: Seen): readonly LikenessRow[] {
  const { kept, asked } = lookupKeysOf(one)
  const keyed = nearest(store, photoId, asked)
  store.likenesses.addKeys(photoId, kept)
  const isKeyed = new Set(keyed)
  // Without their looks: few of them are of the same minute.
  const burst = store.likenesses
    .neighbours(photoId)
    .filter((each) => !isKeyed.has(each.photoId) && areNear(one, each))
    .map((each) => each.photoId)
  const known = new Map(store.likenesses.getMany([...keyed, ...burst]).map((each) => [each.photoId, each]))
  const copies: LikenessRow[] = []
  // The nearest first, then those of the same minute.
  for (const id of new Set([...keyed, ...known.keys()])) {
    const other = known.get(id)
    if (other === undefined || other.blank !== undefined) continue
    // What was taken a second later is found by its time alone, however many copies there are.
    if (copies.length >= mostTies && isKeyed.has(id)) continue
    const verdict = settled(store, one, other)
    if (verdict === 'neither') continue
    store.doublePairs.put(photoId, id, verdict)
    if (verdict === 'same') copies.push(other)
  }
  return copies
}

/** What was lost by saving again shows in the means of cells, and more by edits; a reduction while decoding does less. */
const mostGreyApart = 1.5

type Measured = Pick<LikenessRow, 'image' | 'grid' | 'width' | 'height'>

function mayBeExact(one: Measured, other: Measured): boolean {
  if (one.image !== undefined && other.image !== undefined) return false
  if (one.width !== other.width || one.height !== other.height) return false
  let apart = 0
  for (let at = 0; at < one.grid.length; at++) apart += Math.abs((one.grid[at] ?? 0) - (other.grid[at] ?? 0))
  return apart <= mostGreyApart * one.grid.length
}

/**
 * One picture leads to the next where a camera on a tripod takes one each minute, and the last is not the first any
 * more: what is the same shot as a photo must be that of most of its doubles too.
 */
function settled(store: Store, one: Seen, other: LikenessRow): ReturnType<typeof verdictOn> {
  const verdict = verdictOn(one, seenIn(other))
  if (verdict !== 'same') return verdict
  const partners = store.likenesses.getMany(store.doublePairs.partners(other.photoId, 'same').slice(0, mostTies))
  const strangers = partners.filter((partner) => verdictOn(one, seenIn(partner)) !== 'same')
  return strangers.length * 2 > partners.length ? 'similar' : 'same'
}

/** Pictures whose signs are nearly those asked for, the nearest first. */
function nearest(store: Store, self: number, asked: readonly KeptKey[]): readonly number[] {
  const apart = new Map<number, number>()
  const look = (wanted: ReadonlyMap<number, KeptKey>): ReadonlyMap<number, number> => {
    const crowds = new Map<number, number>()
    for (const [key, photo, low, high] of store.likenesses.keyed([...wanted.keys()])) {
      crowds.set(key, (crowds.get(key) ?? 0) + 1)
      const own = wanted.get(key)
      if (own === undefined || photo === self) continue
      const signs = signsApart(own, { low, high })
      if (signs <= mostSignsApart && signs < (apart.get(photo) ?? Infinity)) apart.set(photo, signs)
    }
    return crowds
  }
  const crowds = look(new Map(asked.map((each) => [each.key, each])))
  const crowded = asked.filter(({ key }) => (crowds.get(key) ?? 0) >= mostUnderKey)
  if (crowded.length > 0) look(new Map(crowded.map((each) => [each.finer, each])))
  return [...apart]
    .sort(([a, near], [b, far]) => near - far || a - b)
    .slice(0, mostCompared)
    .map(([id]) => id)
}
