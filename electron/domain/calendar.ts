/** A day of the wall calendar; months and days count from 1. No time zone: photos keep the camera's wall clock. */
export interface Day {
  readonly year: number
  readonly month: number
  readonly day: number
}

/** Half-open range of wall-clock time, as ISO prefixes that compare as text: `from <= taken < to`. */
export interface DayRange {
  readonly from?: string
  readonly to?: string
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0')

export function isoDay(day: Day): string {
  return `${pad(day.year, 4)}-${pad(day.month, 2)}-${pad(day.day, 2)}`
}

/** Calendar arithmetic in UTC, where every day has 24 hours. */
export function addDays(day: Day, days: number): Day {
  const date = new Date(0)
  date.setUTCFullYear(day.year, day.month - 1, day.day + days)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

export function addMonths(day: Day, months: number): Day {
  const index = day.year * 12 + (day.month - 1) + months
  const year = Math.floor(index / 12)
  const month = (index % 12) + 1
  const last = addDays({ year: month === 12 ? year + 1 : year, month: month === 12 ? 1 : month + 1, day: 1 }, -1).day
  return { year, month, day: Math.min(day.day, last) }
}

export function isRealDay(day: Day): boolean {
  const same = addDays(day, 0)
  return same.year === day.year && same.month === day.month && same.day === day.day
}

/** 0 is Sunday. */
export function weekdayOf(day: Day): number {
  const date = new Date(0)
  date.setUTCFullYear(day.year, day.month - 1, day.day)
  return date.getUTCDay()
}

export function yearRange(year: number, years = 1): Required<DayRange> {
  return { from: isoDay({ year, month: 1, day: 1 }), to: isoDay({ year: year + years, month: 1, day: 1 }) }
}

export function monthRange(year: number, month: number, months = 1): Required<DayRange> {
  const from = { year, month, day: 1 }
  return { from: isoDay(from), to: isoDay(addMonths(from, months)) }
}

export function dayRange(day: Day, days = 1): Required<DayRange> {
  return { from: isoDay(day), to: isoDay(addDays(day, days)) }
}
