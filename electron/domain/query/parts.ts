/** Reads the words of a sentence, from left to right, into parts that are sure; what is none stays a word. */
import { dateAt } from './dates.ts'
import type { Demand } from './demand.ts'
import { readNumber, readRating } from './field-values.ts'
import { attributeAt } from './fields.ts'
import type { NumberField } from './filter.ts'
import { unrealDayAt } from './moment.ts'
import { allOf, opposite, type Part, type PartKind, type QueryContext } from './part.ts'
import { jointAt, skipJoints, type Token } from './tokens.ts'
import { cameraAt, placeAt } from './vocabulary.ts'

/** A word that belongs to nothing. */
export interface Word {
  readonly word: Token
  /** A date, should nothing else in the sentence be a picture. */
  readonly weak?: Found
  /** The token of its run that it is. */
  readonly weakAt?: number
}

export interface Found {
  readonly demand: Demand
  readonly kind: PartKind
  /** The token after it. */
  readonly end: number
  readonly weak?: true
  readonly ambiguity?: NonNullable<Part['ambiguity']>
}

type Reader = (tokens: readonly Token[], at: number, context: QueryContext) => Found | undefined

const readDatePart: Reader = (tokens, at, context) => {
  const read = dateAt(tokens, at, { today: context.today, dayFirst: context.dayFirst ?? false })
  if (read === undefined) return undefined
  const { demand, end, weak, ambiguity, orWords } = read
  const words = tokens[end - 1]?.text ?? ''
  return {
    demand: orWords ? { any: [demand, { words, quoted: false }] } : demand,
    kind: 'fact' in demand && demand.fact.kind === 'hours' ? 'time' : 'date',
    end,
    ...(weak && { weak }),
    ...(ambiguity && { ambiguity }),
  }
}

const readPlacePart: Reader = (tokens, at, { places }) => {
  const read = placeAt(tokens, at, places)
  return read && { demand: { fact: read.filter }, kind: 'place', end: read.end }
}

const readCameraPart: Reader = (tokens, at, { cameras }) => {
  const read = cameraAt(tokens, at, cameras)
  return read && { demand: { fact: read.filter }, kind: 'camera', end: read.end }
}

/** Settings of the camera as they stand without a field: f/1.8, 85mm, 1/4000. */
const settingForms: readonly (readonly [RegExp, NumberField])[] = [
  [/^f\/\d+(?:[.,]\d+)?$/u, 'aperture'],
  [/^\d{1,4}(?:[.,]\d)?mm$/u, 'focal'],
  [/^1\/\d{2,5}s?$/u, 'shutter'],
]

const readSettingPart: Reader = (tokens, at) => {
  const form = tokens[at]?.form ?? ''
  if (form === 'iso') {
    const demand = /^\d{2,6}$/u.test(tokens[at + 1]?.form ?? '') && readNumber('iso', tokens[at + 1]?.form ?? '')
    return demand ? { demand, kind: 'setting', end: at + 2 } : undefined
  }
  const joined = /^iso(\d{2,6})$/u.exec(form)?.[1]
  const kind = joined === undefined ? settingForms.find(([pattern]) => pattern.test(form))?.[1] : 'iso'
  const demand = kind && readNumber(kind, joined ?? form)
  return demand && { demand, kind: 'setting', end: at + 1 }
}

const starWords = new Set([
  'star',
  'stars',
  'stern',
  'sterne',
  'sternen',
  'etoiles',
  'estrellas',
  'stelle',
  'estrelas',
  'sterren',
  'gwiazdki',
])
const moreWords = new Set([
  'or more',
  'and more',
  'and up',
  'and above',
  'oder mehr',
  'und mehr',
  'ou plus',
  'o mas',
  'o piu',
])

const readStars: Reader = (tokens, at) => {
  const digit = /^[1-5]$/u.exec(tokens[at]?.form ?? '')?.[0]
  if (digit === undefined || !starWords.has(tokens[at + 1]?.form ?? '')) return undefined
  const after = `${tokens[at + 2]?.form ?? ''} ${tokens[at + 3]?.form ?? ''}`
  const more = moreWords.has(after)
  const demand = readRating(more ? `>=${digit}` : digit)
  return demand && { demand, kind: 'setting', end: more ? at + 4 : at + 2 }
}

const anyWords = new Set(['any', 'a', 'an', 'the'])
const skipArticles = (tokens: readonly Token[], at: number): number => {
  const start = anyWords.has(tokens[at]?.form ?? '') ? at + 1 : at
  return skipJoints(tokens, start, 'the')
}

const formsOf = (tokens: readonly Token[]): readonly string[] => tokens.map(({ form }) => form)

/** "with gps", "without a date", "no rating". */
const readAttributePart: Reader = (tokens, at) => {
  const absent = jointAt(tokens, at, 'without', 'no')
  const start = absent ?? jointAt(tokens, at, 'with')
  if (start === undefined) return undefined
  const name = skipArticles(tokens, start)
  const found = attributeAt(formsOf(tokens), name)
  if (found === undefined) return undefined
  const present = absent === undefined
  return { demand: { fact: { kind: 'has', what: found.what, present } }, kind: 'field', end: name + found.words }
}

const isWord = (token: Token | undefined): boolean =>
  token !== undefined && /^\p{L}[\p{L}\p{M}\p{N}'’-]*$/u.test(token.text)

/** What must neither be said nor seen. */
export const withoutWords = (words: string): Demand => ({ not: { words, quoted: false } })

/** After 人なし: what is missing stands before the word that says so. */
const following = new Set(['なし', '無し', 'ない', '以外'])

const readNegation: Reader = (tokens, at, context) => {
  const postfix = tokens[at + 1]
  if (postfix !== undefined && following.has(postfix.form) && isWord(tokens[at]))
    return { demand: withoutWords(tokens[at]?.text ?? ''), kind: 'without', end: at + 2 }
  const without = jointAt(tokens, at, 'without', 'not')
  const start = without ?? jointAt(tokens, at, 'no')
  if (start === undefined) return undefined
  const named = skipArticles(tokens, start)
  // "No verão" is Portuguese for "in summer".
  if (tokens[at]?.form === 'no' && readDatePart(tokens, at + 1, context) !== undefined) return undefined
  for (const from of [start, named]) {
    const read = from < tokens.length ? readFact(tokens, from, context) : undefined
    if (read !== undefined) return { demand: opposite(read.demand), kind: 'without', end: read.end }
  }
  return readUnwanted(tokens, named, context)
}

/** "without dogs or cats" wants neither. */
function readUnwanted(tokens: readonly Token[], at: number, context: QueryContext): Found | undefined {
  const [unwanted] = tokens.slice(at, at + 1)
  if (unwanted === undefined || !isWord(unwanted)) return undefined
  const demands = [withoutWords(unwanted.text)]
  let end = at + 1
  for (;;) {
    const joint = jointAt(tokens, end, 'or', 'and')
    const next = joint === undefined ? end : skipArticles(tokens, joint)
    const [more] = tokens.slice(next, next + 1)
    if (joint === undefined || more === undefined || !isWord(more) || readFact(tokens, next, context)) break
    demands.push(withoutWords(more.text))
    end = next + 1
  }
  return { demand: allOf(demands), kind: 'without', end }
}

/** What is surer is read first. */
function readFact(
  tokens: readonly Token[],
  at: number,
  context: QueryContext,
  readDate: Reader = readDatePart,
): Found | undefined {
  for (const read of [readStars, readSettingPart, readDate, readPlacePart, readCameraPart]) {
    const found = read(tokens, at, context)
    if (found !== undefined && found.weak !== true) return found
  }
  return undefined
}

/** The parts and words among these tokens, in order. */
export function partsAmong(tokens: readonly Token[], context: QueryContext): readonly (Part | Word)[] {
  const found: (Part | Word)[] = []
  let at = 0
  while (at < tokens.length) {
    const [first] = tokens.slice(at, at + 1)
    if (first === undefined) break
    // "zomer 2019 of winter 2020": beside a date the Dutch "or" is no English "of".
    const last = found.at(-1)
    if (last !== undefined && 'demand' in last && last.kind === 'date' && jointAt(tokens, at, 'or') !== undefined) {
      found.push({ word: first })
      at += 1
      continue
    }
    const unreal = unrealDayAt(tokens, at)
    if (unreal !== undefined) {
      found.push(...tokens.slice(at, unreal).map((word) => ({ word })))
      at = unreal
      continue
    }
    const date = readDatePart(tokens, at, context)
    const read =
      readAttributePart(tokens, at, context) ??
      readNegation(tokens, at, context) ??
      readFact(tokens, at, context, () => date)
    if (read === undefined) {
      found.push({ word: first, ...(date && { weak: date, weakAt: at }) })
      at += 1
      continue
    }
    const { demand, kind, ambiguity } = read
    const end = tokens[read.end - 1]?.end ?? first.end
    found.push({ demand, kind, at: first.at, end, ...(ambiguity && { ambiguity }) })
    at = read.end
  }
  return found
}

/** What a minus stands before: a fact that is not wanted, else a word. */
export function unwantedOf(tokens: readonly Token[], context: QueryContext): Demand | undefined {
  const read = tokens.length === 0 ? undefined : readFact(tokens, 0, context)
  return read?.end === tokens.length ? opposite(read.demand) : undefined
}
