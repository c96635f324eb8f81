/** What is proposed to whoever did not say where photos were taken. Nothing of it counts before it is accepted. */
import type { PhotoId } from '../../api/photo.ts'
import type { PlaceProposal } from '../../api/places/place.ts'
import type { PlaceLanguage } from '../../media/places/countries.ts'
import { placeOf } from '../../media/metadata/place.ts'
import { placeIn } from '../../media/places/names.ts'
import type { Store } from '../../store/store.ts'
import type { Deed } from '../acts/deed.ts'
import { probablePlaces, type ProbablePlace } from './probable-places.ts'

/** Read again only after something has changed. */
const known = new WeakMap<Store, { readonly key: string; readonly places: readonly ProbablePlace[] }>()

function placesNow(store: Store): readonly ProbablePlace[] {
  const key = store.changes()
  const former = known.get(store)
  if (former?.key === key) return former.places
  const places = probablePlaces(store.positions.unlocated(), store.positions.located())
  known.set(store, { key, places })
  return places
}

/** In groups of one town each, the largest group first. */
export function placeProposals(store: Store, language: PlaceLanguage, photo?: number): PlaceProposal[] {
  const names = new Map<string, string>()
  const nameOf = ({ latitude, longitude }: ProbablePlace): string => {
    const key = `${latitude.toFixed(3)} ${longitude.toFixed(3)}`
    const name = names.get(key) ?? nameAt(latitude, longitude, language)
    names.set(key, name)
    return name
  }
  const wanted = placesNow(store).filter(({ id }) => photo === undefined || id === photo)
  return [...Map.groupBy(wanted, nameOf)]
    .flatMap(([name, places]) => {
      const [first] = places
      if (first === undefined) return []
      const { latitude, longitude } = first
      const minutes = Math.round(Math.max(...places.map((place) => place.minutes)) * 10) / 10
      // The store's ids are the contract's.
      return [{ name, photos: places.map(({ id }) => id as PhotoId), latitude, longitude, minutes }]
    })
    .sort((a, b) => b.photos.length - a.photos.length)
}

/** "Lisbon, Portugal"; the position itself at sea. */
export function nameAt(latitude: number, longitude: number, language: PlaceLanguage): string {
  const place = placeOf(latitude, longitude)
  if (place === undefined) return `${latitude.toFixed(2)}, ${longitude.toFixed(2)}`
  const { city, region, country } = placeIn(language, { ...place, city: place.city ?? place.nearby })
  return [city ?? region, country].filter((part) => part !== undefined).join(', ')
}

/** Each photo gets the position that is proposed for it; photos of one position together. */
export function acceptProposals(store: Store, photos: readonly number[], places = placesNow(store)): readonly Deed[] {
  const wanted = new Set(photos)
  const accepted = places.filter(({ id }) => wanted.has(id))
  return [...Map.groupBy(accepted, ({ latitude, longitude }) => `${latitude} ${longitude}`).values()].flatMap(
    (same) => {
      const [first] = same
      if (first === undefined) return []
      const { latitude, longitude } = first
      return [{ act: 'facts' as const, photos: same.map(({ id }) => id), facts: { place: { latitude, longitude } } }]
    },
  )
}

/** Not to be asked in a transaction, as `store.changes` is not. */
export const proposedNow = placesNow
