/** What must be the same before and after texts are written into a file: its picture, and every other picture in it. */
import { createHash } from 'node:crypto'
import { pixelRanges } from '../containers/containers.ts'
import { boxes, findBox, readHeif, type Box, type Extent } from '../containers/isobmff.ts'
import { isPhotoFormat, pictureOf, sniff, type SniffedFormat } from '../file/format.ts'
import { headBytes } from '../file/source.ts'
import { fingerprintBytes, picturePrint, type Fingerprint } from '../fingerprint.ts'
import { withWholeFile } from './whole-file.ts'

export interface Seal {
  readonly format: SniffedFormat
  /** See `Fingerprint`. */
  readonly pixels: Buffer
  /** A hash of what lies beside the picture: movie and gain map behind a JPEG, further items of a HEIF file. */
  readonly beside: string
}

/** Reads the file once. */
export function sealOf(path: string): Promise<Seal> {
  return withWholeFile(path, (bytes) => {
    const format = sniff(bytes.subarray(0, headBytes))
    const ranges = pixelRanges(format, bytes)
    return { format, pixels: picturePrint(format, bytes, ranges), beside: besideThePicture(format, bytes, ranges) }
  })
}

/** The same with all that is kept of a file, for what is to take its place. */
export function sealedFingerprint(path: string): Promise<Seal & { readonly fingerprint: Fingerprint }> {
  return withWholeFile(path, (bytes) => {
    const fingerprint = fingerprintBytes(bytes)
    const format = sniff(fingerprint.head)
    const beside = besideThePicture(format, bytes, pixelRanges(format, bytes))
    return { format, pixels: fingerprint.pixels, beside, fingerprint }
  })
}

export function isUnharmed(before: Seal, after: Seal): boolean {
  return before.format === after.format && before.beside === after.beside && before.pixels.equals(after.pixels)
}

function besideThePicture(format: SniffedFormat, bytes: Buffer, ranges: readonly Extent[]): string {
  const hash = createHash('sha256')
  const container = isPhotoFormat(format) ? pictureOf(format).container : undefined
  if (container === 'jpeg')
    hash.update(bytes.subarray(Math.max(0, ...ranges.slice(-1).map(({ offset, length }) => offset + length))))
  if (container === 'heif') hash.update(chunkStarts(bytes))
  if (container === 'heif')
    for (const { id, type, extents } of readHeif(bytes)?.items.values() ?? []) {
      if (type === 'Exif' || type === 'mime') continue
      hash.update(`${id} ${type}\n`)
      for (const { offset, length } of extents) hash.update(bytes.subarray(offset, offset + length))
    }
  return hash.digest('hex')
}

/** Where frames of a sequence begin, by the tables of its tracks: the first bytes there, were they moved rightly. */
const lookedAt = 64

function chunkStarts(bytes: Buffer): Buffer {
  const moov = findBox(bytes, 'moov')
  const tables =
    moov === undefined ? [] : Array.from(boxes(bytes, moov.data, moov.end)).flatMap((trak) => chunkTables(bytes, trak))
  const starts = tables.flatMap(({ type, data, end }) => {
    const width = type === 'co64' ? 8 : 4
    const count = end - data >= 8 ? Math.min(bytes.readUInt32BE(data + 4), Math.floor((end - data - 8) / width)) : 0
    return Array.from({ length: Math.min(count, 10_000) }, (_, index) => {
      const at = data + 8 + index * width
      const offset = width === 8 ? Number(bytes.readBigUInt64BE(at)) : bytes.readUInt32BE(at)
      return bytes.subarray(offset, offset + lookedAt)
    })
  })
  return Buffer.concat(starts)
}

function chunkTables(bytes: Buffer, trak: Box): Box[] {
  let inner: Box | undefined = trak
  for (const type of ['mdia', 'minf', 'stbl']) inner = inner && findBox(bytes, type, inner)
  return (['stco', 'co64'] as const).flatMap((type) => (inner && findBox(bytes, type, inner)) ?? [])
}
