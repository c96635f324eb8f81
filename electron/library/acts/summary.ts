import type { DeedSummary } from '../../api/deed.ts'
import type { Store } from '../../store/store.ts'
import type { Deed } from './deed.ts'

/** What a person did, before it is done; undefined for what is not told. Of several deeds at once the first speaks. */
export function summaryOf(store: Store, deeds: readonly Deed[]): DeedSummary | undefined {
  const [first] = deeds
  if (first === undefined) return undefined
  const summary = summaryOfOne(store, first)
  if (summary === undefined || deeds.length === 1) return summary
  const photos = new Set(deeds.flatMap(photosOf))
  const { photo, ...rest } = summary
  return { ...rest, photos: photos.size, ...(photos.size === 1 && photo !== undefined ? { photo } : {}) }
}

function photosOf(deed: Deed): readonly number[] {
  if ('photos' in deed) return deed.photos
  return 'photo' in deed && deed.photo !== undefined ? [deed.photo] : []
}

function about(photos: readonly number[]): Pick<DeedSummary, 'photos' | 'photo'> {
  const [photo] = photos
  return { photos: photos.length, ...(photos.length === 1 && photo !== undefined ? { photo } : {}) }
}

function summaryOfOne(store: Store, deed: Deed): DeedSummary | undefined {
  const of = about(photosOf(deed))
  switch (deed.act) {
    case 'caption':
      return { kind: deed.decorative === true ? 'decorative' : 'text', ...of }
    case 'caption-undone':
      return { kind: 'text-taken-back', ...of }
    case 'mark':
      if (deed.favourite !== undefined) return { kind: deed.favourite === true ? 'favourite' : 'not-favourite', ...of }
      return { kind: deed.hidden === true ? 'hidden' : 'shown', ...of }
    case 'rating':
      return { kind: 'stars', ...of, stars: deed.rating ?? 0 }
    case 'facts':
      return { kind: 'facts', ...of }
    case 'place-declined':
      return { kind: deed.declined ? 'place-declined' : 'place-open', ...of }
    case 'confirmed':
      return { kind: 'confirmed', ...of }
    case 'album': {
      const known = store.albums.withUid(deed.album) !== undefined
      return { kind: known ? 'album-changed' : 'album-made', name: deed.name, photos: 0 }
    }
    case 'album-removed':
      return { kind: 'album-removed', ...albumName(store, deed.album), photos: 0 }
    case 'album-photos': {
      const kind = deed.add.length > 0 ? 'album-filled' : 'album-emptied'
      return { kind, ...albumName(store, deed.album), photos: deed.add.length + deed.remove.length }
    }
    case 'album-cover':
    case 'album-order':
      return { kind: deed.act, ...albumName(store, deed.album), ...of }
    case 'not-doubles':
    case 'doubles-again':
      return { kind: deed.act, photos: new Set(deed.pictures).size }
    case 'folder':
      return { kind: 'ignore-rules', name: deed.path, photos: 0 }
    case 'folder-removed':
      return { kind: 'folder-removed', name: deed.path, photos: 0 }
    case 'doubted':
    case 'preferences':
    case 'packs':
      return undefined
  }
}

function albumName(store: Store, uid: string): { name?: string } {
  const id = store.albums.withUid(uid)
  const album = id === undefined ? undefined : store.albums.get(id)
  return album === undefined ? {} : { name: album.name }
}
