import { findBox } from '../containers/isobmff.ts'
import { jpegShape } from '../containers/jpeg.ts'
import { refusal } from '../file/refusals.ts'
import type { Source } from '../file/source.ts'
import { readTiff, type TiffDirectory, type TiffFile } from '../containers/tiff.ts'

/** The JPEG a camera put into its RAW file. */
export interface RawPreview {
  readonly jpeg: Buffer
  /** Of the RAW (IFD0), for previews that carry none themselves. */
  readonly orientation: number
  /** The size of the developed picture where the file tells it, as stored (before orientation). */
  readonly size?: { readonly width: number; readonly height: number }
}

interface Candidate {
  readonly offset: number
  /** Unknown for previews found by searching: then the JPEG ends at its EOI. */
  readonly length?: number
  readonly width: number
  readonly height: number
}

/** A preview of this long edge is enough for thumbnails and models; a larger one only costs time. */
const enoughPx = 1024
const minimumPx = 160
const maxPreviewBytes = 64 * 1024 * 1024

/**
 * Finds the preview without developing the RAW: by the directories of TIFF-like files (DNG, NEF, ARW, CR2, PEF, RW2),
 * by RAF's header, else by searching the bytes for JPEGs (CR3, ORF and what else there is). Takes the smallest with a
 * long edge of 1024 px or more, or the largest. Throws AppError 'unsupported' where there is none.
 */
export async function findPreview(source: Source): Promise<RawPreview> {
  const tiff = tiffOf(source.head)
  const known = await keepReal(source, [
    ...rafCandidates(source.head),
    ...(tiff === undefined ? [] : tiffCandidates(tiff)),
  ])
  const candidates = known.some((candidate) => longEdge(candidate) >= enoughPx)
    ? known
    : [...known, ...(await search(source))]
  const best = choose(candidates)
  if (best === undefined)
    throw refusal('unsupported', source.path, 'is a camera RAW file without a preview picture inside')
  const size = tiff === undefined ? undefined : rawSize(tiff)
  return {
    jpeg: await cut(source, best),
    orientation: orientationOf(source.head, tiff),
    ...(size === undefined ? {} : { size }),
  }
}

/** The TIFF in a RAW's head: the file itself, or the block in RAF's and CR3's containers. */
function tiffOf(head: Buffer): TiffFile | undefined {
  const mark = head.toString('latin1', 0, 2)
  return mark === 'II' || mark === 'MM' ? readTiff(head) : undefined
}

function orientationOf(head: Buffer, tiff: TiffFile | undefined): number {
  const first = tiff ?? canonTiff(head)
  const value = first?.numbers(first.directories[0]?.entries.get(0x0112), 1)[0] ?? 1
  return value >= 1 && value <= 8 ? value : 1
}

/** CR3 keeps IFD0 in a 'CMT1' box inside moov's first uuid box. */
function canonTiff(head: Buffer): TiffFile | undefined {
  const moov = findBox(head, 'moov')
  const canon = moov === undefined ? undefined : findBox(head, 'uuid', moov)
  const block = canon === undefined ? undefined : findBox(head, 'CMT1', { data: canon.data + 16, end: canon.end })
  return block === undefined ? undefined : readTiff(head.subarray(block.data, block.end))
}

function rafCandidates(head: Buffer): { offset: number; length: number }[] {
  if (head.length < 92 || head.toString('latin1', 0, 8) !== 'FUJIFILM') return []
  return [{ offset: head.readUInt32BE(84), length: head.readUInt32BE(88) }]
}

function tiffCandidates(tiff: TiffFile): { offset: number; length: number }[] {
  return tiff.directories.flatMap((directory) => [
    ...pair(tiff, directory, [0x0201, 0x0202]),
    ...(isJpegStrip(tiff, directory) ? pair(tiff, directory, [0x0111, 0x0117]) : []),
    ...panasonicJpeg(directory),
  ])
}

function pair(
  tiff: TiffFile,
  directory: TiffDirectory,
  tags: readonly [number, number],
): { offset: number; length: number }[] {
  const offsets = tiff.numbers(directory.entries.get(tags[0]), 2)
  const lengths = tiff.numbers(directory.entries.get(tags[1]), 2)
  const [offset, length] = [offsets[0], lengths[0]]
  return offsets.length === 1 && offset !== undefined && length !== undefined ? [{ offset, length }] : []
}

function isJpegStrip(tiff: TiffFile, directory: TiffDirectory): boolean {
  const compression = tiff.numbers(directory.entries.get(0x0103), 1)[0]
  return compression === 6 || compression === 7
}

/** JpgFromRaw of RW2: the bytes of tag 0x2E are the JPEG. */
function panasonicJpeg(directory: TiffDirectory): { offset: number; length: number }[] {
  const entry = directory.entries.get(0x002e)
  return entry?.type === 7 && entry.count > 1000 ? [{ offset: entry.offset, length: entry.count }] : []
}

/** Keeps what begins as a JPEG that is not lossless (that would be sensor data). */
async function keepReal(source: Source, places: readonly { offset: number; length?: number }[]): Promise<Candidate[]> {
  const real: Candidate[] = []
  for (const place of places.slice(0, 64)) {
    const start = await source.read(place.offset, Math.min(place.length ?? 65536, 65536))
    if (start.length < 4 || start.readUInt32BE(0) >>> 8 !== 0xffd8ff) continue
    const shape = jpegShape(start)
    if (shape === undefined || shape.lossless || shape.width < minimumPx || shape.height < minimumPx / 2) continue
    real.push({ ...place, width: shape.width, height: shape.height })
  }
  return real
}

const windowBytes = 8 * 1024 * 1024
const soi = Buffer.from([0xff, 0xd8, 0xff])

/** Looks for JPEGs in the first 64 MB, stopping at the first that is large enough: previews lie before sensor data. */
async function search(source: Source): Promise<Candidate[]> {
  const found: Candidate[] = []
  const end = Math.min(source.sizeBytes, maxPreviewBytes)
  for (let from = 0; from < end && found.length < 32; from += windowBytes) {
    const window = await source.read(from, windowBytes + soi.length - 1)
    const places: { offset: number }[] = []
    for (let at = window.indexOf(soi); at >= 0 && places.length < 64; at = window.indexOf(soi, at + 3))
      places.push({ offset: from + at })
    found.push(...(await keepReal(source, places)))
    if (found.some((candidate) => longEdge(candidate) >= enoughPx)) break
  }
  return found
}

function choose(candidates: readonly Candidate[]): Candidate | undefined {
  const bySize = [...candidates].sort((one, other) => longEdge(one) - longEdge(other))
  return bySize.find((candidate) => longEdge(candidate) >= enoughPx) ?? bySize.at(-1)
}

function longEdge(candidate: Candidate): number {
  return Math.max(candidate.width, candidate.height)
}

async function cut(source: Source, candidate: Candidate): Promise<Buffer> {
  const bytes = await source.read(candidate.offset, Math.min(candidate.length ?? maxPreviewBytes, maxPreviewBytes))
  return candidate.length === undefined ? bytes.subarray(0, jpegShape(bytes)?.end) : bytes
}

/** The largest directory: the sensor's, a few pixels larger than what cameras export. */
function rawSize(tiff: TiffFile): { width: number; height: number } | undefined {
  let largest: { width: number; height: number } | undefined
  for (const { entries } of tiff.directories) {
    const width = tiff.numbers(entries.get(0x0100), 1)[0] ?? 0
    const height = tiff.numbers(entries.get(0x0101), 1)[0] ?? 0
    if (width * height > (largest === undefined ? 0 : largest.width * largest.height)) largest = { width, height }
  }
  return largest
}
