import type { CaptionKind } from '../../api/caption.ts'
import { factNames, factsChange } from '../../api/facts.ts'
import type { AlbumRow } from '../../store/albums.ts'
import type { Store } from '../../store/store.ts'
import { membersOf } from './album-members.ts'
import { readHumanFacts } from '../shared/photo-facts.ts'
import type { Deed } from './deed.ts'
import { pairsOf } from './picture-pairs.ts'

/**
 * What takes a deed back, as things stand now, before it is done. `undefined` where nothing does: preferences and packs
 * have their own switch, and a folder that is added is looked through, which nobody wants undone by a key.
 */
export function inverseOf(store: Store, deed: Deed): readonly Deed[] | undefined {
  switch (deed.act) {
    case 'caption':
      return [
        ...(isInUse(store, deed) ? [] : [{ act: 'caption-undone' as const, photo: deed.photo, kind: deed.kind }]),
        ...doubtOf(store, deed.photo),
      ]
    case 'caption-undone':
      return textAgain(store, deed.photo, deed.kind)
    case 'mark':
      return [
        ...(deed.favourite === undefined ? [] : formerMarks(store, deed.photos, 'favourite')),
        ...(deed.hidden === undefined ? [] : formerMarks(store, deed.photos, 'hidden')),
      ]
    case 'rating':
      return groups(store, deed.photos, 'rating').map(([rating, photos]) => ({
        act: 'rating',
        photos,
        rating: rating ?? undefined,
      }))
    case 'facts':
      return formerFacts(store, deed)
    case 'confirmed':
      return deed.photos.flatMap((photo) => doubtOf(store, photo))
    case 'place-declined': {
      const photos = deed.photos.filter((photo) => store.declinedPlaces.has(photo) !== deed.declined)
      return photos.length === 0 ? [] : [{ act: deed.act, photos, declined: !deed.declined }]
    }
    case 'doubted':
      return store.photos.isDoubtful(deed.photo) ? [] : [{ act: 'confirmed', photos: [deed.photo] }]
    case 'album':
      return [formerAlbum(store, deed.album) ?? { act: 'album-removed', album: deed.album }]
    case 'album-removed':
      return wholeAlbum(store, deed.album)
    case 'album-photos':
      return formerMembers(store, deed)
    case 'album-cover':
      return onAlbum(store, deed.album, ({ ownCover }) => [
        { act: 'album-cover', album: deed.album, ...(ownCover === undefined ? {} : { photo: ownCover }) },
      ])
    case 'album-order':
      return onAlbum(store, deed.album, ({ id }) => [
        { act: 'album-order', album: deed.album, photos: store.albums.photoIds(id) },
      ])
    case 'not-doubles':
    case 'doubles-again':
      return formerPairs(store, deed)
    case 'folder':
    case 'folder-removed': {
      const known = store.folders.list().find(({ path }) => path === deed.path)
      return known && [{ act: 'folder', path: known.path, ignore: known.ignore }]
    }
    case 'preferences':
    case 'packs':
      return undefined
  }
}

/** Only what changes: pictures that were parted before stay so. */
function formerPairs(
  store: Store,
  { act, pictures }: Extract<Deed, { act: 'not-doubles' | 'doubles-again' }>,
): readonly Deed[] {
  const isToPart = act === 'not-doubles'
  return pairsOf(pictures)
    .filter((pair) => store.doublePairs.isParted(pair) !== isToPart)
    .map((pair) => ({ act: isToPart ? 'doubles-again' : 'not-doubles', pictures: [...pair] }))
}

/** Saying again what one has said adds nothing. */
function isInUse(store: Store, deed: Extract<Deed, { act: 'caption' }>): boolean {
  const { text, language, decorative = false } = deed
  const newest = store.captions.newest(deed.photo, deed.kind, 'human')
  return newest?.text === text && newest.language === language && newest.decorative === decorative
}

/** What a deed that settles doubts must bring back. */
function doubtOf(store: Store, photo: number): readonly Deed[] {
  if (!store.photos.isDoubtful(photo)) return []
  return [{ act: 'doubted', photo, ancestors: store.inheritances.ancestorsOf(photo) }]
}

function textAgain(store: Store, photo: number, kind: CaptionKind): readonly Deed[] {
  const newest = store.captions.newest(photo, kind, 'human')
  if (newest === undefined) return []
  const { text, language, decorative } = newest
  return [{ act: 'caption', photo, kind, text, language, decorative }, ...doubtOf(store, photo)]
}

type Mark = 'favourite' | 'hidden' | 'rating'

/** The photos by what each of them has. */
function groups(store: Store, photos: readonly number[], mark: Mark): [value: number | null, photos: number[]][] {
  const found = Map.groupBy(store.photos.humanMarks(photos), (each) => each[mark])
  return [...found].map(([value, rows]) => [value, rows.map(({ id }) => id)])
}

function formerMarks(store: Store, photos: readonly number[], mark: 'favourite' | 'hidden'): readonly Deed[] {
  return groups(store, photos, mark).map(([value, ids]) => {
    const said = value === null ? null : value === 1
    return { act: 'mark', photos: ids, ...(mark === 'favourite' ? { favourite: said } : { hidden: said }) }
  })
}

function formerFacts(store: Store, { photos, facts }: Extract<Deed, { act: 'facts' }>): readonly Deed[] {
  const stored = store.photos.humanFacts(photos)
  const names = factNames.filter((name) => facts[name] !== undefined)
  const former = Map.groupBy(photos, (photo) => {
    const said = readHumanFacts(stored.get(photo))
    return JSON.stringify(Object.fromEntries(names.map((name) => [name, said[name] ?? null])))
  })
  return [...former].map(([change, ids]) => ({
    act: 'facts',
    photos: ids,
    facts: factsChange.parse(JSON.parse(change)),
  }))
}

function onAlbum(store: Store, uid: string, plan: (album: AlbumRow) => readonly Deed[]): readonly Deed[] {
  const id = store.albums.withUid(uid)
  const album = id === undefined ? undefined : store.albums.get(id)
  return album === undefined ? [] : plan(album)
}

function formerAlbum(store: Store, uid: string): Deed | undefined {
  return onAlbum(store, uid, ({ id, name, query }) => [{ act: 'album', album: uid, name, query, number: id }])[0]
}

function wholeAlbum(store: Store, uid: string): readonly Deed[] {
  return onAlbum(store, uid, ({ id, name, query, ownCover }) => [
    { act: 'album', album: uid, name, query, number: id },
    { act: 'album-photos', album: uid, add: membersOf(store, id), remove: [] },
    ...(ownCover === undefined ? [] : [{ act: 'album-cover' as const, album: uid, photo: ownCover }]),
  ])
}

function formerMembers(store: Store, deed: Extract<Deed, { act: 'album-photos' }>): readonly Deed[] {
  return onAlbum(store, deed.album, ({ id }) => {
    const order = store.albums.photoIds(id)
    const before = new Set(order)
    const came = deed.add.filter((photo) => typeof photo === 'number' && !before.has(photo)) as number[] // no names left
    const left = deed.remove.filter((photo) => before.has(photo))
    if (came.length === 0 && left.length === 0) return []
    return [
      { act: 'album-photos', album: deed.album, add: left, remove: came },
      ...(left.length === 0 ? [] : [{ act: 'album-order' as const, album: deed.album, photos: order }]),
    ]
  })
}
