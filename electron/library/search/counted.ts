/** "Two dogs": of what was found, photos whose texts say as many come first, then those that leave it open, then others. */
import type { Reason } from '../../api/search.ts'
import {
  countsAskedIn,
  countSaid,
  withoutCounts,
  type CountAsked,
  type CountSaid,
} from '../../domain/things/counted-things.ts'
import type { Store } from '../../store/store.ts'

export interface Counted {
  /** The free words without their numbers: a text with "a pair of dogs" says dogs, and not "two". */
  readonly lookedUp: string
  /** The same photos, in their order, by what their texts say. */
  inOrder<Ranked extends { readonly id: number }>(ranked: readonly Ranked[]): readonly Ranked[]
  /** What a photo's text says of the numbers. */
  reasons(photo: number): readonly Reason[]
}

/** Only the best are judged: a text costs some 20 µs. */
const mostJudged = 1000
const places: Readonly<Record<CountSaid, number>> = { same: 0, open: 1, other: 2 }

/** @returns nothing where the words count nothing */
export function countsIn(store: Store, freeText: string): Counted | undefined {
  const asked = countsAskedIn(freeText)
  if (asked.length === 0) return undefined
  const said = new Map<number, readonly CountSaid[]>()
  return {
    lookedUp: withoutCounts(freeText, asked),
    inOrder: (ranked) => {
      const judged = ranked.slice(0, mostJudged)
      for (const [id, each] of judge(
        store,
        asked,
        judged.map(({ id }) => id),
      ))
        said.set(id, each)
      const placeOf = ({ id }: { readonly id: number }): number => {
        const all = said.get(id) ?? []
        return all.includes('other') ? places.other : all.every((each) => each === 'same') ? places.same : places.open
      }
      return [...judged.toSorted((a, b) => placeOf(a) - placeOf(b)), ...ranked.slice(mostJudged)]
    },
    reasons: (photo) =>
      asked.map(({ words }, at): Reason => ({ kind: 'counted', words, said: said.get(photo)?.[at] ?? 'open' })),
  }
}

function judge(
  store: Store,
  asked: readonly CountAsked[],
  ids: readonly number[],
): ReadonlyMap<number, readonly CountSaid[]> {
  const texts = store.captions.current(ids, 'alt')
  return new Map(ids.map((id) => [id, asked.map((each) => countSaid(texts.get(id)?.text ?? '', each))]))
}
