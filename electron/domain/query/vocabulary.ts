/** The names that this library knows, looked up word by word: places and cameras in a sentence. */
import type { Filter } from './filter.ts'
import { jointAt, skipJoints, type Token } from './tokens.ts'
import { lookupForm } from '../languages/lexicon.ts'

/** Names by their words: the longest that begins somewhere is the one that is meant. */
export interface Names {
  readonly byForm: ReadonlyMap<string, string>
  readonly longest: number
}

const fewestLetters = 3

/** The words of a name as `tokensOf` cuts a sentence. */
const wordsOf = (name: string): readonly string[] =>
  Array.from(name.matchAll(/[^\s,;!?"()|]+/gu), ([word]) => lookupForm(word).replace(/[.:]+$/u, ''))

function gather(names: readonly string[]): Names {
  const byForm = new Map<string, string>()
  let longest = 0
  for (const name of names) {
    const words = wordsOf(name)
    const form = words.join(' ')
    if (form.length < (/\p{Script=Han}/u.test(form) ? 2 : fewestLetters) || byForm.has(form)) continue
    byForm.set(form, name)
    longest = Math.max(longest, words.length)
  }
  return { byForm, longest }
}

const gathered = new WeakMap<readonly string[], Names>()

/** Gathered once for one list. */
function namesOf(list: readonly string[]): Names {
  const known = gathered.get(list) ?? gather(list)
  gathered.set(list, known)
  return known
}

export interface NameRead {
  readonly filter: Filter
  readonly end: number
}

function nameAt(tokens: readonly Token[], at: number, names: Names): { name: string; end: number } | undefined {
  for (let end = Math.min(tokens.length, at + names.longest); end > at; end--) {
    const form = tokens
      .slice(at, end)
      .map((token) => token.form.replace(/'s$/u, ''))
      .join(' ')
    const name = names.byForm.get(form)
    if (name !== undefined) return { name, end }
  }
  return undefined
}

/** "nice dog" is not about the town of Nice: a bare name counts only when written as a name. */
function isWrittenAsName(tokens: readonly Token[], at: number, end: number): boolean {
  return tokens
    .slice(at, end)
    .some(({ text }) => text !== text.toLowerCase() || !/\p{L}/u.test(text) || /\p{Lo}/u.test(text))
}

const nearWords = new Set(['near', 'around', 'bei', 'nahe', 'w', 'we', 'pres', 'cerca', 'vicino'])
const cameraWords = new Set(['with', 'on', 'by', 'mit', 'avec', 'con', 'com', 'met', 'z'])
const ownWords = new Set(['my', 'our', 'de', 'der', 'meiner', 'meinem', 'meine', 'unserer', 'unserem'])

/** Over "taken in", "near", "aus". */
function placeLead(tokens: readonly Token[], at: number): number {
  const start = skipJoints(tokens, at, 'taken')
  const led = jointAt(tokens, start, 'lead') ?? (nearWords.has(tokens[start]?.form ?? '') ? start + 1 : undefined)
  return led === undefined ? at : skipJoints(tokens, led, 'the')
}

/** Over "shot with the", "mit meiner"; without an article it may be "with Canon" in a picture. */
function cameraLead(tokens: readonly Token[], at: number): number {
  const start = skipJoints(tokens, at, 'taken')
  if (!cameraWords.has(tokens[start]?.form ?? '')) return at
  const article = skipJoints(tokens, start + 1, 'the')
  const own = ownWords.has(tokens[article]?.form ?? '') ? article + 1 : article
  return own > start + 1 || start > at ? own : at
}

/** The place that is named here, with the words that lead to it. What is written may name it, too. */
export function placeAt(tokens: readonly Token[], at: number, places: readonly string[]): NameRead | undefined {
  const start = placeLead(tokens, at)
  const read = nameAt(tokens, start, namesOf(places))
  if (read === undefined || (start === at && !isWrittenAsName(tokens, at, read.end))) return undefined
  return { filter: { kind: 'place', text: read.name, present: true, orSaid: true }, end: read.end }
}

/** The camera that is named here, with the words that lead to it. */
export function cameraAt(tokens: readonly Token[], at: number, cameras: readonly string[]): NameRead | undefined {
  const start = cameraLead(tokens, at)
  const read = nameAt(tokens, start, namesOf(cameras))
  if (read === undefined || (start === at && !isWrittenAsName(tokens, at, read.end))) return undefined
  return { filter: { kind: 'camera', text: read.name, present: true }, end: read.end }
}
