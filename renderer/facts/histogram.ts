/** How bright a picture's pixels are: numbers for a curve, and for a sentence about it. */

export const bins = 64

export interface Histogram {
  /** For each channel the share of the pixels in each of 64 steps of brightness, the fullest step of all being 1. */
  readonly curves: Readonly<Record<'red' | 'green' | 'blue', readonly number[]>>
  /** Shares of pixels, 0 to 1: darker and lighter than a quarter of the range; and with nothing left in a channel. */
  readonly dark: number
  readonly light: number
  readonly blackened: number
  readonly blownOut: number
}

const channels = ['red', 'green', 'blue'] as const

/** @param rgba four bytes a pixel, sRGB, as a canvas gives them */
export function histogramOf(rgba: Uint8ClampedArray): Histogram {
  const counts = { red: counters(), green: counters(), blue: counters() }
  let [dark, light, blackened, blownOut] = [0, 0, 0, 0]
  for (let at = 0; at + 3 < rgba.length; at += 4) {
    const [red = 0, green = 0, blue = 0] = [rgba[at], rgba[at + 1], rgba[at + 2]]
    for (const [index, value] of [red, green, blue].entries()) {
      const counted = counts[channels[index] ?? 'red']
      const bin = value >> 2
      counted[bin] = (counted[bin] ?? 0) + 1
    }
    // Rec. 709, as sRGB has it.
    const brightness = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    if (brightness < 64) dark += 1
    if (brightness >= 192) light += 1
    if (Math.max(red, green, blue) <= 2) blackened += 1
    if (Math.min(red, green, blue) >= 253) blownOut += 1
  }
  const pixels = Math.max(1, rgba.length / 4)
  const fullest = Math.max(1, ...channels.flatMap((channel) => counts[channel]))
  const curve = (channel: (typeof channels)[number]): number[] => counts[channel].map((count) => count / fullest)
  return {
    curves: { red: curve('red'), green: curve('green'), blue: curve('blue') },
    ...{ dark: dark / pixels, light: light / pixels },
    ...{ blackened: blackened / pixels, blownOut: blownOut / pixels },
  }
}

const counters = (): number[] => new Array<number>(bins).fill(0)
