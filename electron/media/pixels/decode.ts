/**
 * @file A photo's one decode: upright sRGB pixels of a working size, from which thumbnail, placeholder, signature and
 * model inputs are made. Runs in the inference thread. The only files that know sharp are this folder's.
 */
import { rgbaToThumbHash } from 'thumbhash'
import type { DecodedPixels } from './decode-bytes.ts'
import { decodeSource } from './decoders.ts'
import { likenessOf } from './likeness.ts'
import { resizePixels, shrinkPixels, toJpeg } from './pixels.ts'
import type { Pixels } from './raster.ts'
import { refusal, throwIfCancelled } from '../file/refusals.ts'
import { lookAlikeThreshold, signatureDistance, signatureOf } from './signature.ts'
import { calledOf, isPhotoFormat, pictureOf, sniff, type PhotoFormat } from '../file/format.ts'
import { openSource, type Source } from '../file/source.ts'
import { workEdge, workingSize, type Size } from './working-size.ts'

export { lookAlikeThreshold, signatureDistance }

/** One picture as a model wants it. 'squash' ignores the shape, 'crop' fills the frame and cuts the longer sides evenly. */
export interface InputShape {
  readonly width: number
  readonly height: number
  readonly fit: 'squash' | 'crop'
  readonly kernel: 'linear' | 'cubic'
}

export interface DecodeOptions {
  readonly inputs: readonly InputShape[]
  /** Long edge in px; a smaller photo is never enlarged. */
  readonly thumbnailSize: number
  /** Of its JPEG, 1 to 100; 80 where nothing is said. */
  readonly quality?: number
  /** Long edges in px of further pictures in the photo's own shape; a smaller photo is never enlarged. */
  readonly pictures?: readonly number[]
  /** Decodes the photo unreduced (up to 64 megapixels), so that its likeness tells all its pixels. */
  readonly all?: boolean
  readonly signal?: AbortSignal
}

export interface DecodedPhoto {
  /** What the bytes are, not what the name says. */
  readonly format: PhotoFormat
  /** As displayed: after orientation. */
  readonly width: number
  readonly height: number
  /** JPEG, quality 80, sRGB, upright, alpha flattened on white, no metadata. */
  readonly thumbnail: Buffer
  readonly thumbnailWidth: number
  readonly thumbnailHeight: number
  /** A thumbhash of at most 32 bytes. */
  readonly placeholder: Buffer
  /** See `signatureDistance`. */
  readonly signature: Buffer
  /** See `likenessOf`. */
  readonly likeness: Buffer
  /** RGB, width × height × 3, one per wanted input. */
  readonly inputs: readonly Uint8Array[]
  /** RGB, one per wanted picture. */
  readonly pictures: readonly { readonly data: Uint8Array; readonly width: number; readonly height: number }[]
  /** Set where only part of the picture could be decoded: one sentence for the person. */
  readonly warning?: string
}

/**
 * Decodes a photo once. Throws AppError: 'unreadable' (gone, no permission), 'unsupported' (no photo, whatever its
 * name), 'damaged' (nothing of it can be shown), 'too-large' (a decompression bomb, or beyond our limits),
 * 'timed-out' (10 s), 'cancelled'.
 */
export async function decodePhoto(path: string, options: DecodeOptions): Promise<DecodedPhoto> {
  throwIfCancelled(options.signal)
  const source = await openSource(path)
  try {
    const format = photoFormatOf(source)
    const decoded = await decodeSource({ source, format, working: workingSize(options), signal: options.signal })
    throwIfCancelled(options.signal)
    // A preview inside is not all there is of a photo.
    const isExact = pictureOf(format).decoder !== 'preview' && decoded.pixels.width === decoded.whole.width
    return { format, ...(await derive(decoded, { ...options, isExact })) }
  } finally {
    await source.close()
  }
}

function photoFormatOf(source: Source): PhotoFormat {
  const format = sniff(source.head)
  if (isPhotoFormat(format)) return format
  if (format === 'empty') throw refusal('damaged', source.path, 'is empty')
  if (format === 'zeros') throw refusal('damaged', source.path, `is ${calledOf(format)}`)
  throw refusal('unsupported', source.path, `is ${calledOf(format)}`)
}

async function derive(
  decoded: DecodedPixels,
  options: DecodeOptions & { readonly isExact: boolean },
): Promise<Omit<DecodedPhoto, 'format'>> {
  const { pixels, whole, width, height, warning } = decoded
  const base = await shrinkPixels(pixels, Math.max(workEdge, options.thumbnailSize))
  const small = await shrinkPixels(base, options.thumbnailSize)
  const inputs: Uint8Array[] = []
  for (const input of options.inputs) inputs.push(await toInput(pixels, whole, input))
  const pictures: Pixels[] = []
  for (const longEdge of options.pictures ?? []) pictures.push(await shrinkPixels(pixels, longEdge))
  return {
    width,
    height,
    thumbnail: await toJpeg(small, options.quality),
    thumbnailWidth: small.width,
    thumbnailHeight: small.height,
    placeholder: await placeholderOf(small),
    signature: signatureOf(base),
    likeness: likenessOf(pixels, { reduced: base, isExact: options.isExact }),
    inputs,
    pictures,
    ...(warning === undefined ? {} : { warning }),
  }
}

async function toInput(pixels: Pixels, whole: Size, input: InputShape): Promise<Uint8Array> {
  const buffer = await resizePixels(pixels, whole, input)
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)
}

/** A thumbhash keeps 7 × 7 frequencies at most: from 48 px it is the same picture as from 100, in a seventh of the time. */
const placeholderEdge = 48

async function placeholderOf(pixels: Pixels): Promise<Buffer> {
  const { data, width, height } = await shrinkPixels(pixels, placeholderEdge)
  const rgba = new Uint8Array(width * height * 4).fill(255)
  for (let from = 0, to = 0; from < data.length; from += 3, to += 4) {
    rgba[to] = data[from] ?? 0
    rgba[to + 1] = data[from + 1] ?? 0
    rgba[to + 2] = data[from + 2] ?? 0
  }
  return Buffer.from(rgbaToThumbHash(width, height, rgba))
}
