/**
 * What is looked for among the words in pictures, and the form in which both sides are compared: folded, and for parts
 * of words without spaces, since spaces are what readers lose first.
 */
import { folded } from '../folding.ts'

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

/** Text as whole words. */
export function wordsOf(lines: readonly string[]): string {
  return folded(lines.join('\n'))
}

/** Text as letters and digits alone, one run for each line. */
export function lettersOf(lines: readonly string[]): string {
  return lines.map(lettersOfLine).join(' ')
}

/** One line, or one word that is looked for. */
export function lettersOfLine(text: string): string {
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
 * The two halves of a word: where one letter of it is wrong, missing or too much, one half is whole.
 * @returns none for a word that is too short to be forgiven anything
 */
export function halvesOf(word: string): readonly [string, string] | undefined {
  const letters = Array.from(lettersOfLine(word))
  if (letters.length < tolerantFrom) return undefined
  const middle = letters.length >> 1
  return [letters.slice(0, middle).join(''), letters.slice(middle).join('')]
}

/** Edits from a word to the part of a text that is most like it (Sellers, 1980). */
export function fewestEdits(word: string, text: string): number {
  let row = new Uint16Array(text.length + 1)
  for (let index = 0; index < word.length; index += 1) {
    const next = new Uint16Array(text.length + 1)
    next[0] = index + 1
    for (let at = 1; at <= text.length; at += 1)
      next[at] = Math.min(
        (row[at] ?? 0) + 1,
        (next[at - 1] ?? 0) + 1,
        (row[at - 1] ?? 0) + (text[at - 1] === word[index] ? 0 : 1),
      )
    row = next
  }
  return row.reduce((least, value) => Math.min(least, value), word.length)
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
