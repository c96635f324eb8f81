/** Photos in order of time, cut where the person paused for longer than is their pace: one outing after the other. */
import { hasTime, kilometresBetween, secondsOf, type Position, type Shot } from './shot.ts'
import { tellingName } from './telling-folder.ts'

/** How alike two photos look, 0 to 1 or so; nothing where either has not been seen by a model. */
export type Likeness = (a: number, b: number) => number | undefined

const minute = 60
const hour = 60 * minute

/**
 * A pause is an end where it is so many times as long as the pauses around it usually are: log(17), by Platt, Czerwinski
 * and Field, PhotoTOC (2003), which compares with ten pauses on each side.
 */
const timesAsLong = 17
const pausesAround = 10
/** Nobody sleeps through less, and no lunch takes more. Between these two the pace decides. */
const surelyApart = 9 * hour
const surelyTogether = 90 * minute
/** Who is elsewhere by now has begun something else. */
const elsewhereKm = 30
const elsewhereApart = 60 * minute
/** What speaks for going on, or against it, makes the pause that is allowed longer or shorter. */
const forIt = 1.5
const againstIt = 1 / forIt
/** Bursts are no pace. */
const shortestPause = minute

export interface Outing {
  readonly shots: readonly Shot[]
  readonly begins: number
  readonly ends: number
}

const nearby = 3

function positionNear(shots: readonly Shot[], from: number, step: 1 | -1): Position | undefined {
  for (let n = 0, at = from; n < nearby && shots[at] !== undefined; n += 1, at += step) {
    const position = shots[at]?.position
    if (position !== undefined) return position
  }
  return undefined
}

/** Against how alike the photos on each side are among themselves. */
function speaksByLooks(shots: readonly Shot[], last: number, likeness: Likeness): number {
  const id = (at: number): number => shots[at]?.id ?? 0
  const across = likeness(id(last), id(last + 1))
  const around = [
    ...(shots[last - 1] === undefined ? [] : [likeness(id(last - 1), id(last))]),
    ...(shots[last + 2] === undefined ? [] : [likeness(id(last + 1), id(last + 2))]),
  ].filter((each) => each !== undefined)
  if (across === undefined || around.length === 0) return 1
  return across >= Math.min(...around) ? forIt : againstIt
}

function speaksByFolder(before: string | undefined, after: string | undefined): number {
  if (before === after) return tellingName(before) === undefined ? 1 : forIt
  return tellingName(before) !== undefined && tellingName(after) !== undefined ? againstIt : 1
}

/** How long the pause behind the shot at `last` may be, in seconds, with all of one block at hand. */
function allowedPause(shots: readonly Shot[], pauses: readonly number[], last: number, likeness: Likeness): number {
  const around = pauses.slice(Math.max(0, last - pausesAround), last + pausesAround + 1)
  const logs = around.map((pause) => Math.log(Math.max(shortestPause, pause)))
  const usual = Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length)
  const here = positionNear(shots, last, -1)
  const there = positionNear(shots, last + 1, 1)
  if (here !== undefined && there !== undefined && kilometresBetween(here, there) >= elsewhereKm) return elsewhereApart
  const byPace = Math.max(surelyTogether, timesAsLong * usual)
  const pause = pauses[last] ?? 0
  const isDoubtful = pause > byPace * againstIt * againstIt && pause < byPace * forIt * forIt
  if (!isDoubtful) return byPace
  return byPace * speaksByFolder(shots[last]?.folder, shots[last + 1]?.folder) * speaksByLooks(shots, last, likeness)
}

/** Cuts a block, in which no pause is surely an end. */
function cutBlock(shots: readonly Shot[], times: readonly number[], likeness: Likeness): readonly (readonly Shot[])[] {
  const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0))
  const parts: Shot[][] = [[]]
  for (const [index, shot] of shots.entries()) {
    parts.at(-1)?.push(shot)
    const pause = pauses[index]
    if (pause === undefined || pause < elsewhereApart) continue
    if (pause >= allowedPause(shots, pauses, index, likeness)) parts.push([])
  }
  return parts
}

/** Every shot with a time in one outing, in order. */
export function outingsOf(shots: readonly Shot[], likeness: Likeness): readonly Outing[] {
  const timed = shots.filter(hasTime).map((shot) => ({ shot, time: secondsOf(shot.at) }))
  timed.sort((a, b) => a.time - b.time || a.shot.id - b.shot.id)
  const outings: Outing[] = []
  let begin = 0
  for (let at = 1; at <= timed.length; at += 1) {
    const isEnd = at === timed.length || (timed[at]?.time ?? 0) - (timed[at - 1]?.time ?? 0) >= surelyApart
    if (!isEnd) continue
    const block = timed.slice(begin, at)
    begin = at
    for (const part of cutBlock(
      block.map(({ shot }) => shot),
      block.map(({ time }) => time),
      likeness,
    ))
      outings.push({ shots: part, begins: secondsOf(part[0]?.at ?? ''), ends: secondsOf(part.at(-1)?.at ?? '') })
  }
  return outings
}
