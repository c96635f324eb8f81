/**
 * Photos in moments: outings, and outings of several days that belong together, as on a journey. Whether two
 * neighbours in time are parted is decided by what lies within sixteen days of both, so that photos that come later
 * change nothing elsewhere; and by the photos alone, not by the order in which they came.
 */
import { outingsOf, type Likeness, type Outing } from './outings.ts'
import { dayOf, hasTime, kilometresBetween, secondsOf, type Position, type Shot } from './shot.ts'
import { tellingName } from './telling-folder.ts'

export interface MomentRules {
  /** Where the person lives in that year, as far as the photos tell. */
  readonly homeOf: (year: number) => Position | undefined
  readonly likeness: Likeness
}

/** The photos of one moment, in order of time. */
export type Moment = readonly Shot[]

const day = 24 * 3600
/** A journey has pictures of each day or the next; from one evening to the morning after the next. */
const longestNight = 36 * 3600
/** Who is farther from home is travelling. */
const awayKm = 50
/** A day's stage of a journey. */
const stageKm = 300
/** Who takes pictures on more days than this, of the days around, does so every day: there days are no journey. */
const daysAround = 15
const daily = 20
/** So far around a photo its coming can change what is parted. */
export const reachDays = daysAround + 1

const nothingAlike: Likeness = () => undefined

function edge(outing: Outing, which: 'first' | 'last'): Position | undefined {
  const shots = which === 'first' ? outing.shots : outing.shots.toReversed()
  return shots.find(({ position }) => position !== undefined)?.position
}

const yearOf = (outing: Outing): number => Number(outing.shots[0]?.at.slice(0, 4))

function isAway(position: Position, home: Position): boolean {
  return kilometresBetween(position, home) >= awayKm
}

/** The one folder of an outing, by the name that tells something. */
function folderOf(outing: Outing): string | undefined {
  const folder = outing.shots[0]?.folder
  return outing.shots.every((shot) => shot.folder === folder) && tellingName(folder) !== undefined ? folder : undefined
}

/** Days with photos, as numbers, in order. */
function daysWithPhotos(outings: readonly Outing[]): readonly number[] {
  const days = outings.flatMap(({ shots }) => shots.map(({ at }) => Math.floor(secondsOf(at) / day)))
  return [...new Set(days)].sort((a, b) => a - b)
}

/** The first place in a sorted list whose number is at least this. */
function placeIn(sorted: readonly number[], least: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) < least) low = middle + 1
    else high = middle
  }
  return low
}

function belongTogether(a: Outing, b: Outing, days: readonly number[], rules: MomentRules): boolean {
  if (b.begins - a.ends > longestNight) return false
  const [here, there] = [edge(a, 'last'), edge(b, 'first')]
  const [home, nextHome] = [rules.homeOf(yearOf(a)), rules.homeOf(yearOf(b))]
  if (here !== undefined && there !== undefined) {
    if (kilometresBetween(here, there) > stageKm) return false
    if (home !== undefined && nextHome !== undefined) return isAway(here, home) && isAway(there, nextHome)
  }
  const around = Math.floor(a.ends / day)
  const busy = placeIn(days, around + daysAround + 1) - placeIn(days, around - daysAround)
  if (busy > daily) return false
  const folder = folderOf(a)
  return folder !== undefined && folder === folderOf(b)
}

function joined(outings: readonly Outing[], rules: MomentRules): Shot[][] {
  const days = daysWithPhotos(outings)
  const moments: Shot[][] = []
  for (const [index, outing] of outings.entries()) {
    const before = outings[index - 1]
    if (before !== undefined && belongTogether(before, outing, days, rules)) moments.at(-1)?.push(...outing.shots)
    else moments.push([...outing.shots])
  }
  return moments
}

/** Of the moments on that day the one with the most photos of the folder; else the only one. */
function momentFor(shot: Shot, moments: readonly Shot[][]): Shot[] | undefined {
  let best: { readonly moment: Shot[]; readonly photos: number } | undefined
  for (const moment of moments) {
    const photos = moment.filter((each) => hasTime(each) && each.folder === shot.folder).length
    if (photos > (best?.photos ?? 0)) best = { moment, photos }
  }
  return best?.moment ?? (moments.length === 1 ? moments[0] : undefined)
}

/** Those of which only the day is known go with what was photographed then; else a day is a moment. */
function withDays(moments: Shot[][], shots: readonly Shot[]): Shot[][] {
  const byDay = new Map<string, Shot[][]>()
  for (const moment of moments)
    for (const each of new Set(moment.map(({ at }) => dayOf(at)))) byDay.set(each, [...(byDay.get(each) ?? []), moment])
  const alone = new Map<string, Shot[]>()
  const timeless = shots.filter((shot) => !hasTime(shot) && shot.at.length === 10).sort((a, b) => a.id - b.id)
  for (const shot of timeless) {
    const moment = momentFor(shot, byDay.get(shot.at) ?? [])
    if (moment !== undefined) moment.push(shot)
    else alone.set(shot.at, [...(alone.get(shot.at) ?? []), shot])
  }
  return [...moments, ...alone.values()]
}

/** Each photo of which at least the day is known in exactly one moment; the oldest first. */
export function momentsOf(shots: readonly Shot[], rules: Partial<MomentRules> = {}): readonly Moment[] {
  const { homeOf = () => undefined, likeness = nothingAlike } = rules
  const moments = withDays(joined(outingsOf(shots, likeness), { homeOf, likeness }), shots)
  for (const moment of moments) moment.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id - b.id))
  return moments.sort((a, b) => ((a[0]?.at ?? '') < (b[0]?.at ?? '') ? -1 : 1))
}
