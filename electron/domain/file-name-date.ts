/** @file The date that a file's name tells: cameras, phones, messengers and screenshots in many languages. */
import { localAt, writtenDate, type ClockParts, type WrittenDate } from './wall-clock.ts'

export interface NameDate extends WrittenDate {
  /** Names of Pixel phones and those that count milliseconds since 1970 are in UTC. */
  readonly isUtc?: true
}

/** A day within a name, and where it ends. */
interface Day extends Pick<ClockParts, 'year' | 'month' | 'day'> {
  readonly end: number
  /** Written without separators: digits that may be something else. */
  readonly isCompact: boolean
}

/**
 * The date a file's name tells, as a wall clock. `undefined` rather than a guess: 12345678_99999999 is no date, nor is
 * DSC_20201301. Years 1850 to 2100, without separators 1900 to 2100.
 */
export function dateFromFileName(name: string): NameDate | undefined {
  const stem = stemOf(name)
  return epochDate(stem) ?? dayAndClock(stem)
}

/** Blanks of all widths are one (macOS writes a narrow one before PM); extensions and the marks of phones go. */
function stemOf(name: string): string {
  return name
    .normalize('NFC')
    .replace(/[\s\u00a0\u2000-\u200b\u202f\u205f\u3000]+/gu, ' ')
    .replace(/\.[^. ]{1,5}$/u, '')
    .replace(/\.(?:MP|MV|NIGHT|PORTRAIT.*|COVER|RAW-\d+.*)$/iu, '')
}

/** Milliseconds since 1970 behind any program's lead: mmexport1661090654329, wx_camera_1505788478724. 2001-09 to 2033-05. */
const epoch = /^\D*?(?<!\d)(1\d{12})(?!\d)/u

function epochDate(stem: string): NameDate | undefined {
  const epochMs = epoch.exec(stem)?.[1]
  // Their milliseconds are of the upload or the download: a second is all they can mean.
  return epochMs === undefined
    ? undefined
    : { local: localAt(Math.floor(Number(epochMs) / 1000) * 1000, 0), precision: 'second', isUtc: true }
}

function dayAndClock(stem: string): NameDate | undefined {
  for (const day of daysIn(stem)) {
    const { year, month, day: date } = day
    const clock = month === undefined || date === undefined ? undefined : clockAfter(stem, day)
    const written =
      writtenDate({ year, month, day: date, ...clock }) ?? (clock && writtenDate({ year, month, day: date }))
    const isUtc = /^PXL_\d{8}_\d{9}/u.test(stem) || clock?.isUtc === true
    if (written !== undefined) return isUtc && written.precision !== 'day' ? { ...written, isUtc: true } : written
  }
  return undefined
}

/** Everything in a name that may be a day, the surest spelling first. */
function* daysIn(stem: string): Generator<Day> {
  for (const match of stem.matchAll(/(?<!\d)(\d{4})([-_.: ])(\d{1,2})\2(\d{1,2})(?!\d)/gu)) {
    const [all, year, , month, day] = match
    if (isYear(year, 1850)) yield { year, month, day, end: match.index + all.length, isCompact: false }
  }
  for (const match of stem.matchAll(/(?<!\d)(\d{4})[年년] ?(\d{1,2})[月월] ?(\d{1,2})[日일]/gu)) {
    const [all, year, month, day] = match
    if (isYear(year, 1850)) yield { year, month, day, end: match.index + all.length, isCompact: false }
  }
  for (const match of stem.matchAll(/(?<!\d)(\d{1,2})([-_. ])(\d{1,2})\2(\d{4})(?!\d)/gu)) {
    const [all, first = '', separator = '', second = '', year] = match
    if (isYear(year, 1850))
      yield { year, ...dayFirst(first, second, separator), end: match.index + all.length, isCompact: false }
  }
  for (const match of stem.matchAll(/(?<!\d)(\d{4})(\d{2})(\d{2})(?=\d{6}(?:\d{3})?(?!\d)|\D|$)/gu)) {
    const [all, year, month, day] = match
    if (isYear(year, 1900)) yield { year, month, day, end: match.index + all.length, isCompact: true }
  }
  // Dash cameras: 2019_0518_134923.
  for (const match of stem.matchAll(/(?<!\d)(\d{4})[-_](\d{2})(\d{2})(?=[-_]\d{6}(?!\d))/gu)) {
    const [all, year, month, day] = match
    if (isYear(year, 1900)) yield { year, month, day, end: match.index + all.length, isCompact: true }
  }
  // 15062021 143005
  for (const match of stem.matchAll(/(?<!\d)(\d{2})(\d{2})((?:19|20)\d{2})(?= \d{4,6}(?!\d))/gu)) {
    const [all, day, month, year] = match
    yield { year, month, day, end: match.index + all.length, isCompact: true }
  }
}

function isYear(year: string | undefined, first: number): boolean {
  return Number(year) >= first && Number(year) <= 2100
}

/**
 * Who writes the year last writes the day first, but for Americans, who do not use dots. Where it may be either, only
 * the year is known.
 */
function dayFirst(first: string, second: string, separator: string): Pick<ClockParts, 'month' | 'day'> {
  if (separator === '.' || Number(first) > 12 || first === second) return { day: first, month: second }
  return Number(second) > 12 ? { day: second, month: first } : {}
}

/** A clock within a name; 'Z' behind it says UTC. */
interface NameClock extends Omit<ClockParts, 'year'> {
  readonly isUtc: boolean
}

/** What stands between day and clock, in the languages of systems and messengers; the longest first. */
const connectors = [
  'alle ore', 'o godz\\.?', 'a las', 'a les', 'στις', 'pada', 'เวลา', 'pukul', 'kello', 'alle', 'saat', 'klo', 'kl\\.?', 'lúc', 'ore', 'ora', 'às', 'as', 'at',
  'um', 'om', 'ob', 've', 'la', 'à', 'o', 'в', 'о', 'v', 'في', 'ב-?', 'u', 'i', 'の', 'に', '[-_ ,.T]',
].join('|') // prettier-ignore
const between = new RegExp(`^(?:${connectors})*`, 'iu')
const words = /[\p{L}]/u
/** Before noon or after, before or behind the clock. */
const noon = '[ap]\\.?m\\.?|上午|下午|午前|午後|오전|오후|凌晨|早上|晚上|[πμ]\\.?μ\\.?|[صم]'
const clock = new RegExp(
  `^(${noon})? ?(?:(\\d{1,2})([-.:_ hH時时点시])(\\d{2})(?:(?:\\3|[-.:_mM分분])(\\d{2})(?:[sS秒초])?(?:[.,](\\d{3}))?)?|(\\d{2})(\\d{2})(?:(\\d{2})(\\d{3})?)?)(?!\\d)[分분]? ?(${noon})?(z)?(?!\\p{L})`,
  'iu',
)

function clockAfter(stem: string, { end, isCompact }: Day): NameClock | undefined {
  const rest = stem.slice(end)
  const gap = between.exec(rest)?.[0] ?? ''
  const match = clock.exec(rest.slice(gap.length))
  if (match === null) return undefined
  const [, before, hour, separator, minute, second, fraction, hour2, minute2, second2, fraction2, after, zulu] = match
  const isSaid = words.test(gap.replace(/T/u, '')) || before !== undefined || after !== undefined
  // Two numbers of two digits behind a day may be anything, unless a word, a colon or an h says that they are a clock.
  if (hour !== undefined && second === undefined && !isSaid && !/[:hH時时点시]/u.test(separator ?? '')) return undefined
  if (hour2 !== undefined && second2 === undefined && !isSaid) return undefined
  if (hour2 !== undefined && gap === '' && !isCompact) return undefined
  return {
    hour: in24Hours(hour ?? hour2 ?? '', before ?? after),
    minute: minute ?? minute2,
    second: second ?? second2,
    fraction: fraction ?? fraction2,
    isUtc: zulu !== undefined,
  }
}

function in24Hours(hour: string, half: string | undefined): string {
  if (half === undefined || Number(hour) > 12) return hour
  const isAfternoon = /^p|^μ|م|下午|午後|오후|晚上/iu.test(half)
  return String((Number(hour) % 12) + (isAfternoon ? 12 : 0))
}
