/** Numbers and dates as a person reads them. */

/** `1.4 MB`; decimal units, as file managers show them. */
export function formatBytes(bytes: number, locale: string): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const
  let value = bytes
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : 1
  return `${value.toLocaleString(locale, { maximumFractionDigits: digits })} ${units[unit] ?? 'TB'}`
}

/** So many languages are named where the rest is only counted. */
const namedLanguages = 3

/**
 * `English, German`, in the person's language, for language codes.
 * @param more says how many are left out after the first few; without it all are named
 */
export function formatLanguages(codes: readonly string[], locale: string, more?: (count: number) => string): string {
  const names = new Intl.DisplayNames([locale], { type: 'language', fallback: 'code' })
  const most = more === undefined || codes.length <= namedLanguages + 1 ? codes.length : namedLanguages
  const named = codes
    .slice(0, most)
    .map((code) => names.of(code) ?? code)
    .join(', ')
  return most === codes.length ? named : `${named} ${more?.(codes.length - most) ?? ''}`
}

/** `40 s`, `12 min`, `3 h`, in the person's words. */
export function formatDuration(
  seconds: number,
  say: Readonly<Record<'seconds' | 'minutes' | 'hours', (count: number) => string>>,
): string {
  if (seconds < 90) return say.seconds(Math.max(1, Math.round(seconds)))
  return seconds < 5400 ? say.minutes(Math.round(seconds / 60)) : say.hours(Math.round(seconds / 3600))
}

/** British English names the day before the month, as the dates of this program do everywhere. */
const tagOf = (locale: string): string => (locale === 'en' ? 'en-GB' : locale)

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale}${JSON.stringify(options)}`
  const known = formats.get(key)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
  formats.set(key, made)
  return made
}

/** `Saturday, 1 July 2023` for `2023-07-01`; `July 2023` and `2023` where less is known; undefined for no date. */
export function formatDay(day: string, locale: string): string | undefined {
  const parts = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/u.exec(day)
  if (parts === null) return undefined
  const [, year = '', month, date] = parts
  const at = new Date(`${year}-${month ?? '01'}-${date ?? '01'}T00:00:00Z`)
  if (Number.isNaN(at.getTime())) return day
  if (month === undefined) return year
  const tag = tagOf(locale)
  return date === undefined
    ? formatOf(tag, { month: 'long', year: 'numeric' }).format(at)
    : formatOf(tag, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(at)
}

/** `1 – 3 July 2023` for two days in any order, else as `formatDay`. */
export function formatDays(day: string, through: string | undefined, locale: string): string | undefined {
  if (through === undefined) return formatDay(day, locale)
  const [from, to] = [day, through].sort().map((each) => new Date(`${each}T00:00:00Z`))
  if (from === undefined || to === undefined || Number.isNaN(from.getTime() + to.getTime())) return day
  return formatOf(tagOf(locale), { day: 'numeric', month: 'long', year: 'numeric' }).formatRange(from, to)
}

/** `1 Jul` for a day, `July` for a month, `2023` for a year; undefined where nothing is known. */
export function formatShortDay(day: string, locale: string): string | undefined {
  if (day.length < 'YYYY-MM'.length) return formatDay(day, locale)
  const at = new Date(`${day.slice(0, 10).padEnd(10, '-01')}T00:00:00Z`)
  if (Number.isNaN(at.getTime())) return day
  return formatOf(
    tagOf(locale),
    day.length === 'YYYY-MM'.length ? { month: 'long' } : { day: 'numeric', month: 'short' },
  ).format(at)
}

/** `1 July 2023 at 12:30`, in the time of this machine, for a moment as the engine writes it. */
export function formatTime(at: string, locale: string): string {
  const moment = new Date(at)
  if (Number.isNaN(moment.getTime())) return at
  return moment.toLocaleString(tagOf(locale), { dateStyle: 'long', timeStyle: 'short' })
}

/** `1 July 2023, 12:30`, for the wall clock of a camera, `YYYY-MM-DDTHH:MM:SS`; less where less is known. */
export function formatTaken(takenAt: string, locale: string): string {
  const [day = '', clock] = takenAt.split('T')
  const said = formatDay(day, locale) ?? day
  return clock === undefined ? said : `${said}, ${clock.slice(0, 5)}`
}

/** `1/250 s`, `2.5 s`, for how long the shutter was open. */
export function formatExposure(seconds: number, locale: string): string {
  // Cameras write longer ones as they are.
  const said = seconds < 0.3 ? `1/${Math.round(1 / seconds).toLocaleString(locale)}` : formatNumber(seconds, locale)
  return `${said} s`
}

/** `2.8`: one digit behind the point at most. */
export function formatNumber(value: number, locale: string): string {
  return value.toLocaleString(locale, { maximumFractionDigits: 1 })
}
