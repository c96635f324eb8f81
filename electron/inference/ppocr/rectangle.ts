/** @file The smallest rectangle around some points: what a patch of text is taken to be. */
import type { Corners, Point } from './picture.ts'

/** A rectangle at any angle: `axis` is the unit vector along `width`. */
export interface Rectangle {
  readonly centre: Point
  readonly axis: Point
  readonly width: number
  readonly height: number
}

/**
 * Convex hull, counter-clockwise as seen with y upward, without points on its edges (Andrew's monotone chain, 1979).
 * @param points at least one
 */
export function convexHull(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((one, other) => one.x - other.x || one.y - other.y)
  if (sorted.length < 3) return sorted
  const lower = chain(sorted)
  const upper = chain(sorted.reverse())
  return [...lower.slice(0, -1), ...upper.slice(0, -1)]
}

function chain(points: readonly Point[]): Point[] {
  const kept: Point[] = []
  for (const point of points) {
    for (;;) {
      const [before, last] = kept.slice(-2)
      if (before === undefined || last === undefined || turn(before, last, point) > 0) break
      kept.pop()
    }
    kept.push(point)
  }
  return kept
}

function turn(a: Point, b: Point, c: Point): number {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
}

/**
 * The rectangle of least area around points. It shares a side with their hull (Freeman and Shapira, 1975), so each
 * side is tried.
 * @param points at least one
 */
export function smallestRectangle(points: readonly Point[]): Rectangle {
  const hull = convexHull(points)
  let best = rectangleAlong(hull, { x: 1, y: 0 })
  for (const [index, from] of hull.entries()) {
    const to = hull[(index + 1) % hull.length] ?? from
    const length = Math.hypot(to.x - from.x, to.y - from.y)
    if (length === 0) continue
    const tried = rectangleAlong(hull, { x: (to.x - from.x) / length, y: (to.y - from.y) / length })
    if (tried.width * tried.height < best.width * best.height - 1e-9) best = tried
  }
  return best
}

function rectangleAlong(points: readonly Point[], axis: Point): Rectangle {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity]
  for (const { x, y } of points) {
    const along = x * axis.x + y * axis.y
    const across = y * axis.x - x * axis.y
    left = Math.min(left, along)
    right = Math.max(right, along)
    top = Math.min(top, across)
    bottom = Math.max(bottom, across)
  }
  const [along, across] = [(left + right) / 2, (top + bottom) / 2]
  return {
    centre: { x: along * axis.x - across * axis.y, y: along * axis.y + across * axis.x },
    axis,
    width: right - left,
    height: bottom - top,
  }
}

/** The same rectangle with every side moved outwards by `by`. */
export function grown(rectangle: Rectangle, by: number): Rectangle {
  return { ...rectangle, width: rectangle.width + 2 * by, height: rectangle.height + 2 * by }
}

/** Its corners in the order of {@link Corners}: of the two further left the upper one is first. */
export function cornersOf({ centre, axis, width, height }: Rectangle): Corners {
  const corner = (along: number, across: number): Point => ({
    x: centre.x + (along * width * axis.x - across * height * axis.y) / 2,
    y: centre.y + (along * width * axis.y + across * height * axis.x) / 2,
  })
  const corners = [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)]
  const [a, b, c, d] = corners.sort((one, other) => one.x - other.x) as [Point, Point, Point, Point] // four went in
  const [upperLeft, lowerLeft] = a.y <= b.y ? [a, b] : [b, a]
  const [upperRight, lowerRight] = c.y <= d.y ? [c, d] : [d, c]
  return [upperLeft, upperRight, lowerRight, lowerLeft]
}
