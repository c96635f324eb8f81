/** @file What is looked for among the words in pictures, as SQL over `readings`. */
import { isWorthAsking, lettersOfLine, partFrom, piecesOf, type WordWish } from '../../domain/words/word-wish.ts'
import { folded } from '../../domain/folding.ts'

export interface WordCondition {
  readonly sql: string
  readonly values: readonly (string | number)[]
}

const string = (text: string): string => `"${text.replaceAll('\0', ' ').replaceAll('"', '""')}"`

/**
 * Nothing where the wish is too little to ask for. A tolerant one gives candidates, which `says` then judges.
 * @param most where one index decides alone, no more than so many of the newest photos: a word of ten thousand
 *   pictures says nothing, and ordering them takes 0.1 s
 */
export function conditionOf(wish: WordWish, most?: number): WordCondition | undefined {
  if (!isWorthAsking(wish)) return undefined
  const whole = wish.words.filter((word) => isShort(word)).map((word) => string(folded(word)))
  const words = [...wish.phrases.map((phrase) => string(folded(phrase))), ...whole]
  const letters = wish.words.filter((word) => !isShort(word)).map((word) => inLetters(word, wish.tolerant))
  const asked = [
    { table: 'picture_words', expression: words.join(' AND ') },
    { table: 'picture_letters', expression: letters.join(' AND ') },
  ].filter(({ expression }) => expression !== '')
  const limit = most === undefined || asked.length > 1 ? '' : ` ORDER BY rowid DESC LIMIT ${Math.floor(most)}`
  return asked.length === 0
    ? undefined
    : {
        sql: asked
          .map(({ table }) => `photo_id IN (SELECT rowid FROM ${table} WHERE ${table} MATCH ?${limit})`)
          .join(' AND '),
        values: asked.map(({ expression }) => expression),
      }
}

function isShort(word: string): boolean {
  return lettersOfLine(word).length < partFrom
}

function inLetters(word: string, tolerant: boolean): string {
  const pieces = tolerant ? piecesOf(word) : undefined
  if (pieces === undefined) return string(lettersOfLine(word))
  return `(${pieces.map((together) => `(${together.map(string).join(' AND ')})`).join(' OR ')})`
}
