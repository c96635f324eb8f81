/** Where photos without a position were probably taken: where their neighbours in time were. */
import type { LocatedMoment, Moment } from '../../store/places/positions.ts'
import { kilometres } from '../../media/places/distance.ts'

export interface ProbablePlace {
  readonly id: number
  readonly latitude: number
  readonly longitude: number
  /** To the photo whose position it is. */
  readonly minutes: number
}

/** Within so many minutes of a photo with a position; the issue's own number. */
const reachMinutes = 30
/** Who was at two places so far apart within the hour was on the way, and nobody knows where in between. */
const spreadKm = 25

const minutesOf = ({ taken }: Moment): number => Date.parse(`${taken}Z`) / 60_000

/** Both lists in order of time. Photos whose neighbours disagree get nothing. */
export function probablePlaces(
  unlocated: readonly Moment[],
  located: readonly LocatedMoment[],
): readonly ProbablePlace[] {
  const times = located.map(minutesOf)
  let after = 0
  return unlocated.flatMap((photo) => {
    const time = minutesOf(photo)
    while (after < located.length && (times[after] ?? Infinity) < time) after += 1
    const near = [after - 1, after].flatMap((index) => {
      const [neighbour, at] = [located[index], times[index]]
      const minutes = at === undefined ? Infinity : Math.abs(at - time)
      return neighbour === undefined || !(minutes <= reachMinutes) ? [] : [{ neighbour, minutes }]
    })
    const [first, second] = near
    if (first === undefined) return []
    if (second !== undefined && distance(first.neighbour, second.neighbour) > spreadKm) return []
    const { neighbour, minutes } = second !== undefined && second.minutes < first.minutes ? second : first
    return [{ id: photo.id, latitude: neighbour.latitude, longitude: neighbour.longitude, minutes }]
  })
}

function distance(a: LocatedMoment, b: LocatedMoment): number {
  return kilometres([a.latitude, a.longitude], [b.latitude, b.longitude])
}
