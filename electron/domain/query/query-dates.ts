/** Dates, ranges, seasons and hours in a search sentence (English). */
import {
  addDays,
  addMonths,
  dayRange,
  isRealDay,
  monthNames,
  monthRange,
  seasonStart,
  weekdayNames,
  weekdayOf,
  yearRange,
  type Day,
  type DayRange,
  type Season,
} from '../calendar.ts'
import type { Finding, QueryContext, Rule } from './query-rule.ts'

const month = `(${monthNames.flat().join('|')})\\.?`
const year = '((?:18|19|20)\\d\\d)'
const season = '(spring|summer|autumn|fall|winter)'
const lead = '(?:\\b(?:in|from|of|during|on|taken in|taken on)\\s+)?(?:\\b(?:the\\s+)?(?:year|month)\\s+(?:of\\s+)?)?'
/** The unit of a day, as a date or a month or a year: `2016`, `2016-07`, `July 2016`, `29 July 2016`, `2016-07-29`. */
const moment = `(?:\\d{4}-\\d\\d-\\d\\d|\\d{4}-\\d\\d|(?:\\d{1,2}\\.?\\s+)?${month.replace('(', '(?:')}\\s+(?:\\d{1,2},?\\s+)?\\d{4}|\\d{4})`

function rule(pattern: string, read: Rule['read']): Rule {
  return { pattern: new RegExp(pattern, 'giu'), read }
}

function taken(range: DayRange | undefined, label: string): Finding | undefined {
  return range === undefined ? undefined : { filter: { kind: 'taken', ...range }, label }
}

function monthNumber(name: string): number {
  const wanted = name.toLowerCase()
  return monthNames.findIndex((names) => names.some((each) => each === wanted)) + 1
}

function realDay(day: Day): Required<DayRange> | undefined {
  return isRealDay(day) ? dayRange(day) : undefined
}

/** Reads one `moment` into its range, or `undefined` when there is no such day. */
export function readMoment(text: string): Required<DayRange> | undefined {
  const iso = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/u.exec(text.trim())
  if (iso !== null) {
    const [y, m, d] = [Number(iso[1]), Number(iso[2] ?? 0), Number(iso[3] ?? 0)]
    if (y < 1800 || y > 2199 || m > 12 || (iso[2] !== undefined && m === 0)) return undefined
    if (m === 0) return yearRange(y)
    return iso[3] === undefined ? monthRange(y, m) : realDay({ year: y, month: m, day: d })
  }
  const named = new RegExp(`^(?:(\\d{1,2})\\.?\\s+)?${month}\\s+(?:(\\d{1,2}),?\\s+)?(\\d{4})$`, 'iu').exec(text.trim())
  if (named === null) return undefined
  const [, before, name = '', after, y = ''] = named
  const day = before ?? after
  const number = monthNumber(name)
  return day === undefined
    ? monthRange(Number(y), number)
    : realDay({ year: Number(y), month: number, day: Number(day) })
}

function seasonRange(name: string, ofYear: number): Required<DayRange> {
  return monthRange(ofYear, seasonStart[name.toLowerCase() as Season], 3)
}

function shortYear(full: number, text: string): number {
  return text.length === 2 ? Math.floor(full / 100) * 100 + Number(text) : Number(text)
}

const ranges: readonly Rule[] = [
  rule(`\\bbetween\\s+(${moment})\\s+and\\s+(${moment})`, ([whole = '', a = '', b = '']) => span(whole, a, b)),
  rule(
    `(?:\\bfrom\\s+)?(${moment})\\s*(?:\\.\\.|–|—|-|\\bto\\b|\\buntil\\b|\\btill\\b)\\s*(${moment})(?![\\d-])`,
    ([whole = '', a = '', b = '']) => span(whole, a, b),
  ),
  rule(`\\b(?:since|after)\\s+(${moment})(?![\\d-])`, ([whole = '', at = '']) => {
    const range = readMoment(at)
    const start = /^since/iu.test(whole) ? range?.from : range?.to
    return start === undefined ? undefined : taken({ from: start }, whole)
  }),
  rule(`\\b(?:before|until|till|up to)\\s+(${moment})(?![\\d-])`, ([whole = '', at = '']) => {
    const range = readMoment(at)
    const end = /^before/iu.test(whole) ? range?.from : range?.to
    return end === undefined ? undefined : taken({ to: end }, whole)
  }),
]

function span(whole: string, a: string, b: string): Finding | undefined {
  const [first, last] = [readMoment(a), readMoment(b)]
  if (first === undefined || last === undefined || first.from > last.from) return undefined
  return taken({ from: first.from, to: last.to }, whole.trim())
}

const seasons: readonly Rule[] = [
  rule(
    `${lead}\\b${season}\\s+(?:of\\s+)?${year}(?:\\s*[/–-]\\s*(\\d{4}|\\d\\d))?\\b`,
    ([whole = '', name = '', y = '', next = '']) => {
      const first = Number(y)
      if (next !== '' && shortYear(first, next) !== first + 1) return undefined
      return taken(seasonRange(name, first), whole.trim())
    },
  ),
  rule(`\\b(last|this)\\s+${season}\\b`, ([whole = '', which = '', name = ''], { today }) => {
    const start = seasonStart[name.toLowerCase() as Season]
    const began = today.month >= start ? today.year : today.year - 1
    const range = seasonRange(name, which.toLowerCase() === 'this' ? began : began - 1)
    // "Last summer" said after summer means the one just over.
    const over = seasonRange(name, began)
    const now = dayRange(today)
    return taken(which.toLowerCase() === 'last' && over.to <= now.from ? over : range, whole)
  }),
  rule(`\\b(?:in|during)\\s+(?:the\\s+)?${season}\\b`, ([whole = '', name = '']) => {
    const start = seasonStart[name.toLowerCase() as Season]
    return { filter: { kind: 'months', months: [0, 1, 2].map((n) => ((start - 1 + n) % 12) + 1) }, label: whole }
  }),
]

const singles: readonly Rule[] = [
  rule(`${lead}(?<![\\d/])(0?[1-9]|1[0-2])/${year}\\b`, ([whole = '', number = '', y = '']) =>
    taken(monthRange(Number(y), Number(number)), whole.trim()),
  ),
  rule(`${lead}\\b(${moment})\\b(?![\\d-])`, ([whole = '', at = '']) => taken(readMoment(at), whole.trim())),
  rule(`\\b(?:in|during|from|every)\\s+${month}(?=$|[^\\p{L}])`, ([whole = '', name = '']) => ({
    filter: { kind: 'months', months: [monthNumber(name)] },
    label: whole.trim(),
  })),
]

const unitDays = { day: 1, week: 7 } as const

function ago(today: Day, count: number, unit: string): Required<DayRange> {
  if (unit === 'year') return yearRange(today.year - count)
  if (unit === 'month') {
    const then = addMonths(today, -count)
    return monthRange(then.year, then.month)
  }
  if (unit === 'week') return weekRange(addDays(today, -7 * count))
  return dayRange(addDays(today, -count))
}

/** Weeks begin on Monday (ISO 8601). */
function weekRange(day: Day): Required<DayRange> {
  return dayRange(addDays(day, -((weekdayOf(day) + 6) % 7)), 7)
}

function lastSpan({ today }: QueryContext, count: number, unit: string): DayRange {
  const from =
    unit === 'day' || unit === 'week'
      ? addDays(today, -unitDays[unit] * count)
      : addMonths(today, -count * (unit === 'year' ? 12 : 1))
  return { from: dayRange(from).from }
}

const relative: readonly Rule[] = [
  rule('\\btoday\\b', ([whole = ''], { today }) => taken(dayRange(today), whole)),
  rule('\\byesterday\\b', ([whole = ''], { today }) => taken(dayRange(addDays(today, -1)), whole)),
  rule(
    '\\b(\\d{1,3}|an?|one|two|three)\\s+(day|week|month|year)s?\\s+ago\\b',
    ([whole = '', n = '', unit = ''], { today }) => taken(ago(today, countOf(n), unit.toLowerCase()), whole),
  ),
  rule(
    '\\b(?:in\\s+)?(?:the\\s+)?(?:last|past)\\s+(\\d{1,3}|two|three)\\s+(day|week|month|year)s\\b',
    (match, context) =>
      taken(lastSpan(context, countOf(match[1] ?? ''), (match[2] ?? '').toLowerCase()), match[0] ?? ''),
  ),
  rule('\\b(last|this)\\s+(week|month|year)\\b', ([whole = '', which = '', unit = ''], { today }) =>
    taken(ago(today, which.toLowerCase() === 'last' ? 1 : 0, unit.toLowerCase()), whole),
  ),
  rule(`\\b(?:in\\s+)?(last|this)\\s+${month}(?=$|[^\\p{L}])`, ([whole = '', which = '', name = ''], { today }) =>
    taken(namedMonth(which, name, today), whole.trim()),
  ),
]

/** "Last March" is the latest March that is over, "this March" the one of this year. */
function namedMonth(which: string, name: string, today: Day): Required<DayRange> {
  const number = monthNumber(name)
  const isOver = number < today.month
  return monthRange(which.toLowerCase() === 'this' || isOver ? today.year : today.year - 1, number)
}

function countOf(text: string): number {
  const words: Readonly<Record<string, number>> = { a: 1, an: 1, one: 1, two: 2, three: 3 }
  return words[text.toLowerCase()] ?? Number(text)
}

const hours: Readonly<Record<string, readonly [number, number]>> = {
  'early morning': [5, 9],
  morning: [5, 12],
  afternoon: [12, 18],
  evening: [18, 22],
  night: [22, 4],
}
const hour = '(early morning|morning|afternoon|evening|night)'

function hoursOf(whole: string, name: string): Finding | undefined {
  const range = hours[name.toLowerCase()]
  return range && { filter: { kind: 'hours', from: range[0], to: range[1] }, label: whole.trim() }
}

/** Only where the sentence speaks of the taking: "a street at night" is about the picture, not about its clock. */
const clock: readonly Rule[] = [
  rule(`\\b(?:taken|shot|made|photographed)\\s+(?:at|in the|in|during the)\\s+${hour}\\b`, ([whole = '', name = '']) =>
    hoursOf(whole, name),
  ),
  rule(`\\b${hour}\\s+(?=photos?\\b|pictures?\\b|shots?\\b)`, ([whole = '', name = '']) => hoursOf(whole, name)),
  rule('\\b(?:taken\\s+)?(?:on|at)\\s+(?:an?\\s+|the\\s+)?weekends?\\b', ([whole = '']) => ({
    filter: { kind: 'weekdays', weekdays: [6, 0] },
    label: whole,
  })),
  rule(`\\b(?:taken\\s+)?on\\s+(?:an?\\s+)?(${weekdayNames.join('|')})s?\\b`, ([whole = '', name = '']) => ({
    filter: { kind: 'weekdays', weekdays: [weekdayNames.findIndex((each) => each === name.toLowerCase())] },
    label: whole,
  })),
]

/** In this order: what is longer and surer first. */
export const dateRules: readonly Rule[] = [...ranges, ...seasons, ...relative, ...singles, ...clock]
