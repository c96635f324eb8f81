import { riffChunks } from './chunks.ts'
import { readHeif } from './isobmff.ts'
import { jpegShape } from './jpeg.ts'
import { maxInterlacedBytes, maxPixels, maxScanMegapixels, maxScans } from '../file/limits.ts'
import { refusal } from '../file/refusals.ts'
import type { PhotoFormat } from '../file/format.ts'
import { readTiff } from './tiff.ts'

/** The size a header declares, before orientation. `undefined` where the header is missing or cut. */
export function declaredSize(format: PhotoFormat, bytes: Buffer): { width: number; height: number } | undefined {
  switch (format) {
    case 'jpeg':
      return jpegShape(bytes)
    case 'png':
      return bytes.length < 26 || bytes.toString('latin1', 12, 16) !== 'IHDR'
        ? undefined
        : { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
    case 'gif':
      return bytes.length < 13 ? undefined : { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) }
    case 'webp':
      return webpSize(bytes)
    case 'tiff':
      return tiffSize(bytes)
    case 'avif':
    case 'heic':
      return heifSize(bytes)
    case 'raw':
      return undefined
  }
}

function webpSize(bytes: Buffer): { width: number; height: number } | undefined {
  for (const chunk of riffChunks(bytes)) {
    const at = chunk.data
    if (chunk.dataEnd - at < 10 && chunk.type !== 'VP8L') return undefined
    if (chunk.type === 'VP8X')
      return { width: bytes.readUIntLE(at + 4, 3) + 1, height: bytes.readUIntLE(at + 7, 3) + 1 }
    if (chunk.type === 'VP8 ')
      return { width: bytes.readUInt16LE(at + 6) & 0x3fff, height: bytes.readUInt16LE(at + 8) & 0x3fff }
    if (chunk.type === 'VP8L') {
      if (chunk.dataEnd - at < 5) return undefined
      const bits = bytes.readUInt32LE(at + 1)
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
    }
  }
  return undefined
}

function tiffSize(bytes: Buffer): { width: number; height: number } | undefined {
  const tiff = readTiff(bytes)
  const first = tiff?.directories[0]?.entries
  const width = tiff?.numbers(first?.get(0x0100), 1)[0]
  const height = tiff?.numbers(first?.get(0x0101), 1)[0]
  return width === undefined || height === undefined ? undefined : { width, height }
}

/** The largest item, for a small primary may be made of huge tiles; sequences ('avis') without items say nothing here. */
function heifSize(bytes: Buffer): { width: number; height: number } | undefined {
  let largest: { width: number; height: number } | undefined
  for (const item of readHeif(bytes)?.items.values() ?? []) {
    if (item.width === undefined || item.height === undefined) continue
    if (largest === undefined || item.width * item.height > largest.width * largest.height)
      largest = { width: item.width, height: item.height }
  }
  return largest
}

/** Refuses by declared size, scans and memory, before anything is decoded. Throws AppError 'too-large' or 'damaged'. */
export function refuseBombs(path: string, format: PhotoFormat, bytes: Buffer): void {
  const size = declaredSize(format, bytes)
  if (size === undefined) return
  if (size.width < 1 || size.height < 1) throw refusal('damaged', path, 'declares no width or no height')
  refuseArea(path, size, limitFor(format))
  if (format === 'jpeg') refuseScans(path, bytes)
  if (format === 'png') refuseInterlaced(path, bytes)
}

/** A HEIC beyond its limit may still be shown by its thumbnail: heic.ts refuses the rest. */
function limitFor(format: PhotoFormat): number {
  if (format === 'heic') return 5 * maxPixels.heic
  return format === 'raw' ? maxPixels.jpeg : maxPixels[format]
}

export function refuseArea(path: string, size: { width: number; height: number }, limit: number): void {
  if (size.width * size.height <= limit) return
  const megapixels = Math.round((size.width * size.height) / 1e6)
  const reason = `claims to be ${size.width} × ${size.height} (${megapixels} megapixels), more than we can decode safely`
  throw refusal('too-large', path, reason)
}

function refuseScans(path: string, bytes: Buffer): void {
  const shape = jpegShape(bytes)
  if (shape === undefined) return
  const megapixels = (shape.width * shape.height) / 1e6
  if (shape.progressive) refuseArea(path, shape, maxPixels.progressiveJpeg)
  if (shape.scans > maxScans || shape.scans * megapixels > maxScanMegapixels)
    throw refusal(
      'too-large',
      path,
      `has ${shape.scans} passes over ${Math.round(megapixels)} megapixels, more than we can decode safely`,
    )
}

function refuseInterlaced(path: string, bytes: Buffer): void {
  if (bytes.length < 29 || bytes[28] !== 1) return
  const channels = [1, 1, 3, 3, 2, 1, 4][bytes[25] ?? 0] ?? 4
  const size = bytes.readUInt32BE(16) * bytes.readUInt32BE(20) * channels * ((bytes[24] ?? 8) > 8 ? 2 : 1)
  if (size > maxInterlacedBytes) throw refusal('too-large', path, 'is interlaced and too large to be decoded safely')
}
