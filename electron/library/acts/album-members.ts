import type { Store } from '../../store/store.ts'
import type { PhotoName } from './act.ts'

/** Photos of an album that are here, by number, and those that are waited for, by name, in one order. */
export function membersOf(store: Store, album: number): readonly (number | PhotoName)[] {
  const here = store.albums.places(album)
  const waiting = store.waiting.placesIn(album).map(({ picture, path, position }) => ({
    photo: path === '' ? picture.toString('hex') : `${picture.toString('hex')}:${path}`,
    position,
  }))
  return [...here, ...waiting].toSorted((a, b) => a.position - b.position).map(({ photo }) => photo)
}
