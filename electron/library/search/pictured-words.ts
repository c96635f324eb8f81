/** The words of a query against the words that stand in pictures. */
import { lookupGroups } from '../../domain/query/free-words.ts'
import type { PictureLine } from '../../domain/words/picture-line.ts'
import { halvesOf, says, type WordWish } from '../../domain/words/word-wish.ts'
import type { Store } from '../../store/store.ts'

export interface PicturedWords {
  /** Higher is better: a sign with few words says more of its photo than a page with many. */
  readonly scores: ReadonlyMap<number, number>
  /** The line that says it best, for each of the photos that have one. */
  bestLines(photoIds: readonly number[]): ReadonlyMap<number, PictureLine>
}

/** Beyond so many nobody scrolls. */
const mostFound = 2000
/** Where no picture says the words, so many of those that have half of one are held against it letter by letter. */
const mostJudged = 400

const none: PicturedWords = { scores: new Map(), bestLines: () => new Map() }

/** Photos in whose pictures all the words of the query, or of one side of its "or", stand. */
export function searchPictured(store: Store, freeText: string, phrases: readonly string[]): PicturedWords {
  const said = phrases.filter((phrase) => /[\p{L}\p{N}]/u.test(phrase))
  const groups = lookupGroups(freeText)
  const wishes = (groups.length === 0 && said.length > 0 ? [[]] : groups).map((words): WordWish => ({
    words,
    phrases: said,
    tolerant: false,
  }))
  if (wishes.length === 0) return none
  const scores = new Map<number, number>()
  for (const wish of wishes) for (const { id, score } of store.pictureWords.find(wish, mostFound)) scores.set(id, score)
  if (scores.size === 0)
    for (const wish of wishes) for (const id of almost(store, wish)) if (!scores.has(id)) scores.set(id, 0)
  return { scores, bestLines: (ids) => bestLines(store, wishes, ids) }
}

/** Photos that would fit if one letter of a long word were another. */
function almost(store: Store, wish: WordWish): readonly number[] {
  if (!wish.words.some((word) => halvesOf(word) !== undefined)) return []
  const candidates = store.pictureWords.find({ ...wish, tolerant: true }, mostJudged).map(({ id }) => id)
  const lines = store.pictureWords.linesOf(candidates)
  return candidates.filter((id) =>
    wish.words.every((word) => (lines.get(id) ?? []).some(({ text }) => says(text, word, true))),
  )
}

function bestLines(
  store: Store,
  wishes: readonly WordWish[],
  photoIds: readonly number[],
): ReadonlyMap<number, PictureLine> {
  const words = wishes.flatMap((wish) => [...wish.words, ...wish.phrases])
  const best = new Map<number, PictureLine>()
  for (const [id, lines] of store.pictureWords.linesOf(photoIds)) {
    const worth = ({ text, confidence }: PictureLine): number =>
      words.filter((word) => says(text, word, true)).length + confidence / 2
    const [first] = [...lines].sort((one, other) => worth(other) - worth(one))
    if (first !== undefined && worth(first) >= 1) best.set(id, first)
  }
  return best
}
