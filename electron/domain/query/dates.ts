/** Dates in a sentence: moments, what joins them to ranges, what comes again and again, and the clock. */
import { dayRange, isoDay } from '../calendar.ts'
import { dayTimeHours } from './calendar-spans.ts'
import type { Demand } from './demand.ts'
import { momentAt, type Ambiguity, type DateContext, type Moment, type MomentRead } from './moment.ts'
import { relativeAt, takenIn } from './relative.ts'
import { isKnownAt, jointAt, readOne, skipJoints, type Token } from './tokens.ts'

export interface DateRead {
  readonly demand: Demand
  readonly end: number
  /** Meant as a date only where nothing in the sentence speaks of a picture: "at night in Hamburg". */
  readonly weak?: true
  readonly ambiguity?: Ambiguity
  /** May be a file's name as well: 20250225. */
  readonly orWords?: true
}

type Open = { readonly from?: string; readonly to?: string }
interface Endpoint {
  readonly moment: Moment
  readonly end: number
}

function endpointAt(tokens: readonly Token[], at: number, context: DateContext): Endpoint | undefined {
  const start = skipJoints(tokens, at, 'the')
  const relative = relativeAt(tokens, start, context)
  const [only, ...more] = relative?.spans ?? []
  if (relative !== undefined && only?.to !== undefined && more.length === 0)
    return { moment: { is: 'span', span: { from: only.from, to: only.to } }, end: relative.end }
  const named = readOne(tokens, start, 'unit')?.end // "the year 2016"
  return momentAt(tokens, start, context) ?? (named === undefined ? undefined : momentAt(tokens, named, context))
}

/** Of the latest year in which it has begun. */
function latest(moment: Moment, { today }: DateContext): { readonly from: string; readonly to: string } {
  if (moment.is === 'span') return moment.span
  const now = dayRange(today).from
  return moment.at(today.year).from <= now ? moment.at(today.year) : moment.at(today.year - 1)
}

const taken = (range: Open, end: number): DateRead => ({ demand: { fact: { kind: 'taken', ...range } }, end })

/** Over the months or days of every year, where neither end has a year. */
function everyYear(first: Moment, last: Moment, end: number): DateRead | undefined {
  if (first.is !== 'yearly' || last.is !== 'yearly') return undefined
  const [from, to] = [first.at(2000).from, last.at(2000).to]
  const lastDay = isoDay(previous(to))
  return { demand: { fact: { kind: 'days', from: from.slice(5), to: lastDay.slice(5) } }, end }
}

function previous(iso: string): { year: number; month: number; day: number } {
  const date = new Date(`${iso}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() - 1)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

/** From one moment to another; the first takes the year of the second where it has none of its own. */
function between(first: Moment, last: Moment, end: number): DateRead | undefined {
  if (last.is === 'yearly') {
    if (first.is === 'yearly') return everyYear(first, last, end)
    const year = Number(first.span.from.slice(0, 4))
    const same = last.at(year)
    return taken({ from: first.span.from, to: same.to > first.span.from ? same.to : last.at(year + 1).to }, end)
  }
  const from = first.is === 'span' ? first.span.from : startBefore(first, last.span.to)
  return from > last.span.from ? undefined : taken({ from, to: last.span.to }, end)
}

function startBefore(first: Extract<Moment, { is: 'yearly' }>, to: string): string {
  const year = Number(to.slice(0, 4))
  const same = first.at(year).from
  return same < to ? same : first.at(year - 1).from
}

const dashes = new Set(['-', '–', '—', '..'])

function rangeAt(tokens: readonly Token[], at: number, context: DateContext): DateRead | undefined {
  const between_ = jointAt(tokens, at, 'between')
  const start = between_ ?? jointAt(tokens, at, 'from') ?? at
  const days = dayToDay(tokens, start, context)
  if (days !== undefined) return days
  const first = endpointAt(tokens, start, context)
  if (first === undefined) return undefined
  const dash = dashes.has(tokens[first.end]?.form ?? '') ? first.end + 1 : undefined
  const joint = between_ === undefined ? (dash ?? jointAt(tokens, first.end, 'to')) : jointAt(tokens, first.end, 'and')
  const last = joint === undefined ? undefined : endpointAt(tokens, joint, context)
  return last && between(first.moment, last.moment, last.end)
}

/** 12-14 June 2019: the first day takes month and year of the second. */
function dayToDay(tokens: readonly Token[], at: number, context: DateContext): DateRead | undefined {
  const [first, dash] = [tokens[at], tokens[at + 1]]
  if (first === undefined || dash === undefined || !/^\d{1,2}$/u.test(first.form)) return undefined
  const next = dashes.has(dash.form) ? at + 2 : jointAt(tokens, at + 1, 'to')
  const last = next === undefined ? undefined : momentAt(tokens, next, context)
  if (last?.moment.is !== 'span' || next === undefined) return undefined
  const firstDay = momentAt([first, ...tokens.slice(next + 1, last.end)], 0, context)
  return firstDay === undefined ? undefined : between(firstDay.moment, last.moment, last.end)
}

const sides = ['since', 'after', 'before', 'until'] as const

function openRange(side: (typeof sides)[number], range: { from: string; to: string }): Open {
  switch (side) {
    case 'since':
      return { from: range.from }
    case 'after':
      return { from: range.to }
    case 'before':
      return { to: range.from }
    case 'until':
      return { to: range.to }
  }
}

function sidedAt(tokens: readonly Token[], at: number, context: DateContext): DateRead | undefined {
  for (const side of sides) {
    const start = jointAt(tokens, at, side)
    const moment = start === undefined ? undefined : endpointAt(tokens, start, context)
    if (moment !== undefined) return taken(openRange(side, latest(moment.moment, context)), moment.end)
  }
  // 2019年以降: what stands after it, in scripts that put it there.
  const moment = endpointAt(tokens, at, context)
  if (moment === undefined || !/^\p{Script=Han}|^\p{Script=Hiragana}/u.test(tokens[moment.end]?.form ?? ''))
    return undefined
  for (const side of sides) {
    const end = jointAt(tokens, moment.end, side)
    if (end !== undefined) return taken(openRange(side, latest(moment.moment, context)), end)
  }
  return undefined
}

function onThisDay(tokens: readonly Token[], at: number, { today }: DateContext): DateRead | undefined {
  const end = jointAt(tokens, at, 'onThisDay')
  if (end === undefined) return undefined
  const now = isoDay(today)
  const day = now.slice(5)
  const before = { fact: { kind: 'taken', to: now } } as const
  return { demand: { all: [{ fact: { kind: 'days', from: day, to: day } }, before] }, end }
}

function hours(from: number, to: number): Demand {
  return { fact: { kind: 'hours', from, to } }
}

/** 14:00, 8 pm, 20 Uhr, noon. */
function timeAt(tokens: readonly Token[], at: number): { hour: number; end: number } | undefined {
  const form = tokens[at]?.form ?? ''
  const exact = /^(\d{1,2}):\d\d$/u.exec(form)
  if (exact !== null) return hourOf(Number(exact[1]), at + 1)
  const joined = /^(\d{1,2})(am|pm|h)$/u.exec(form)
  if (joined !== null) return halfDay(Number(joined[1]), joined[2] ?? '', at + 1)
  if (/^\d{1,2}$/u.test(form)) {
    const half = /^(?:am|pm)$/u.exec((tokens[at + 1]?.text ?? '').toLowerCase().replaceAll('.', ''))?.[0]
    if (half !== undefined) return halfDay(Number(form), half, at + 2)
    const clock = jointAt(tokens, at + 1, 'oclock')
    return clock === undefined ? undefined : hourOf(Number(form), clock)
  }
  const named = readOne(tokens, at, 'dayTime')
  return named?.meaning.dayTime === 'noon' ? { hour: 12, end: named.end } : undefined
}

const hourOf = (hour: number, end: number): { hour: number; end: number } | undefined =>
  hour <= 24 ? { hour, end } : undefined

function halfDay(hour: number, half: string, end: number): { hour: number; end: number } | undefined {
  if (half === 'h') return hourOf(hour, end)
  return hour >= 1 && hour <= 12 ? { hour: (hour % 12) + (half === 'pm' ? 12 : 0), end } : undefined
}

function clockAt(tokens: readonly Token[], at: number): DateRead | undefined {
  const after = jointAt(tokens, at, 'after', 'since')
  const before = jointAt(tokens, at, 'before', 'until')
  const start = after ?? before ?? skipJoints(tokens, at, 'lead')
  const time = timeAt(tokens, tokens[start]?.form === 'um' ? start + 1 : start)
  if (time === undefined) return undefined
  if (after !== undefined) return { demand: hours(time.hour, 24), end: time.end }
  if (before !== undefined) return { demand: hours(0, time.hour), end: time.end }
  const named = readOne(tokens, start, 'dayTime')
  return named === undefined ? { demand: hours(time.hour, time.hour + 1), end: time.end } : undefined
}

/** How a sentence leads to what comes again: "every", "on a", "taken at". */
interface Lead {
  readonly end: number
  readonly every: boolean
  readonly led: boolean
  readonly taken: boolean
}

/** "from" tells where a thing comes from, and "of" what a picture is of: neither makes a word a date. */
const origins = new Set(['of', 'from', 'von', 'vom', 'aus', 'de', 'del', 'di', 'do', 'da', 'van', 'uit', 'z', 'ze'])

/** Words before a date that lead to it; nobody writes more. */
const mostLeading = 6

function leadAt(tokens: readonly Token[], at: number): Lead {
  let [place, every, led, isTaken] = [at, false, false, false]
  for (let skipped = 0; skipped < mostLeading; skipped++) {
    const each = jointAt(tokens, place, 'every')
    const lead = jointAt(tokens, place, 'lead', 'weekdayLead')
    const spoken = jointAt(tokens, place, 'taken')
    const next = each ?? lead ?? spoken ?? jointAt(tokens, place, 'the')
    if (next === undefined) return { end: place, every, led, taken: isTaken }
    every ||= each !== undefined
    led ||= lead !== undefined && !origins.has(tokens[place]?.form ?? '')
    isTaken ||= spoken !== undefined
    place = next
  }
  return { end: place, every, led, taken: isTaken }
}

function speaksOfTaking(tokens: readonly Token[], at: number): boolean {
  return jointAt(tokens, at, 'photos') !== undefined
}

function dayTimeAt(tokens: readonly Token[], at: number, lead: Lead): DateRead | undefined {
  const read = readOne(tokens, at, 'dayTime') ?? readOne(tokens, lead.end, 'dayTime')
  if (read === undefined) return undefined
  const [from, to] = dayTimeHours[read.meaning.dayTime]
  const made = jointAt(tokens, read.end, 'taken')
  const sure = read.meaning.habit || lead.taken || lead.every || made !== undefined || speaksOfTaking(tokens, read.end)
  return { demand: hours(from, to), end: made ?? read.end, ...(sure ? {} : { weak: true }) }
}

function weekdayAt(tokens: readonly Token[], lead: Lead): DateRead | undefined {
  const unit = readOne(tokens, lead.end, 'unit')
  const weekend = unit?.meaning.unit === 'weekend'
  const read = weekend ? unit : readOne(tokens, lead.end, 'weekday')
  if (read === undefined) return undefined
  const weekdays = read.meaning.is === 'weekday' ? [read.meaning.weekday] : [6, 0]
  const demand: Demand = { fact: { kind: 'weekdays', weekdays } }
  const plural =
    read.meaning.is === 'weekday' ? read.meaning.plural : /(?:s|en)$/u.test(tokens[read.end - 1]?.form ?? '')
  const next = leadAt(tokens, read.end)
  const dayTime = readOne(tokens, next.end, 'dayTime') ?? readOne(tokens, read.end, 'dayTime')
  if (dayTime !== undefined) {
    const [from, to] = dayTimeHours[dayTime.meaning.dayTime]
    return { demand: { all: [demand, hours(from, to)] }, end: dayTime.end }
  }
  const sure = plural || lead.every || lead.led || lead.taken
  return { demand, end: read.end, ...(sure ? {} : { weak: true }) }
}

/** Whether a moment without a year is meant as one here. */
function isMeant({ alone, grain }: Extract<Moment, { is: 'yearly' }>, lead: Lead, isOrigin: boolean): boolean {
  if (alone === 'yes' || lead.every || lead.taken) return true
  if (alone === 'led') return lead.led || (grain === 'month' && isOrigin)
  return lead.led && grain === 'month'
}

function momentRead(tokens: readonly Token[], at: number, lead: Lead, context: DateContext): DateRead | undefined {
  const unit = lead.end === at ? undefined : readOne(tokens, lead.end, 'unit')
  const read =
    momentAt(tokens, lead.end, context) ?? yearNamed(tokens, unit?.end ?? bareUnit(tokens, lead.end), context)
  if (read === undefined) return undefined
  const { moment, end } = read
  if (moment.is === 'span') {
    const { ambiguity, orWords } = moment
    return { ...taken(moment.span, end), ...(ambiguity && { ambiguity }), ...(orWords && { orWords }) }
  }
  const isOrigin = tokens[at]?.form === 'from'
  return { demand: moment.always, end, ...(isMeant(moment, lead, isOrigin) ? {} : { weak: true }) }
}

/** "year 2016", "Jahr 2016". */
const bareUnit = (tokens: readonly Token[], at: number): number | undefined => readOne(tokens, at, 'unit')?.end

function yearNamed(tokens: readonly Token[], at: number | undefined, context: DateContext): MomentRead | undefined {
  const read = at === undefined ? undefined : momentAt(tokens, skipJoints(tokens, at, 'of'), context)
  return read?.moment.is === 'span' ? read : undefined
}

function undatedAt(tokens: readonly Token[], at: number): DateRead | undefined {
  const end = jointAt(tokens, at, 'undated')
  return end === undefined ? undefined : { demand: { fact: { kind: 'has', what: 'date', present: false } }, end }
}

/** Most words begin no date, and are not looked at from all its sides. */
const mayBegin = (tokens: readonly Token[], at: number): boolean =>
  isKnownAt(tokens, at) || /\d/u.test(tokens[at]?.form ?? '')

/** The date that begins at this token, with the words that lead to it, or nothing. */
export function dateAt(tokens: readonly Token[], at: number, context: DateContext): DateRead | undefined {
  if (!mayBegin(tokens, at)) return undefined
  const lead = leadAt(tokens, at)
  const begun =
    onThisDay(tokens, at, context) ??
    undatedAt(tokens, at) ??
    clockAt(tokens, at) ??
    rangeAt(tokens, at, context) ??
    rangeAt(tokens, lead.end, context) ??
    sidedAt(tokens, at, context)
  if (begun !== undefined) return begun
  const relative = relativeAt(tokens, at, context) ?? relativeAt(tokens, lead.end, context)
  if (relative !== undefined) return { demand: takenIn(relative.spans), end: relative.end }
  const named = momentRead(tokens, at, lead, context)
  if (named !== undefined && named.weak !== true) return named
  return weekdayAt(tokens, lead) ?? dayTimeAt(tokens, at, lead) ?? named
}
