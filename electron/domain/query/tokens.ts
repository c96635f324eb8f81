/** The words of a sentence, each with its place in it, and what the languages know of them. */
import { lexicon, lookupForm, type Meaning } from '../languages/lexicon.ts'
import type { Joint } from '../languages/language.ts'

export interface Token {
  readonly text: string
  /** As the lexicon has it. */
  readonly form: string
  readonly at: number
  readonly end: number
}

const unspaced = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー々'
/** Between a number and letters that are written without spaces: 2019年12月. */
const scriptBorder = new RegExp(`(?<=\\d)(?=[${unspaced}])|(?<=[${unspaced}])(?=\\d)`, 'u')
const isUnspaced = new RegExp(`^[${unspaced}]+$`, 'u')
const elided = /^(?:l|d|dell|nell|all|dall)['’](?=\p{L}{2})/iu

/** Cuts a run of unspaced letters into known words, where all of it is known, or one at its edge. */
function cutUnspaced(run: string): readonly string[] {
  const { unspaced: known, meanings } = lexicon()
  const all: string[] = []
  let rest = run
  while (rest !== '') {
    const next = known.find((word) => rest.startsWith(word))
    if (next === undefined) break
    all.push(next)
    rest = rest.slice(next.length)
  }
  if (rest === '') return all
  const tellsDate = (word: string): boolean =>
    word.length >= 2 &&
    word.length < run.length &&
    meanings(word).some((meaning) => meaning.is !== 'joint' || meaning.joint === 'without')
  const first = known.find((word) => tellsDate(word) && run.startsWith(word))
  if (first !== undefined) return [first, ...cutUnspaced(run.slice(first.length))]
  const last = known.find((word) => tellsDate(word) && run.endsWith(word))
  return last === undefined ? [run] : [...cutUnspaced(run.slice(0, -last.length)), last]
}

const isMonth = (word: string): boolean =>
  lexicon()
    .meanings(lookupForm(word))
    .some(({ is }) => is === 'month')
const isPartOfSpan = (word: string): boolean =>
  lexicon()
    .meanings(lookupForm(word))
    .some((meaning) => meaning.is === 'joint' && ['early', 'middle', 'late'].includes(meaning.joint))

/** The parts of what stands between two spaces. */
function partsOf(chunk: string): readonly string[] {
  const dots = /^(.+?)(\.\.|[–—])(.+)$/u.exec(chunk)
  if (dots !== null) return [...partsOf(dots[1] ?? ''), dots[2] ?? '', ...partsOf(dots[3] ?? '')]
  const dashed = /^([^-]+)-([^-]+)$/u.exec(chunk)
  if (dashed !== null) {
    const [, first = '', last = ''] = dashed
    const numbers = /^(?:\d{4}-\d{4}|\d{1,2}\.?-\d{1,2}\.?)$/u.test(chunk)
    if (numbers || (isMonth(first) && isMonth(last))) return [first, '-', last]
    if (isPartOfSpan(first) && isMonth(last)) return [first, '-', last]
  }
  const article = elided.exec(chunk)?.[0]
  if (article !== undefined) return [article, ...partsOf(chunk.slice(article.length))]
  return chunk.split(scriptBorder).flatMap((part) => (isUnspaced.test(part) ? cutUnspaced(part) : [part]))
}

/** The tokens of a part of a sentence that begins at `offset`. */
export function tokensOf(text: string, offset: number): readonly Token[] {
  const tokens: Token[] = []
  for (const { 0: whole, index } of text.matchAll(/[^\s,;!?"()|]+/gu)) {
    const chunk = whole.replace(/[.:]+$/u, '')
    let at = offset + index
    for (const part of partsOf(chunk)) {
      if (part !== '')
        tokens.push({ text: part, form: lookupForm(part).replace(/(?<=[^.])\.$/u, ''), at, end: at + part.length })
      at += part.length
    }
  }
  return tokens
}

interface Read {
  readonly meaning: Meaning
  /** The token after it. */
  readonly end: number
}

/** A sentence is read from many sides: each place is looked up once. */
const known = new WeakMap<readonly Token[], (readonly Read[] | undefined)[]>()

/** What can stand at the place `at`, the longest first. */
function readingsAt(tokens: readonly Token[], at: number): readonly Read[] {
  const places = known.get(tokens) ?? []
  known.set(tokens, places)
  return (places[at] ??= lookUp(tokens, at))
}

function lookUp(tokens: readonly Token[], at: number): readonly Read[] {
  const { longest, meanings } = lexicon()
  const found: Read[] = []
  for (let end = Math.min(tokens.length, at + longest); end > at; end--) {
    const words = tokens
      .slice(at, end)
      .map(({ form }) => form)
      .join(' ')
    for (const meaning of meanings(words)) found.push({ meaning, end })
  }
  return found
}

/** Whether any language has a word here that dates are made of. */
export function isKnownAt(tokens: readonly Token[], at: number): boolean {
  return readingsAt(tokens, at).length > 0
}

type MeaningOf<Kind extends Meaning['is']> = Extract<Meaning, { is: Kind }>

/** The longest reading of one kind. */
export function readOne<Kind extends Meaning['is']>(
  tokens: readonly Token[],
  at: number,
  kind: Kind,
): { readonly meaning: MeaningOf<Kind>; readonly end: number } | undefined {
  for (const { meaning, end } of readingsAt(tokens, at))
    if (meaning.is === kind) return { meaning: meaning as MeaningOf<Kind>, end } // as: the kind was just compared
  return undefined
}

/** The end of the longest of these joints that stands here. */
export function jointAt(tokens: readonly Token[], at: number, ...wanted: readonly Joint[]): number | undefined {
  for (const { meaning, end } of readingsAt(tokens, at))
    if (meaning.is === 'joint' && wanted.includes(meaning.joint)) return end
  return undefined
}

/** No sentence has more small words in a row. */
const mostSkipped = 6

/** Over a few of these joints. */
export function skipJoints(tokens: readonly Token[], at: number, ...wanted: readonly Joint[]): number {
  let place = at
  for (let skipped = 0; skipped < mostSkipped; skipped++) {
    const next = jointAt(tokens, place, ...wanted)
    if (next === undefined) return place
    place = next
  }
  return place
}
