/** @file A part of a picture at another size: rows first, then columns, by Keys' cubic, wider where it reduces. */
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
  const rows = wider(picture, frame, width)
  const { pixels, weights, count } = tapsFor(frame.height, height)
  const length = width * 3
  // Clamped: a cubic goes a little beyond black and white.
  const data = new Uint8ClampedArray(length * height)
  const sums = new Float32Array(length)
  for (let y = 0; y < height; y += 1) {
    sums.fill(0)
    for (let tap = y * count; tap < (y + 1) * count; tap += 1) {
      const weight = weights[tap] ?? 0
      const from = (pixels[tap] ?? 0) * length
      for (let at = 0; at < length; at += 1) sums[at] = (sums[at] ?? 0) + weight * (rows[from + at] ?? 0)
    }
    data.set(sums, y * length)
  }
  return { data: new Uint8Array(data.buffer), width, height }
}

/** The part with its width changed, three values a pixel. */
function wider({ data, width: rowLength }: Picture, frame: Frame, width: number): Float32Array {
  const { pixels, weights, count } = tapsFor(frame.width, width)
  const rows = new Float32Array(frame.height * width * 3)
  for (let y = 0, to = 0; y < frame.height; y += 1) {
    const start = ((frame.top + y) * rowLength + frame.left) * 3
    for (let x = 0; x < width; x += 1, to += 3) {
      let [red, green, blue] = [0, 0, 0]
      for (let tap = x * count; tap < (x + 1) * count; tap += 1) {
        const weight = weights[tap] ?? 0
        const at = start + (pixels[tap] ?? 0) * 3
        red += weight * (data[at] ?? 0)
        green += weight * (data[at + 1] ?? 0)
        blue += weight * (data[at + 2] ?? 0)
      }
      rows[to] = red
      rows[to + 1] = green
      rows[to + 2] = blue
    }
  }
  return rows
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
