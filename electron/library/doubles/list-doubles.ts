/** The three lists of doubles, from what was found while looking. */
import { basename } from 'node:path'
import type { Double, DoubleGroup, DoubleKind } from '../../api/doubles/doubles.ts'
import { bestOf } from '../../domain/doubles/best.ts'
import { contrastOf, gridOf } from '../../domain/doubles/grey-grid.ts'
import { groupsOf } from '../../domain/doubles/groups.ts'
import type { LikenessRow } from '../../store/doubles/likenesses.ts'
import type { PhotoRow } from '../../store/photos.ts'
import type { Store } from '../../store/store.ts'
import { summaries } from '../shared/summaries.ts'
import { likenessVersion } from './note-likeness.ts'

export interface DoublesWish {
  readonly kind?: DoubleKind | undefined
  readonly limit: number
  readonly from: number
}

export interface DoublesFound {
  readonly counts: Readonly<Record<DoubleKind, number>>
  readonly waiting: number
  readonly groups: DoubleGroup[]
}

/** A group as photos; the files of exact ones are its members. */
interface Found {
  readonly kind: DoubleKind
  readonly photos: readonly number[]
}

type Parted = ReadonlyMap<number, ReadonlySet<number>>

export function listDoubles(store: Store, { kind, limit, from }: DoublesWish): DoublesFound {
  const found = findGroups(store)
  const wanted = kind === undefined ? [...found.exact, ...found.same, ...found.similar] : found[kind]
  return {
    counts: { exact: found.exact.length, same: found.same.length, similar: found.similar.length },
    waiting: store.likenesses.outdated(likenessVersion).length,
    groups: wanted.slice(from, from + limit).map((group) => shownGroup(store, group)),
  }
}

/** Each photo stands in the most certain list; the next one has one photo for all of such a group. */
function findGroups(store: Store): Readonly<Record<DoubleKind, readonly Found[]>> {
  const parted = partedPhotos(store)
  const keepsCopies = (photo: number): boolean => parted.get(photo)?.has(photo) === true
  const plain = new Set(store.likenesses.plain())
  const exact = groupsOf(
    [...chained(store.doublePairs.samePixels()), ...chained(shownOnly(store, store.likenesses.sameImages()))].filter(
      (pair) => !pair.some((photo) => plain.has(photo)),
    ),
    parted,
  )
  const inGroup = new Set(exact.flat())
  const copied = store.doublePairs
    .withCopies()
    .filter((photo) => !inGroup.has(photo) && !plain.has(photo) && !keepsCopies(photo))
  const afterExact = heads(exact)
  const same = groupsOf(through(store.doublePairs.all('same'), afterExact), parted)
  const afterSame = heads(same)
  const headOf = (photo: number): number => afterSame(afterExact(photo))
  const similar = groupsOf(through(store.doublePairs.all('similar'), headOf), parted)
  const asFound = (kind: DoubleKind, groups: readonly (readonly number[])[]): readonly Found[] =>
    groups.map((photos) => ({ kind, photos }))
  return {
    exact: asFound('exact', [...exact, ...copied.map((photo) => [photo])]),
    same: asFound('same', same),
    similar: asFound('similar', similar),
  }
}

/** Rows that share a name, each with the next. */
function chained(rows: readonly (readonly [name: string, photo: number])[]): readonly (readonly [number, number])[] {
  const last = new Map<string, number>()
  return rows.flatMap(([name, photo]) => {
    const before = last.get(name)
    last.set(name, photo)
    return before === undefined ? [] : [[before, photo] as const]
  })
}

function shownOnly<Row extends readonly [name: string, photo: number]>(
  store: Store,
  rows: readonly Row[],
): readonly Row[] {
  const shown = store.shown(rows.map(([, photo]) => photo))
  return rows.filter(([, photo]) => shown.has(photo))
}

/** The first photo of its group stands for each. */
function heads(groups: readonly (readonly number[])[]): (photo: number) => number {
  const head = new Map(groups.flatMap((group) => group.map((photo) => [photo, group[0] ?? photo] as const)))
  return (photo) => head.get(photo) ?? photo
}

function through(
  pairs: readonly (readonly [number, number])[],
  headOf: (photo: number) => number,
): readonly (readonly [number, number])[] {
  return pairs.map(([one, other]) => [headOf(one), headOf(other)] as const).filter(([one, other]) => one !== other)
}

/** The photos whose pictures a person parted. */
function partedPhotos(store: Store): Parted {
  const parted = new Map<number, Set<number>>()
  const put = (one: number, other: number): void => {
    const known = parted.get(one)
    if (known === undefined) parted.set(one, new Set([other]))
    else known.add(other)
  }
  for (const [one, other] of store.doublePairs.parted()) {
    const others = store.photos.withPixels(Buffer.from(other, 'hex'))
    for (const photo of store.photos.withPixels(Buffer.from(one, 'hex')))
      for (const each of others) {
        put(photo, each)
        put(each, photo)
      }
  }
  return parted
}

/** A copy with more contrast is not sharper. */
function sharpnessOf({ sharpness, grid }: LikenessRow): number {
  return sharpness / (contrastOf(gridOf(grid)) + 1)
}

function shownGroup(store: Store, { kind, photos }: Found): DoubleGroup {
  const rows = store.photos.getMany(photos)
  const known = photos.flatMap((photo) => rows.get(photo) ?? [])
  const shown = new Map(summaries(store, known).map((summary) => [Number(summary.id), summary]))
  const copies = Map.groupBy(store.doublePairs.copiesOf(photos), ({ photoId }) => photoId)
  const sharpness = new Map(store.likenesses.getMany(photos).map((each) => [each.photoId, sharpnessOf(each)]))
  const texts = new Set(photos.filter((photo) => store.captions.newest(photo, 'alt', 'human') !== undefined))
  const members = known.flatMap((row): { readonly row: PhotoRow; readonly double: Double }[] => {
    const photo = shown.get(row.id)
    if (photo === undefined) return []
    const files = copies.get(row.id) ?? []
    const told = kind === 'exact' && files.length > 0 ? files : files.slice(0, 1)
    const albums = [...store.albums.ofPhoto(row.id)]
    return (told.length > 0 ? told : [{ path: photo.path, sizeBytes: 0 }]).map(({ path, sizeBytes }) => ({
      row,
      double: {
        photo,
        path,
        sizeBytes,
        ...(row.format === undefined ? {} : { format: row.format }),
        hasText: texts.has(row.id),
        albums,
        keywords: [...row.keywords],
      },
    }))
  })
  const { index, merits } = bestOf(
    members.map(({ row, double }) => ({
      width: row.width ?? 0,
      height: row.height ?? 0,
      format: row.format ?? '',
      sharpness: sharpness.get(row.id) ?? 0,
      sizeBytes: double.sizeBytes,
      fileName: basename(double.path),
      hasHumanText: double.hasText,
      albums: double.albums.length,
      stars: row.rating ?? 0,
      hasCamera: row.make !== undefined || row.model !== undefined,
    })),
  )
  const key = `${kind} ${members.map(({ double }) => `${double.photo.id}:${double.path}`).join(' ')}`
  return { key, kind, members: members.map(({ double }) => double), best: index, merits: [...merits] }
}
