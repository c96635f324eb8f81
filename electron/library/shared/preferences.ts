/** What a person chose for this library. */
import { preferences, type Preferences } from '../../api/preferences.ts'
import type { Store } from '../../store/store.ts'

/** What cannot be read (an older or newer Sightline wrote it) falls back to its default. */
export function readPreferences(store: Store): Preferences {
  const parsed = preferences.safeParse(parseJson(store.settings.get('preferences') ?? '{}'))
  return parsed.success ? parsed.data : preferences.parse({})
}

/** The preferences with only what is named changed. */
export function changedPreferences(
  store: Store,
  change: { [K in keyof Preferences]?: Preferences[K] | undefined },
): Preferences {
  const named = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  return preferences.parse({ ...readPreferences(store), ...named })
}

export function writePreferences(store: Store, chosen: Preferences): void {
  store.settings.set('preferences', JSON.stringify(chosen))
}

/** A row that is no JSON any more must not keep the library from opening. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}
