/** Moments as people name them: days, months, years, seasons, holidays, and parts of them. */
import { addDays, addMonths, dayRange, isoDay, isRealDay, monthRange, yearRange, type Day } from '../calendar.ts'
import { holidayEveryYear, holidaySpan, seasonMonths, seasonSpan, type Span } from './calendar-spans.ts'
import { lexicon, lookupForm } from '../languages/lexicon.ts'
import type { Demand } from './demand.ts'
import { jointAt, readOne, skipJoints, type Token } from './tokens.ts'

/** Two ways to read one date, where the order of day and month is not written. */
export interface Ambiguity {
  readonly taken: string
  readonly other: string
}

export type Moment =
  | { readonly is: 'span'; readonly span: Span; readonly ambiguity?: Ambiguity; readonly orWords?: true }
  /** Comes every year. */
  | {
      readonly is: 'yearly'
      readonly at: (year: number) => Span
      readonly always: Demand
      /** May stand alone; else it takes a preposition to be meant as a date: "in May". */
      readonly alone: 'never' | 'led' | 'yes'
      readonly grain: 'day' | 'month' | 'season' | 'holiday'
    }

export interface MomentRead {
  readonly moment: Moment
  readonly end: number
}

/** What a date depends on besides its words. */
export interface DateContext {
  readonly today: Day
  /** 09/01 is the 9th of January. */
  readonly dayFirst: boolean
}

type Yearly = Extract<Moment, { is: 'yearly' }>

const span = (range: Span, end: number): MomentRead => ({ moment: { is: 'span', span: range }, end })
const dayOf = (year: number, month: number, day: number): Span | undefined =>
  isRealDay({ year, month, day }) ? dayRange({ year, month, day }) : undefined
const isMonth = (month: number): boolean => month >= 1 && month <= 12
const yearPattern = /^(?:18|19|20)\d\d$/u

/** "19" for 2019, said after a month or season only: '19. */
function yearAt(tokens: readonly Token[], at: number): { year: number; end: number } | undefined {
  const text = tokens[at]?.form ?? ''
  if (yearPattern.test(text)) {
    // 2019年
    const unit = tokens[at + 1]?.form === '年' ? 1 : 0
    return { year: Number(text), end: at + 1 + unit }
  }
  const short = /^'(\d\d)$/u.exec(text)?.[1]
  return short === undefined ? undefined : { year: inThisCentury(Number(short)), end: at + 1 }
}

/** Two digits: of the years that are nearest to those in which people have taken photos. */
const inThisCentury = (short: number): number => (short < 50 ? 2000 : 1900) + short

/** The number of a day: 12, 12., 12th. */
function dayNumberAt(tokens: readonly Token[], at: number): number | undefined {
  const match = /^(\d{1,2})([^\d\s]*)$/u.exec(tokens[at]?.form ?? '')
  if (match === null) return undefined
  const [, digits = '', ending = ''] = match
  if (ending !== '' && !lexicon().ordinalEndings.has(lookupForm(ending))) return undefined
  const day = Number(digits)
  return day >= 1 && day <= 31 ? day : undefined
}

type Numeric = (
  match: readonly string[],
  context: DateContext,
) => Omit<Extract<Moment, { is: 'span' }>, 'is'> | undefined

const plain = (range: Span | undefined): { readonly span: Span } | undefined =>
  range === undefined ? range : { span: range }
const fullYear = (text: string): number => (text.length === 2 ? inThisCentury(Number(text)) : Number(text))

/** Dates written in digits; each row a way to write them. */
const numericForms: readonly (readonly [RegExp, Numeric])[] = [
  [/^((?:18|19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})$/u, ([, y, m, d]) => plain(dayOf(Number(y), Number(m), Number(d)))],
  [
    /^(\d{1,2})\.(\d{1,2})\.((?:18|19|20)\d\d|\d\d)$/u,
    ([, d, m, y = '']) => plain(dayOf(fullYear(y), Number(m), Number(d))),
  ],
  [/^(\d{1,2})[-/](\d{1,2})[-/]((?:18|19|20)\d\d)$/u, readUnordered],
  [
    /^((?:18|19|20)\d\d)[-/.](\d{1,2})$/u,
    ([, y, m]) => plain(isMonth(Number(m)) ? monthRange(Number(y), Number(m)) : undefined),
  ],
  [
    /^(\d{1,2})[-/.]((?:18|19|20)\d\d)$/u,
    ([, m, y]) => plain(isMonth(Number(m)) ? monthRange(Number(y), Number(m)) : undefined),
  ],
  [
    /^((?:19|20)\d\d)(\d\d)(\d\d)$/u,
    ([, y, m, d]) => {
      const range = dayOf(Number(y), Number(m), Number(d))
      // A camera may have named a file so.
      return range && { span: range, orWords: true }
    },
  ],
  [/^((?:18|19|20)\d0)(?:'?s|er)$/u, ([, y]) => ({ span: yearRange(Number(y), 10) })],
  [/^'?(\d0)(?:'?s|er)$/u, ([, y]) => ({ span: yearRange(inThisCentury(Number(y)), 10) })],
]

/** 9/1/2015: of two readings the one that is customary here, with the other one named. */
function readUnordered([, a, b, y]: readonly string[], { dayFirst }: DateContext): ReturnType<Numeric> {
  const [first, second, year] = [Number(a), Number(b), Number(y)]
  const asDayFirst = dayOf(year, second, first)
  const asMonthFirst = dayOf(year, first, second)
  const [taken, other] = dayFirst ? [asDayFirst, asMonthFirst] : [asMonthFirst, asDayFirst]
  if (taken === undefined) return plain(other)
  if (other === undefined || other.from === taken.from) return { span: taken }
  return { span: taken, ambiguity: { taken: taken.from, other: other.from } }
}

function numericAt(tokens: readonly Token[], at: number, context: DateContext): MomentRead | undefined {
  const token = tokens[at]
  if (token === undefined) return undefined
  for (const [pattern, read] of numericForms) {
    const match = pattern.exec(token.form)
    // Typed as always there, yet a group that took no part is undefined.
    const found =
      match &&
      read(
        Array.from(match, (group: string | undefined) => group ?? ''),
        context,
      )
    if (found) return { moment: { is: 'span', ...found }, end: at + 1 }
  }
  return undefined
}

const monthDay = (month: number, day: number): string =>
  `${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`

function dayOfMonth(month: number, day: number): Yearly | undefined {
  // 2000 had a 29th of February.
  if (!isRealDay({ year: 2000, month, day })) return undefined
  const on = monthDay(month, day)
  return {
    is: 'yearly',
    grain: 'day',
    alone: 'yes',
    at: (year) => dayRange({ year, month, day }),
    always: { fact: { kind: 'days', from: on, to: on } },
  }
}

function wholeMonth(month: number, alone: Yearly['alone']): Yearly {
  const at = (year: number): Span => monthRange(year, month)
  return { is: 'yearly', grain: 'month', alone, at, always: { fact: { kind: 'months', months: [month] } } }
}

/** The end of a day that no calendar has, such as 30 February 2016: its words are no date, nor is a part of them. */
export function unrealDayAt(tokens: readonly Token[], at: number): number | undefined {
  const day = dayNumberAt(tokens, at)
  const month = day === undefined ? undefined : readOne(tokens, skipJoints(tokens, at + 1, 'of'), 'month')
  if (month === undefined || day === undefined) return undefined
  const year = yearAt(tokens, month.end)
  const isReal = isRealDay({ year: year?.year ?? 2000, month: month.meaning.month, day })
  return isReal ? undefined : (year?.end ?? month.end)
}

interface YearlyRead {
  readonly moment: Yearly
  readonly end: number
}

/** 12月, 12月25日. */
function numberedMonthAt(tokens: readonly Token[], at: number): YearlyRead | undefined {
  const month = Number(/^\d{1,2}$/u.exec(tokens[at]?.text ?? '')?.[0])
  if (!isMonth(month) || tokens[at + 1]?.form !== '月') return undefined
  const day = dayNumberAt(tokens, at + 2)
  const unit = tokens[at + 3]?.form
  const exact = day !== undefined && (unit === '日' || unit === '号') ? dayOfMonth(month, day) : undefined
  return exact === undefined ? { moment: wholeMonth(month, 'yes'), end: at + 2 } : { moment: exact, end: at + 4 }
}

function monthAt(tokens: readonly Token[], at: number): YearlyRead | undefined {
  const day = dayNumberAt(tokens, at)
  if (day !== undefined) {
    // 12th of June; 12. Mai; 12 de junio
    const month = readOne(tokens, skipJoints(tokens, at + 1, 'of'), 'month')
    const moment = month && dayOfMonth(month.meaning.month, day)
    return moment && { moment, end: month.end }
  }
  const month = readOne(tokens, at, 'month')
  if (month === undefined) return undefined
  const after = skipJoints(tokens, month.end, 'the')
  const following = dayNumberAt(tokens, after)
  const moment = following === undefined ? undefined : dayOfMonth(month.meaning.month, following)
  if (moment !== undefined) return { moment, end: after + 1 }
  const { sure, short } = month.meaning
  return { moment: wholeMonth(month.meaning.month, sure ? 'yes' : short ? 'never' : 'led'), end: month.end }
}

function yearlyAt(tokens: readonly Token[], at: number): YearlyRead | undefined {
  const dated = numberedMonthAt(tokens, at) ?? monthAt(tokens, at)
  if (dated !== undefined) return dated
  const holiday = readOne(tokens, at, 'holiday')
  if (holiday !== undefined) return { moment: yearlyHoliday(holiday.meaning.holiday), end: holiday.end }
  const season = readOne(tokens, at, 'season')
  if (season === undefined) return undefined
  const name = season.meaning.season
  const months = seasonMonths(name)
  const moment: Yearly = {
    is: 'yearly',
    grain: 'season',
    alone: 'led',
    at: (year) => seasonSpan(name, year),
    always: { fact: { kind: 'months', months } },
  }
  return { moment, end: season.end }
}

const easters = { first: 1950, years: 120 }

function yearlyHoliday(holiday: Parameters<typeof holidaySpan>[0]): Yearly {
  const days = holidayEveryYear(holiday)
  const every = Array.from({ length: easters.years }, (_, index) => holidaySpan(holiday, easters.first + index))
  const always: Demand =
    days === undefined
      ? { any: every.map((each) => ({ fact: { kind: 'taken', ...each } })) }
      : { fact: { kind: 'days', ...days } }
  return { is: 'yearly', grain: 'holiday', alone: 'yes', at: (year) => holidaySpan(holiday, year), always }
}

/** Winter 2016/17, written after a season: one winter in two years. */
function doubleYear(tokens: readonly Token[], at: number): { year: number; end: number } | undefined {
  const match = /^((?:18|19|20)\d\d)[/-](\d{4}|\d\d)$/u.exec(tokens[at]?.form ?? '')
  const [first, next, end] =
    match === null
      ? [tokens[at]?.form ?? '', tokens[at + 1]?.form === '-' ? (tokens[at + 2]?.form ?? '') : '', at + 3]
      : [match[1] ?? '', match[2] ?? '', at + 1]
  if (!yearPattern.test(first) || !/^\d{2,4}$/u.test(next)) return undefined
  const year = Number(first)
  const second = next.length === 2 ? Math.floor(year / 100) * 100 + Number(next) : Number(next)
  return second === year + 1 ? { year, end } : undefined
}

function yearlyWithYear(tokens: readonly Token[], at: number): MomentRead | undefined {
  const before = yearAt(tokens, at)
  if (before !== undefined) {
    const named = yearlyAt(tokens, skipJoints(tokens, before.end, 'of'))
    return named && span(named.moment.at(before.year), named.end)
  }
  const named = yearlyAt(tokens, at)
  if (named === undefined) return undefined
  const next = skipJoints(tokens, named.end, 'of')
  const double = named.moment.grain === 'season' ? doubleYear(tokens, next) : undefined
  const year = double ?? yearAt(tokens, next) ?? yearAt(tokens, readOne(tokens, next, 'unit')?.end ?? next)
  if (year === undefined) return named
  // 30 February 2016 is no day.
  const range = named.moment.at(year.year)
  const isReal = named.moment.grain !== 'day' || isRealDay(toDay(range.from))
  return isReal ? span(range, year.end) : undefined
}

function toDay(iso: string): Day {
  return { year: Number(iso.slice(0, 4)), month: Number(iso.slice(5, 7)), day: Number(iso.slice(8, 10)) }
}

/** The part of a span, in months where it has some, else in days: the first of three, the second of two. */
function partOf(whole: Span, index: number, count: number): Span {
  const [from, to] = [toDay(whole.from), toDay(whole.to)]
  const months = (to.year - from.year) * 12 + to.month - from.month
  if (from.day === 1 && to.day === 1 && months >= count && months % count === 0) {
    const each = months / count
    return { from: isoDay(addMonths(from, each * index)), to: isoDay(addMonths(from, each * (index + 1))) }
  }
  const days = Math.round((Date.parse(whole.to) - Date.parse(whole.from)) / 86_400_000)
  const begin = Math.floor((days * index) / count)
  const end = index === count - 1 ? days : Math.floor((days * (index + 1)) / count)
  return { from: isoDay(addDays(from, begin)), to: isoDay(addDays(from, end)) }
}

const edge: readonly (readonly ['early' | 'middle' | 'late', number])[] = [
  ['early', 0],
  ['middle', 1],
  ['late', 2],
]

/** "first half of", "Q3", "end of": which part of how many, and where what it is a part of begins. */
function partAt(tokens: readonly Token[], at: number): { index: number; count: number; end: number } | undefined {
  const start = skipJoints(tokens, at, 'the')
  const short = /^([qh])([1-4])$/u.exec(tokens[start]?.form ?? '')
  if (short !== null) {
    const count = short[1] === 'q' ? 4 : 2
    const index = Number(short[2]) - 1
    return index < count ? { index, count, end: start + 1 } : undefined
  }
  const ordinal = readOne(tokens, start, 'ordinal')
  if (ordinal !== undefined) {
    const { number } = ordinal.meaning
    const half = jointAt(tokens, ordinal.end, 'half')
    if (half !== undefined && number <= 2) return { index: number - 1, count: 2, end: half }
    const quarter = jointAt(tokens, ordinal.end, 'quarter')
    if (quarter !== undefined) return { index: number - 1, count: 4, end: quarter }
  }
  for (const [joint, index] of edge) {
    const end = jointAt(tokens, start, joint)
    if (end !== undefined) return { index, count: 3, end: tokens[end]?.form === '-' ? end + 1 : end }
  }
  return undefined
}

function partMoment(tokens: readonly Token[], at: number, context: DateContext): MomentRead | undefined {
  const part = partAt(tokens, at)
  if (part === undefined) return undefined
  const of = skipJoints(tokens, part.end, 'of', 'the')
  const whole = wholeAt(tokens, readOne(tokens, of, 'unit')?.end ?? of, context)
  if (whole === undefined) return undefined
  const { moment } = whole
  if (moment.is === 'span') return span(partOf(moment.span, part.index, part.count), whole.end)
  if (moment.grain !== 'month') return undefined
  const at2000 = partOf(moment.at(2000), part.index, part.count)
  const last = addDays(toDay(at2000.to), -1)
  const days = { from: at2000.from.slice(5), to: monthDay(last.month, last.day) }
  const partly: Yearly = {
    ...moment,
    alone: 'yes',
    at: (year) => partOf(moment.at(year), part.index, part.count),
    always: { fact: { kind: 'days', ...days } },
  }
  return { moment: partly, end: whole.end }
}

/** 2018 Q3. */
function yearThenPart(tokens: readonly Token[], at: number): MomentRead | undefined {
  const year = yearAt(tokens, at)
  const part = year && /^[qh][1-4]$/u.test(tokens[year.end]?.form ?? '') ? partAt(tokens, year.end) : undefined
  return year && part && span(partOf(yearRange(year.year), part.index, part.count), part.end)
}

function wholeAt(tokens: readonly Token[], at: number, context: DateContext): MomentRead | undefined {
  const found = yearThenPart(tokens, at) ?? yearlyWithYear(tokens, at) ?? numericAt(tokens, at, context)
  if (found !== undefined) return found
  const year = yearPattern.test(tokens[at]?.form ?? '') ? yearAt(tokens, at) : undefined
  return year && span(yearRange(year.year), year.end)
}

/** A weekday before a date only repeats it: Friday, 29 July 2016. */
function afterWeekday(tokens: readonly Token[], at: number): number {
  const weekday = readOne(tokens, at, 'weekday')
  return weekday === undefined ? at : skipJoints(tokens, weekday.end, 'the', 'lead')
}

/** The moment that stands here by its own name; relative ones are in `relative.ts`. */
export function momentAt(tokens: readonly Token[], at: number, context: DateContext): MomentRead | undefined {
  const found = partMoment(tokens, at, context) ?? wholeAt(tokens, at, context)
  if (found !== undefined) return found
  const next = afterWeekday(tokens, at)
  const dated = next === at ? undefined : wholeAt(tokens, next, context)
  return dated?.moment.is === 'span' ? dated : undefined
}
