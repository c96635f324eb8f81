import type { Store } from '../../store/store.ts'
import type { Deed } from './deed.ts'

/** A deed of former times without photos that are none any more; undefined where nothing is left of it. */
export function stillPossible(store: Store, deed: Deed): Deed | undefined {
  const isKnown = (photo: number): boolean => store.photos.pixelsOf(photo) !== undefined
  switch (deed.act) {
    case 'caption':
    case 'caption-undone':
      return isKnown(deed.photo) ? deed : undefined
    case 'doubted':
      return isKnown(deed.photo) ? { ...deed, ancestors: deed.ancestors.filter(isKnown) } : undefined
    case 'mark':
    case 'rating':
    case 'facts':
    case 'confirmed':
    case 'place-declined':
    case 'album-order': {
      const photos = deed.photos.filter(isKnown)
      return photos.length === 0 ? undefined : { ...deed, photos }
    }
    case 'album-photos':
      return {
        ...deed,
        add: deed.add.filter((photo) => typeof photo !== 'number' || isKnown(photo)),
        remove: deed.remove.filter(isKnown),
      }
    case 'album-cover':
      return deed.photo === undefined || isKnown(deed.photo) ? deed : undefined
    case 'album':
    case 'album-removed':
    case 'not-doubles':
    case 'doubles-again':
    case 'folder':
    case 'folder-removed':
    case 'preferences':
    case 'packs':
      return deed
  }
}
