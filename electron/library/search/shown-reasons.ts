/** The things that were asked for and that a photo shows, as a reason why it is in the answer. */
import type { PhotoId } from '../../api/photo.ts'
import type { Reason } from '../../api/search.ts'
import { nameOfThing, thingsNamedIn } from '../../domain/things/thing-names.ts'
import type { Store } from '../../store/store.ts'
import { readPreferences } from '../shared/preferences.ts'

/** For a photo its reasons: none where no thing was named, or it shows none of them. */
export function shownReasons(store: Store, freeText: string): (photo: PhotoId) => readonly Reason[] {
  const asked = thingsNamedIn(freeText)
  if (asked.size === 0) return () => []
  const { language } = readPreferences(store)
  return (photo) => {
    const names = store.things.of(photo).filter(({ name }) => asked.has(name))
    return names.length === 0
      ? []
      : [{ kind: 'shows', things: names.map(({ name }) => nameOfThing(name, language)).join(', ') }]
  }
}
