/**
 * @file Words in photos: what looking for them costs against bare runs of the same graph, what a page costs, what it
 * takes of memory, and how long a search for a part of a word takes in a large library.
 */
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { disableTelemetry } from '../../electron/inference/graphs/telemetry.ts'
import { openGraph } from '../../electron/inference/graphs/session.ts'
import type { InstalledPack, ReadingPack } from '../../electron/inference/pack/pack.ts'
import { readPack } from '../../electron/inference/pack/read-pack.ts'
import { detectorInput, detectorRule } from '../../electron/inference/ppocr/detector.ts'
import type { Picture } from '../../electron/inference/ppocr/picture.ts'
import { createReader, type Reader } from '../../electron/inference/ppocr/reader.ts'
import { searchPictured } from '../../electron/library/search/pictured-words.ts'
import { decodePhoto } from '../../electron/media/pixels/decode.ts'
import { openStore } from '../../electron/store/store.ts'
import { createRandom } from '../../models/demo/scenes/random.ts'
import { pageFigures } from './page-of-words.ts'
import { timed } from './pairs.ts'
import { median, percentile, type Figure, type Section } from './report.ts'

const folderOfPack = fileURLToPath(new URL('../../models/words/ppocr-v4', import.meta.url))

export interface WordsBench {
  /** Photos without text. */
  readonly paths: readonly string[]
  readonly rounds: number
  /** Of ten words each. */
  readonly linesOfPage: number
  /** Photos of the library that is searched, each with twenty words. */
  readonly libraryPhotos: number
}

export async function benchWords({ paths, rounds, linesOfPage, libraryPhotos }: WordsBench): Promise<Section> {
  disableTelemetry()
  const { pack, ...where } = await readPack(folderOfPack)
  if (pack.task !== 'read') throw new Error('not a pack that reads')
  const installed = { ...where, pack }
  const figures = [
    ...(await lookFigures(installed, paths, rounds)),
    ...(await pageFigures(installed, { rounds, lines: linesOfPage })),
    ...(await searchFigures(libraryPhotos)),
  ]
  return { name: 'Words in photos: photos without text, a page, and a search among many', figures }
}

/** A look with its pre- and post-processing against bare runs of the detector on the same pixels. */
async function lookFigures(
  installed: InstalledPack<ReadingPack>,
  paths: readonly string[],
  rounds: number,
): Promise<Figure[]> {
  const { pack } = installed
  const reader = createReader(installed)
  const grown = await memoryOfLooks(reader, paths)
  const bare = await openGraph(installed, pack.detector.file, detectorRule(pack))
  const ratios: number[] = []
  const looks: number[] = []
  for (let round = 0; round < rounds; round += 1)
    for (const path of paths) {
      const decoded = await decodePhoto(path, { inputs: [], thumbnailSize: 64, pictures: [pack.detector.longEdge] })
      const [picture] = decoded.pictures
      if (picture === undefined) continue
      const { data, width, height } = detectorInput(picture, pack.detector)
      const run = await timed(() => bare.run({ [pack.detector.input]: { data, dims: [1, 3, height, width] } }))
      const look = await timed(() => reader.findText(picture))
      ratios.push(look.wallMs / run.wallMs)
      looks.push(look.wallMs)
    }
  await Promise.all([reader.close(), bare.close()])
  return [
    { name: 'a look for text / a bare run of the detector', value: median(ratios), unit: '×', atMost: 1.3 },
    { name: 'a look for text', value: median(looks), unit: 'ms' },
    { name: 'memory it adds while looking', value: grown, unit: 'MB', atMost: 250 },
  ]
}

/** Megabytes that a reader takes while it looks; what decoding takes is there before. */
async function memoryOfLooks(reader: Reader, paths: readonly string[]): Promise<number> {
  const { longEdge } = reader.pack.detector
  const pictures: Picture[] = []
  for (const path of paths.slice(0, 4))
    pictures.push(...(await decodePhoto(path, { inputs: [], thumbnailSize: 64, pictures: [longEdge] })).pictures)
  const before = process.memoryUsage.rss()
  for (const picture of pictures) await reader.findText(picture)
  return (process.memoryUsage.rss() - before) / 1e6
}

const withMistake = (word: string, at: number): string => `${word.slice(0, at)}x${word.slice(at + 1)}`

/** Words made of syllables, so that parts of them are parts of others. */
async function searchFigures(count: number): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'sightline-bench-'))
  const store = openStore(folder)
  try {
    const random = createRandom(7)
    const letters = Array.from('abcdefghiklmnoprstuvwz')
    const made = (parts: number, of: () => string): string => Array.from({ length: parts }, of).join('')
    const syllables = Array.from({ length: 400 }, () => made(random.whole(2, 4), () => random.pick(letters)))
    // Few words stand in many pictures and many in few, as in any language (Zipf).
    const vocabulary = Array.from({ length: 20_000 }, () => made(random.whole(2, 4), () => random.pick(syllables)))
    const word = (): string => vocabulary[Math.floor(vocabulary.length ** random.next()) - 1] ?? 'harbour'
    const asked: string[] = []
    for (let from = 0; from < count; from += 1000)
      store.transaction(() => {
        for (let index = from; index < Math.min(count, from + 1000); index += 1) {
          const id = store.photos.add(Buffer.from(String(index)), '2026-01-01T00:00:00Z')
          const lines = Array.from({ length: 5 }, () => {
            const text = Array.from({ length: 4 }, word).join(' ')
            return { text, confidence: 0.95, corners: [0, 0, 1, 0, 1, 0.1, 0, 0.1] }
          })
          if (index % Math.ceil(count / 200) === 0) asked.push(lines[0]?.text.split(' ')[0] ?? '')
          store.pictureWords.put(id, { model: 'bench', readAt: '2026-01-01T00:00:00Z', kind: undefined, lines })
        }
      })
    const times = async (words: readonly string[]): Promise<number[]> => {
      const spent: number[] = []
      for (const each of words) spent.push((await timed(() => Promise.resolve(searchPictured(store, each, [])))).wallMs)
      return spent
    }
    const whole = await times(asked)
    const parts = await times(asked.filter((each) => each.length > 6).map((each) => each.slice(1, -1)))
    // Each with one letter exchanged, nowhere at the same place.
    const mistyped = await times(
      asked
        .filter((each) => each.length >= 6)
        .map((each, index) => withMistake(each, 1 + ((index * 7) % (each.length - 2)))),
    )
    const { size } = await stat(join(folder, 'library.db'))
    return [
      { name: `a word among ${count} photos, 95 of 100`, value: percentile(whole, 0.95), unit: 'ms', atMost: 20 },
      { name: `a part of a word, 95 of 100`, value: percentile(parts, 0.95), unit: 'ms', atMost: 20 },
      { name: 'a word with a letter wrong, 95 of 100', value: percentile(mistyped, 0.95), unit: 'ms', atMost: 20 },
      { name: 'database for each photo with 20 words', value: size / count / 1000, unit: 'kB' },
    ]
  } finally {
    store.close()
    await rm(folder, { recursive: true, force: true })
  }
}
