/** @file A part of a picture at another size: each row mixed, then narrowed, by Keys' cubic, wider where it reduces. */
import { keys, type Frame, type Picture } from './picture.ts'

/** What each place along a side is made of: `count` pixels from `from` on, kept inside, each with its weight. */
interface Taps {
  readonly pixels: Int32Array
  readonly weights: Float32Array
  readonly count: number
}

/**
 * Resizes a part of a picture.
 * @param frame in whole pixels, inside the picture
 * @param zoom above 1 enlarges
 */
export function zoomed(picture: Picture, frame: Frame, zoom: number): Picture {
  const width = Math.max(1, Math.round(frame.width * zoom))
  const height = Math.max(1, Math.round(frame.height * zoom))
  const down = tapsFor(frame.height, height)
  const across = tapsFor(frame.width, width)
  // Clamped: a cubic goes a little beyond black and white.
  const data = new Uint8ClampedArray(width * 3 * height)
  const row = new Float32Array(frame.width * 3)
  for (let y = 0; y < height; y += 1) {
    mixRows(picture, frame, { ...down, place: y }, row)
    narrow(row, across, data.subarray(y * width * 3, (y + 1) * width * 3))
  }
  return { data: new Uint8Array(data.buffer), width, height }
}

/** One row of the result, as wide as the part still is. */
function mixRows(
  { data, width }: Picture,
  frame: Frame,
  { pixels, weights, count, place }: Taps & { readonly place: number },
  row: Float32Array,
): void {
  row.fill(0)
  const { length } = row
  for (let tap = place * count; tap < (place + 1) * count; tap += 1) {
    const weight = weights[tap] ?? 0
    if (weight === 0) continue
    const from = ((frame.top + (pixels[tap] ?? 0)) * width + frame.left) * 3
    for (let at = 0; at < length; at += 1) row[at] = (row[at] ?? 0) + weight * (data[from + at] ?? 0)
  }
}

/** The row with its width changed, three values a pixel. */
function narrow(row: Float32Array, { pixels, weights, count }: Taps, out: Uint8ClampedArray): void {
  for (let tap = 0, to = 0; to < out.length; to += 3) {
    let [red, green, blue] = [0, 0, 0]
    for (const end = tap + count; tap < end; tap += 1) {
      const weight = weights[tap] ?? 0
      const at = (pixels[tap] ?? 0) * 3
      red += weight * (row[at] ?? 0)
      green += weight * (row[at + 1] ?? 0)
      blue += weight * (row[at + 2] ?? 0)
    }
    out[to] = red
    out[to + 1] = green
    out[to + 2] = blue
  }
}

function tapsFor(from: number, to: number): Taps {
  const scale = from / to
  const reach = 2 * Math.max(1, scale)
  const count = Math.ceil(2 * reach) + 1
  const pixels = new Int32Array(to * count)
  const weights = new Float32Array(to * count)
  for (let place = 0; place < to; place += 1) {
    const middle = (place + 0.5) * scale - 0.5
    const first = Math.floor(middle - reach) + 1
    let sum = 0
    for (let tap = 0; tap < count; tap += 1) {
      const weight = keys((first + tap - middle) / Math.max(1, scale))
      pixels[place * count + tap] = Math.min(Math.max(first + tap, 0), from - 1)
      weights[place * count + tap] = weight
      sum += weight
    }
    for (let tap = place * count; tap < (place + 1) * count; tap += 1) weights[tap] = (weights[tap] ?? 0) / sum
  }
  return { pixels, weights, count }
}
