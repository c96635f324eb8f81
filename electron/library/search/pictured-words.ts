/** The words of a query against the words that stand in pictures. */
import { lookupGroups } from '../../domain/query/free-words.ts'
import type { PictureLine } from '../../domain/words/picture-line.ts'
import { piecesOf, says, type WordWish } from '../../domain/words/word-wish.ts'
import type { Store } from '../../store/store.ts'

export interface PicturedWords {
  /** Higher is better: a sign with few words says more of its photo than a page with many. */
  readonly scores: ReadonlyMap<number, number>
  /** The lines that say it, in reading order, for each of the photos that have any: a name may stand in two lines. */
  bestLines(photoIds: readonly number[]): ReadonlyMap<number, readonly PictureLine[]>
}

/** More lines than these are no reason any more, they are the text. */
const mostLines = 3
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
  if (!wish.words.some((word) => piecesOf(word) !== undefined)) return []
  const candidates = store.pictureWords.find({ ...wish, tolerant: true }, mostJudged).map(({ id }) => id)
  const lines = store.pictureWords.textsOf(candidates)
  return candidates.filter((id) =>
    wish.words.every((word) => (lines.get(id) ?? []).some((text) => says(text, word, true))),
  )
}

function bestLines(
  store: Store,
  wishes: readonly WordWish[],
  photoIds: readonly number[],
): ReadonlyMap<number, readonly PictureLine[]> {
  const words = wishes.flatMap((wish) => [...wish.words, ...wish.phrases])
  const best = new Map<number, readonly PictureLine[]>()
  for (const [id, lines] of store.pictureWords.linesOf(photoIds)) {
    const telling = tellingLines(lines, words)
    if (telling.length > 0) best.set(id, telling)
  }
  return best
}

/** The line with most of the words, then the one with most of the others, until all are said. */
function tellingLines(lines: readonly PictureLine[], words: readonly string[]): readonly PictureLine[] {
  const found: PictureLine[] = []
  let missing = words
  while (missing.length > 0 && found.length < mostLines) {
    const worth = ({ text, confidence }: PictureLine): number =>
      missing.filter((word) => says(text, word, true)).length + confidence / 2
    const [first] = [...lines].sort((one, other) => worth(other) - worth(one))
    if (first === undefined || worth(first) < 1) break
    found.push(first)
    missing = missing.filter((word) => !says(first.text, word, true))
  }
  return lines.filter((line) => found.includes(line))
}
