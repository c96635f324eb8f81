/** The contract's group `places`. */
import type { SightlineContract } from '../../api/contract.ts'
import type { Handlers } from '../../api/rpc.ts'
import type { PlaceLanguage } from '../../media/places/countries.ts'
import { findTowns, largestTowns } from '../../media/places/find-towns.ts'
import type { Acts } from '../acts/acts.ts'
import { photosOfScope, type ScopeParts } from '../publish/scope.ts'
import { done } from '../shared/done.ts'
import { readPreferences } from '../shared/preferences.ts'
import { browsePlaces } from './browse-places.ts'
import { positionMeant } from './position-meant.ts'
import { acceptProposals, nameAt, placeProposals, proposedNow } from './proposals.ts'

export interface PlaceHandlerParts extends ScopeParts {
  readonly acts: Acts
}

const millionths = (degrees: number): number => Math.round(degrees * 1e6)

export function placeHandlers(parts: PlaceHandlerParts): Handlers<SightlineContract>['places'] {
  const { store, acts } = parts
  const language = (): PlaceLanguage => readPreferences(store).language
  return {
    positions: () => {
      const { ids, latitudes, longitudes } = store.positions.all()
      return Promise.resolve({
        ids: [...ids],
        latitudes: latitudes.map(millionths),
        longitudes: longitudes.map(millionths),
      })
    },
    towns: ({ name, limit }) => Promise.resolve({ towns: findTowns(name, language(), limit) }),
    labels: ({ area, limit }) => Promise.resolve({ towns: largestTowns(area, language(), limit) }),
    browse: () =>
      Promise.resolve({
        countries: browsePlaces(store.positions.byPlace(), language()),
        withPosition: store.positions.count(),
      }),
    set: async ({ town, at, ...scope }, signal) => {
      const place = positionMeant({ town, at })
      const photos = await photosOfScope(parts, scope, signal)
      if (photos.length > 0) acts.carryOut(() => [{ act: 'facts', photos, facts: { place } }])
      return { photos: photos.length, name: nameAt(place.latitude, place.longitude, language()) }
    },
    proposals: ({ photo }) => Promise.resolve({ proposals: placeProposals(store, language(), photo) }),
    accept: done(({ photos }) => {
      const places = proposedNow(store)
      acts.carryOut(() => acceptProposals(store, photos, places))
    }),
    decline: done(({ photos }) => acts.carryOut(() => [{ act: 'place-declined', photos, declined: true }])),
  }
}
