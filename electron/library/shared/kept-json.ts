import type { Store } from '../../store/store.ts'
import type { SettingKey } from '../../store/settings.ts'

/** What a setting holds as JSON; undefined where there is none, or a row that is no JSON any more. */
export function keptJson(store: Store, key: SettingKey): unknown {
  try {
    return JSON.parse(store.settings.get(key) ?? 'null') ?? undefined
  } catch {
    return undefined // one broken row must not keep anything from working
  }
}
