/**
 * @file Cuts a line of text out of a picture, upright and of the height that the reader wants. A box is a rectangle at
 * an angle, so this is an affine map; a strong reduction averages, so that small strokes are not lost.
 */
import { addPixel, addSample, distance, samplesFor, type Corners, type Picture } from './picture.ts'

/** A line this many times as high as wide is turned by 90°: letters stand beside each other, not above. */
const turnedFrom = 1.5

/** Corners in reading direction, as far as the shape of the box tells it. */
export function readingCorners(corners: Corners): Corners {
  const [a, b, c, d] = corners
  const [width, height] = sidesOf(corners)
  // The right upper corner becomes the left upper one: the line is turned counter-clockwise.
  return height >= turnedFrom * width ? [b, c, d, a] : corners
}

/** The line upside down. */
export function turnedAround([a, b, c, d]: Corners): Corners {
  return [c, d, a, b]
}

/** Width and height of a box along its own sides. */
export function sidesOf([a, b, c, d]: Corners): readonly [number, number] {
  return [Math.max(distance(a, b), distance(d, c)), Math.max(distance(a, d), distance(b, c))]
}

export interface LineTarget {
  readonly width: number
  readonly height: number
  /** Where the blue plane begins in `out`; the planes are blue, green, red, each `rowLength * height`. */
  readonly offset: number
  /** Values from one row to the next: the run's width. */
  readonly rowLength: number
}

/**
 * Draws a line's pixels as the reader wants them: three planes, blue first, `(value / 255 - 0.5) / 0.5`. What is
 * beside the line stays as it is; beyond the picture its edge goes on.
 */
export function drawLine(picture: Picture, corners: Corners, out: Float32Array, target: LineTarget): void {
  const { width, height, offset, rowLength } = target
  const [origin, right, , down] = corners
  const across = { x: (right.x - origin.x) / width, y: (right.y - origin.y) / width }
  const along = { x: (down.x - origin.x) / height, y: (down.y - origin.y) / height }
  const samplesAcross = samplesFor(Math.hypot(across.x, across.y))
  const samplesDown = samplesFor(Math.hypot(along.x, along.y))
  const add = samplesAcross * samplesDown === 1 ? addSample : addPixel
  const share = 1 / (samplesAcross * samplesDown * 127.5)
  const plane = rowLength * height
  const sum = new Float64Array(3)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      sum.fill(0)
      for (let j = 0; j < samplesDown; j += 1)
        for (let i = 0; i < samplesAcross; i += 1) {
          const u = x + (i + 0.5) / samplesAcross
          const v = y + (j + 0.5) / samplesDown
          add(picture, origin.x + u * across.x + v * along.x, origin.y + u * across.y + v * along.y, sum)
        }
      const at = offset + y * rowLength + x
      out[at] = (sum[2] ?? 0) * share - 1
      out[at + plane] = (sum[1] ?? 0) * share - 1
      out[at + 2 * plane] = (sum[0] ?? 0) * share - 1
    }
}
