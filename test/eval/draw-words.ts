/** @file Pictures with words in them, drawn from a seed: fonts, tilt, blur, noise, curves, little contrast. */
import sharp from 'sharp'
import { createRandom } from '../../models/demo/scenes/random.ts'
import type { Picture } from '../../electron/inference/ppocr/picture.ts'

export interface WordPicture {
  readonly picture: Picture
  readonly text: string
}

const phrases = [
  'Harbour Street',
  'No entry',
  'Fresh bread daily',
  'Platform 14',
  'Museum of Glass',
  'Please ring twice',
  'Rua Augusta 27',
  'Bahnhof West',
  'Kinderarzneimittel',
  'Total 48.90',
  'Mind the step',
  'Sold out',
]
const fonts = ['DejaVu Sans', 'DejaVu Serif', 'DejaVu Sans Mono', 'sans', 'serif']
const size = { width: 720, height: 480 }

/** Two dozen pictures of one phrase each. */
export async function* drawWordPictures(seed: number): AsyncGenerator<WordPicture> {
  const { next: random, pick } = createRandom(seed)
  for (let index = 0; index < 24; index += 1) {
    const text = phrases[index % phrases.length] ?? ''
    const font = `${pick(fonts)} ${random() < 0.5 ? 'bold ' : ''}`
    const ground = Array.from({ length: 3 }, () => 40 + Math.floor(random() * 170))
    const contrast = 60 + random() * 120
    const isDark = ground.reduce((sum, value) => sum + value, 0) / 3 < 128
    const ink = ground.map((value) => Math.max(0, Math.min(255, value + (isDark ? contrast : -contrast))))
    const letters = await sharp({ text: { text, font: font + String(24 + Math.floor(random() * 24)), rgba: true } })
      .ensureAlpha()
      .extractChannel(3)
      .raw()
      .toBuffer({ resolveWithObject: true })
    const mask = { data: letters.data, width: letters.info.width, height: letters.info.height }
    yield { text, picture: await place(mask, { ground, ink }, random) }
  }
}

interface Mask {
  readonly data: Buffer
  readonly width: number
  readonly height: number
}

/** Puts the letters into the picture, tilted, a little curved, blurred and with noise. */
async function place(
  mask: Mask,
  { ground, ink }: { readonly ground: readonly number[]; readonly ink: readonly number[] },
  random: () => number,
): Promise<Picture> {
  const { width, height } = size
  const data = Buffer.alloc(width * height * 3)
  const tilt = ((random() - 0.5) * Math.PI) / 4
  const [cos, sin] = [Math.cos(tilt), Math.sin(tilt)]
  const bend = (random() - 0.5) * 0.25 * mask.height
  const zoom = Math.min(1.6, (0.8 * width) / mask.width)
  for (let y = 0, at = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1, at += 3) {
      const [dx, dy] = [(x - width / 2) / zoom, (y - height / 2) / zoom]
      const u = Math.round(dx * cos + dy * sin + mask.width / 2)
      const v = Math.round(dy * cos - dx * sin + mask.height / 2 + bend * Math.sin((Math.PI * u) / mask.width))
      const isInside = u >= 0 && v >= 0 && u < mask.width && v < mask.height
      const share = isInside ? (mask.data[v * mask.width + u] ?? 0) / 255 : 0
      const noise = (random() - 0.5) * 24
      for (let channel = 0; channel < 3; channel += 1)
        data[at + channel] = Math.max(
          0,
          Math.min(255, (ground[channel] ?? 0) * (1 - share) + (ink[channel] ?? 0) * share + noise),
        )
    }
  const blurred = await sharp(data, { raw: { width, height, channels: 3 } })
    .blur(0.5 + random())
    .raw()
    .toBuffer()
  return { data: blurred, width, height }
}
