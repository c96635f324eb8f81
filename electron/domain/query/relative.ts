/** Moments seen from today: yesterday, last summer, three days ago. */
import { addDays, addMonths, dayRange, monthRange, weekdayOf, yearRange, type Day } from '../calendar.ts'
import type { Span } from './calendar-spans.ts'
import type { UnitName } from '../languages/language.ts'
import type { Demand } from './demand.ts'
import { momentAt, type DateContext, type Moment } from './moment.ts'
import { jointAt, readOne, skipJoints, type Token } from './tokens.ts'

/** One span, or several, or a beginning without an end. */
export interface RelativeRead {
  readonly spans: readonly { readonly from: string; readonly to?: string }[]
  readonly end: number
}

const one = (range: Span, end: number): RelativeRead => ({ spans: [range], end })

/** Weeks begin on Monday (ISO 8601). */
function weekOf(day: Day): Span {
  return dayRange(addDays(day, -((weekdayOf(day) + 6) % 7)), 7)
}

/** The unit so many ago, whole: the year 2025, the week from Monday on. */
function unitAgo(today: Day, unit: UnitName, ago: number): Span {
  switch (unit) {
    case 'year':
      return yearRange(today.year - ago)
    case 'month': {
      const then = addMonths(today, -ago)
      return monthRange(then.year, then.month)
    }
    case 'week':
      return weekOf(addDays(today, -7 * ago))
    case 'weekend': {
      const week = weekOf(addDays(today, -7 * ago))
      return { from: dayRange(addDays(toDay(week.from), 5)).from, to: week.to }
    }
    case 'day':
      return dayRange(addDays(today, -ago))
  }
}

function toDay(iso: string): Day {
  return { year: Number(iso.slice(0, 4)), month: Number(iso.slice(5, 7)), day: Number(iso.slice(8, 10)) }
}

/** From so many units before today on. */
function sinceAgo(today: Day, unit: UnitName, count: number): { readonly from: string } {
  switch (unit) {
    case 'year':
      return { from: dayRange(addMonths(today, -12 * count)).from }
    case 'month':
      return { from: dayRange(addMonths(today, -count)).from }
    case 'week':
    case 'weekend':
      return { from: dayRange(addDays(today, -7 * count)).from }
    case 'day':
      return { from: dayRange(addDays(today, -count)).from }
  }
}

function countAt(tokens: readonly Token[], at: number): { count: number; end: number } | undefined {
  const digits = /^\d{1,3}$/u.exec(tokens[at]?.form ?? '')?.[0]
  if (digits !== undefined && Number(digits) > 0) return { count: Number(digits), end: at + 1 }
  const word = readOne(tokens, at, 'number')
  return word && { count: word.meaning.number, end: word.end }
}

function agoAt(tokens: readonly Token[], at: number, { today }: DateContext): RelativeRead | undefined {
  const before = jointAt(tokens, at, 'agoBefore')
  const number = countAt(tokens, before ?? at)
  const unit = number && readOne(tokens, number.end, 'unit')
  if (unit === undefined) return undefined
  const end = before === undefined ? jointAt(tokens, unit.end, 'agoAfter') : unit.end
  return end === undefined ? undefined : one(unitAgo(today, unit.meaning.unit, number?.count ?? 1), end)
}

type Yearly = Extract<Moment, { is: 'yearly' }>

/** The latest that is over. */
function lastOf(yearly: Yearly, { today }: DateContext): number {
  const now = dayRange(today).from
  return yearly.at(today.year).to <= now
    ? today.year
    : yearly.at(today.year - 1).to <= now
      ? today.year - 1
      : today.year - 2
}

/** The one that has begun last; of months that of this year. */
function thisOf(yearly: Yearly, { today }: DateContext): number {
  return yearly.grain === 'season' && yearly.at(today.year).from > dayRange(today).from ? today.year - 1 : today.year
}

function yearlyOf(
  tokens: readonly Token[],
  at: number,
  context: DateContext,
): { yearly: Yearly; end: number } | undefined {
  const read = momentAt(tokens, at, context)
  return read?.moment.is === 'yearly' ? { yearly: read.moment, end: read.end } : undefined
}

interface Which {
  readonly isThis: boolean
  readonly end: number
}

function whichAt(tokens: readonly Token[], at: number): Which | undefined {
  const last = jointAt(tokens, at, 'last')
  if (last !== undefined) return { isThis: false, end: last }
  const current = jointAt(tokens, at, 'this')
  return current === undefined ? undefined : { isThis: true, end: current }
}

function ofWhich(tokens: readonly Token[], at: number, which: Which, context: DateContext): RelativeRead | undefined {
  const end = (own: number): number => Math.max(own, which.end)
  const yearly = yearlyOf(tokens, at, context)
  if (yearly !== undefined) {
    const year = which.isThis ? thisOf(yearly.yearly, context) : lastOf(yearly.yearly, context)
    return one(yearly.yearly.at(year), end(yearly.end))
  }
  const unit = readOne(tokens, at, 'unit')
  if (unit === undefined || unit.meaning.unit === 'day') return undefined
  return one(unitAgo(context.today, unit.meaning.unit, which.isThis ? 0 : 1), end(unit.end))
}

/** "last three summers", "the last 3 weeks". */
function lastSeveral(
  tokens: readonly Token[],
  at: number,
  count: number,
  context: DateContext,
): RelativeRead | undefined {
  const yearly = yearlyOf(tokens, at, context)
  if (yearly !== undefined) {
    const latest = lastOf(yearly.yearly, context)
    const years = Array.from({ length: Math.min(count, 100) }, (_, index) => latest - index)
    return { spans: years.map((year) => yearly.yearly.at(year)), end: yearly.end }
  }
  const unit = readOne(tokens, at, 'unit')
  return unit && { spans: [sinceAgo(context.today, unit.meaning.unit, count)], end: unit.end }
}

function lastAt(tokens: readonly Token[], at: number, context: DateContext): RelativeRead | undefined {
  const which = whichAt(tokens, at)
  if (which !== undefined) {
    const number = which.isThis ? undefined : countAt(tokens, which.end)
    const several = number && lastSeveral(tokens, number.end, number.count, context)
    return several ?? ofWhich(tokens, which.end, which, context)
  }
  // les trois derniers étés
  const number = countAt(tokens, at)
  const after = number && whichAt(tokens, number.end)
  if (number !== undefined && after?.isThis === false) return lastSeveral(tokens, after.end, number.count, context)
  // l'été dernier, verano pasado
  const named = yearlyOf(tokens, at, context)?.end ?? readOne(tokens, at, 'unit')?.end
  const following = named === undefined ? undefined : whichAt(tokens, named)
  return following?.isThis === false ? ofWhich(tokens, at, following, context) : undefined
}

const days = [
  ['today', 0],
  ['yesterday', 1],
  ['beforeYesterday', 2],
] as const

/** What stands here and is to be seen from today. */
export function relativeAt(tokens: readonly Token[], at: number, context: DateContext): RelativeRead | undefined {
  const start = skipJoints(tokens, at, 'the')
  for (const [joint, ago] of days) {
    const end = jointAt(tokens, at, joint)
    if (end !== undefined) return one(unitAgo(context.today, 'day', ago), end)
  }
  const whole = readOne(tokens, at, 'ago')
  if (whole !== undefined) {
    const { unit, ago } = whole.meaning
    const season = unit === 'year' ? yearlyOf(tokens, skipJoints(tokens, whole.end, 'of'), context) : undefined
    if (season !== undefined) return one(season.yearly.at(context.today.year - ago), season.end)
    return one(unitAgo(context.today, unit, ago), whole.end)
  }
  return agoAt(tokens, at, context) ?? lastAt(tokens, start, context)
}

export const takenIn = (spans: RelativeRead['spans']): Demand => {
  const each = spans.map((range) => ({ fact: { kind: 'taken', ...range } as const }))
  const [first, ...more] = each
  return first !== undefined && more.length === 0 ? first : { any: each }
}
