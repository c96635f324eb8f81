/** @file Pixels as the reader gets them, and the geometry of a line of text in them. */

/** Upright sRGB, interleaved RGB, one byte each; the origin is the upper left corner. */
export interface Picture {
  readonly data: Uint8Array
  readonly width: number
  readonly height: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

/** A line's four corners as they lie in the picture: upper left, upper right, lower right, lower left. */
export type Corners = readonly [Point, Point, Point, Point]

export function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y)
}

/** The same corners in a picture of another size. */
export function scaleCorners(corners: Corners, across: number, down: number): Corners {
  const [a, b, c, d] = corners
  const scaled = ({ x, y }: Point): Point => ({ x: x * across, y: y * down })
  return [scaled(a), scaled(b), scaled(c), scaled(d)]
}

export interface Frame {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/**
 * Adds one sample, cubic by Keys' convolution (1981, a = -0.5): what is enlarged linearly loses the gaps between its
 * words (measured 2026-11: 5 instead of 11 of 12 real words had their spaces). `x` and `y` count from the picture's
 * edge, so a pixel's middle is at a half; beyond its edge the edge goes on.
 */
export function addSample({ data, width, height }: Picture, x: number, y: number, sum: Float64Array): void {
  const left = Math.floor(x - 0.5)
  const top = Math.floor(y - 0.5)
  const across = x - 0.5 - left
  const down = y - 0.5 - top
  for (let column = 0; column < 4; column += 1) {
    columns[column] = inside(left + column - 1, width) * 3
    weights[column] = keys(column - 1 - across)
  }
  let red = 0
  let green = 0
  let blue = 0
  for (let row = -1; row <= 2; row += 1) {
    const weightDown = keys(row - down)
    const from = inside(top + row, height) * width * 3
    for (let column = 0; column < 4; column += 1) {
      const weight = weightDown * (weights[column] ?? 0)
      const at = from + (columns[column] ?? 0)
      red += weight * (data[at] ?? 0)
      green += weight * (data[at + 1] ?? 0)
      blue += weight * (data[at + 2] ?? 0)
    }
  }
  sum[0] = (sum[0] ?? 0) + red
  sum[1] = (sum[1] ?? 0) + green
  sum[2] = (sum[2] ?? 0) + blue
}

/** Filled anew for each sample: lists of its own would cost more than the sample. */
const columns = new Int32Array(4)
const weights = new Float64Array(4)

function inside(place: number, length: number): number {
  return place < 0 ? 0 : place < length ? place : length - 1
}

/** Adds the pixel that a point lies in: enough where several samples are averaged. */
export function addPixel({ data, width, height }: Picture, x: number, y: number, sum: Float64Array): void {
  const at = (inside(Math.floor(y), height) * width + inside(Math.floor(x), width)) * 3
  sum[0] = (sum[0] ?? 0) + (data[at] ?? 0)
  sum[1] = (sum[1] ?? 0) + (data[at + 1] ?? 0)
  sum[2] = (sum[2] ?? 0) + (data[at + 2] ?? 0)
}

/** Keys' cubic convolution kernel (1981), a = -0.5. */
export function keys(offset: number): number {
  const x = Math.abs(offset)
  if (x < 1) return (1.5 * x - 2.5) * x * x + 1
  return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0
}

/** One sample a pixel where a picture is enlarged, else about one for each pixel of it; 6 along a side at most. */
export function samplesFor(pixelsPerStep: number): number {
  return Math.max(1, Math.min(6, Math.round(pixelsPerStep)))
}
