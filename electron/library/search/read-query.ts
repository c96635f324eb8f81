/** Reads what was typed with what this library knows: its places and cameras, the day, the order of day and month. */
import { parseQuery, type Query } from '../../domain/query/query.ts'
import { findTowns } from '../../media/places/find-towns.ts'
import { namesToAsk } from '../../media/places/names.ts'
import type { Store } from '../../store/store.ts'
import type { Clock } from '../shared/clock.ts'
import { readPreferences } from '../shared/preferences.ts'
import { whileUnchanged } from './while-unchanged.ts'

interface Vocabulary {
  readonly key: string
  readonly places: readonly string[]
  readonly cameras: readonly string[]
}

/** One list for as long as its names are the same, so that they are gathered by their words only once. */
const known = new WeakMap<Store, Vocabulary>()

const vocabularyOf = whileUnchanged((store: Store): Vocabulary => {
  const [places, cameras] = [store.photos.placeNames(), store.photos.cameraModels()]
  const key = `${places.join('\n')}\n\n${cameras.join('\n')}`
  const former = known.get(store)
  if (former?.key === key) return former
  const vocabulary = { key, places: namesToAsk(places), cameras }
  known.set(store, vocabulary)
  return vocabulary
})

/** In 09/01/2015 the month comes first where people write so, unless the person chose. */
function isDayFirst(store: Store): boolean {
  const { dateOrder, language } = readPreferences(store)
  return dateOrder === 'auto' ? language !== 'en' : dateOrder === 'day-first'
}

/** @param besidePicture the words go with a picture that is compared */
export function readQuery(store: Store, clock: Clock, words: string, besidePicture = false): Query {
  const now = new Date(clock.nowMs())
  const { places, cameras } = vocabularyOf(store)
  return parseQuery(words, {
    // The person's own calendar decides what "yesterday" is.
    today: { year: now.getFullYear(), month: now.getMonth() + 1, day: now.getDate() },
    places,
    cameras,
    dayFirst: isDayFirst(store),
    besidePicture,
    townCalled: (name) => findTowns(name, 'en', 1)[0],
  })
}
