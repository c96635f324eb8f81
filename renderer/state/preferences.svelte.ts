/** What the person chose, applied to the page as it changes. */
import { preferences as schema, type Preferences } from '../../electron/api/preferences.ts'
import { words } from '../strings/strings.svelte.ts'
import { api } from './host.ts'

class PreferenceState {
  #current = $state.raw<Preferences>(schema.parse({}))

  get current(): Preferences {
    return this.#current
  }

  async load(): Promise<void> {
    this.#apply(await api.preferences.get({}))
  }

  async change(change: Partial<Preferences>): Promise<void> {
    // At once, so that a slider follows the hand; what the engine kept has the last word.
    this.#apply({ ...this.#current, ...change })
    this.#apply(await api.preferences.set(change))
  }

  #apply(next: Preferences): void {
    this.#current = next
    words.use(next.language)
    document.documentElement.dataset['theme'] = next.theme
  }
}

export const preferences = new PreferenceState()
