/** What must be the same before and after texts are written into a file: its picture, and every other picture in it. */
import { createHash } from 'node:crypto'
import { pixelRanges } from '../containers/containers.ts'
import { readHeif, type Extent } from '../containers/isobmff.ts'
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
  if (container === 'heif')
    for (const { id, type, extents } of readHeif(bytes)?.items.values() ?? []) {
      if (type === 'Exif' || type === 'mime') continue
      hash.update(`${id} ${type}\n`)
      for (const { offset, length } of extents) hash.update(bytes.subarray(offset, offset + length))
    }
  return hash.digest('hex')
}
