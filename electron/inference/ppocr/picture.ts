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
export function addSample({ data, width, height }: Picture, { x, y }: Point, sum: Float64Array): void {
  const [left, top] = [Math.floor(x - 0.5), Math.floor(y - 0.5)]
  const [across, down] = [x - 0.5 - left, y - 0.5 - top]
  for (let row = -1; row <= 2; row += 1) {
    const weightDown = keys(row - down)
    const from = Math.min(Math.max(top + row, 0), height - 1) * width
    for (let column = -1; column <= 2; column += 1) {
      const weight = weightDown * keys(column - across)
      const at = (from + Math.min(Math.max(left + column, 0), width - 1)) * 3
      sum[0] = (sum[0] ?? 0) + weight * (data[at] ?? 0)
      sum[1] = (sum[1] ?? 0) + weight * (data[at + 1] ?? 0)
      sum[2] = (sum[2] ?? 0) + weight * (data[at + 2] ?? 0)
    }
  }
}

/** Adds the pixel that a point lies in: enough where several samples are averaged. */
export function addPixel({ data, width, height }: Picture, { x, y }: Point, sum: Float64Array): void {
  const row = Math.min(Math.max(Math.floor(y), 0), height - 1)
  const at = (row * width + Math.min(Math.max(Math.floor(x), 0), width - 1)) * 3
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
