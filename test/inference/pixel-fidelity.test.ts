/**
 * @file How near a model's input is to what Pillow would make of the whole file. The yardstick is our own resize of
 * the undiminished pixels, which is Pillow's bit for bit (pixel-goldens.test.ts), so no Python is needed.
 */
import { readdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decodePhoto, type InputShape } from '../../electron/media/pixels/decode.ts'
import type { Pixels } from '../../electron/media/pixels/raster.ts'
import { resample } from '../../electron/media/pixels/resample.ts'
import { corpus } from '../media/corpus.ts'

/** The rules of the packs in the catalogue. */
const rules = {
  'SigLIP 2': { width: 224, height: 224, fit: 'squash', kernel: 'linear' },
  'SigLIP 2 large': { width: 256, height: 256, fit: 'squash', kernel: 'linear' },
  CLIP: { width: 224, height: 224, fit: 'crop', kernel: 'cubic' },
  'Florence-2': { width: 768, height: 768, fit: 'squash', kernel: 'cubic' },
} as const satisfies Record<string, InputShape>
type Rule = keyof typeof rules

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fidelity-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** What Pillow makes of the whole picture: the published processors' squash or crop. */
function wantedInput(whole: Pixels, { width, height, fit, kernel }: InputShape): Buffer {
  if (fit === 'squash') return resample(whole, { width, height, kernel })
  const short = Math.min(whole.width, whole.height)
  const cover = {
    width: Math.floor((width * whole.width) / short),
    height: Math.floor((height * whole.height) / short),
  }
  const window = { left: (cover.width - width) >> 1, top: (cover.height - height) >> 1, width, height }
  return resample(whole, { ...cover, kernel }, window)
}

/** Mean absolute difference, of 255. */
async function errorOf(path: string, rule: Rule): Promise<number> {
  const { data, info } = await sharp(path)
    .autoOrient()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const wanted = wantedInput({ data, width: info.width, height: info.height }, rules[rule])
  const { inputs } = await decodePhoto(path, { inputs: [rules[rule]], thumbnailSize: 512 })
  const found = inputs[0] ?? new Uint8Array(0)
  expect([info.channels, found.length]).toEqual([3, wanted.length])
  let sum = 0
  for (const [index, value] of found.entries()) sum += Math.abs(value - (wanted[index] ?? 0))
  return sum / wanted.length
}

interface Shape {
  readonly width: number
  readonly height: number
}

const random = (seed: number): (() => number) => {
  let state = seed * 2654435761
  return () => ((state = (Math.imul(state, 1664525) + 1013904223) | 0) >>> 8) / 2 ** 24
}

/** What photos are like: as much contrast in every octave of detail, a hard edge, and a sensor's noise. */
async function drawLikePhoto({ width, height }: Shape): Promise<Buffer> {
  const next = random(7)
  const light = new Float32Array(3 * width * height).fill(128)
  for (let cells = 4; cells < width / 2; cells *= 2) {
    const rows = Math.max(2, Math.round((cells * height) / width))
    const coarse = Buffer.from(Array.from({ length: 3 * cells * rows }, () => Math.floor(next() * 256)))
    const octave = await sharp(coarse, { raw: { width: cells, height: rows, channels: 3 } })
      .resize(width, height, { kernel: 'cubic', fit: 'fill' })
      .raw()
      .toBuffer()
    for (let at = 0; at < light.length; at++) light[at] = (light[at] ?? 0) + ((octave[at] ?? 0) - 128) / 4
  }
  const rgb = new Uint8ClampedArray(light.length)
  for (let at = 0; at < rgb.length; at++) {
    const pixel = Math.floor(at / 3)
    const isRoof = Math.abs((pixel % width) - width / 2) < (Math.floor(pixel / width) - height / 3) / 2
    rgb[at] = (light[at] ?? 0) + (isRoof ? 60 : 0) + (next() - 0.5) * 16
  }
  return Buffer.from(rgb.buffer)
}

type Format = 'jpeg' | 'png' | 'webp'

async function write(name: string, rgb: Uint8Array, { width, height }: Shape, format: Format): Promise<string> {
  const path = join(folder, `${name}.${format}`)
  const image = sharp(rgb, { raw: { width, height, channels: 3 } })
  const options = { jpeg: { quality: 92 }, png: { compressionLevel: 1 }, webp: { quality: 90, effort: 0 } }
  await image.toFormat(format, options[format]).toFile(path)
  return path
}

const all: readonly Rule[] = ['SigLIP 2', 'SigLIP 2 large', 'CLIP', 'Florence-2']

describe('a photo as a model sees it', () => {
  test.each([
    { width: 2816, height: 2112, format: 'jpeg' },
    { width: 1440, height: 2160, format: 'png' },
    { width: 1920, height: 1080, format: 'webp' },
    { width: 1600, height: 1067, format: 'jpeg' },
    { width: 1024, height: 768, format: 'jpeg' },
    { width: 640, height: 393, format: 'png' },
    { width: 500, height: 375, format: 'jpeg' },
    { width: 200, height: 150, format: 'png' },
    // Strips: their middle, or all of them in a square.
    { width: 2400, height: 240, format: 'jpeg' },
    { width: 270, height: 4500, format: 'png' },
  ] as const)('is what Pillow makes of it: $format, $width × $height', async ({ width, height, format }) => {
    const path = await write(`photo-${width}`, await drawLikePhoto({ width, height }), { width, height }, format)

    const errors = await Promise.all(all.map((rule) => errorOf(path, rule)))

    expect(Math.max(...errors), String(errors)).toBeLessThanOrEqual(1)
  })

  test.skipIf(corpus === undefined)('is what Pillow makes of it: real photos', { timeout: 60_000 }, async () => {
    const photos = join(corpus ?? '', 'captioned/coco-cc/images')
    const names = readdirSync(photos).slice(0, 24)

    const far: string[] = []
    for (const name of names)
      for (const rule of all) {
        const error = await errorOf(join(photos, name), rule)
        if (error > 1) far.push(`${basename(name)} for ${rule}: ${error.toFixed(2)}`)
      }

    expect(far).toEqual([])
  })
})

/**
 * What no photo is: noise of full contrast in every pixel, and weaves as fine as the working picture's own pixels, of
 * which the first reduction leaves something else than the whole would. The bounds are what was measured, rounded up.
 */
describe('worst cases', () => {
  const drawn: Record<string, (x: number, y: number, next: () => number) => number> = {
    noise: (_x, _y, next) => Math.floor(next() * 256),
    'a chessboard of pixels': (x, y) => ((x + y) % 2) * 255,
    'a chessboard of 7 px': (x, y) => ((Math.floor(x / 7) + Math.floor(y / 7)) % 2) * 255,
    'stripes of 3 px': (_x, y) => (Math.floor(y / 3) % 2) * 255,
  }
  test.each([
    ['noise', 4000, 3000, 1],
    ['noise', 1500, 1000, 1.5],
    ['noise', 700, 500, 1],
    ['a chessboard of pixels', 4000, 3000, 1],
    ['a chessboard of pixels', 1500, 1000, 1],
    ['a chessboard of 7 px', 4000, 3000, 10],
    ['a chessboard of 7 px', 1500, 1000, 10],
    ['stripes of 3 px', 1500, 1000, 10],
    ['stripes of 3 px', 700, 500, 1],
  ] as const)('%s, %d × %d, stays within %f of 255', async (what, width, height, bound) => {
    const next = random(3)
    const value = drawn[what] ?? (() => 0)
    const rgb = new Uint8Array(3 * width * height)
    for (let at = 0; at < rgb.length; at += 3) {
      const pixel = at / 3
      for (const channel of [0, 1, 2])
        rgb[at + channel] =
          channel === 0 || what === 'noise'
            ? value(pixel % width, Math.floor(pixel / width), next)
            : (rgb[at + channel - 1] ?? 0)
    }
    const path = await write(`worst-${width}-${what.length}`, rgb, { width, height }, 'png')

    const errors = await Promise.all(all.map((rule) => errorOf(path, rule)))

    expect(Math.max(...errors), String(errors)).toBeLessThanOrEqual(bound)
  })
})
