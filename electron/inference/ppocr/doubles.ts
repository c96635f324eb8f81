/** @file Of a line that two looks have read, the better reading. */
import type { Corners, Point } from './picture.ts'

export interface ReadLine {
  readonly text: string
  /** Mean probability of its letters, 0 to 1. */
  readonly confidence: number
  /** In reading direction, in fractions of the picture's width and height. */
  readonly corners: Corners
}

/** From here on a reading is taken for right, and the longer of two is the better one. */
const sure = 0.8

/** Lines with something to say, each place once: sure readings before others, long ones before parts of them. */
export function withoutDoubles(lines: readonly ReadLine[]): ReadLine[] {
  const worth = ({ text, confidence }: ReadLine): number =>
    confidence >= sure ? text.replaceAll(' ', '').length * confidence : confidence - 1
  const best = lines.filter(({ text }) => text !== '').sort((one, other) => worth(other) - worth(one))
  const kept: ReadLine[] = []
  for (const line of best) if (!kept.some((each) => lieTogether(each, line))) kept.push(line)
  return lines.filter((line) => kept.includes(line))
}

function lieTogether(one: ReadLine, other: ReadLine): boolean {
  return covers(one.corners, middleOf(other.corners)) || covers(other.corners, middleOf(one.corners))
}

function middleOf(corners: Corners): Point {
  const sum = corners.reduce((all, { x, y }) => ({ x: all.x + x, y: all.y + y }))
  return { x: sum.x / 4, y: sum.y / 4 }
}

/** A point in a convex shape is on the same side of all its sides. */
function covers(corners: Corners, { x, y }: Point): boolean {
  const sides = corners.map((from, index) => {
    const to = corners[(index + 1) % 4] ?? from
    return Math.sign((to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x))
  })
  return sides.every((side) => side >= 0) || sides.every((side) => side <= 0)
}
