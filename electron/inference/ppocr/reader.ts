/**
 * @file The family `ppocr`: finds lines of text in a picture and reads them, with graphs as PaddleOCR publishes them.
 * Three graphs: a detector (`text-boxes.ts`), a line reader (`ctc.ts`) and, where a pack has one, a judge of what is
 * upside down. Nothing but the detector is opened until text was found.
 */
import type { ProviderChoice } from '../graphs/providers.ts'
import { openGraph, type Graph, type GraphOptions } from '../graphs/session.ts'
import type { InstalledPack, ReadingPack } from '../pack/pack.ts'
import { lookCloser, type Looks } from './closer-look.ts'
import { readLetters } from './letters.ts'
import { confidenceOfLine } from './short-lines.ts'
import { detectorRule, findText, type FoundText } from './detector.ts'
import { probeDetector, probeLines } from './probe.ts'
import { directionRule, lineRule, readLines, turnUpright } from './line-reader.ts'
import { withoutDoubles, type ReadLine } from './doubles.ts'
import { readingCorners, sidesOf, turnedAround } from './line-crop.ts'
import { withSharpS } from './sharp-s.ts'
import { scaleCorners, type Corners, type Picture } from './picture.ts'

export type { ReadLine }

export interface Reader {
  readonly pack: ReadingPack
  /** Opens the detector. @throws AppError 'pack-damaged' */
  prepare(): Promise<ProviderChoice>
  /** Takes no turn: whoever looks for text in many pictures has one. @throws AppError 'provider-failed' */
  findText(picture: Picture): Promise<FoundText[]>
  /**
   * Finds and reads all there is.
   * @param looks.small the picture at the size that is looked at first, `looks.large` as large as it is read from
   * @param found what the first look found, where that was done already
   * @throws as `readLines`
   */
  read(looks: Looks, found?: readonly FoundText[], signal?: AbortSignal): Promise<ReadLine[]>
  /**
   * Reads what was found.
   * @param picture the same picture at any size
   * @returns one line per place, in their order; `text` is empty where nothing could be read
   * @throws AppError 'provider-failed', 'pack-damaged'; the signal's reason
   */
  readLines(picture: Picture, found: readonly FoundText[], signal?: AbortSignal): Promise<ReadLine[]>
  /** What the graphs make of a fixed input: the map, then the odds of a line. Compared between devices. */
  probe(): Promise<Float32Array>
  close(): Promise<void>
}

export interface ReaderOptions extends GraphOptions {
  /** Wraps every run of a graph, but `findText`'s. */
  readonly takeTurn?: <Result>(run: () => Promise<Result>) => Promise<Result>
}

/** Makes a reader; nothing is opened until it is needed. */
export function createReader(installed: InstalledPack<ReadingPack>, options: ReaderOptions = {}): Reader {
  const { pack } = installed
  const varying = { ...options, sizesVary: true }
  const takeTurn = options.takeTurn ?? (<Result>(run: () => Promise<Result>) => run())
  let detector: Promise<Graph> | undefined
  let lines: Promise<Lines> | undefined
  const openDetector = (): Promise<Graph> =>
    (detector ??= openGraph(installed, pack.detector.file, detectorRule(pack), varying))
  const openLines = (): Promise<Lines> => (lines ??= openLineGraphs(installed, varying))

  const reader: Reader = {
    pack,
    async read(looks, found, signal) {
      const look = (picture: Picture): Promise<FoundText[]> => takeTurn(() => reader.findText(picture))
      const seen = found ?? (await look(looks.small))
      signal?.throwIfAborted()
      const closer = await lookCloser(looks, seen, look)
      return withoutDoubles(await reader.readLines(looks.large, closer, signal))
    },
    async prepare() {
      return (await openDetector()).choice
    },
    async findText(picture) {
      return findText(await openDetector(), pack, picture)
    },
    async readLines(picture, found, signal) {
      if (found.length === 0) return []
      const { graph, direction, letters } = await openLines()
      signal?.throwIfAborted()
      const lying = found.map(({ corners }) => readingCorners(scaleCorners(corners, picture.width, picture.height)))
      const rule = pack.direction
      const upright =
        direction === undefined || rule === undefined
          ? lying
          : await turnUpright({ graph: direction, rule, takeTurn }, picture, lying)
      signal?.throwIfAborted()
      const readAt = async (places: readonly Corners[]): Promise<ReadLine[]> => {
        const texts = await readLines({ graph, pack, letters, takeTurn }, picture, places)
        return places.map((corners, index) => {
          const { text, confidence } = texts[index] ?? { text: '', confidence: 0 }
          const repaired = letters.includes('ß') ? text : withSharpS(text)
          return {
            text: repaired,
            confidence: confidenceOfLine(repaired, confidence),
            corners: scaleCorners(corners, 1 / picture.width, 1 / picture.height),
          }
        })
      }
      const told = await readAt(upright)
      // What is upside down is told from a line squeezed to a few letters' width; what reads badly then is read both ways.
      const doubtful = upright.flatMap((corners, index) =>
        (told[index]?.confidence ?? 0) < sureOfWay && (corners !== lying[index] || isLong(corners))
          ? [{ index, corners: turnedAround(corners) }]
          : [],
      )
      const others = await readAt(doubtful.map(({ corners }) => corners))
      for (const [at, { index }] of doubtful.entries()) {
        const other = others[at]
        if (other !== undefined && other.confidence > (told[index]?.confidence ?? 0)) told[index] = other
      }
      return told
    },
    async probe() {
      const map = await probeDetector(await openDetector(), pack)
      const odds = await probeLines((await openLines()).graph, pack)
      const both = new Float32Array(map.length + odds.length)
      both.set(map)
      both.set(odds, map.length)
      return both
    },
    async close() {
      const opened = await lines?.catch(() => undefined)
      await Promise.all([opened?.graph.close(), opened?.direction?.close()])
      await (await detector?.catch(() => undefined))?.close()
    },
  }
  return reader
}

/** A line reads at 0.98 and more the right way round, at 0.54 and less the wrong way (measured 2026-11 on 50 long ones). */
const sureOfWay = 0.8
/** So many times its height: squeezed to half or less for the judge. */
const longFrom = 8

function isLong(corners: Corners): boolean {
  const [width, height] = sidesOf(corners)
  return width > longFrom * height
}

interface Lines {
  readonly graph: Graph
  readonly direction: Graph | undefined
  /** What the classes mean, from class 1 on. */
  readonly letters: readonly string[]
}

async function openLineGraphs(installed: InstalledPack<ReadingPack>, options: GraphOptions): Promise<Lines> {
  const { pack } = installed
  const letters = await readLetters(installed)
  const graph = await openGraph(installed, pack.reader.file, lineRule(pack), options)
  try {
    const direction =
      pack.direction && (await openGraph(installed, pack.direction.file, directionRule(pack.direction), options))
    return { graph, direction, letters }
  } catch (error) {
    await graph.close()
    throw error
  }
}
