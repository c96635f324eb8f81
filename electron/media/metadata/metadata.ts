/**
 * @file What a photo says about itself: embedded blocks, sidecars, Google Takeout, its name. Runs in the engine; reads
 * a few hundred kilobytes of a file at most, and writes nothing.
 */
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { isDoubtful, parseDate } from './dates.ts'
import { readExif } from './exif.ts'
import { askExifTool, closeMedia } from './exiftool.ts'
import { known, type Facts, type TakenAt } from './facts.ts'
import { dateFromFileName } from './file-name-date.ts'
import { readIptc } from './iptc.ts'
import { readMovieIdentifier } from './live-photo.ts'
import { readBlocks } from '../containers/containers.ts'
import { maxXmpBytes } from '../containers/metadata-blocks.ts'
import { findSidecars, readTakeout, sortSidecars } from './sidecars.ts'
import { sniff } from '../file/format.ts'
import { cleanText } from './tags.ts'
import { openSource, sourceWithHead } from '../file/source.ts'
import { readXmp } from './xmp.ts'

export { closeMedia, dateFromFileName }
export type { DateMeaning, DatePrecision, DateSource, Exposure, TakenAt } from './facts.ts'

/**
 * Goes up by one whenever the reader learns something, so that files known already are read again. Version 1 was the
 * reader before people, half-known dates and file names in many languages (2026-11).
 */
export const readerVersion = 2

export interface PhotoMetadata extends Omit<Facts, 'position' | 'orientation' | 'keywords' | 'isLastChange'> {
  /** EXIF's, 1..8, as stored: `decodePhoto` has applied it. 1 where there is none, or nonsense. */
  readonly orientation: number
  /** Degrees, WGS 84; both or none. */
  readonly latitude?: number
  readonly longitude?: number
  /** Metres above sea level. */
  readonly altitude?: number
  readonly keywords: readonly string[]
}

export interface MetadataOptions {
  /** The file's first 256 KiB, where they were read already. */
  readonly head?: Buffer
  /** Paths of its sidecars, where they are known; else they are looked for next to the photo. */
  readonly sidecars?: readonly string[]
}

/**
 * Reads a photo's metadata. Dates: sidecar (somebody corrected it), EXIF, XMP, IPTC, Takeout, GPS time, the name, and
 * last EXIF's time of change. Texts: sidecar, XMP, IPTC, EXIF, Takeout. A damaged block is an absent one; throws
 * AppError 'unreadable' only where the file itself cannot be read.
 */
export async function readMetadata(path: string, options: MetadataOptions = {}): Promise<PhotoMetadata> {
  const nowMs = Date.now()
  const embedded = await readEmbedded(path, options.head, nowMs)
  const sidecar = await readSidecars(path, options.sidecars, nowMs)
  return merge({ ...embedded, ...sidecar, fileName: nameFacts(path, nowMs) })
}

interface Sources {
  readonly exif: Facts
  readonly xmp: Facts
  readonly iptc: Facts
  readonly png: Facts
  readonly movie: Facts
  readonly sidecar: Facts
  readonly takeout: Facts
  readonly fileName: Facts
}

type Embedded = Pick<Sources, 'exif' | 'xmp' | 'iptc' | 'png' | 'movie'>

async function readEmbedded(path: string, head: Buffer | undefined, nowMs: number): Promise<Embedded> {
  const source = head === undefined ? await openSource(path) : await sourceWithHead(path, head)
  try {
    const format = sniff(source.head)
    const blocks = await readBlocks(source, format)
    const exif = blocks.exif === undefined ? {} : readExif(blocks.exif, nowMs)
    const contentIdentifier = format === 'video' ? await readMovieIdentifier(source) : undefined
    return {
      exif: format === 'raw' && exif.takenAt === undefined ? { ...exif, ...(await askExifTool(path, nowMs)) } : exif,
      xmp: blocks.xmp === undefined ? {} : readXmp(blocks.xmp, 'xmp', nowMs),
      iptc: blocks.photoshop === undefined ? {} : readIptc(blocks.photoshop, nowMs),
      png: pngFacts(blocks.text, nowMs),
      movie: known<Facts>({ contentIdentifier }),
    }
  } finally {
    await source.close()
  }
}

/** PNG's own keywords [PNG specification 11.3.3.2]. */
function pngFacts(text: ReadonlyMap<string, string> | undefined, nowMs: number): Facts {
  const date = parseDate(text?.get('Creation Time'))
  const clean = (key: string): string | undefined => cleanText(text?.get(key) ?? '')
  return known<Facts>({
    takenAt: date === undefined ? undefined : { ...date, source: 'exif', doubtful: isDoubtful(date.local, nowMs) },
    title: clean('Title'),
    description: clean('Description'),
    software: clean('Software'),
  })
}

function nameFacts(path: string, nowMs: number): Facts {
  const date = dateFromFileName(basename(path))
  if (date === undefined) return {}
  return { takenAt: { ...date, source: 'file-name', doubtful: isDoubtful(date.local, nowMs) } }
}

async function readSidecars(
  path: string,
  given: readonly string[] | undefined,
  nowMs: number,
): Promise<Pick<Sources, 'sidecar' | 'takeout'>> {
  const { xmp, takeout } = given === undefined ? await findSidecars(path) : sortSidecars(given)
  const packets = await Promise.all(xmp.map(readSmall))
  const json = (await Promise.all(takeout.map(readSmall))).find((bytes) => bytes !== undefined)
  const facts = packets.flatMap((packet) => (packet === undefined ? [] : [readXmp(packet, 'sidecar', nowMs)]))
  return {
    sidecar: facts.reduceRight<Facts>((rest, one) => ({ ...rest, ...one }), {}),
    takeout: json === undefined ? {} : readTakeout(json.toString('utf8'), nowMs),
  }
}

/** A sidecar of at most 1 MB; one that cannot be read is an absent one. */
async function readSmall(path: string): Promise<Buffer | undefined> {
  try {
    const stats = await stat(path)
    return stats.isFile() && stats.size <= maxXmpBytes ? await readFile(path) : undefined
  } catch {
    return undefined
  }
}

function merge(from: Sources): PhotoMetadata {
  const { exif, xmp, iptc, png, movie, sidecar, takeout, fileName } = from
  const camera = [exif, xmp, sidecar]
  const texts = [sidecar, xmp, iptc, exif, png, takeout]
  const pick = <Key extends keyof Facts>(order: readonly Facts[], key: Key): Facts[Key] | undefined =>
    order.find((facts) => facts[key] !== undefined)?.[key]
  return {
    ...known<Facts>({
      takenAt: pickDate(from),
      make: pick(camera, 'make'),
      model: pick(camera, 'model'),
      lens: pick(camera, 'lens'),
      exposure: pick(camera, 'exposure'),
      software: pick([exif, xmp, png], 'software'),
      contentIdentifier: pick([exif, movie], 'contentIdentifier'),
      rating: pick([sidecar, xmp, exif], 'rating'),
      label: pick([sidecar, xmp, exif], 'label'),
      title: pick(texts, 'title'),
      description: pick(texts, 'description'),
      altText: pick(texts, 'altText'),
      extendedDescription: pick(texts, 'extendedDescription'),
      city: pick(texts, 'city'),
      region: pick(texts, 'region'),
      country: pick(texts, 'country'),
    }),
    ...pick([sidecar, exif, xmp, takeout], 'position'),
    orientation: exif.orientation ?? 1,
    keywords: [...new Set([sidecar, xmp, iptc, exif, fileName].flatMap((facts) => facts.keywords ?? []))],
  }
}

/** EXIF's GPS time and time of change are weaker than any other source's date. */
function pickDate({ exif, xmp, iptc, png, sidecar, takeout, fileName }: Sources): TakenAt | undefined {
  const isWeak = exif.takenAt?.source === 'gps' || exif.isLastChange === true
  const order = isWeak
    ? [sidecar, xmp, iptc, png, takeout, ...(exif.isLastChange === true ? [fileName, exif] : [exif, fileName])]
    : [sidecar, exif, xmp, iptc, png, takeout, fileName]
  return order.find((facts) => facts.takenAt !== undefined)?.takenAt
}
