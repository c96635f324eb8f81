/**
 * @file From the detector's map to boxes: what "Real-time Scene Text Detection with Differentiable Binarization" (Liao
 * et al., AAAI 2020) does after the network, as PaddleOCR's `db_postprocess.py` (Apache-2.0) sets its numbers.
 */
import type { Corners, Point } from './picture.ts'
import { cornersOf, grown, smallestRectangle, type Rectangle } from './rectangle.ts'

export interface BoxRule {
  /** A pixel is text above this. */
  readonly threshold: number
  /** A box whose pixels say less on average is none. */
  readonly leastMean: number
  /** The map shows text shrunk; its box grows by `area * unclip / perimeter` on every side. */
  readonly unclip: number
}

export interface TextBox {
  /** In pixels of the map. */
  readonly corners: Corners
  /** Mean of the map in it before it grew, 0 to 1. */
  readonly score: number
  /** Text, and too few rows of pixels to bound or read it: only a closer look tells. */
  readonly isThin: boolean
}

/** Of a picture full of print the strongest are kept. */
export const mostBoxes = 1000
/** Sides of a patch of text in pixels of the map, at least; a grown box has two more. */
const leastSide = 3
/** Letters of six pixels make patches of two or three rows (measured 2026-11); one row alone is an edge. */
const thinnestSide = 1

/**
 * Finds the boxes of text in a map.
 * @param map probability of text, `width * height` values of 0 to 1, row by row
 */
export function textBoxes(map: Float32Array, width: number, height: number, rule: BoxRule): TextBox[] {
  const boxes: TextBox[] = []
  for (const outline of patches(map, width, height, rule.threshold)) {
    const rectangle = smallestRectangle(outline)
    if (Math.min(rectangle.width, rectangle.height) < thinnestSide) continue
    const score = meanIn(map, width, height, rectangle)
    if (!(score >= rule.leastMean)) continue
    const area = rectangle.width * rectangle.height
    const whole = grown(rectangle, (area * rule.unclip) / (2 * (rectangle.width + rectangle.height)))
    const isThin =
      Math.min(rectangle.width, rectangle.height) < leastSide || Math.min(whole.width, whole.height) < leastSide + 2
    boxes.push({ corners: cornersOf(whole), score, isThin })
  }
  // What can be read comes before what is only a hint.
  return boxes
    .sort((one, other) => Number(one.isThin) - Number(other.isThin) || other.score - one.score)
    .slice(0, mostBoxes)
}

/**
 * Pixels above the threshold that touch, corners included; of each patch the two ends of each of its rows, which have
 * the same hull as all of it.
 */
function* patches(map: Float32Array, width: number, height: number, threshold: number): Generator<Point[]> {
  const seen = new Uint8Array(width * height)
  const stack: number[] = []
  for (let start = 0; start < map.length; start += 1) {
    // Said this way round, what is no number is no text.
    if (seen[start] === 1 || !((map[start] ?? 0) > threshold)) continue
    const ends = new Map<number, [number, number]>()
    seen[start] = 1
    stack.push(start)
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const [x, y] = [at % width, Math.floor(at / width)]
      const row = ends.get(y)
      if (row === undefined) ends.set(y, [x, x])
      else if (x < row[0]) row[0] = x
      else if (x > row[1]) row[1] = x
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny += 1)
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx += 1) {
          const next = ny * width + nx
          if (seen[next] === 1 || !((map[next] ?? 0) > threshold)) continue
          seen[next] = 1
          stack.push(next)
        }
    }
    yield [...ends].flatMap(([y, [left, right]]) => [
      { x: left, y },
      { x: right, y },
    ])
  }
}

/** Mean of the map over the pixels whose middle lies in the rectangle. */
function meanIn(map: Float32Array, width: number, height: number, { centre, axis, ...size }: Rectangle): number {
  const [halfWidth, halfHeight] = [size.width / 2 + 0.5, size.height / 2 + 0.5]
  const reachX = Math.abs(axis.x) * halfWidth + Math.abs(axis.y) * halfHeight
  const reachY = Math.abs(axis.y) * halfWidth + Math.abs(axis.x) * halfHeight
  let [sum, count] = [0, 0]
  for (let y = Math.max(0, Math.ceil(centre.y - reachY)); y <= Math.min(height - 1, centre.y + reachY); y += 1)
    for (let x = Math.max(0, Math.ceil(centre.x - reachX)); x <= Math.min(width - 1, centre.x + reachX); x += 1) {
      const along = (x - centre.x) * axis.x + (y - centre.y) * axis.y
      const across = (y - centre.y) * axis.x - (x - centre.x) * axis.y
      if (Math.abs(along) > halfWidth || Math.abs(across) > halfHeight) continue
      sum += map[y * width + x] ?? 0
      count += 1
    }
  return count === 0 ? 0 : sum / count
}
