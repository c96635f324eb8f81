/** A moment as written down somewhere: a wall clock, maybe its offset, and how much of it is known. */
export interface WrittenDate {
  /** 'YYYY-MM-DDTHH:MM:SS' with an optional '.sss'. */
  readonly local: string
  readonly offsetMinutes?: number
  readonly precision: 'year' | 'month' | 'day' | 'second'
}

const written =
  /^\s*(\d{4})(?:[-:/.](\d{1,2})(?:[-:/.](\d{1,2})(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?)?)?\s*(Z|[+-]\d{2}:?\d{2})?\s*$/

/**
 * Reads EXIF's 'YYYY:MM:DD HH:MM:SS', XMP's ISO 8601 (also only a year or a month) and what careless writers make of
 * them (slashes, 'T'). Dates that do not exist (month 13, 30 February, 24:00, zeros) are `undefined`, never moved to
 * another day; a leap second becomes :59. Ours is the wall clock: nothing is converted.
 */
export function parseDate(text: string | undefined): WrittenDate | undefined {
  const match = written.exec(text?.replaceAll('\0', '') ?? '')
  if (match === null) return undefined
  const [, year, month, day, hour, minute, second, fraction, zone] = match
  const local = wallClock({ year, month, day, hour, minute, second, fraction })
  if (local === undefined) return undefined
  const offsetMinutes = parseOffset(zone)
  const precision = hour !== undefined ? 'second' : day !== undefined ? 'day' : month !== undefined ? 'month' : 'year'
  return { local, precision, ...(offsetMinutes === undefined ? {} : { offsetMinutes }) }
}

/** Minutes east of UTC of '+05:45', '-0700' or 'Z'; UTC-12 to UTC+14. */
export function parseOffset(text: string | undefined): number | undefined {
  if (text === 'Z') return 0
  const match = /^\s*([+-])(\d{2}):?(\d{2})/.exec(text ?? '')
  if (match === null) return undefined
  const minutes = (Number(match[2]) * 60 + Number(match[3])) * (match[1] === '-' ? -1 : 1)
  return minutes >= -12 * 60 && minutes <= 14 * 60 ? minutes : undefined
}

interface Parts {
  readonly year: string | undefined
  readonly month?: string | undefined
  readonly day?: string | undefined
  readonly hour?: string | undefined
  readonly minute?: string | undefined
  readonly second?: string | undefined
  readonly fraction?: string | undefined
}

/** The parts as 'YYYY-MM-DDTHH:MM:SS(.sss)', missing ones as the first; `undefined` where no calendar has that moment. */
export function wallClock(parts: Parts): string | undefined {
  const [year, month, day] = [Number(parts.year), Number(parts.month ?? 1), Number(parts.day ?? 1)]
  const [hour, minute] = [Number(parts.hour ?? 0), Number(parts.minute ?? 0)]
  const second = parts.second === '60' ? 59 : Number(parts.second ?? 0)
  if (year < 1 || hour > 23 || minute > 59 || second > 59) return undefined
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined
  const pad = (value: number, width = 2): string => String(value).padStart(width, '0')
  const fraction = /[1-9]/.test(parts.fraction ?? '') ? `.${(parts.fraction ?? '').slice(0, 3).padEnd(3, '0')}` : ''
  return `${pad(year, 4)}-${pad(month)}-${pad(day)}T${pad(hour)}:${pad(minute)}:${pad(second)}${fraction}`
}

/** The wall clock of an instant at an offset. */
export function localAt(epochMs: number, offsetMinutes: number): string {
  return new Date(epochMs + offsetMinutes * 60_000).toISOString().slice(0, 19)
}

/** Years in which cameras wake up after their battery was empty. */
const resetYears = new Set([1970, 1980, 1990, 1994, 2000, 2001, 2002, 2003, 2004, 2005, 2006, 2007, 2008, 2009, 2010])

/**
 * True for a date that a clock rather than a person chose: the first minute of a reset year, more than two days in
 * the future, before photography (1826), or the same zero in every part.
 */
export function isDoubtful(local: string, nowMs: number): boolean {
  if (local < '1826') return true
  if (local.slice(5, 16) === '01-01T00:00' && resetYears.has(Number(local.slice(0, 4)))) return true
  return local > new Date(nowMs + 2 * 24 * 3600 * 1000).toISOString().slice(0, 19)
}
