/** @file The words that are written about photos, each once: to find parts of words, other forms, and mistakes. */
import { folded } from '../../domain/folding.ts'
import { lettersOnly } from '../../domain/words/plain-letters.ts'
import type { Db } from '../database/db.ts'

/** Shorter ones have no parts, longer ones are no words. */
const shortest = 3
const longest = 40
/** More would be the vocabulary itself. */
const mostRead = 400
/** Words known to be there, so that most are not written again; forgotten when there are many. */
const mostRemembered = 50_000

export type WrittenWords = ReturnType<typeof createWrittenWords>

/** The words of a text as they are kept: lower case, without marks, letters only, none of a script without spaces. */
function wordsIn(text: string): readonly string[] {
  return (lettersOnly(folded(text)).match(/\p{L}+/gu) ?? []).filter(
    ({ length }) => length >= shortest && length <= longest,
  )
}

export function createWrittenWords(db: Db) {
  const insert = db.prepare(`INSERT OR IGNORE INTO written_words (word) VALUES (?)`)
  const withPart = db
    .prepare<[string, number], string>(
      `SELECT word FROM written_words WHERE id IN (SELECT rowid FROM word_pieces WHERE word_pieces MATCH ? LIMIT ?)`,
    )
    .pluck()
  const begun = db
    .prepare<[string, string, number, number], string>(
      `SELECT word FROM written_words WHERE word >= ? AND word < ? AND letters <= ? LIMIT ?`,
    )
    .pluck()
  const present = db
    .prepare<[string], number>(`SELECT count(*) FROM written_words WHERE word IN (SELECT value FROM json_each(?))`)
    .pluck()
  const shaped = db
    .prepare<[string, number, number], string>(
      `SELECT word FROM written_words WHERE initial = ? AND letters BETWEEN ? AND ?`,
    )
    .pluck()
  const remembered = new Set<string>()

  return {
    /** Notes the words of a text. Call in the transaction that writes it. */
    note: (text: string): void => {
      for (const word of wordsIn(text)) {
        if (remembered.has(word)) continue
        if (remembered.size >= mostRemembered) remembered.clear()
        insert.run(word)
        remembered.add(word)
      }
    },
    /** Words that contain this one. */
    containing: (part: string): readonly string[] => withPart.all(`"${part.replaceAll('"', '')}"`, mostRead),
    /** Words that begin so and have no more letters than that. */
    beginningWith: (letters: string, mostLetters: number): readonly string[] =>
      begun.all(letters, `${letters}\u{10FFFF}`, mostLetters, mostRead),
    /** How many of these words stand in any text. */
    present: (words: readonly string[]): number => present.get(JSON.stringify(words)) ?? 0,
    /** Words of about this length that begin with the same letter. */
    shapedLike: (word: string, difference: number): readonly string[] =>
      shaped.all(word.slice(0, 1), word.length - difference, word.length + difference),
    /** What was written in a transaction that failed is not there. */
    forget: (): void => remembered.clear(),
  }
}
