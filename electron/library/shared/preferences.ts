/** What a person chose for this library. */
import { preferences, type Preferences } from '../../api/preferences.ts'
import type { Store } from '../../store/store.ts'

/** What cannot be read (an older or newer Sightline wrote it) falls back to its default. */
export function readPreferences(store: Store): Preferences {
  const stored: unknown = JSON.parse(store.settings.get('preferences') ?? '{}')
  const parsed = preferences.safeParse(stored)
  return parsed.success ? parsed.data : preferences.parse({})
}

/** Changes only what is named. */
export function changePreferences(
  store: Store,
  change: { [K in keyof Preferences]?: Preferences[K] | undefined },
): Preferences {
  const named = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  const next = preferences.parse({ ...readPreferences(store), ...named })
  store.settings.set('preferences', JSON.stringify(next))
  return next
}
