import { wallClock, writtenDate, type ClockParts, type WrittenDate } from '../../domain/wall-clock.ts'

const numeric =
  /^(\d{4})(?:[-:/.](\d{1,2}| {1,2})(?:[-:/.](\d{1,2}| {1,2})(?:[T\s]+(\d{1,2}| {1,2}):(\d{1,2}| {1,2})(?::(\d{1,2}| {1,2})(?:[.,:](\d{1,9}))?)?\s*([ap])?\.?(?:m\.?)?)?)?)?\s*(Z|[+-]\d{1,2}:?\d{2})?$/i
const compact = /^(\d{4})(\d{2})(\d{2})(?:[T\s]?(\d{2})(\d{2})(\d{2}))?\s*(Z|[+-]\d{2}:?\d{2})?$/
/** PNG's RFC 1123 (14 Jul 2018 10:11:12 +0200) and C's asctime (Sat Jul 14 10:11:12 2018). */
const worded =
  /^(?:[a-z]{3},? )?(\d{1,2}) ([a-z]{3})[a-z]* (\d{4})(?: (\d{1,2}):(\d{2})(?::(\d{2}))?)?(?: (Z|GMT|UTC|[+-]\d{4}))?$/i
const asctime = /^[a-z]{3} ([a-z]{3}) {1,2}(\d{1,2}) (\d{1,2}):(\d{2}):(\d{2}) (\d{4})$/i
const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

/**
 * Reads EXIF's 'YYYY:MM:DD HH:MM:SS', XMP's ISO 8601 (also only a year or a month), IPTC's 'YYYYMMDD' and what careless
 * writers make of them (slashes, 'T', one digit, AM and PM). Parts that are blank, as EXIF says, or zero, as tools
 * write, are not known, nor is what is smaller. Dates that do not exist (month 13, 30 February, 24:00) are `undefined`,
 * never moved to another day; a leap second becomes :59. Ours is the wall clock: nothing is converted.
 */
export function parseDate(text: string | undefined): WrittenDate | undefined {
  const clean = (text ?? '').split('\0')[0]?.trim() ?? ''
  const match = numeric.exec(padded(clean))
  if (match !== null) {
    const [, year, month, day, hour, minute, second, fraction, half, zone] = match
    return dated({ year, month, day, hour: in24Hours(hour, half), minute, second, fraction }, zone)
  }
  const digits = compact.exec(clean)
  if (digits !== null) {
    const [, year, month, day, hour, minute, second, zone] = digits
    return dated({ year, month, day, hour, minute, second }, zone)
  }
  return wordedDate(clean)
}

/** '1993:08:     :  :  ' as trimmed: the blanks at its end are put back. */
function padded(text: string): string {
  return /^\d{4}:[\d ]{0,2}(?::[\d ]{0,2})?(?: +:? *:? *)?:?$/.test(text)
    ? text
        .slice(0, 10)
        .padEnd(7, ' ')
        .replace(/[: ]+$/, '')
    : text
}

function dated(parts: ClockParts, zone: string | undefined): WrittenDate | undefined {
  const known = knownParts(parts)
  // The year 0 of an empty field.
  if (known.year === undefined) return undefined
  // A time that no clock shows makes the day doubtful too: 24:00 may be either of two.
  if (known.day !== undefined && known.hour !== undefined && wallClock(known) === undefined) return undefined
  const written = writtenDate(known)
  const offsetMinutes = parseOffset(zone)
  return written === undefined || offsetMinutes === undefined ? written : { ...written, offsetMinutes }
}

/** What is blank or zero is not known, and nothing after it. A time of day may be zero, not blank. */
function knownParts({ year, month, day, hour, minute, second, fraction }: ClockParts): ClockParts {
  const isDate = (part: string | undefined): boolean => /[1-9]/.test(part ?? '')
  const isTime = (part: string | undefined): boolean => /\d/.test(part ?? '')
  if (!isDate(year)) return { year: undefined }
  if (!isDate(month)) return { year }
  if (!isDate(day)) return { year, month }
  if (!isTime(hour) || !isTime(minute)) return { year, month, day }
  return isTime(second) ? { year, month, day, hour, minute, second, fraction } : { year, month, day, hour, minute }
}

function in24Hours(hour: string | undefined, half: string | undefined): string | undefined {
  if (half === undefined || hour === undefined || Number(hour) > 12) return hour
  return String((Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0))
}

function wordedDate(text: string): WrittenDate | undefined {
  const first = worded.exec(text)
  if (first !== null) {
    const [, day, word = '', year, hour, minute, second, zone] = first
    return dated(
      { year, month: monthOf(word), day, hour, minute, second },
      /^(?:GMT|UTC)$/i.test(zone ?? '') ? 'Z' : zone,
    )
  }
  const [, word = '', day, hour, minute, second, year] = asctime.exec(text) ?? []
  return year === undefined ? undefined : dated({ year, month: monthOf(word), day, hour, minute, second }, undefined)
}

function monthOf(word: string): string {
  // 'foo' is month 0: unknown.
  return String(months.indexOf(word.toLowerCase()) + 1)
}

/** Minutes east of UTC of '+05:45', '-0700' or 'Z'; UTC-12 to UTC+14. */
export function parseOffset(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (/^\s*Z/i.test(text)) return 0
  const match = /^\s*([+-])(\d{1,2}):?(\d{2})/.exec(text)
  if (match === null) return undefined
  const minutes = (Number(match[2]) * 60 + Number(match[3])) * (match[1] === '-' ? -1 : 1)
  return minutes >= -12 * 60 && minutes <= 14 * 60 ? minutes : undefined
}

/** With a fraction of a second that stands in a field of its own, where the date has none. */
export function withFraction(date: WrittenDate, fraction: string | undefined): WrittenDate {
  const digits = /^\s*(\d+)/.exec(fraction ?? '')?.[1] ?? ''
  if (date.precision !== 'second' || date.local.includes('.') || !/[1-9]/.test(digits)) return date
  return { ...date, local: `${date.local}.${digits.slice(0, 3).padEnd(3, '0')}` }
}
