/** Is a picture a screenshot, or a page? From what is known of it and of its words; no model says so. */
import { coverOf, lettersIn, surely, type PictureLine } from './picture-line.ts'

export type KindOfPicture = 'screenshot' | 'document'

export interface PictureFacts {
  /** As the decoder calls it. */
  readonly format: string | undefined
  readonly width: number | undefined
  readonly height: number | undefined
  /** A camera's name, or how it was set. */
  readonly hasCamera: boolean
}

/** Long by short side of screens in pixels, as they are sold: desktops, notebooks, tablets, telephones. */
const screens = new Set(
  [
    '1280x720 1280x800 1366x768 1440x900 1536x864 1600x900 1680x1050 1920x1080 1920x1200 2048x1152 2256x1504',
    '2304x1440 2496x1664 2560x1080 2560x1440 2560x1600 2736x1824 2880x1800 2880x1920 3000x2000 3024x1964 3072x1920',
    '3200x1800 3440x1440 3456x2234 3840x2160 5120x2880 1024x768 2048x1536 2160x1620 2224x1668 2360x1640 2388x1668',
    '2732x2048 1136x640 1334x750 1792x828 1920x1080 2208x1242 2340x1080 2400x1080 2436x1125 2532x1170 2556x1179',
    '2622x1206 2688x1242 2778x1284 2796x1290 2868x1320 2160x1080 2220x1080 2280x1080 2960x1440 3040x1440 3088x1440',
    '3120x1440 3200x1440',
  ]
    .join(' ')
    .split(' '),
)
/** Formats that programs write of screens. */
const drawn = new Set(['png', 'webp', 'bmp', 'gif'])
/** Lines and letters that make print: a page, a letter, a receipt. */
const page = { lines: 6, letters: 100, cover: 0.08 } as const

/** The kind, as far as it is certain enough to be searched by. */
export function kindOfPicture(facts: PictureFacts, lines: readonly PictureLine[]): KindOfPicture | undefined {
  const sure = lines.filter(({ confidence }) => confidence >= surely)
  const letters = sure.reduce((sum, { text }) => sum + lettersIn(text), 0)
  const cover = sure.reduce((sum, line) => sum + coverOf(line), 0)
  const isPrint = sure.length >= page.lines && letters >= page.letters && cover >= page.cover
  if (!facts.hasCamera && drawn.has(facts.format ?? '')) {
    const sides = [facts.width ?? 0, facts.height ?? 0].sort((one, other) => other - one)
    if (screens.has(sides.join('x'))) return 'screenshot'
    // A window alone, or a screen nobody has sold yet: small print in some lines.
    if (sure.length >= 3 && letters >= 20 && cover / sure.length < 0.05) return 'screenshot'
  }
  return isPrint ? 'document' : undefined
}
