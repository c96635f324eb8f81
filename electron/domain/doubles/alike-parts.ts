/** How much of one picture is found again in another: Pearson's correlation, over all of it and part by part. */
import type { Grid } from './grey-grid.ts'

interface Part {
  readonly left: number
  readonly top: number
  readonly edge: number
}

/** -1 to 1, of the cells of a part of both; 0 where one of them has nothing on it. */
export function correlation(one: Grid, other: Grid, { left, top, edge }: Part): number {
  const [a, b] = [one.cells, other.cells]
  let [sumA, sumB, squaresA, squaresB, products] = [0, 0, 0, 0, 0]
  for (let row = top; row < top + edge; row++)
    for (let at = row * one.edge + left, end = at + edge; at < end; at++) {
      const [x, y] = [a[at] ?? 0, b[at] ?? 0]
      sumA += x
      sumB += y
      squaresA += x * x
      squaresB += y * y
      products += x * y
    }
  const count = edge * edge
  const [spreadA, spreadB] = [squaresA - (sumA * sumA) / count, squaresB - (sumB * sumB) / count]
  if (spreadA < 1e-3 || spreadB < 1e-3) return 0
  return (products - (sumA * sumB) / count) / Math.sqrt(spreadA * spreadB)
}

/** Root of the mean square of a part: how much is on it, where the cells are differences from a mean. */
export function strength({ edge: width, cells }: Grid, { left, top, edge }: Part): number {
  let squares = 0
  for (let row = top; row < top + edge; row++)
    for (let at = row * width + left, end = at + edge; at < end; at++) squares += (cells[at] ?? 0) ** 2
  return Math.sqrt(squares / (edge * edge))
}

/** Everything but the outermost cells. */
export function inner({ edge }: Grid, margin: number): Part {
  return { left: margin, top: margin, edge: edge - 2 * margin }
}

const partEdge = 8
const partMargin = 4

/** How many parts have anything on them. */
export function busyParts(details: Grid, leastStrength: number): number {
  let count = 0
  for (let top = partMargin; top + partEdge <= details.edge - partMargin; top += partEdge)
    for (let left = partMargin; left + partEdge <= details.edge - partMargin; left += partEdge)
      if (strength(details, { left, top, edge: partEdge }) >= leastStrength) count += 1
  return count
}

/** The parts that have anything on them in one of both, and how far they agree. */
export function agreements(one: Grid, other: Grid, leastStrength: number): readonly number[] {
  const found: number[] = []
  for (let top = partMargin; top + partEdge <= one.edge - partMargin; top += partEdge)
    for (let left = partMargin; left + partEdge <= one.edge - partMargin; left += partEdge) {
      const part = { left, top, edge: partEdge }
      if (Math.max(strength(one, part), strength(other, part)) < leastStrength) continue
      found.push(correlation(one, other, part))
    }
  return found
}
