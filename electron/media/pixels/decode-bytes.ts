import { AppError } from '../../api/errors.ts'
import { declaredSize } from '../containers/containers.ts'
import { refuseArea } from '../containers/refuse-bombs.ts'
import { undecodableReason } from '../containers/undecodable.ts'
import { pictureOf, type PhotoFormat } from '../file/format.ts'
import { decodeSeconds, maxPixels, pixelsPerExtraSecond } from '../file/limits.ts'
import { refusal } from '../file/refusals.ts'
import { openImage, toPixels } from './pixels.ts'
import type { Pixels } from './raster.ts'
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
  /** All of the file, or its beginning where `isWhole` is false: then its rows are read from `path`. */
  readonly bytes: Buffer
  readonly isWhole: boolean
  /** For bytes that carry none themselves, as the previews of RAW files. */
  readonly orientation?: number
}

/**
 * Decodes with libvips. A file that ends early or is corrupt inside is decoded again leniently: what can be shown is
 * shown with a warning, but a picture without a single edge left in it is refused as 'damaged'.
 *
 * No verdict hangs on the text of an error: libvips keeps one buffer of errors for all threads, so a decode may find
 * another's words in it (2026-11).
 */
export async function decodeBytes(photo: PhotoBytes, working: WorkingSize): Promise<DecodedPixels> {
  const { orientation, ...whole } = await readShape(photo)
  const longEdge = working.edgeFor(whole)
  const how = { orientation, seconds: secondsFor(whole) }
  const begun = performance.now()
  const timedOut = (): boolean => performance.now() - begun > (how.seconds - 0.5) * 1000
  try {
    const pixels = await toPixels(openImage(inputOf(photo), pictureOf(photo.format).failOn), longEdge, how)
    return { ...whole, whole, pixels }
  } catch (error) {
    if (timedOut()) throw tooSlow(photo.path, how.seconds, error)
    const pixels = await decodeLeniently(photo, longEdge, how)
    return { ...whole, whole, pixels, warning: partialWarning }
  }
}

export const partialWarning = 'Part of this file is damaged; only what could be read is shown.'

function inputOf(photo: PhotoBytes): Buffer | string {
  return photo.isWhole ? photo.bytes : photo.path
}

/** Rows of a large scan take their time: one second more for each 20 megapixels, 40 s at the most. */
function secondsFor({ width, height }: Size): number {
  return decodeSeconds + Math.floor((width * height) / pixelsPerExtraSecond)
}

/** `orientation` is set where the file carries none and the caller knows it. */
async function readShape(photo: PhotoBytes): Promise<{ width: number; height: number; orientation?: number }> {
  try {
    const { width, height, orientation: own } = await openImage(inputOf(photo), 'none').metadata()
    refuseArea(photo.path, { width, height }, Math.min(maxPixels, pictureOf(photo.format).maxPixels))
    const size = (own ?? photo.orientation ?? 1) >= 5 ? { width: height, height: width } : { width, height }
    return own !== undefined || photo.orientation === undefined ? size : { ...size, orientation: photo.orientation }
  } catch (error) {
    throw error instanceof AppError ? error : notDecodable(photo, error)
  }
}

async function decodeLeniently(
  photo: PhotoBytes,
  longEdge: number,
  how: { orientation: number | undefined; seconds: number },
): Promise<Pixels> {
  const begun = performance.now()
  try {
    const pixels = await toPixels(openImage(inputOf(photo), 'none'), longEdge, how)
    if (!isFlat(pixels)) return pixels
  } catch (error) {
    const isLate = performance.now() - begun > (how.seconds - 0.5) * 1000
    throw isLate ? tooSlow(photo.path, how.seconds, error) : notDecodable(photo, error)
  }
  const reason = undecodableReason(photo.format, photo.bytes)
  if (reason !== undefined) throw refusal('unsupported', photo.path, reason)
  throw refusal('damaged', photo.path, 'is damaged: nothing of the picture is left')
}

function tooSlow(path: string, seconds: number, error: unknown): AppError {
  return refusal('timed-out', path, `took longer than ${seconds} seconds to decode`, error)
}

/** What a missing scan leaves: one colour all over. */
export function isFlat(pixels: Pixels): boolean {
  const { data } = pixels
  for (let at = 3; at < data.length; at++) if (Math.abs((data[at] ?? 0) - (data[at - 3] ?? 0)) > 2) return false
  return true
}

function notDecodable(photo: PhotoBytes, error: unknown): AppError {
  const reason = undecodableReason(photo.format, photo.bytes)
  if (reason !== undefined) return refusal('unsupported', photo.path, reason, error)
  const size = declaredSize(photo.format, photo.bytes)
  if (size !== undefined && size.width * size.height > maxPixels)
    return refusal('too-large', photo.path, 'is too large to be decoded safely', error)
  return refusal('damaged', photo.path, 'is damaged and cannot be decoded', error)
}
