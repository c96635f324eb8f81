/** What a person chose for this library. */
import { preferenceChange, preferences, type Preferences } from '../../api/preferences.ts'
import type { Store } from '../../store/store.ts'
import { keptJson } from './kept-json.ts'

/** What cannot be read (an older or newer Sightline wrote it) falls back to its default. */
export function readPreferences(store: Store): Preferences {
  const kept = keptJson(store, 'preferences')
  if (typeof kept !== 'object' || kept === null) return preferences.parse({})
  // Checked one by one: a choice that cannot be read must not take the others along.
  const readable = Object.entries(kept as Record<string, unknown>).filter(
    ([key, value]) => preferenceChange.safeParse({ [key]: value }).success,
  )
  return preferences.parse(Object.fromEntries(readable))
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
