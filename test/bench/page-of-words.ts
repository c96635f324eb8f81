/** @file A page of 500 words, read whole, against bare runs of the same graphs on the same inputs. */
import sharp from 'sharp'
import { openGraph } from '../../electron/inference/graphs/session.ts'
import type { InstalledPack, ReadingPack } from '../../electron/inference/pack/pack.ts'
import { lookCloser } from '../../electron/inference/ppocr/closer-look.ts'
import { detectorInput, detectorRule } from '../../electron/inference/ppocr/detector.ts'
import type { Picture } from '../../electron/inference/ppocr/picture.ts'
import { createReader } from '../../electron/inference/ppocr/reader.ts'
import { drawPage, linesOfWords } from './draw-page.ts'
import { timed } from './pairs.ts'
import { median, type Figure } from './report.ts'

/** What a picture is read from has no longer side. */
const longestRead = 4096

async function pictureOf(page: Buffer, longEdge: number): Promise<Picture> {
  const { data, info } = await sharp(page)
    .resize(longEdge, longEdge, { fit: 'inside', withoutEnlargement: true })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height }
}

export interface PageBench {
  readonly rounds: number
  /** Of ten words each. */
  readonly lines: number
}

/** Time for the page over time in the graphs alone; what it takes, and what of memory. */
export async function pageFigures(
  installed: InstalledPack<ReadingPack>,
  { rounds, lines }: PageBench,
): Promise<Figure[]> {
  const { pack } = installed
  const drawn = linesOfWords(lines)
  const text = drawn.flat()
  const page = await drawPage(drawn)
  const looks = { small: await pictureOf(page, pack.detector.longEdge), large: await pictureOf(page, longestRead) }
  let inGraphsMs = 0
  const reader = createReader(installed, {
    takeTurn: async (run) => {
      const { result, wallMs } = await timedResult(run)
      inGraphsMs += wallMs
      return result
    },
  })
  const bare = await openGraph(installed, pack.detector.file, detectorRule(pack))
  const ratios: number[] = []
  const times: number[] = []
  let found = 0
  const before = process.memoryUsage.rss()
  let grown = 0
  for (let round = 0; round < rounds; round += 1) {
    const seen: Picture[] = []
    const look = async (picture: Picture) => {
      seen.push(picture)
      return reader.findText(picture)
    }
    inGraphsMs = 0
    const whole = await timed(async () => {
      const places = await lookCloser(looks, await look(looks.small), look)
      const told = (await reader.readLines(looks.large, places)).map((line) => line.text.replaceAll(' ', '')).join(' ')
      found = text.filter((each) => told.includes(each)).length / text.length
    })
    grown = Math.max(grown, (process.memoryUsage.rss() - before) / 1e6)
    for (const picture of seen) {
      const { data, width, height } = detectorInput(picture, pack.detector)
      const run = await timed(() => bare.run({ [pack.detector.input]: { data, dims: [1, 3, height, width] } }))
      inGraphsMs += run.wallMs
    }
    ratios.push(whole.wallMs / inGraphsMs)
    times.push(whole.wallMs)
  }
  await Promise.all([reader.close(), bare.close()])
  const name = `a page of ${text.length} words`
  return [
    { name: `${name} / bare runs of its graphs`, value: median(ratios), unit: '×', atMost: 1.2 },
    { name, value: median(times), unit: 'ms' },
    { name: 'words found on it', value: found, unit: 'share', atLeast: 0.95 },
    { name: 'memory that it takes', value: grown, unit: 'MB', atMost: 250 },
  ]
}

async function timedResult<Result>(work: () => Promise<Result>): Promise<{ result: Result; wallMs: number }> {
  const begun = performance.now()
  const result = await work()
  return { result, wallMs: performance.now() - begun }
}
