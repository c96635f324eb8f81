/**
 * @file Resizing as Pillow does it, bit for bit: two passes, antialiased, rounded to bytes in between.
 *
 * Models were trained on pictures that Pillow resized. sharp shrinks the same way up to four times; beyond that it
 * averages blocks first (up to 4 of 255 off on a weave), and it enlarges with its corners elsewhere (4 to 7 of 255 off,
 * measured 2026-11), for which a model sees another picture. At 30 ms of this thread for 768 × 768 px it is for those
 * pictures only: small ones, and strips.
 */
import type { Pixels } from './raster.ts'

export interface Frame {
  readonly width: number
  readonly height: number
  readonly kernel: 'linear' | 'cubic'
}

/** Which part of the resized picture is wanted, in its pixels. */
export interface Window {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** RGB, `width * height * 3` bytes of the window (default: all of it). */
export function resample(pixels: Pixels, to: Frame, window: Window = { left: 0, top: 0, ...to }): Buffer {
  const across = weightsOf({ from: pixels.width, to: to.width, start: window.left, count: window.width }, to.kernel)
  const down = weightsOf({ from: pixels.height, to: to.height, start: window.top, count: window.height }, to.kernel)
  const step = window.width * 3
  const rows = Buffer.allocUnsafe(step * pixels.height)
  const [firstRow, endRow] = reachOf(down)
  for (let y = firstRow; y < endRow; y++)
    mix(pixels.data, { at: y * pixels.width * 3, step: 3 }, across, rows, { at: y * step, step: 3 })
  const resized = Buffer.allocUnsafe(step * window.height)
  for (let x = 0; x < step; x += 3) mix(rows, { at: x, step }, down, resized, { at: x, step })
  return resized
}

/** For each target pixel the first source pixel and how much each from there on counts, in 22-bit fixed point. */
interface Weights {
  readonly first: Int32Array
  readonly count: Int32Array
  /** `[targets, taps]` */
  readonly values: Int32Array
  readonly taps: number
}

const fixedBits = 22

/** The first source pixel that counts at all, and the one behind the last. */
function reachOf({ first, count }: Weights): readonly [number, number] {
  return [first[0] ?? 0, (first.at(-1) ?? 0) + (count.at(-1) ?? 0)]
}

/** One axis: `from` pixels become `to`, of which `count` are wanted from `start` on. */
interface Axis {
  readonly from: number
  readonly to: number
  readonly start: number
  readonly count: number
}

function weightsOf({ from, to, start, count: targets }: Axis, kernel: Frame['kernel']): Weights {
  const scale = from / to
  const widening = Math.max(1, scale) // shrinking averages over as many pixels as become one
  const reach = (kernel === 'linear' ? 1 : 2) * widening
  const taps = 2 * Math.ceil(reach) + 1
  const weights = {
    first: new Int32Array(targets),
    count: new Int32Array(targets),
    values: new Int32Array(targets * taps),
    taps,
  }
  for (let target = 0; target < targets; target++) {
    const centre = (start + target + 0.5) * scale
    const first = Math.max(0, Math.trunc(centre - reach + 0.5))
    const count = Math.min(from, Math.trunc(centre + reach + 0.5)) - first
    const row = Array.from({ length: count }, (_, tap) => weigh((first + tap - centre + 0.5) / widening, kernel))
    const sum = row.reduce((total, weight) => total + weight, 0)
    weights.first[target] = first
    weights.count[target] = count
    row.forEach((weight, tap) => {
      const fixed = (weight / sum) * 2 ** fixedBits
      weights.values[target * taps + tap] = Math.trunc(fixed < 0 ? fixed - 0.5 : fixed + 0.5)
    })
  }
  return weights
}

/** The triangle, or Keys' cubic with a = -0.5. */
function weigh(offset: number, kernel: Frame['kernel']): number {
  const x = Math.abs(offset)
  if (kernel === 'linear') return Math.max(0, 1 - x)
  if (x < 1) return (1.5 * x - 2.5) * x * x + 1
  return x < 2 ? (((x - 5) * x + 8) * x - 4) * -0.5 : 0
}

interface Line {
  readonly at: number
  readonly step: number
}

/** One line of RGB pixels, along a row or a column. Indices instead of iterators: this is the loop that costs. */
function mix(source: Uint8Array, from: Line, weights: Weights, target: Uint8Array, to: Line): void {
  const { first, count, values, taps } = weights
  for (let index = 0, out = to.at; index < first.length; index++, out += to.step) {
    let red = 1 << (fixedBits - 1)
    let green = red
    let blue = red
    const end = count[index] ?? 0
    let place = from.at + (first[index] ?? 0) * from.step
    for (let tap = 0, row = index * taps; tap < end; tap++, row++, place += from.step) {
      const weight = values[row] ?? 0
      red += weight * (source[place] ?? 0)
      green += weight * (source[place + 1] ?? 0)
      blue += weight * (source[place + 2] ?? 0)
    }
    target[out] = toByte(red)
    target[out + 1] = toByte(green)
    target[out + 2] = toByte(blue)
  }
}

function toByte(fixed: number): number {
  const value = fixed >> fixedBits
  return value < 0 ? 0 : value > 255 ? 255 : value
}
