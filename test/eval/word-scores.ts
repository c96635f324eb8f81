/** What of the words in pictures a reader found, and how much of what it says is there; the same for every reader. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { folded } from '../../electron/domain/folding.ts'
import { readByAPerson } from './read-by-a-person.ts'

/** Lines that are less sure are findable, and not shown. */
export const shownFrom = 0.8

export interface Scores {
  readonly found: number
  readonly exact: number
  readonly precision: number
  readonly words: number
}

export interface Reading {
  readonly text: string
  readonly lines: readonly { readonly text: string; readonly confidence: number }[]
  readonly also: string
}

/** Letters and digits alone, folded. */
export function tight(text: string): string {
  return folded(text)
    .normalize('NFD')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
}

export function scoresOf(readings: readonly Reading[]): Scores {
  const sums = { words: 0, found: 0, exact: 0, shown: 0, right: 0 }
  for (const { text, lines, also } of readings) {
    const all = tight(lines.map((line) => line.text).join(' '))
    const words = new Set(lines.flatMap((line) => line.text.split(/\s+/u)))
    for (const word of text.split(/\s+/u)) {
      if (tight(word) === '') continue
      sums.words += 1
      if (all.includes(tight(word))) sums.found += 1
      if (words.has(word)) sums.exact += 1
    }
    const there = tight(`${text} ${also}`)
    for (const line of lines) {
      if (line.confidence < shownFrom || tight(line.text) === '') continue
      sums.shown += 1
      if (fewestEdits(tight(line.text), there) <= tight(line.text).length / 5) sums.right += 1
    }
  }
  const share = (part: number, whole: number): number => (whole === 0 ? 1 : Math.round((part / whole) * 1e4) / 1e4)
  return {
    found: share(sums.found, sums.words),
    exact: share(sums.exact, sums.words),
    precision: share(sums.right, sums.shown),
    words: sums.words,
  }
}

/** Edits from a word to the part of a text that is most like it (Sellers, 1980). */
export function fewestEdits(word: string, text: string): number {
  let row = Array.from({ length: text.length + 1 }, () => 0)
  for (const [index, letter] of Array.from(word).entries()) {
    const next = [index + 1]
    for (let at = 1; at <= text.length; at += 1)
      next.push(
        Math.min((row[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1, (row[at - 1] ?? 0) + (text[at - 1] === letter ? 0 : 1)),
      )
    row = next
  }
  return Math.min(...row)
}

export interface AskedOfFolder {
  readonly folder: string
  readonly pictures: readonly (Pick<Reading, 'text' | 'also'> & {
    readonly path: string
    readonly kind: 'real' | 'made'
  })[]
}

/**
 * The pictures of `SIGHTLINE_WORDS`, where they are: `truth.json` maps a file's path in the folder to the words in it;
 * those outside the folder are real photos.
 */
export function askedOfFolder(): AskedOfFolder | undefined {
  const folder = process.env['SIGHTLINE_WORDS'] ?? join(import.meta.dirname, '../../../shared/corpus/words')
  const truthFile = join(folder, 'truth.json')
  if (!existsSync(truthFile)) {
    console.log(`Skipped: photos and pictures with words, they are not at ${folder}.`)
    return undefined
  }
  const truth = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(truthFile, 'utf8')))
  return {
    folder,
    pictures: Object.entries(truth).map(([name, text]) => ({
      ...{ path: join(folder, name), text, also: readByAPerson(name) },
      kind: name.startsWith('..') ? 'real' : 'made',
    })),
  }
}
