/** The words of a query against everything written about the photos. */
import { editDistance, forgivenLetters } from '../../domain/words/edit-distance.ts'
import { folded, oneAndMany } from '../../domain/folding.ts'
import { lettersOnly } from '../../domain/words/plain-letters.ts'
import { lookupGroups } from '../../domain/query/free-words.ts'
import { deniers, mentionsOf, thingOfWord, wordsForThing } from '../../domain/things/counted-things.ts'
import { isPartOf } from '../../domain/words/stems.ts'
import {
  beginningOfForms,
  formsOf,
  irregularForms,
  stemmedLanguages,
  type StemmedLanguage,
} from '../../domain/words/word-forms.ts'
import { spokenLanguages } from './spoken-languages.ts'
import type { PicturedWords } from './pictured-words.ts'
import { quoted, type TextField } from '../../store/text.ts'
import type { Store } from '../../store/store.ts'

/** bm25 looks at so many at most; beyond them nobody scrolls, and ranking 185,000 hits takes 0.1 s. */
const textLimit = 5000
/** Of the forms of a word no more are looked for. */
const mostForms = 40
/** Shorter words have forms that no rule can tell from others. */
const fewestOfForms = 4
const mostSpellings = 3

export interface Spelling {
  readonly typed: string
  readonly taken: readonly string[]
}

export interface TextMatches {
  /** Higher is better. Photos that have the very words come before those that have other forms or parts of them. */
  readonly scores: ReadonlyMap<number, number>
  readonly expression: string | undefined
  readonly spelled: readonly Spelling[]
  /** There are more than were looked at. */
  readonly isCut: boolean
  /** What stands in the pictures themselves. */
  readonly pictured?: PicturedWords
}

const none: TextMatches = { scores: new Map(), expression: undefined, spelled: [], isCut: false }

const either = (expressions: readonly string[]): string =>
  expressions.length === 1 ? expressions.join('') : `(${expressions.join(' OR ')})`

/** One and many; from three letters on it may be the beginning of a word only. "Cars" do not begin with "car". */
function anyForm(word: string): string {
  return either(
    oneAndMany(word).map((form) => (form.length >= 3 && form === word ? `${quoted(form)} *` : quoted(form))),
  )
}

/** As words are kept: without marks. */
const kept = (word: string): string => lettersOnly(folded(word)).trim()

/** A form of a word has so many letters more at most. */
const mostMoreLetters = 5

/** Forms of a word in these languages that stand in the texts. */
function formsIn(store: Store, form: string, languages: readonly StemmedLanguage[]): readonly string[] {
  const isForm = formsOf(form, languages)
  const written = store.writtenWords
    .beginningWith(beginningOfForms(form, languages), form.length + mostMoreLetters)
    .filter(isForm)
  return [...listedForms(store, form), ...written]
}

function listedForms(store: Store, form: string): readonly string[] {
  return irregularForms(form).filter((each) => store.writtenWords.present([each]) > 0)
}

/** Those that do not begin with the word: the others are found by it. */
const unbegun = (form: string, words: readonly string[]): readonly string[] =>
  [...new Set(words)].filter((each) => !each.startsWith(form))

/** Other forms of a word, and words that it is a part of. */
function otherForms(store: Store, word: string, isWritten: boolean): readonly string[] {
  const form = kept(word)
  if (!/^\p{L}{3,}$/u.test(form)) return []
  if (form.length < fewestOfForms) return listedForms(store, form)
  const spoken = unbegun(form, formsIn(store, form, spokenLanguages(store)))
  const compounds = store.writtenWords.containing(form).filter((each) => isPartOf(form, each))
  // Keywords alone tell no language. A word that nothing says so far may be one of any.
  const found = isWritten || spoken.length + compounds.length > 0 ? spoken : formsIn(store, form, stemmedLanguages)
  return unbegun(form, [...found, ...compounds]).slice(0, mostForms)
}

/** Words of the library that a mistyped one may have been meant for. */
function spellings(store: Store, word: string): readonly string[] {
  const form = kept(word)
  const forgiven = forgivenLetters(form)
  if (forgiven === 0 || !/^\p{L}+$/u.test(form)) return []
  const near = store.writtenWords
    .shapedLike(form, forgiven)
    .map((each) => ({ each, distance: editDistance(form, each, forgiven) }))
    .filter(({ distance }) => distance <= forgiven)
    .sort((a, b) => a.distance - b.distance || (a.each < b.each ? -1 : 1))
  const least = near[0]?.distance
  return near
    .filter(({ distance }) => distance === least)
    .slice(0, mostSpellings)
    .map(({ each }) => each)
}

let segmenter: Intl.Segmenter | undefined

interface WiderWord {
  readonly expression: string
  readonly spelling?: Spelling
}

/** A run of letters without spaces may be several words: 東京旅行 is a journey to Tokyo. */
function segmentsOf(word: string): readonly string[] {
  if (
    !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u.test(word)
  )
    return []
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'word' })
  const segments = Array.from(segmenter.segment(word), ({ segment }) => segment)
  // Two letters that are no word together are not two words.
  return segments.length > 1 && segments.some(({ length }) => length > 1) ? segments : []
}

function widerForm(store: Store, word: string): WiderWord {
  const exact = anyForm(word)
  const segments = segmentsOf(word)
  if (segments.length > 0) return { expression: either([exact, `(${segments.map(quoted).join(' AND ')})`]) }
  const isWritten = store.text.isFound(exact)
  const forms = otherForms(store, word, isWritten)
  if (forms.length > 0) return { expression: either([exact, ...forms.map(quoted)]) }
  if (isWritten) return { expression: exact }
  const taken = spellings(store, word).filter((each) => store.text.isFound(quoted(each)))
  return taken.length === 0
    ? { expression: exact }
    : { expression: either([exact, ...taken.map(quoted)]), spelling: { typed: word, taken } }
}

/** Every word of a group must be found, the last one perhaps only begun; phrases always. */
function expressionOf(groups: readonly (readonly string[])[], phrases: readonly string[]): string {
  const alternatives = groups.map((words) => `(${words.join(' AND ')})`)
  const required = phrases.map(quoted)
  if (alternatives.length > 0) required.push(`(${alternatives.join(' OR ')})`)
  return required.join(' AND ')
}

/** Photos in whose words all of these occur; those that have other forms of them, or what was perhaps meant, last. */
export function searchText(store: Store, freeText: string, phrases: readonly string[]): TextMatches {
  const said = phrases.filter((phrase) => /[\p{L}\p{N}]/u.test(phrase))
  const groups = lookupGroups(freeText)
  if (groups.length === 0 && said.length === 0) return none
  const exact = expressionOf(
    groups.map((words) => words.map(anyForm)),
    said,
  )
  const found = store.text.find(exact, textLimit)
  const scores = new Map(found.map(({ id, score }) => [id, score]))
  if (found.length === textLimit) return { scores, expression: exact, spelled: [], isCut: true }
  const wider = groups.map((words) => words.map((word) => widerForm(store, word)))
  const expression = expressionOf(
    wider.map((words) => words.map((word) => word.expression)),
    said,
  )
  const spelled = wider.flat().flatMap(({ spelling }) => spelling ?? [])
  if (expression === exact) return { scores, expression, spelled: [], isCut: false }
  const more = store.text.find(expression, textLimit)
  const least = Math.min(0, ...scores.values())
  for (const [index, { id }] of more.entries()) if (!scores.has(id)) scores.set(id, least - 1 - index)
  return { scores, expression, spelled: more.length === 0 ? [] : spelled, isCut: more.length === textLimit }
}

/** Words of the text that no photo's words have, in any form. */
export function unsaidWords(store: Store, freeText: string): readonly string[] {
  const words = new Set(lookupGroups(freeText).flat())
  return [...words].filter((word) => !store.text.isFound(widerForm(store, word).expression))
}

/** A word as it is bent in the library's languages: "ohne Häuser" wants no "Haus" either. */
function bentForms(store: Store, word: string): readonly string[] {
  const form = kept(word)
  if (!/^\p{L}{3,}$/u.test(form)) return []
  return form.length < fewestOfForms ? listedForms(store, form) : formsIn(store, form, spokenLanguages(store))
}

/** Photos whose words contain any of the excluded ones, or whose texts speak of a thing that is one of them. */
export function photosMentioning(store: Store, words: readonly string[]): ReadonlySet<number> {
  const forms = words
    .flatMap((word) => [...oneAndMany(word), ...bentForms(store, word)])
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
  if (forms.length === 0) return new Set()
  const mentioning = new Set(store.text.matching(forms.map(quoted).join(' OR ')))
  for (const word of words) {
    const thing = thingOfWord(word)
    if (thing === undefined) continue
    // A name may be a trade ("Koch"), so a kind of thing counts where texts speak of what is to be seen.
    const names = wordsForThing(word).flatMap((name) => [...oneAndMany(name), ...bentForms(store, name)])
    for (const id of store.text.matching(`{words} : (${names.map(quoted).join(' OR ')})`)) mentioning.add(id)
    spareDenied(store, mentioning, thing)
  }
  return mentioning
}

/** "A beach without people" mentions people, and is just what is asked for. */
function spareDenied(store: Store, mentioning: Set<number>, thing: string): void {
  const denying = store.text
    .matching(`{words} : (${deniers.map(quoted).join(' OR ')})`)
    .filter((id) => mentioning.has(id))
  for (const [id, { text }] of store.captions.current(denying, 'alt')) {
    const mentions = mentionsOf(text, thing)
    if (mentions.length > 0 && mentions.every((each) => each === 0)) mentioning.delete(id)
  }
}

export const fieldNames: Readonly<Record<TextField, string>> = {
  words: 'alt text or description',
  names: 'file name',
  folders: 'folder',
  keywords: 'keyword',
  places: 'place',
  camera: 'camera',
}
