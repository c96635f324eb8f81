/** `field:value` words, "with" and "without" attributes, and the names that this library knows. */
import type { Attribute, Filter, NumberField } from './filter.ts'
import { withoutAccents } from './plain-letters.ts'
import { readMoment } from './query-dates.ts'
import type { Finding, QueryContext, Rule } from './query-rule.ts'

const attributeWords: Readonly<Record<string, Attribute>> = {
  date: 'date',
  time: 'date',
  location: 'location',
  gps: 'location',
  place: 'location',
  position: 'location',
  alt: 'alt',
  'alt text': 'alt',
  caption: 'alt',
  description: 'description',
  rating: 'rating',
  stars: 'rating',
  keywords: 'keywords',
  keyword: 'keywords',
  tags: 'keywords',
  camera: 'camera',
  album: 'album',
  datum: 'date',
  uhrzeit: 'date',
  ort: 'location',
  standort: 'location',
  alternativtext: 'alt',
  alttext: 'alt',
  beschreibung: 'description',
  bewertung: 'rating',
  sterne: 'rating',
  stichwort: 'keywords',
  stichwörter: 'keywords',
  schlagwörter: 'keywords',
  kamera: 'camera',
}

/** Fields as they are called in German. */
const germanFields: Readonly<Record<string, string>> = {
  kamera: 'camera',
  ort: 'place',
  ordner: 'folder',
  typ: 'type',
  stichwort: 'keyword',
  schlagwort: 'keyword',
  datei: 'file',
  objektiv: 'lens',
  blende: 'f',
  brennweite: 'focal',
  belichtung: 'shutter',
  land: 'country',
  stadt: 'city',
  bewertung: 'rating',
  sterne: 'rating',
  datum: 'date',
  vor: 'before',
  nach: 'after',
  hat: 'has',
  ohne: 'no',
  ist: 'is',
}

/** Own entries only: `constructor` is no attribute. */
function ownOf<Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}

const attributeOf = (word: string): Attribute | undefined => ownOf(attributeWords, word.toLowerCase())

function ratingFilter(value: string): Filter | undefined {
  const match = /^(>=|<=|>|<|=)?([0-5])(\+|\.\.([0-5]))?$/u.exec(value)
  if (match === null) return undefined
  const [, sign = '=', digit = '', tail, upper] = match
  const stars = Number(digit)
  if (upper !== undefined) return { kind: 'rating', min: stars, max: Number(upper) }
  if (tail === '+' || sign === '>=') return { kind: 'rating', min: stars, max: 5 }
  if (sign === '>') return { kind: 'rating', min: stars + 1, max: 5 }
  if (sign === '<=') return { kind: 'rating', min: 0, max: stars }
  if (sign === '<') return { kind: 'rating', min: 0, max: stars - 1 }
  return { kind: 'rating', min: stars, max: stars }
}

/** What is written rounded is meant as it was set: f/1.8 is 1.8 or 1.7999. */
const tolerance = 0.02

/** One number of a setting as people write it: 1.8, f/1.8, 85mm, 1/4000, 3200. */
function readSetting(text: string): number | undefined {
  const match = /^(?:f\/)?(?:(\d+)\/)?(\d+(?:\.\d+)?)(?:mm|s)?$/iu.exec(text)
  if (match === null) return undefined
  const [, over, digits = ''] = match
  const value = over === undefined ? Number(digits) : Number(over) / Number(digits)
  return Number.isFinite(value) ? value : undefined
}

function numberFilter(kind: NumberField, text: string, present: boolean): Filter | undefined {
  const match = /^(>=|<=|>|<|=)?(.+?)(?:\.\.(.+))?$/u.exec(text)
  const [, sign = '=', first = '', last] = match ?? []
  const value = readSetting(first)
  if (value === undefined) return undefined
  if (last !== undefined) {
    const end = readSetting(last)
    return end === undefined ? undefined : { kind, min: Math.min(value, end), max: Math.max(value, end), present }
  }
  if (sign === '>' || sign === '>=') return { kind, min: sign === '>' ? value * (1 + tolerance) : value, present }
  if (sign === '<' || sign === '<=') return { kind, max: sign === '<' ? value * (1 - tolerance) : value, present }
  return { kind, min: value * (1 - tolerance), max: value * (1 + tolerance), present }
}

function settingRule(pattern: RegExp, kind: NumberField): Rule {
  return {
    pattern,
    read: ([whole = '', value = '']) => {
      const filter = numberFilter(kind, value, true)
      return filter && { filter, label: whole.trim() }
    },
  }
}

function dateFilter(field: string, value: string): Filter | undefined {
  const [first = '', last] = value.split('..')
  const from = readMoment(first)
  const to = last === undefined ? from : readMoment(last)
  if (field === 'before') return from && { kind: 'taken', to: from.from }
  if (field === 'after') return from && { kind: 'taken', from: from.to }
  if (from === undefined && to === undefined) return undefined
  return { kind: 'taken', from: from?.from, to: to?.to }
}

const shapes = ['portrait', 'landscape', 'square'] as const
const germanShapes: Readonly<Record<string, string>> = {
  hochformat: 'portrait',
  querformat: 'landscape',
  quadratisch: 'square',
}

function fieldFilter(field: string, value: string, present: boolean): Filter | undefined {
  switch (field) {
    case 'camera':
    case 'place':
    case 'folder':
    case 'type':
    case 'album':
    case 'keyword':
    case 'file':
    case 'person':
    case 'lens':
      return { kind: field, text: value, present }
    case 'iso':
      return numberFilter('iso', value, present)
    case 'f':
    case 'aperture':
      return numberFilter('aperture', value, present)
    case 'focal':
      return numberFilter('focal', value, present)
    case 'shutter':
      return numberFilter('shutter', value, present)
    case 'country':
    case 'region':
    case 'state':
    case 'city':
      return { kind: 'place', text: value, present }
    case 'tag':
      return { kind: 'keyword', text: value, present }
    case 'in':
      return { kind: 'folder', text: value, present }
    case 'rating':
      return ratingFilter(value)
    case 'date':
    case 'before':
    case 'after':
      return dateFilter(field, value)
    case 'has':
    case 'no': {
      const what = attributeOf(value)
      return what && { kind: 'has', what, present: present === (field === 'has') }
    }
    case 'is': {
      const asked = value.toLowerCase()
      const shape = shapes.find((each) => each === (ownOf(germanShapes, asked) ?? asked))
      return shape && { kind: 'orientation', shape }
    }
    default:
      return undefined
  }
}

function readField(match: readonly string[]): Finding | undefined {
  const [whole = '', , minus = '', field = '', quoted = '', bare = ''] = match
  const named = field.toLowerCase()
  const filter = fieldFilter(ownOf(germanFields, named) ?? named, quoted === '' ? bare : quoted, minus === '')
  return filter && { filter, label: whole.trim() }
}

const names = Object.keys(attributeWords).join('|')

export const fieldRules: readonly Rule[] = [
  { pattern: /(^|\s)(-?)([a-z]{1,10}):(?:"([^"]*)"|([^\s"]+))/giu, read: readField },
  {
    pattern: new RegExp(
      `\\b(without|with no|with|no|ohne|mit)\\s+(?:any\\s+|an?\\s+|the\\s+|einen?\\s+|eine[mr]?\\s+)?(${names})(?!\\p{L})`,
      'giu',
    ),
    read: ([whole = '', word = '', name = '']) => {
      const what = attributeOf(name)
      return what && { filter: { kind: 'has', what, present: /^(?:with|mit)$/iu.test(word) }, label: whole }
    },
  },
  settingRule(/(?<![\p{L}\p{N}/.])(f\/\d+(?:\.\d+)?)(?![\p{L}\p{N}/])/giu, 'aperture'),
  settingRule(/(?<![\p{L}\p{N}/.])(\d{1,4}(?:\.\d)?mm)(?![\p{L}\p{N}])/giu, 'focal'),
  settingRule(/(?<![\p{L}\p{N}/.])(1\/\d{2,5})s?(?![\p{L}\p{N}/])/giu, 'shutter'),
  settingRule(/\biso\s*(\d{2,6})\b/giu, 'iso'),
  {
    pattern: /\b([1-5])\s*(?:stars?|sterne?)(\s+(?:or more|and more|and up|and above|oder mehr|und mehr))?(?=$|\W)/giu,
    read: ([whole = '', digit = '', more = '']) => ({
      filter: { kind: 'rating', min: Number(digit), max: more === '' ? Number(digit) : 5 },
      label: whole.trim(),
    }),
  },
]

const plain = (text: string): string => withoutAccents(text).toLowerCase()
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/gu, '\\$&')

function nameRule(lead: string, known: readonly string[], kind: 'camera' | 'place'): Rule | undefined {
  const usable = known.filter((name) => plain(name).length >= 3).sort((a, b) => b.length - a.length)
  if (usable.length === 0) return undefined
  const byPlain = new Map(usable.map((name) => [plain(name), name]))
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${lead})?(${[...byPlain.keys()].map(escaped).join('|')})(?![\\p{L}\\p{N}])`,
    'giu',
  )
  return {
    pattern,
    accentBlind: true,
    read: ([whole = '', name = '']) => {
      // "nice dog" is not about the town of Nice: a bare name counts only when written as a name.
      if (whole.trim() === name && name === name.toLowerCase() && /\p{L}/u.test(name)) return undefined
      const text = byPlain.get(plain(name))
      return text === undefined ? undefined : { filter: { kind, text, present: true }, label: whole.trim() }
    },
  }
}

/** Rules made of the cameras and places that occur in this library; longest names first. */
export function vocabularyRules(context: QueryContext): readonly Rule[] {
  const shotWith =
    '(?:(?:shot|taken|made|photographed|aufgenommen|gemacht|fotografiert)\\s+)?(?:with|on|by|mit)\\s+(?:the|an?|my|our|de[rm]|einer?|meine[rm]|unsere[rm])\\s+'
  const takenIn =
    '(?:(?:shot|taken|made|photographed|aufgenommen|gemacht|fotografiert)\\s+)?(?:in|at|near|around|from|bei|nahe|aus)\\s+'
  return [nameRule(shotWith, context.cameras, 'camera'), nameRule(takenIn, context.places, 'place')].filter(
    (each) => each !== undefined,
  )
}
