/** Where a person lives, told from where they take photos week after week. */
import { kilometresBetween, type Position } from './shot.ts'

/** A square of the map and how many weeks have photos of it. */
export interface Haunt {
  readonly position: Position
  readonly weeks: number
}

/** As far as one goes without calling it a journey. */
const aroundKm = 20
/** Fewer weeks may be journeys. */
const fewestWeeks = 4

/** The place around which there are photos of the most weeks; the one most to the south where two have as many. */
export function homeAmong(haunts: readonly Haunt[]): Position | undefined {
  const scored = haunts.map((haunt) => ({
    haunt,
    weeks: haunts
      .filter((other) => kilometresBetween(other.position, haunt.position) <= aroundKm)
      .reduce((sum, other) => sum + other.weeks, 0),
  }))
  const [first] = scored.sort(
    (a, b) =>
      b.weeks - a.weeks ||
      b.haunt.weeks - a.haunt.weeks ||
      a.haunt.position[0] - b.haunt.position[0] ||
      a.haunt.position[1] - b.haunt.position[1],
  )
  return first !== undefined && first.weeks >= fewestWeeks ? first.haunt.position : undefined
}
