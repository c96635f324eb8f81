/** @file What is looked for among the words in pictures, as SQL over `readings`. */
import { halvesOf, isWorthAsking, lettersOfLine, partFrom, type WordWish } from '../../domain/words/word-wish.ts'
import { folded } from '../../domain/folding.ts'

export interface WordCondition {
  readonly sql: string
  readonly values: readonly string[]
}

const string = (text: string): string => `"${text.replaceAll('\0', ' ').replaceAll('"', '""')}"`
const inWords = `photo_id IN (SELECT rowid FROM picture_words WHERE picture_words MATCH ?)`
const inLetters = `photo_id IN (SELECT rowid FROM picture_letters WHERE picture_letters MATCH ?)`

/** Nothing where the wish is too little to ask for. A tolerant one gives candidates, which `says` then judges. */
export function conditionOf(wish: WordWish): WordCondition | undefined {
  if (!isWorthAsking(wish)) return undefined
  const parts = [
    ...wish.phrases.map((phrase) => ({ sql: inWords, values: [string(folded(phrase))] })),
    ...wish.words.map((word) => ofWord(word, wish.tolerant)),
  ].filter((part) => part !== undefined)
  if (parts.length === 0) return undefined
  return { sql: parts.map(({ sql }) => sql).join(' AND '), values: parts.flatMap(({ values }) => values) }
}

function ofWord(word: string, tolerant: boolean): WordCondition | undefined {
  const letters = lettersOfLine(word)
  if (letters === '') return undefined
  if (letters.length < partFrom) return { sql: inWords, values: [string(folded(word))] }
  const halves = tolerant ? halvesOf(word) : undefined
  if (halves === undefined) return { sql: inLetters, values: [string(letters)] }
  return { sql: inLetters, values: [halves.map(string).join(' OR ')] }
}
