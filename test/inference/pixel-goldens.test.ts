import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { decodePhoto } from '../../electron/media/pixels/decode.ts'
import { resample } from '../../electron/media/pixels/resample.ts'
import { temporaryFolder } from './tiny-packs.ts'

const golden = z.object({
  photo: z.int(),
  width: z.int(),
  height: z.int(),
  fit: z.enum(['squash', 'crop']),
  kernel: z.enum(['linear', 'cubic']),
  rgb: z.string(),
})
const file = join(import.meta.dirname, '../fixtures/inference/pixels.json')
const goldens = z.array(golden).parse(JSON.parse(await readFile(file, 'utf8')))

/** The photo that make_pixels.py draws as well: shades, edges and a fine weave. */
function draw(photo: number, width: number, height: number): Uint8Array {
  const rgb = new Uint8Array(3 * width * height)
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      rgb[at++] = Math.floor((x * 255) / width)
      rgb[at++] = ((Math.floor(x / (5 + photo)) + Math.floor(y / 7)) % 2) * 160 + Math.floor((y * 95) / height)
      rgb[at++] = Math.abs(((x * 23 + y * (7 + photo) * 3) % 510) - 255)
    }
  }
  return rgb
}

test.each(goldens)(
  'a photo of $width × $height becomes the input that Pillow makes of it: $fit, $kernel',
  async ({ photo, width, height, fit, kernel, rgb }) => {
    const path = join(await temporaryFolder(), 'drawn.png')
    await sharp(draw(photo, width, height), { raw: { width, height, channels: 3 } })
      .png()
      .toFile(path)

    const decoded = await decodePhoto(path, { inputs: [{ width: 64, height: 64, fit, kernel }], thumbnailSize: 512 })

    const wanted = Buffer.from(rgb, 'base64')
    const found = decoded.inputs[0] ?? new Uint8Array(0)
    expect(found).toHaveLength(wanted.length)
    const sum = found.reduce((total, value, index) => total + Math.abs(value - (wanted[index] ?? Number.NaN)), 0)
    expect(sum / wanted.length).toBeLessThanOrEqual(1)
  },
)

test.each(goldens)(
  'our own resize of $width × $height is that of Pillow, bit for bit: $fit, $kernel',
  ({ photo, width, height, fit, kernel, rgb }) => {
    const short = Math.min(width, height)
    const cover =
      fit === 'squash'
        ? { width: 64, height: 64 }
        : { width: Math.floor((64 * width) / short), height: Math.floor((64 * height) / short) }
    const window = { left: (cover.width - 64) >> 1, top: (cover.height - 64) >> 1, width: 64, height: 64 }

    const found = resample(
      { data: Buffer.from(draw(photo, width, height)), width, height },
      { ...cover, kernel },
      window,
    )

    expect(found.toString('base64')).toBe(rgb)
  },
)
