import { resample } from './resample.ts'
import sharp, { type Sharp } from 'sharp'
import { decodeSeconds, maxPixels } from '../file/limits.ts'
import type { Pixels } from './raster.ts'
import type { Size } from './working-size.ts'

sharp.concurrency(1)
sharp.cache(false)
// An allow-list: libvips also opens SVG (which can name other files and servers), its own format, matrices and CSV.
sharp.block({ operation: ['VipsForeignLoad'] })
const trusted = ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Tiff', 'Heif']
sharp.unblock({
  operation: trusted.flatMap((name) => [`VipsForeignLoad${name}Buffer`, `VipsForeignLoad${name}File`]),
})

/** A file's bytes, or its path where it is to stream, as sharp sees them, with every guard on. Pixels need `toPixels`. */
export function openImage(input: Buffer | string, failOn: 'none' | 'truncated' | 'error' | 'warning'): Sharp {
  return sharp(input, { failOn, limitInputPixels: maxPixels, sequentialRead: true, unlimited: false, pages: 1 })
}

export interface ToPixels {
  /** 1..8, in place of the file's own. */
  readonly orientation?: number | undefined
  /** When to give up. */
  readonly seconds?: number
}

/**
 * Turns the picture upright, to sRGB, flattened on white, shrunk (never enlarged) until its long edge is at most
 * `longEdge` px, in one pass over the file (JPEG and WebP shrink while loading).
 */
export async function toPixels(image: Sharp, longEdge: number, how: ToPixels = {}): Promise<Pixels> {
  const { orientation, seconds = decodeSeconds } = how
  const { data, info } = await (orientation === undefined ? image.autoOrient() : image)
    .timeout({ seconds })
    .flatten({ background: '#ffffff' })
    .resize({ width: longEdge, height: longEdge, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  return turnPixels(asRgb({ data, width: info.width, height: info.height }, info.channels), orientation ?? 1)
}

export function fromPixels(pixels: Pixels, channels: 3 | 4 = 3): Sharp {
  const raw = { width: pixels.width, height: pixels.height, channels }
  return sharp(pixels.data, { raw, limitInputPixels: maxPixels })
}

/**
 * Resizes raw pixels to exactly `width` × `height`. 'crop' scales the whole picture until it covers the frame and cuts
 * the middle out, as the published models' own processors do: `whole` is the size of the photo that `pixels` is a
 * reduction of, which decides how many whole pixels the cover has.
 */
export async function resizePixels(
  pixels: Pixels,
  whole: Size,
  to: { width: number; height: number; kernel: 'linear' | 'cubic'; fit: 'squash' | 'crop' },
): Promise<Buffer> {
  const cover = to.fit === 'crop' ? coverOf(whole, to) : { width: to.width, height: to.height }
  const left = (cover.width - to.width) >> 1
  const top = (cover.height - to.height) >> 1
  const frame = { left, top, width: to.width, height: to.height }
  // libvips would scale all of a 4000 × 4 strip, 1000 times the frame; ours computes the middle only.
  const isStrip = cover.width * cover.height > maxCover * to.width * to.height
  const isBeyond = (from: number, to: number): boolean => to > from || from >= boxedFrom * to
  if (isStrip || isBeyond(pixels.width, cover.width) || isBeyond(pixels.height, cover.height))
    return resample(pixels, { ...cover, kernel: to.kernel }, frame)
  return fromPixels(pixels)
    .resize({ ...cover, fit: 'fill', kernel: to.kernel })
    .extract(frame)
    .raw({ depth: 'uchar' })
    .toBuffer()
}

/** From this reduction on libvips averages whole blocks before it weighs. */
const boxedFrom = 4
/** Frames that a covering picture may fill. */
const maxCover = 8

/** The size at which a picture just covers the frame, in whole pixels, rounded down as the processors do. */
function coverOf(whole: Size, to: Size): Size {
  // Multiplied before it is divided: 224 * 640 / 384 is 373, 640 * (224 / 384) may be a hair less.
  const scaled = (edge: number, side: number, along: number): number => Math.floor((side * edge) / along)
  return to.width * whole.height >= to.height * whole.width
    ? { width: to.width, height: Math.max(to.height, scaled(whole.height, to.width, whole.width)) }
    : { width: Math.max(to.width, scaled(whole.width, to.height, whole.height)), height: to.height }
}

/** Shrinks raw pixels to a long edge, keeping their shape; returns them as they are when they are small enough. */
export async function shrinkPixels(pixels: Pixels, longEdge: number): Promise<Pixels> {
  if (Math.max(pixels.width, pixels.height) <= longEdge) return pixels
  const { data, info } = await fromPixels(pixels)
    .resize({ width: longEdge, height: longEdge, fit: 'inside' })
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height }
}

/** JPEG, quality 80, no metadata. sharp's own default (4:2:0, no mozjpeg: that costs 20 ms more). */
export async function toJpeg(pixels: Pixels, quality = 80): Promise<Buffer> {
  return fromPixels(pixels).jpeg({ quality }).toBuffer()
}

/** Grey pictures may come with one channel. */
function asRgb(pixels: Pixels, channels: number): Pixels {
  if (channels === 3) return pixels
  const count = pixels.width * pixels.height
  const data = Buffer.allocUnsafe(count * 3)
  for (let index = 0; index < count; index++) {
    for (let channel = 0; channel < 3; channel++)
      data[index * 3 + channel] = pixels.data[index * channels + (channels >= 3 ? channel : 0)] ?? 0
  }
  return { data, width: pixels.width, height: pixels.height }
}

/** Turns pixels upright by an EXIF orientation (1..8): done on the shrunk picture, where it costs under 2 ms. */
export function turnPixels(pixels: Pixels, orientation: number): Pixels {
  if (orientation <= 1 || orientation > 8) return pixels
  const { width, height, data } = pixels
  const swapped = orientation >= 5
  const turned = {
    width: swapped ? height : width,
    height: swapped ? width : height,
    data: Buffer.allocUnsafe(data.length),
  }
  const fromRight = [2, 3, 7, 8].includes(orientation)
  const fromBottom = [3, 4, 6, 7].includes(orientation)
  for (let y = 0; y < turned.height; y++) {
    for (let x = 0; x < turned.width; x++) {
      const [across, down] = swapped ? [y, x] : [x, y]
      const from = ((fromBottom ? height - 1 - down : down) * width + (fromRight ? width - 1 - across : across)) * 3
      const to = (y * turned.width + x) * 3
      turned.data[to] = data[from] ?? 0
      turned.data[to + 1] = data[from + 1] ?? 0
      turned.data[to + 2] = data[from + 2] ?? 0
    }
  }
  return turned
}
