import { AppError } from '../../api/errors.ts'
import { refuseArea } from '../containers/declared-size.ts'
import { maxPixels } from '../file/limits.ts'
import { openImage, toPixels, type Pixels } from './pixels.ts'
import { refusal } from '../file/refusals.ts'
import type { PhotoFormat } from '../file/format.ts'
import type { Size, WorkingSize } from './working-size.ts'

/** Upright pixels and what is known about their file. */
export interface DecodedPixels {
  readonly pixels: Pixels
  /** What `pixels` is a reduction of, upright: a RAW file's preview, and not the RAW's own size. */
  readonly whole: Size
  /** As displayed: after orientation. */
  readonly width: number
  readonly height: number
  readonly warning?: string
}

export interface PhotoBytes {
  readonly path: string
  readonly format: PhotoFormat
  readonly bytes: Buffer
  /** For bytes that carry none themselves, as the previews of RAW files. */
  readonly orientation?: number
}

/**
 * Decodes with libvips. A file that ends early or is corrupt inside is decoded again leniently: what can be shown is
 * shown with a warning, but a picture without a single edge left in it is refused as 'damaged'.
 */
export async function decodeBytes(photo: PhotoBytes, working: WorkingSize): Promise<DecodedPixels> {
  const { orientation, ...whole } = await readShape(photo)
  const longEdge = working.edgeFor(whole)
  try {
    const pixels = await toPixels(openImage(photo.bytes, strictness(photo.format)), longEdge, orientation)
    return { ...whole, whole, pixels }
  } catch (error) {
    if (isTimeout(error)) throw tooSlow(photo.path, error)
    if (isUnsupported(error)) throw notDecodable(photo.path, error)
    const pixels = await decodeLeniently(photo, longEdge, orientation)
    return { ...whole, whole, pixels, warning: partialWarning }
  }
}

const partialWarning = 'Part of this file is damaged; only what could be read is shown.'

/**
 * What makes the first decode fail, so that damage is noticed. Of 317 real JPEGs none gave a warning, of 20 with bit
 * flips or holes all but three did (2026-11). TIFFs warn about harmless tags.
 */
function strictness(format: PhotoFormat): 'error' | 'warning' {
  return format === 'jpeg' || format === 'gif' ? 'warning' : 'error'
}

/** `orientation` is set where the file carries none and the caller knows it. */
async function readShape(photo: PhotoBytes): Promise<{ width: number; height: number; orientation?: number }> {
  try {
    const { width, height, orientation: own } = await openImage(photo.bytes, 'none').metadata()
    refuseArea(photo.path, { width, height }, maxPixels.jpeg)
    const size = (own ?? photo.orientation ?? 1) >= 5 ? { width: height, height: width } : { width, height }
    return own !== undefined || photo.orientation === undefined ? size : { ...size, orientation: photo.orientation }
  } catch (error) {
    throw error instanceof AppError ? error : notDecodable(photo.path, error)
  }
}

async function decodeLeniently(photo: PhotoBytes, longEdge: number, orientation: number | undefined): Promise<Pixels> {
  try {
    const pixels = await toPixels(openImage(photo.bytes, 'none'), longEdge, orientation)
    if (!isFlat(pixels)) return pixels
  } catch (error) {
    throw isTimeout(error) ? tooSlow(photo.path, error) : notDecodable(photo.path, error)
  }
  throw refusal('damaged', photo.path, 'is damaged: nothing of the picture is left')
}

function tooSlow(path: string, error: unknown): AppError {
  return refusal('timed-out', path, 'took longer than 10 seconds to decode', error)
}

/** What a missing scan leaves: one colour all over. */
function isFlat(pixels: Pixels): boolean {
  const { data } = pixels
  for (let at = 3; at < data.length; at++) if (Math.abs((data[at] ?? 0) - (data[at - 3] ?? 0)) > 2) return false
  return true
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && /timeout/i.test(error.message)
}

/** libtiff and libheif built without a codec (zstd, LZMA, JPEG 2000 in HEIF). */
function isUnsupported(error: unknown): boolean {
  return (
    error instanceof Error &&
    /not been built in|not configured|unsupported (compression|codec|feature)/i.test(error.message)
  )
}

function notDecodable(path: string, error: unknown): AppError {
  const message = error instanceof Error ? error.message : ''
  if (/pixel limit|too large|exceeds/i.test(message))
    return refusal('too-large', path, 'is too large to be decoded safely', error)
  if (isUnsupported(error)) return refusal('unsupported', path, 'uses a compression we cannot decode', error)
  return refusal('damaged', path, 'is damaged and cannot be decoded', error)
}
