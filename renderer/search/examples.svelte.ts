/** @file Words that the empty search box shows as examples: a place and a time that this library has. */
import type { Suggestion } from '../../electron/api/search.ts'
import { followChanges } from '../state/follow.svelte.ts'
import { api } from '../state/host.ts'

/** The first pictures come first; languages load for the first sentence. */
const afterMs = 1500

/** Examples that each find something here; to be called as a component comes up. They follow the library. */
export function followExamples(): { readonly examples: readonly string[] } {
  let examples = $state.raw<readonly string[]>([])
  let timer: ReturnType<typeof setTimeout> | undefined

  async function find(): Promise<void> {
    const { suggestions } = await api.search.suggest({ words: '' }).catch(() => ({ suggestions: [] })) // examples are an extra
    const first = (kind: Suggestion['kind']): string | undefined =>
      suggestions.find((each) => each.kind === kind)?.label
    examples = [first('place'), first('date')].filter((label) => label !== undefined)
  }

  followChanges(() => {
    clearTimeout(timer)
    timer = setTimeout(() => void find(), afterMs)
  })
  $effect(() => () => clearTimeout(timer))
  return {
    get examples() {
      return examples
    },
  }
}
