/** Words inside brackets and beside "or": there they demand, so they become the photos that say or show them. */
import { replaceWordings, type Condition, type Demand, type Wording } from '../../domain/query/demand.ts'
import { quoted } from '../../store/text.ts'
import type { Store } from '../../store/store.ts'
import { looksLike, type Semantic } from './looks.ts'
import { searchText } from './text-search.ts'

/** What a demand comes to in this library. */
export function resolveWords(
  demand: Demand,
  store: Store,
  semantic: Semantic | undefined,
  limit: number,
): Promise<Condition> {
  return replaceWordings(demand, async (wording) => ({ among: await photosWith(wording, store, semantic, limit) }))
}

async function photosWith(
  { words, quoted: isQuoted }: Wording,
  store: Store,
  semantic: Semantic | undefined,
  limit: number,
): Promise<readonly number[]> {
  if (!/[\p{L}\p{N}]/u.test(words)) return []
  if (isQuoted) return store.text.matching(quoted(words))
  const said = searchText(store, words, []).scores.keys()
  if (semantic === undefined) return [...said]
  const { probabilities, cutoff } = await looksLike(semantic, words, { allowed: undefined, limit })
  const shown = [...probabilities].filter(([, probability]) => probability >= cutoff).map(([id]) => id)
  return [...new Set([...said, ...shown])]
}
