import { compare, type Likeness } from './same-shot.ts'
import { areTwoMoments, secondsApart, type Moment } from './taken-apart.ts'

export interface Seen extends Likeness, Moment {}

/** `same`: another size, format, edit or re-save of one picture. `similar`: a burst, a near scene. */
export type Verdict = 'same' | 'similar' | 'neither'

/** Whether they may be of one burst, by the clock. */
export function areNear(one: Moment, other: Moment): boolean {
  const apart = secondsApart(one, other)
  return apart !== undefined && apart <= burstSeconds
}

/** Shots of one scene in a row, and pictures of it whenever they were taken. */
const burstSeconds = 30
const looksOfBurst = 0.6
const looksOfScene = 0.85

/** What two pictures are to each other; the same both ways round. Time parts what looks cannot tell apart. */
export function verdictOn(one: Seen, other: Seen): Verdict {
  const { looks, isSameShot } = compare(one, other)
  if (isSameShot && !areTwoMoments(one, other)) return 'same'
  return looks >= (areNear(one, other) ? looksOfBurst : looksOfScene) ? 'similar' : 'neither'
}
