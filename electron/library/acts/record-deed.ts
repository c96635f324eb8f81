import type { Store } from '../../store/store.ts'
import type { Act, PhotoName } from './act.ts'
import type { Deed } from './deed.ts'
import { nameOf } from './photo-names.ts'

/** A deed as the side copy keeps it. Errors: `not-found` for a photo that is not in this library. */
export function recordOf(store: Store, deed: Deed): Act {
  const nameAll = (photos: readonly number[]): string[] => photos.map((photo) => nameOf(store, photo))
  const lastingName = (photo: number | PhotoName): PhotoName =>
    typeof photo === 'number' ? nameOf(store, photo) : photo
  switch (deed.act) {
    case 'caption': {
      const { act, photo, kind, text, language, decorative } = deed
      return { act, picture: nameOf(store, photo), kind, text, language, ...known({ decorative }) }
    }
    case 'caption-undone':
      return { act: deed.act, picture: nameOf(store, deed.photo), kind: deed.kind }
    case 'doubted':
      return { act: deed.act, picture: nameOf(store, deed.photo), ancestors: nameAll(deed.ancestors) }
    case 'mark': {
      const { act, photos, favourite, hidden } = deed
      return { act, pictures: nameAll(photos), ...known({ favourite, hidden }) }
    }
    case 'rating':
      return { act: deed.act, pictures: nameAll(deed.photos), ...known({ rating: deed.rating }) }
    case 'facts':
      return { act: deed.act, pictures: nameAll(deed.photos), facts: deed.facts }
    case 'confirmed':
      return { act: deed.act, pictures: nameAll(deed.photos) }
    case 'place-declined':
      return { act: deed.act, pictures: nameAll(deed.photos), declined: deed.declined }
    case 'album':
      return { act: deed.act, album: deed.album, name: deed.name, ...known({ query: deed.query }) }
    case 'album-removed':
    case 'folder-removed':
    case 'preferences':
    case 'packs':
      return deed
    case 'not-doubles':
    case 'doubles-again':
      return { act: deed.act, pictures: [...deed.pictures] }
    case 'folder':
      return { ...deed, ignore: [...deed.ignore] }
    case 'album-photos':
      return { act: deed.act, album: deed.album, add: deed.add.map(lastingName), remove: nameAll(deed.remove) }
    case 'album-cover': {
      const picture = deed.photo === undefined ? undefined : nameOf(store, deed.photo)
      return { act: deed.act, album: deed.album, ...known({ picture }) }
    }
    case 'album-order':
      return { act: deed.act, album: deed.album, pictures: nameAll(deed.photos) }
  }
}

/** Only what is there: JSON has no undefined. */
function known<Fields extends object>(fields: Fields): { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> } {
  const there = Object.entries(fields).filter(([, value]) => value !== undefined)
  return Object.fromEntries(there) as { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> } // what is left is not undefined
}
