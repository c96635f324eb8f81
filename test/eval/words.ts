/**
 * @file `npm run eval -- --only words`: how many words in pictures are read, and how much of what is shown is there.
 * On the pictures and photos of `SIGHTLINE_WORDS` (a folder with `truth.json`, see below; skipped with a line where it
 * is absent) and on pictures that it draws itself, seeded. Fails below the limits.
 *
 * "Exact" is the whole word with its accents. "Found" is folded and without regard to spaces, which is what a search
 * in parts of words sees. Precision is of the lines shown (confidence of 0.8 and more): a line is right where all of it
 * is in the truth, where `read-by-a-person.ts` says that it stands in the picture beside the truth, or where it differs
 * from either by a letter in five.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { disableTelemetry } from '../../electron/inference/graphs/telemetry.ts'
import { readPack } from '../../electron/inference/pack/read-pack.ts'
import { createReader, type Reader } from '../../electron/inference/ppocr/reader.ts'
import { decodePhoto } from '../../electron/media/pixels/decode.ts'
import { folded } from '../../electron/domain/folding.ts'
import { drawWordPictures, kindsOfDrawing, unclaimedScripts, type WordPicture } from './draw-words.ts'
import { inOrdinaryPhoto, readByAPerson } from './read-by-a-person.ts'

const limits = { real: { found: 0.8, precision: 0.95 }, made: { found: 0.98, precision: 0.95 }, drawn: { found: 0.9 } }
const shownFrom = 0.8
const longestRead = 4096

interface Scores {
  readonly found: number
  readonly exact: number
  readonly precision: number
  readonly words: number
}

interface Reading {
  readonly text: string
  readonly lines: readonly { readonly text: string; readonly confidence: number }[]
  readonly also: string
}

/** Letters and digits alone, folded. */
function tight(text: string): string {
  return folded(text)
    .normalize('NFD')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
}

function scoresOf(readings: readonly Reading[]): Scores {
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
function fewestEdits(word: string, text: string): number {
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

async function readFileOf(reader: Reader, path: string): Promise<Reading['lines']> {
  const { pictures } = await decodePhoto(path, {
    inputs: [],
    thumbnailSize: 64,
    pictures: [reader.pack.detector.longEdge, longestRead],
  })
  const [small, large] = pictures
  if (small === undefined || large === undefined) throw new Error(`no picture of ${path}`)
  return reader.read({ small, large })
}

/** Measures, prints, and sets the exit code where a limit is missed. */
export async function evaluateWords(seed: number, json: boolean): Promise<void> {
  disableTelemetry()
  const root = join(import.meta.dirname, '../..')
  const installed = await readPack(join(root, 'models/words/ppocr-v4'))
  if (installed.pack.task !== 'read') throw new Error('not a pack that reads')
  const reader = createReader({ ...installed, pack: installed.pack })
  try {
    const scores = { ...(await scoresOfFolder(reader)), drawn: await scoresOfDrawn(reader, drawWordPictures(seed)) }
    for (const [name, { found, exact, precision, words }] of Object.entries(scores))
      console.log(`${name.padEnd(6)} ${words} words: found ${found}, exact ${exact}; precision of lines ${precision}`)
    for (const [name, least] of Object.entries(limits))
      for (const [what, limit] of Object.entries(least)) {
        const reached = scores[name as keyof typeof scores]?.[what as keyof Scores]
        if (reached === undefined || reached >= limit) continue
        console.error(`${name}: ${what} is below ${limit}`)
        process.exitCode = 1
      }
    if (json) console.log(JSON.stringify({ words: scores }))
  } finally {
    await reader.close()
  }
}

/** Prints each kind; what counts is all of them together. */
async function scoresOfDrawn(reader: Reader, pictures: AsyncIterable<WordPicture>): Promise<Scores> {
  const readings: (Reading & Pick<WordPicture, 'kind'>)[] = []
  for await (const { kind, picture, text } of pictures)
    readings.push({ kind, text, lines: await reader.read({ small: picture, large: picture }), also: '' })
  for (const kind of kindsOfDrawing) {
    const { found, exact, precision, words } = scoresOf(readings.filter((each) => each.kind === kind))
    if (words === 0) console.log(`  drawn, ${kind}: skipped, no font here has the letters`)
    else console.log(`  drawn, ${kind}: ${words} words, found ${found}, exact ${exact}; precision ${precision}`)
  }
  console.log(`  not drawn, since the built-in pack does not claim them: ${unclaimedScripts.join(', ')}`)
  return scoresOf(readings)
}

/** `truth.json` maps a file's path in the folder to the words in it; those outside the folder are real photos. */
async function scoresOfFolder(reader: Reader): Promise<{ real?: Scores; made?: Scores }> {
  const folder = process.env['SIGHTLINE_WORDS'] ?? join(import.meta.dirname, '../../../shared/corpus/words')
  const truthFile = join(folder, 'truth.json')
  if (!existsSync(truthFile)) {
    console.log(`Skipped: photos and pictures with words, they are not at ${folder}.`)
    return {}
  }
  const truth = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(truthFile, 'utf8')))
  const real: Reading[] = []
  const made: Reading[] = []
  for (const [name, text] of Object.entries(truth)) {
    const lines = await readFileOf(reader, join(folder, name))
    ;(name.startsWith('..') ? real : made).push({ text, lines, also: readByAPerson(name) })
  }
  await reportInvented(reader, join(folder, '../captioned/coco-cc/images'))
  return { real: scoresOf(real), made: scoresOf(made) }
}

/** Photos in which words are shown that nobody wrote. */
const mostInvented = 2

/** A line of which more than half stands nowhere in the photo is invented, not misspelt. */
function isInvented(name: string, text: string): boolean {
  return fewestEdits(tight(text), tight(inOrdinaryPhoto(name))) > tight(text).length / 2
}

/** What is shown of photos that nobody chose for their words, against what a person reads in them. */
async function reportInvented(reader: Reader, folder: string): Promise<void> {
  if (!existsSync(folder)) return
  const names = readdirSync(folder)
  let withText = 0
  let invented = 0
  for (const name of names) {
    const shown = (await readFileOf(reader, join(folder, name))).filter(({ confidence }) => confidence >= shownFrom)
    if (shown.length === 0) continue
    withText += 1
    const wrong = shown.filter(({ text }) => isInvented(name, text)).map(({ text }) => text)
    if (wrong.length > 0) invented += 1
    const mark = wrong.length === 0 ? '' : `; invented: ${wrong.join(' / ')}`
    console.log(`  ${name}: ${shown.map(({ text }) => text).join(' / ')}${mark}`)
  }
  console.log(
    `${withText} of ${names.length} ordinary photos show text at ${shownFrom} and more (listed above), ${invented} some that is invented`,
  )
  if (invented <= mostInvented) return
  console.error(`more than ${mostInvented} photos show text that is invented`)
  process.exitCode = 1
}
