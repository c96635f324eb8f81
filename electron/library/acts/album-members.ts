import type { Store } from '../../store/store.ts'
import type { PhotoName } from './act.ts'
import { writeName } from './photo-names.ts'

/** Photos of an album that are here, by number, and those that are waited for, by name, in one order. */
export function membersOf(store: Store, album: number): readonly (number | PhotoName)[] {
  const here = store.albums.places(album)
  const waiting = store.waiting.placesIn(album).map(({ position, ...name }) => ({ photo: writeName(name), position }))
  return [...here, ...waiting].toSorted((a, b) => a.position - b.position).map(({ photo }) => photo)
}
