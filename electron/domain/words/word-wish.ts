/**
 * What is looked for among the words in pictures, and the form in which both sides are compared: folded, and for parts
 * of words without spaces, since spaces are what readers lose first.
 */
import { folded } from '../folding.ts'
import { fewestEdits } from './fewest-edits.ts'

export interface WordWish {
  /** All of them, each as a part of a word where it is long enough. */
  readonly words: readonly string[]
  /** Word for word. */
  readonly phrases: readonly string[]
  /** One letter of a long word may be wrong. */
  readonly tolerant: boolean
}

/** A word so long is found inside others, a shorter one only as a word: "cat" is not in "education". */
export const partFrom = 5
/** A word so long may have one wrong letter. */
export const tolerantFrom = 6
/** The index knows letters in threes. */
const thirdsFrom = 9

/** Text as whole words. */
export function wordsOf(lines: readonly string[]): string {
  return folded(lines.join('\n'))
}

/** Text as letters and digits alone, one run for each line. */
export function lettersOf(lines: readonly string[]): string {
  return lines.map(lettersOfLine).join(' ')
}

const isPlain = /^[\0-\x7f]*$/u

/** One line, or one word that is looked for. */
export function lettersOfLine(text: string): string {
  // Most lines have nothing to fold, and thousands are looked at for one mistyped word.
  if (isPlain.test(text)) return text.toLowerCase().replaceAll(/[^a-z0-9]+/gu, '')
  return folded(text)
    .normalize('NFD')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
}

/**
 * Whether a wish may be asked at all. Words of one or two letters stand in every screenshot and say nothing of a photo;
 * they count beside others, and alone where they hold a digit ("42").
 */
export function isWorthAsking({ words, phrases }: WordWish): boolean {
  return phrases.length > 0 || words.some((word) => lettersOfLine(word).length >= 3 || /\p{N}/u.test(word))
}

/**
 * What surely stands in a text that says a word with one letter wrong, missing or too much: one of its two halves; of a
 * word of nine letters or more two of its three parts, which many fewer texts have.
 * @returns alternatives, each a list of what stands together; none for a word that is too short to be forgiven anything
 */
export function piecesOf(word: string): readonly (readonly string[])[] | undefined {
  const letters = Array.from(lettersOfLine(word))
  if (letters.length < tolerantFrom) return undefined
  const part = (from: number, to: number): string => letters.slice(from, to).join('')
  if (letters.length < thirdsFrom) {
    const middle = letters.length >> 1
    return [[part(0, middle)], [part(middle, letters.length)]]
  }
  const [one, two] = [Math.floor(letters.length / 3), Math.floor((2 * letters.length) / 3)]
  const [begin, middle, end] = [part(0, one), part(one, two), part(two, letters.length)]
  return [
    [begin, middle],
    [begin, end],
    [middle, end],
  ]
}

/** Whether a line says a word, as it is looked for. */
export function says(line: string, word: string, tolerant: boolean): boolean {
  const wanted = lettersOfLine(word)
  if (wanted === '') return false
  if (wanted.length < partFrom)
    return folded(line)
      .split(/[^\p{L}\p{N}\p{M}]+/u)
      .some((each) => lettersOfLine(each) === wanted)
  const letters = lettersOfLine(line)
  return letters.includes(wanted) || (tolerant && wanted.length >= tolerantFrom && fewestEdits(wanted, letters) <= 1)
}
