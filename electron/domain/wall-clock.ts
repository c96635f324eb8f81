/** A moment as written down somewhere: a wall clock, maybe its offset, and how much of it is known. */
export interface WrittenDate {
  /** 'YYYY-MM-DDTHH:MM:SS' with an optional '.sss'; unknown parts are the first. */
  readonly local: string
  readonly offsetMinutes?: number
  readonly precision: DatePrecision
}

export type DatePrecision = 'year' | 'month' | 'day' | 'minute' | 'second'

/** Digits as they were written; what is missing is not known. */
export interface ClockParts {
  readonly year: string | undefined
  readonly month?: string | undefined
  readonly day?: string | undefined
  readonly hour?: string | undefined
  readonly minute?: string | undefined
  readonly second?: string | undefined
  readonly fraction?: string | undefined
}

/** The parts as 'YYYY-MM-DDTHH:MM:SS(.sss)', missing ones as the first; `undefined` where no calendar has that moment. */
export function wallClock(parts: ClockParts): string | undefined {
  const [year, month, day] = [Number(parts.year), Number(parts.month ?? 1), Number(parts.day ?? 1)]
  const [hour, minute] = [Number(parts.hour ?? 0), Number(parts.minute ?? 0)]
  const second = parts.second === '60' ? 59 : Number(parts.second ?? 0)
  if (!(year >= 1) || !(hour <= 23) || !(minute <= 59) || !(second <= 59)) return undefined
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined
  const pad = (value: number, width = 2): string => String(value).padStart(width, '0')
  const fraction = /[1-9]/.test(parts.fraction ?? '') ? `.${(parts.fraction ?? '').slice(0, 3).padEnd(3, '0')}` : ''
  return `${pad(year, 4)}-${pad(month)}-${pad(day)}T${pad(hour)}:${pad(minute)}:${pad(second)}${fraction}`
}

/** How much is known where these parts are. */
export function precisionOf({ month, day, hour, minute, second }: ClockParts): DatePrecision {
  if (month === undefined) return 'year'
  if (day === undefined) return 'month'
  if (hour === undefined || minute === undefined) return 'day'
  return second === undefined ? 'minute' : 'second'
}

/** The moment that the parts name, or `undefined` where no calendar has it. */
export function writtenDate(parts: ClockParts): WrittenDate | undefined {
  const local = wallClock(parts)
  return local === undefined ? undefined : { local, precision: precisionOf(parts) }
}

/** The wall clock of an instant at an offset, with its milliseconds where it has any. */
export function localAt(epochMs: number, offsetMinutes: number): string {
  return new Date(epochMs + offsetMinutes * 60_000).toISOString().replace(/(?:\.000)?Z$/, '')
}

/** Milliseconds since 1970 of a wall clock at UTC. */
export function utcOf(local: string): number {
  return Date.parse(`${local}Z`)
}
