/**
 * @file Pictures with words in them, drawn from a seed: each kind is one trouble (seen aslant, on a curve, in noise, in
 * little contrast), or plain ones with a little of everything. In the scripts that the built-in pack claims.
 */
import sharp from 'sharp'
import { createRandom } from '../../models/demo/scenes/random.ts'
import type { Picture } from '../../electron/inference/ppocr/picture.ts'

export const kindsOfDrawing = ['plain', 'aslant', 'curved', 'noise', 'pale', 'Chinese'] as const
export type KindOfDrawing = (typeof kindsOfDrawing)[number]

/** Scripts that photos have and the built-in pack does not claim: said, not measured. */
export const unclaimedScripts = [
  'Cyrillic',
  'Greek',
  'Arabic',
  'Hebrew',
  'Devanagari',
  'Thai',
  'Tamil',
  'Telugu',
  'Korean',
  'Japanese kana',
] as const

export interface WordPicture {
  readonly kind: KindOfDrawing
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
/** Signs as one meets them in the street. */
const chinesePhrases = ['出口', '请勿吸烟', '北京大学', '小心地滑', '欢迎光临', '停车场']
const fonts = ['DejaVu Sans', 'DejaVu Serif', 'DejaVu Sans Mono', 'sans', 'serif']
const size = { width: 720, height: 480 }

/** A dozen pictures of each kind, of one phrase each; half as many Chinese ones, where a font has the letters. */
export async function* drawWordPictures(seed: number): AsyncGenerator<WordPicture> {
  const { next: random, pick } = createRandom(seed)
  const wanted = kindsOfDrawing.flatMap((kind) =>
    (kind === 'Chinese' ? chinesePhrases : phrases).map((text) => ({ kind, text })),
  )
  for (const { kind, text } of wanted) {
    const font = `${pick(fonts)} ${random() < 0.5 ? 'bold ' : ''}`
    const ground = Array.from({ length: 3 }, () => 40 + Math.floor(random() * 170))
    // Below 30 of 255 a person has to look twice as well.
    const contrast = kind === 'pale' ? 30 + random() * 20 : 60 + random() * 120
    const isDark = ground.reduce((sum, value) => sum + value, 0) / 3 < 128
    const ink = ground.map((value) => Math.max(0, Math.min(255, value + (isDark ? contrast : -contrast))))
    const letters = await sharp({ text: { text, font: font + String(24 + Math.floor(random() * 24)), rgba: true } })
      .ensureAlpha()
      .extractChannel(3)
      .raw()
      .toBuffer({ resolveWithObject: true })
    const mask = { data: letters.data, width: letters.info.width, height: letters.info.height }
    if (kind === 'Chinese' && mask.width < mask.height * 1.2) continue // no font here has them
    yield { kind, text, picture: await place(mask, { ground, ink, kind }, random) }
  }
}

interface Mask {
  readonly data: Buffer
  readonly width: number
  readonly height: number
}

/** How strong each trouble is: a share of the letters' height, of the far edge's size, and steps of 255. */
const troubles: Readonly<Record<KindOfDrawing, { bend: number; aslant: number; noise: number }>> = {
  plain: { bend: 0.125, aslant: 0, noise: 12 },
  aslant: { bend: 0, aslant: 0.45, noise: 12 },
  curved: { bend: 0.6, aslant: 0, noise: 12 },
  noise: { bend: 0, aslant: 0, noise: 40 },
  pale: { bend: 0, aslant: 0, noise: 4 },
  Chinese: { bend: 0.05, aslant: 0.1, noise: 12 },
}

/** Puts the letters into the picture: tilted, bent, seen from the side, blurred and with noise. */
async function place(
  mask: Mask,
  {
    ground,
    ink,
    kind,
  }: { readonly ground: readonly number[]; readonly ink: readonly number[]; readonly kind: KindOfDrawing },
  random: () => number,
): Promise<Picture> {
  const { width, height } = size
  const data = Buffer.alloc(width * height * 3)
  const tilt = ((random() - 0.5) * Math.PI) / 4
  const [cos, sin] = [Math.cos(tilt), Math.sin(tilt)]
  const trouble = troubles[kind]
  const side = random() < 0.5 ? -1 : 1
  const bend = side * (0.5 + random() / 2) * trouble.bend * mask.height
  const aslant = (side * trouble.aslant) / width
  const zoom = Math.min(1.6, (0.8 * width) / mask.width)
  for (let y = 0, at = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1, at += 3) {
      // Seen from the side: what is farther away is smaller, in both directions.
      const nearer = 1 / (1 + aslant * (x - width / 2))
      const [dx, dy] = [((x - width / 2) * nearer) / zoom, ((y - height / 2) * nearer) / zoom]
      const u = Math.round(dx * cos + dy * sin + mask.width / 2)
      const v = Math.round(dy * cos - dx * sin + mask.height / 2 + bend * Math.sin((Math.PI * u) / mask.width))
      const isInside = u >= 0 && v >= 0 && u < mask.width && v < mask.height
      const share = isInside ? (mask.data[v * mask.width + u] ?? 0) / 255 : 0
      const noise = (random() - 0.5) * 2 * trouble.noise
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
