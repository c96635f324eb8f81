import { declaredSize } from './containers.ts'
import { jpegShape, type JpegShape } from './jpeg.ts'
import { pictureOf, type PhotoFormat } from '../file/format.ts'
import { maxCoefficientBytes, maxInterlacedBytes, maxScanMegapixels, maxScans } from '../file/limits.ts'
import { refusal } from '../file/refusals.ts'

/** Refuses by declared size, scans and memory, before anything is decoded. Throws AppError 'too-large' or 'damaged'. */
export function refuseBombs(path: string, format: PhotoFormat, bytes: Buffer): void {
  const size = declaredSize(format, bytes)
  if (size === undefined) return
  if (size.width < 1 || size.height < 1) throw refusal('damaged', path, 'declares no width or no height')
  const { maxPixels, container, decoder } = pictureOf(format)
  // A HEIC beyond its limit may still be shown by its thumbnail: heic.ts refuses the rest.
  refuseArea(path, size, decoder === 'libheif' ? 5 * maxPixels : maxPixels)
  if (container === 'jpeg' || container === 'raw') refuseScans(path, bytes)
  if (container === 'png') refuseInterlaced(path, bytes)
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
  const isHeavy = shape.progressive && coefficientBytes(shape) > maxCoefficientBytes
  if (isHeavy || shape.scans > maxScans || shape.scans * megapixels > maxScanMegapixels)
    throw refusal(
      'too-large',
      path,
      `has ${shape.scans} passes over ${Math.round(megapixels)} megapixels, more than we can decode safely`,
    )
}

/** A progressive JPEG's coefficients are held whole, 2 bytes each. */
function coefficientBytes(shape: JpegShape): number {
  return shape.width * shape.height * shape.samplesPerPixel * 2
}

function refuseInterlaced(path: string, bytes: Buffer): void {
  if (bytes.length < 29 || bytes[28] !== 1) return
  const channels = [1, 1, 3, 3, 2, 1, 4][bytes[25] ?? 0] ?? 4
  const size = bytes.readUInt32BE(16) * bytes.readUInt32BE(20) * channels * ((bytes[24] ?? 8) > 8 ? 2 : 1)
  if (size > maxInterlacedBytes) throw refusal('too-large', path, 'is interlaced and too large to be decoded safely')
}
