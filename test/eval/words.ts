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
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { disableTelemetry } from '../../electron/inference/graphs/telemetry.ts'
import { readPack } from '../../electron/inference/pack/read-pack.ts'
import { createReader, type Reader } from '../../electron/inference/ppocr/reader.ts'
import { decodePhoto } from '../../electron/media/pixels/decode.ts'
import { drawWordPictures, kindsOfDrawing, unclaimedScripts, type WordPicture } from './draw-words.ts'
import { inOrdinaryPhoto } from './read-by-a-person.ts'
import { askedOfFolder, fewestEdits, scoresOf, shownFrom, tight, type Reading, type Scores } from './word-scores.ts'

const limits = { real: { found: 0.8, precision: 0.95 }, made: { found: 0.98, precision: 0.95 }, drawn: { found: 0.9 } }
const longestRead = 4096

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

async function scoresOfFolder(reader: Reader): Promise<{ real?: Scores; made?: Scores }> {
  const asked = askedOfFolder()
  if (asked === undefined) return {}
  const real: Reading[] = []
  const made: Reading[] = []
  for (const { path, kind, ...truth } of asked.pictures)
    (kind === 'real' ? real : made).push({ ...truth, lines: await readFileOf(reader, path) })
  await reportInvented(reader, join(asked.folder, '../captioned/coco-cc/images'))
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
