/** Dates, ranges, seasons and hours in a search sentence, in English and in German. */
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
const season = `(${Object.keys(seasonStart).join('|')})`
/** No part of a longer word; `\\b` knows no ä. */
const begin = '(?<!\\p{L})'
const end = '(?!\\p{L})'
const former = 'last|past|letzte[nrs]?|vorige[nrs]?|vergangene[nrs]?'
const present = 'this|diese[nrsm]?'
const isPresent = (word: string): boolean => /^(?:this|diese)/iu.test(word)
const lead =
  '(?:\\b(?:in|from|of|during|on|taken in|taken on|im|vom|von|aus|aus dem|am|seit dem)\\s+)?(?:\\b(?:the\\s+)?(?:year|month|jahr|monat|jahre)\\s+(?:of\\s+)?)?'
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
  rule(`\\b(?:between|zwischen)\\s+(${moment})\\s+(?:and|und)\\s+(${moment})`, ([whole = '', a = '', b = '']) =>
    span(whole, a, b),
  ),
  rule(
    `(?:\\b(?:from|von)\\s+)?(${moment})\\s*(?:\\.\\.|–|—|-|\\bto\\b|\\buntil\\b|\\btill\\b|\\bbis\\b)\\s*(${moment})(?![\\d-])`,
    ([whole = '', a = '', b = '']) => span(whole, a, b),
  ),
  rule(`\\b(?:since|after|seit|ab|nach)\\s+(${moment})(?![\\d-])`, ([whole = '', at = '']) => {
    const range = readMoment(at)
    const start = /^(?:since|seit|ab)/iu.test(whole) ? range?.from : range?.to
    return start === undefined ? undefined : taken({ from: start }, whole)
  }),
  rule(`\\b(?:before|until|till|up to|vor|bis)\\s+(${moment})(?![\\d-])`, ([whole = '', at = '']) => {
    const range = readMoment(at)
    const end = /^(?:before|vor)/iu.test(whole) ? range?.from : range?.to
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
    `${lead}${begin}${season}\\s+(?:of\\s+|des\\s+jahres\\s+)?${year}(?:\\s*[/–-]\\s*(\\d{4}|\\d\\d))?\\b`,
    ([whole = '', name = '', y = '', next = '']) => {
      const first = Number(y)
      if (next !== '' && shortYear(first, next) !== first + 1) return undefined
      return taken(seasonRange(name, first), whole.trim())
    },
  ),
  rule(`${lead}\\b${year}\\s+${season}${end}`, ([whole = '', y = '', name = '']) =>
    taken(seasonRange(name, Number(y)), whole.trim()),
  ),
  rule(
    `${begin}(?:im\\s+)?(${former}|${present})\\s+${season}${end}`,
    ([whole = '', which = '', name = ''], { today }) => {
      const start = seasonStart[name.toLowerCase() as Season]
      const began = today.month >= start ? today.year : today.year - 1
      const range = seasonRange(name, isPresent(which) ? began : began - 1)
      // "Last summer" said after summer means the one just over.
      const over = seasonRange(name, began)
      const now = dayRange(today)
      return taken(!isPresent(which) && over.to <= now.from ? over : range, whole)
    },
  ),
  rule(`\\b(?:in|during|im|während)\\s+(?:the\\s+|des\\s+)?${season}s?${end}`, ([whole = '', name = '']) => {
    const start = seasonStart[name.toLowerCase() as Season]
    return { filter: { kind: 'months', months: [0, 1, 2].map((n) => ((start - 1 + n) % 12) + 1) }, label: whole }
  }),
]

const singles: readonly Rule[] = [
  rule(`${lead}(?<![\\d/])(0?[1-9]|1[0-2])/${year}\\b`, ([whole = '', number = '', y = '']) =>
    taken(monthRange(Number(y), Number(number)), whole.trim()),
  ),
  rule(`${lead}(?<![\\d.])(\\d{1,2})\\.\\s?(\\d{1,2})\\.\\s?${year}\\b`, ([whole = '', d = '', m = '', y = '']) =>
    taken(realDay({ year: Number(y), month: Number(m), day: Number(d) }), whole.trim()),
  ),
  rule(`${lead}\\b${year}\\s+${month}${end}`, ([whole = '', y = '', name = '']) =>
    taken(monthRange(Number(y), monthNumber(name)), whole.trim()),
  ),
  rule(`${lead}\\b(${moment})\\b(?![\\d-])`, ([whole = '', at = '']) => taken(readMoment(at), whole.trim())),
  rule(`\\b(?:in|during|from|every|im|jeden)\\s+${month}${end}`, ([whole = '', name = '']) => ({
    filter: { kind: 'months', months: [monthNumber(name)] },
    label: whole.trim(),
  })),
]

const unitDays = { day: 1, week: 7 } as const
const unit = '(day|week|month|year|tag|woche|monat|jahr)(?:s|e|en|n)?'
const units: Readonly<Record<string, string>> = { tag: 'day', woche: 'week', monat: 'month', jahr: 'year' }
const unitOf = (word: string): string => units[word.toLowerCase()] ?? word.toLowerCase()
const someCount = '(\\d{1,3}|an?|one|two|three|eine[mr]?|zwei|drei)'

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
  rule(`\\b(?:today|heute)${end}`, ([whole = ''], { today }) => taken(dayRange(today), whole)),
  rule(`\\bvorgestern${end}`, ([whole = ''], { today }) => taken(dayRange(addDays(today, -2)), whole)),
  rule(`\\b(?:yesterday|gestern)${end}`, ([whole = ''], { today }) => taken(dayRange(addDays(today, -1)), whole)),
  rule(`\\b${someCount}\\s+${unit}\\s+ago\\b`, ([whole = '', n = '', each = ''], { today }) =>
    taken(ago(today, countOf(n), unitOf(each)), whole),
  ),
  rule(`\\bvor\\s+${someCount}\\s+${unit}${end}`, ([whole = '', n = '', each = ''], { today }) =>
    taken(ago(today, countOf(n), unitOf(each)), whole),
  ),
  rule(`\\b(?:in\\s+)?(?:the\\s+|den\\s+|die\\s+)?(?:${former})\\s+${someCount}\\s+${unit}${end}`, (match, context) =>
    taken(lastSpan(context, countOf(match[1] ?? ''), unitOf(match[2] ?? '')), match[0] ?? ''),
  ),
  rule(
    `\\b(?:im\\s+|in\\s+der\\s+)?(${former}|${present})\\s+(?!day|tag)${unit}${end}`,
    ([whole = '', which = '', each = ''], { today }) =>
      taken(ago(today, isPresent(which) ? 0 : 1, unitOf(each)), whole),
  ),
  rule(
    `\\b(?:in\\s+|im\\s+)?(${former}|${present})\\s+${month}${end}`,
    ([whole = '', which = '', name = ''], { today }) => taken(namedMonth(which, name, today), whole.trim()),
  ),
]

/** "Last March" is the latest March that is over, "this March" the one of this year. */
function namedMonth(which: string, name: string, today: Day): Required<DayRange> {
  const number = monthNumber(name)
  const isOver = number < today.month
  return monthRange(isPresent(which) || isOver ? today.year : today.year - 1, number)
}

function countOf(text: string): number {
  const words: Readonly<Record<string, number>> = {
    ...{ a: 1, an: 1, one: 1, two: 2, three: 3 },
    ...{ eine: 1, einem: 1, einer: 1, zwei: 2, drei: 3 },
  }
  return words[text.toLowerCase()] ?? Number(text)
}

const hours: Readonly<Record<string, readonly [number, number]>> = {
  'early morning': [5, 9],
  morning: [5, 12],
  afternoon: [12, 18],
  evening: [18, 22],
  night: [22, 4],
  'frühen morgen': [5, 9],
  morgens: [5, 12],
  morgen: [5, 12],
  vormittag: [8, 12],
  vormittags: [8, 12],
  mittag: [11, 14],
  nachmittag: [12, 18],
  nachmittags: [12, 18],
  abend: [18, 22],
  abends: [18, 22],
  nacht: [22, 4],
  nachts: [22, 4],
}
const hour = `(${Object.keys(hours).join('|')})`
/** "fotografiert", "aufgenommen": the sentence speaks of the taking. */
const madeAt = 'aufgenommen|gemacht|fotografiert|entstanden'

function hoursOf(whole: string, name: string): Finding | undefined {
  const range = hours[name.toLowerCase()]
  return range && { filter: { kind: 'hours', from: range[0], to: range[1] }, label: whole.trim() }
}

/** Only where the sentence speaks of the taking: "a street at night" is about the picture, not about its clock. */
const clock: readonly Rule[] = [
  rule(`\\b(?:taken|shot|made|photographed)\\s+(?:at|in the|in|during the)\\s+${hour}\\b`, ([whole = '', name = '']) =>
    hoursOf(whole, name),
  ),
  rule(`\\b(?:${madeAt})\\s+(?:am\\s+|in\\s+der\\s+)?${hour}${end}`, ([whole = '', name = '']) => hoursOf(whole, name)),
  rule(`${begin}(?:am\\s+|in\\s+der\\s+)?${hour}\\s+(?:${madeAt})${end}`, ([whole = '', name = '']) =>
    hoursOf(whole, name),
  ),
  rule(`\\b${hour}\\s+(?=photos?\\b|pictures?\\b|shots?\\b)`, ([whole = '', name = '']) => hoursOf(whole, name)),
  rule(
    '\\b(?:taken\\s+)?(?:on|at|am|an)\\s+(?:an?\\s+|the\\s+|einem\\s+)?(?:weekends?|wochenenden?)\\b',
    ([whole = '']) => ({
      filter: { kind: 'weekdays', weekdays: [6, 0] },
      label: whole,
    }),
  ),
  rule(
    `\\b(?:taken\\s+)?(?:on|am|an)\\s+(?:an?\\s+|einem\\s+)?(${weekdayNames.flat().join('|')})s?\\b`,
    ([whole = '', name = '']) => ({
      filter: { kind: 'weekdays', weekdays: [weekdayNumber(name)] },
      label: whole,
    }),
  ),
]

function weekdayNumber(name: string): number {
  return weekdayNames.findIndex((names) => names.some((each) => each === name.toLowerCase()))
}

/** In this order: what is longer and surer first. */
export const dateRules: readonly Rule[] = [...ranges, ...seasons, ...relative, ...singles, ...clock]
