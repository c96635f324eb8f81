/**
 * Days with a photo or two would be mostly headers: such months stand under one header, and such years, and short days
 * that follow one another inside a month. The days themselves stay known, for small dates over their photos.
 */
import type { Preferences } from '../../electron/api/preferences.ts'
import type { MomentTimeline, Timeline } from '../../electron/api/timeline.ts'

type Days = Timeline['days']

/** What stands under one header. */
export interface DayRun {
  /** Of the first photo, as `Timeline` has days; a month or a year where it is one. */
  readonly day: string
  readonly count: number
  /** What it is called, where that is more than its date. */
  readonly title?: string
  /** The day of the last photo, where several days stand together that are no whole month or year. */
  readonly through?: string
  /** The days inside, in order, where there are several. */
  readonly days?: Days
}

/** A timeline as it is shown: its days grouped, or as they came. */
export type ShownTimeline = Omit<Timeline, 'days'> & { readonly days: readonly DayRun[] }

/** Fewer photos than this a part, on average, and the whole stands as one: a month of its days, a year of its months. */
const fewPerPart = 5

/** Order is kept; a month is either all days or one run, a year all of its runs or one; short days share a run. */
export function groupDays(days: Days): readonly DayRun[] {
  return joinShort(joinSparse(joinSparse(days, 'YYYY-MM'.length), 'YYYY'.length))
}

/** As a person wants the timeline: by year, by month, or by day with sparse days joined. */
export function daysAt(zoom: Preferences['timelineZoom'], days: Days): readonly DayRun[] {
  if (zoom === 'all' || zoom === 'moments') return groupDays(days)
  return join(days, zoom === 'years' ? 'YYYY'.length : 'YYYY-MM'.length)
}

/** By moments; photos that are in none stand by day between them. Both tell all photos, in one order. */
export function momentRuns(days: Days, moments: MomentTimeline['moments']): readonly DayRun[] {
  const left = days.map((day) => ({ ...day }))
  return moments.flatMap(({ title, count }) => {
    const inside = takeFirst(left, count)
    const [first] = inside
    if (title === undefined || first === undefined) return groupDays(inside)
    return [{ day: first.day, count, title, ...(inside.length > 1 ? { days: inside } : {}) }]
  })
}

/** Takes so many photos from the start of the list. */
function takeFirst(days: Days, count: number): Days {
  const taken: Days = []
  for (let wanted = count; wanted > 0 && days[0] !== undefined;) {
    const [first] = days
    const own = Math.min(wanted, first.count)
    taken.push({ day: first.day, count: own })
    first.count -= own
    wanted -= own
    if (first.count === 0) days.shift()
  }
  return taken
}

/** Joins neighbours that agree in their first `length` characters; order is kept. */
function join(days: Days, length: number): readonly DayRun[] {
  const joined: Days = []
  for (const { day, count } of days) {
    const whole = day.slice(0, length)
    const last = joined.at(-1)
    if (last?.day === whole) last.count += count
    else joined.push({ day: whole, count })
  }
  return joined
}

/** Joins neighbours that agree in their first `length` characters where they hold few photos each. */
function joinSparse(runs: readonly DayRun[], length: number): readonly DayRun[] {
  return neighbours(runs, (one, other) => one.day.slice(0, length) === other.day.slice(0, length)).flatMap((parts) => {
    const whole = parts[0]?.day.slice(0, length) ?? ''
    const isSparse = whole.length === length && parts.length > 1 && countOf(parts) < fewPerPart * parts.length
    return isSparse ? [{ day: whole, count: countOf(parts), days: daysOf(parts) }] : parts
  })
}

/** Joins neighbouring days of a month that are short each. */
function joinShort(runs: readonly DayRun[]): readonly DayRun[] {
  const isShort = ({ day, count, days }: DayRun): boolean =>
    days === undefined && day.length === 'YYYY-MM-DD'.length && count < fewPerPart
  const together = neighbours(
    runs,
    (one, other) => isShort(one) && isShort(other) && one.day.slice(0, 7) === other.day.slice(0, 7),
  )
  return together.flatMap((parts) => {
    const [first, last] = [parts.at(0), parts.at(-1)]
    if (first === undefined || last === undefined || first === last) return parts
    return [{ day: first.day, through: last.day, count: countOf(parts), days: daysOf(parts) }]
  })
}

/** Parts the list where one and the next do not belong together; order is kept. */
function neighbours(
  runs: readonly DayRun[],
  belong: (one: DayRun, next: DayRun) => boolean,
): readonly (readonly DayRun[])[] {
  const groups: DayRun[][] = []
  for (const run of runs) {
    const group = groups.at(-1)
    const last = group?.at(-1)
    if (last !== undefined && belong(last, run)) group?.push(run)
    else groups.push([run])
  }
  return groups
}

const countOf = (parts: readonly DayRun[]): number => parts.reduce((sum, { count }) => sum + count, 0)

const daysOf = (parts: readonly DayRun[]): Days => parts.flatMap(({ day, count, days }) => days ?? [{ day, count }])
