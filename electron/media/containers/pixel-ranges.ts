import { pngChunks, riffChunks } from './chunks.ts'
import { readHeif, type Extent, type HeifFile } from './isobmff.ts'
import { walkJpeg } from './jpeg.ts'
import { readTiff, type TiffDirectory, type TiffFile } from './tiff.ts'

/** @file The parts of each kind of file that make its picture, in an order that an edit of the metadata does not change. */

/** All segments but APPn and COM, with the coded data, up to EOI: what follows (motion photo, MPO) is another thing. */
export function jpegRanges(bytes: Buffer): Extent[] {
  const ranges: Extent[] = []
  for (const { marker, start, end } of walkJpeg(bytes)) {
    const isMetadata = (marker >= 0xe0 && marker <= 0xef) || marker === 0xfe
    if (!isMetadata) ranges.push({ offset: start, length: end - start })
  }
  return ranges
}

const pngPicture = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'acTL', 'fcTL', 'fdAT'])

/** Payloads only: a writer may split IDAT anew. */
export function pngRanges(bytes: Buffer): Extent[] {
  const ranges: Extent[] = []
  for (const { type, data, dataEnd } of pngChunks(bytes))
    if (pngPicture.has(type)) ranges.push({ offset: data, length: dataEnd - data })
  return ranges
}

const webpPicture = new Set(['VP8 ', 'VP8L', 'ALPH', 'ANMF'])

export function webpRanges(bytes: Buffer): Extent[] {
  const ranges: Extent[] = []
  for (const { type, data, dataEnd } of riffChunks(bytes))
    if (webpPicture.has(type)) ranges.push({ offset: data, length: dataEnd - data })
  return ranges
}

/** Everything but comment (FE) and application (FF) extensions: XMP sits in one of the latter. */
export function gifRanges(bytes: Buffer): Extent[] {
  const ranges: Extent[] = []
  const afterTable = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1))
  let at = 13 + afterTable(bytes[10] ?? 0)
  ranges.push({ offset: 6, length: at - 6 })
  while (at < bytes.length) {
    const start = at
    const kind = bytes[at]
    if (kind === 0x21) at += 2
    else if (kind === 0x2c) at += 11 + afterTable(bytes[at + 9] ?? 0)
    else break
    at = afterBlocks(bytes, at)
    const label = bytes[start + 1]
    if (kind === 0x2c || (label !== 0xfe && label !== 0xff)) ranges.push({ offset: start, length: at - start })
  }
  return ranges
}

/** Sub-blocks: a length byte and that many bytes, until a length of 0. */
function afterBlocks(bytes: Buffer, from: number): number {
  let at = from
  while (at < bytes.length && bytes[at] !== 0) at += 1 + (bytes[at] ?? 0)
  return at + 1
}

/** Strips and tiles of every directory, and JPEG previews (tags 0x201, 0x202); the directories themselves move on an edit. */
export function tiffRanges(bytes: Buffer): Extent[] {
  const tiff = readTiff(bytes)
  return (tiff?.directories ?? []).flatMap((directory) => [
    ...tiffExtents(tiff, directory, [0x0111, 0x0117]),
    ...tiffExtents(tiff, directory, [0x0144, 0x0145]),
  ])
}

function tiffExtents(tiff: TiffFile | undefined, directory: TiffDirectory, tags: readonly [number, number]): Extent[] {
  const offsets = tiff?.numbers(directory.entries.get(tags[0])) ?? []
  const lengths = tiff?.numbers(directory.entries.get(tags[1])) ?? []
  return offsets.map((offset, index) => ({ offset, length: lengths[index] ?? 0 }))
}

/** The primary item and its tiles by their places in 'iloc' (an edit moves mdat and rewrites the places). */
export function heifRanges(bytes: Buffer): Extent[] {
  const heif = readHeif(bytes)
  if (heif === undefined) return []
  return partsOf(heif).flatMap((id) => heif.items.get(id)?.extents ?? [])
}

function partsOf(heif: HeifFile): number[] {
  const found = new Set<number>()
  const queue = [heif.primary]
  while (queue.length > 0 && found.size < 20_000) {
    const id = queue.shift() ?? 0
    if (found.has(id)) continue
    found.add(id)
    queue.push(...(heif.parts.get(id) ?? []))
  }
  return [...found]
}
