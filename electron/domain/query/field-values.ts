/** Values as people write them behind a field: numbers with comparisons, stars, dates. */
import type { Demand } from './demand.ts'
import { dateAt } from './dates.ts'
import type { Filter, NumberField } from './filter.ts'
import { momentAt, type DateContext } from './moment.ts'
import { tokensOf } from './tokens.ts'

/** What is written rounded is meant as it was set: f/1.8 is 1.8 or 1.7999. */
const tolerance = 0.02

/** One number of a setting: 1.8, 1,8, f/1.8, 85mm, 1/4000, 3200, 12mp. */
function readSetting(text: string): number | undefined {
  const match = /^(?:f\/)?(?:(\d+)\/)?(\d+(?:[.,]\d+)?)(?:mm|s|mp|px|m)?$/iu.exec(text)
  if (match === null) return undefined
  const [, over, digits = ''] = match
  const number = Number(digits.replace(',', '.'))
  const value = over === undefined ? number : Number(over) / number
  return Number.isFinite(value) ? value : undefined
}

interface Bounds {
  readonly min?: number
  readonly max?: number
}

/** `>3200`, `100..400`, `..400`, `24-70mm`, `85mm`. */
function readBounds(text: string): Bounds | undefined {
  const range = /^(.*?)(?:\.\.|(?<=\d)[-–](?=\d))(.*)$/u.exec(text)
  if (range !== null) {
    const [first, last] = [range[1] ?? '', range[2] ?? ''].map((each) => (each === '' ? undefined : readSetting(each)))
    if (range[1] !== '' && first === undefined) return undefined
    if (range[2] !== '' && last === undefined) return undefined
    if (first === undefined && last === undefined) return undefined
    if (first !== undefined && last !== undefined) return { min: Math.min(first, last), max: Math.max(first, last) }
    return first === undefined ? { max: last ?? 0 } : { min: first }
  }
  const [, sign = '=', rest = ''] = /^(>=|<=|>|<|=)?\s*(.+)$/u.exec(text) ?? []
  const value = readSetting(rest)
  if (value === undefined) return undefined
  if (sign === '>') return { min: value * (1 + tolerance) }
  if (sign === '<') return { max: value * (1 - tolerance) }
  if (sign === '>=') return { min: value }
  if (sign === '<=') return { max: value }
  return { min: value * (1 - tolerance), max: value * (1 + tolerance) }
}

export function readNumber(kind: NumberField, text: string): Demand | undefined {
  const bounds = readBounds(text)
  return bounds && { fact: { kind, ...bounds, present: true } }
}

export function readRating(value: string): Demand | undefined {
  const match = /^(>=|<=|>|<|=)?\s*([0-5])(\+|\.\.([0-5])|-([0-5]))?$/u.exec(value)
  if (match === null) return undefined
  const [, sign = '=', digit = '', tail, upper, other] = match
  return { fact: ratingOf(sign, Number(digit), tail, upper ?? other) }
}

function ratingOf(sign: string, stars: number, tail: string | undefined, upper: string | undefined): Filter {
  if (upper !== undefined) return { kind: 'rating', min: stars, max: Number(upper) }
  if (tail === '+' || sign === '>=') return { kind: 'rating', min: stars, max: 5 }
  if (sign === '>') return { kind: 'rating', min: stars + 1, max: 5 }
  if (sign === '<=') return { kind: 'rating', min: 0, max: stars }
  if (sign === '<') return { kind: 'rating', min: 0, max: stars - 1 }
  return { kind: 'rating', min: stars, max: stars }
}

/** A date of any kind that the sentence knows too, and nothing besides. */
export function readDate(value: string, context: DateContext): Demand | undefined {
  const compared = /^(>=|<=|>|<|=)\s*(.+)$/u.exec(value)
  if (compared !== null) return readSide(sideOfSign[compared[1] ?? ''] ?? 'on', compared[2] ?? '', context)
  const open = /^\.\.(.+)$|^(.+)\.\.$/u.exec(value)
  if (open !== null) return readSide(open[1] === undefined ? 'since' : 'until', open[1] ?? open[2] ?? '', context)
  const tokens = tokensOf(value, 0)
  const read = dateAt(tokens, 0, context)
  return read?.end === tokens.length ? read.demand : undefined
}

const sideOfSign: Readonly<Record<string, Side>> = {
  '>': 'after',
  '>=': 'since',
  '<': 'before',
  '<=': 'until',
  '=': 'on',
}
export type Side = 'after' | 'since' | 'before' | 'until' | 'on'

/** The span that a date names, for `before:2010` and `date:>2019`; `added` asks when the photo came into the library. */
export function readSide(
  side: Side,
  value: string,
  context: DateContext,
  kind: 'taken' | 'added' = 'taken',
): Demand | undefined {
  const range = spanOf(value, context)
  if (range === undefined) return undefined
  switch (side) {
    case 'after':
      return range.to === undefined ? undefined : { fact: { kind, from: range.to } }
    case 'since':
      return { fact: { kind, from: range.from } }
    case 'before':
      return { fact: { kind, to: range.from } }
    case 'until':
      return range.to === undefined ? undefined : { fact: { kind, to: range.to } }
    case 'on':
      return { fact: { kind, ...range } }
  }
}

function spanOf(
  value: string,
  context: DateContext,
): { readonly from: string; readonly to?: string | undefined } | undefined {
  const demand = readDate(value, context)
  if (demand === undefined || !('fact' in demand) || demand.fact.kind !== 'taken') return undefined
  const { from, to } = demand.fact
  return from === undefined ? undefined : { from, to }
}

/** A month of any year, or of one: `12`, `december`, `2019-12`. */
export function readMonth(value: string, context: DateContext): Demand | undefined {
  if (/^(?:0?[1-9]|1[0-2])$/u.test(value)) return { fact: { kind: 'months', months: [Number(value)] } }
  const tokens = tokensOf(value, 0)
  const read = momentAt(tokens, 0, context)
  if (read?.end !== tokens.length) return undefined
  return read.moment.is === 'yearly' ? read.moment.always : { fact: { kind: 'taken', ...read.moment.span } }
}

/** Hours of the clock: `18`, `18-22`, `18:00`, `evening`. */
export function readHours(value: string, context: DateContext): Demand | undefined {
  const match = /^(\d{1,2})(?::\d\d)?(?:(?:-|\.\.)(\d{1,2})(?::\d\d)?)?$/u.exec(value)
  if (match === null) {
    const demand = readDate(value, context)
    return demand !== undefined && 'fact' in demand && demand.fact.kind === 'hours' ? demand : undefined
  }
  const [from, to] = [Number(match[1]), Number(match[2] ?? Number(match[1]) + 1)]
  return from > 24 || to > 24 ? undefined : { fact: { kind: 'hours', from, to } }
}
