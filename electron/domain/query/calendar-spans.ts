/** Spans of the calendar that have names: seasons, holidays, parts of a year. */
import { addDays, dayRange, isoDay, monthRange, type Day, type DayRange } from '../calendar.ts'
import type { DayTimeName, HolidayName, SeasonName } from '../languages/language.ts'

export type Span = Required<DayRange>

/** Meteorological seasons of the northern hemisphere, by first month. The file's date decides, not its hemisphere. */
const seasonStart: Readonly<Record<SeasonName, number>> = { spring: 3, summer: 6, autumn: 9, winter: 12 }

export function seasonSpan(season: SeasonName, year: number): Span {
  return monthRange(year, seasonStart[season], 3)
}

export function seasonMonths(season: SeasonName): readonly number[] {
  return [0, 1, 2].map((n) => ((seasonStart[season] - 1 + n) % 12) + 1)
}

/** First and last day, `MM-DD`; the last may lie in the next year. Easter moves and has no row. */
const holidayDays: Readonly<Record<Exclude<HolidayName, 'easter'>, readonly [string, string]>> = {
  christmas: ['12-24', '12-26'],
  christmasEve: ['12-24', '12-24'],
  newYear: ['01-01', '01-01'],
  newYearsEve: ['12-31', '12-31'],
  halloween: ['10-31', '10-31'],
  valentine: ['02-14', '02-14'],
}

/** Easter Sunday (Meeus, Jones and Butcher's rule of the Gregorian calendar). */
export function easterSunday(year: number): Day {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100]
  const [d, e] = [Math.floor(b / 4), b % 4]
  const g = Math.floor((8 * b + 13) / 25)
  const h = (19 * a + b - d - g + 15) % 30
  const [i, k] = [Math.floor(c / 4), c % 4]
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const month = Math.floor((h + l - 7 * m + 114) / 31)
  return { year, month, day: ((h + l - 7 * m + 114) % 31) + 1 }
}

function dayOf(year: number, monthDay: string): Day {
  return { year, month: Number(monthDay.slice(0, 2)), day: Number(monthDay.slice(3)) }
}

export function holidaySpan(holiday: HolidayName, year: number): Span {
  // Good Friday to Easter Monday.
  if (holiday === 'easter') return dayRange(addDays(easterSunday(year), -2), 4)
  const [first, last] = holidayDays[holiday]
  return { from: isoDay(dayOf(year, first)), to: isoDay(addDays(dayOf(year, last), 1)) }
}

/** The days of every year, or nothing for what moves. */
export function holidayEveryYear(holiday: HolidayName): { readonly from: string; readonly to: string } | undefined {
  if (holiday === 'easter') return undefined
  const [from, to] = holidayDays[holiday]
  return { from, to }
}

/** Hours of the wall clock, half open; the night wraps. */
export const dayTimeHours: Readonly<Record<DayTimeName, readonly [number, number]>> = {
  dawn: [5, 9],
  morning: [5, 12],
  forenoon: [8, 12],
  noon: [11, 14],
  afternoon: [12, 18],
  evening: [18, 22],
  night: [22, 4],
}
