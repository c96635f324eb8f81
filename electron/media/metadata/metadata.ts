/**
 * @file What a photo says about itself: embedded blocks, sidecars, Google Takeout, its name. Runs in the engine; reads
 * a few hundred kilobytes of a file at most, and writes nothing.
 */
import { readFile, stat } from 'node:fs/promises'
import { basename, dirname, sep } from 'node:path'
import { dateFromFileName } from '../../domain/file-name-date.ts'
import { dateFromFolders } from '../../domain/folder-date.ts'
import { isDoubtful, type DateSource, type TakenAt } from '../../domain/taken-at.ts'
import type { WrittenDate } from '../../domain/wall-clock.ts'
import { profileName } from './colour-profile.ts'
import { parseDate } from './dates.ts'
import { guessedText } from './encodings.ts'
import { readExif, withoutJunk } from './exif.ts'
import { askExifTool } from './exiftool.ts'
import { known, type Facts } from './facts.ts'
import { readIptc } from './iptc.ts'
import { readMovieIdentifier } from './live-photo.ts'
import { merge, type PhotoMetadata, type Sources } from './merge.ts'
import { findSidecars, sortSidecars } from './sidecars.ts'
import { cleanText } from './tags.ts'
import { readTakeout } from './takeout.ts'
import { readXmp } from './xmp.ts'
import { readBlocks } from '../containers/containers.ts'
import { maxXmpBytes } from '../containers/metadata-blocks.ts'
import { sniff } from '../file/format.ts'
import { openSource, sourceWithHead } from '../file/source.ts'

export { closeMedia } from '../exiftool/process.ts'
export { dateFromFileName }
export type { DateMeaning, DateSource, TakenAt } from '../../domain/taken-at.ts'
export type { DatePrecision } from '../../domain/wall-clock.ts'
export type { Exposure } from './facts.ts'
export type { PhotoMetadata } from './merge.ts'

/**
 * Goes up by one whenever the reader learns something, so that files known already are read again. Version 1 was the
 * reader before people, half-known dates and file names in many languages, 2 the one before borders, regions and names
 * of places in several languages, 3 the one before colour profiles (2026-11).
 */
export const readerVersion = 4

export interface MetadataOptions {
  /** The file's first 256 KiB and its size, where it was read just now: then it is opened only for what lies beyond. */
  readonly known?: { readonly head: Buffer; readonly sizeBytes: number }
  /** Paths of its sidecars, the nearest first, where they are known; else they are looked for next to the photo. */
  readonly sidecars?: readonly string[]
}

/**
 * Reads a photo's metadata. Dates: see `bestDate`; the names of file and folders are the last resort. Texts: sidecar,
 * XMP, IPTC, EXIF, PNG, Takeout, the JPEG's comment. A damaged block is an absent one; throws AppError 'unreadable' only
 * where the file itself cannot be read.
 */
export async function readMetadata(path: string, options: MetadataOptions = {}): Promise<PhotoMetadata> {
  const nowMs = Date.now()
  const { dates, ...embedded } = await readEmbedded(path, options.known, nowMs)
  const beside = await readSidecars(path, options.sidecars, nowMs)
  const all: readonly Facts[] = [...Object.values(embedded), ...Object.values(beside)]
  const written = all.flatMap(({ takenAt }) => takenAt ?? [])
  return merge({ ...embedded, ...beside, dates: [...dates, ...written, ...datesOfNames(path, nowMs)] }, nowMs)
}

const nothing: Facts & { readonly dates: readonly TakenAt[] } = { dates: [] }

async function readEmbedded(
  path: string,
  fresh: MetadataOptions['known'],
  nowMs: number,
): Promise<Omit<Sources, 'sidecar' | 'takeout'>> {
  const source = fresh === undefined ? await openSource(path) : sourceWithHead(path, fresh.head, fresh.sizeBytes)
  try {
    const format = sniff(source.head)
    const blocks = await readBlocks(source, format)
    const { dates, ...exif } = blocks.exif === undefined ? nothing : readExif(blocks.exif, nowMs)
    const isComplete = exif.takenAt?.meaning === 'original' || exif.takenAt?.meaning === 'digitised'
    const asked = format === 'raw' && !isComplete ? await askExifTool(path, nowMs) : {}
    const contentIdentifier = format === 'video' ? await readMovieIdentifier(source) : undefined
    return {
      exif: { ...exif, ...asked },
      xmp: readXmp(blocks.xmp ?? [], 'xmp', nowMs),
      iptc: blocks.photoshop === undefined ? {} : readIptc(blocks.photoshop, nowMs),
      png: pngFacts(blocks.text, nowMs),
      movie: known<Facts>({ contentIdentifier }),
      comment: commentFacts(blocks.comment),
      profile: known<Facts>({ colourProfile: blocks.profile && profileName(blocks.profile) }),
      dates,
    }
  } finally {
    await source.close()
  }
}

/** PNG's own keywords [PNG specification 11.3.3.2]. */
function pngFacts(text: ReadonlyMap<string, string> | undefined, nowMs: number): Facts {
  const clean = (...keys: readonly string[]): string | undefined =>
    keys.map((key) => cleanText(text?.get(key) ?? '')).find((value) => value !== undefined)
  const date = parseDate(clean('Creation Time', 'exif:DateTimeOriginal'))
  const author = clean('Author')
  return known<Facts>({
    takenAt: date === undefined ? undefined : said(date, 'exif', nowMs),
    title: clean('Title'),
    description: clean('Description', 'Comment'),
    creators: author === undefined ? undefined : [author],
    copyright: clean('Copyright'),
    software: clean('Software'),
  })
}

/** What programs write into a JPEG's comment by themselves. */
const makersComments =
  /^(?:created with|file (?:source|written)|lead technologies|compressed by|optimi[sz]ed|gd-jpeg|creator: gd|jpeg encoder|intel\(r\)|handmade software|ac\w* systems|lav[cf]?\d|\*|\{|<)|quality ?= ?\d+/i

function commentFacts(comment: Buffer | undefined): Facts {
  const text = comment === undefined ? undefined : withoutJunk(guessedText(comment))
  const isSaid = text !== undefined && /\p{L}{2}/u.test(text) && !makersComments.test(text)
  return known<Facts>({ description: isSaid ? text : undefined })
}

function datesOfNames(path: string, nowMs: number): TakenAt[] {
  const name = dateFromFileName(basename(path))
  const folders = name === undefined ? dateFromFolders(dirname(path).split(sep).filter(Boolean)) : undefined
  return [
    ...(name === undefined ? [] : [said(name, 'file-name', nowMs)]),
    ...(folders === undefined ? [] : [said(folders, 'folder-name', nowMs)]),
  ]
}

function said(date: WrittenDate, source: DateSource, nowMs: number): TakenAt {
  return { ...date, source, meaning: 'original', doubtful: isDoubtful(date.local, nowMs) }
}

async function readSidecars(
  path: string,
  given: readonly string[] | undefined,
  nowMs: number,
): Promise<Pick<Sources, 'sidecar' | 'takeout'>> {
  const { xmp, takeout } = given === undefined ? await findSidecars(path) : sortSidecars(given)
  const packets = await Promise.all(xmp.map(readSmall))
  const json = (await Promise.all(takeout.map(readSmall))).find((bytes) => bytes !== undefined)
  const facts = packets.flatMap((packet) => (packet === undefined ? [] : [readXmp([packet], 'sidecar', nowMs)]))
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
