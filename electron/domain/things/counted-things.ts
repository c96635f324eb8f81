/**
 * Numbers of things in words: what is asked ("two dogs", "zwei Hunde"), and what a text says of its picture ("a pair of
 * puppies", "a man and a woman"). Vectors of a model hardly know how many there are; a text that says so is a witness.
 */
import { lexicon, lookupForm } from '../languages/lexicon.ts'
import { irregularForms } from '../words/word-forms.ts'
import { thingCalled } from './thing-names.ts'
import { kindsOf, things } from './vocabulary.ts'

export interface CountAsked {
  readonly count: number
  /** A name of the vocabulary. */
  readonly thing: string
  /** As it was written: `two dogs`. */
  readonly words: string
  /** The word of these that is the number. */
  readonly number: string
}

/** How a text stands to what is asked: it says as many, it says another number, or it leaves that open. */
export type CountSaid = 'same' | 'other' | 'open'

/** People as they are spoken of; the vocabulary has one name for each thing, by which models know it. */
const spoken: Readonly<Record<string, string>> = {
  ...{ people: 'person', persons: 'person', humans: 'person', leute: 'person', menschen: 'person', personen: 'person' },
  ...{ boy: 'child', boys: 'child', girl: 'child', girls: 'child', kids: 'child', junge: 'child', jungen: 'child' },
  ...{ madchen: 'child', ladies: 'woman', guys: 'man', manner: 'man' },
}

/** What is known of a word as it stands in a text; most words come again and again. */
interface Known {
  readonly form: string
  readonly thing: string | undefined
  /** By digits or in any language of the search box. */
  readonly number: number | undefined
}
const known = new Map<string, Known>()
const mostKept = 20_000

function knownOf(word: string): Known {
  const former = known.get(word)
  if (former !== undefined) return former
  const form = lookupForm(word)
  const meaning = lexicon()
    .meanings(form)
    .find((each) => each.is === 'number')
  const number = /^\d{1,2}$/u.test(form) ? Number(form) : meaning?.number
  const fresh = { form, thing: thingOfForm(form), number }
  if (known.size >= mostKept) known.clear()
  known.set(word, fresh)
  return fresh
}

function thingOfForm(form: string): string | undefined {
  if (Object.hasOwn(spoken, form)) return spoken[form]
  return (
    thingCalled(form) ??
    irregularForms(form)
      .map(thingCalled)
      .find((name) => name !== undefined)
  )
}

/** The vocabulary's name of the thing that a word names, in one or many, as people speak. */
export const thingOfWord = (word: string): string | undefined => knownOf(word).thing

const one = new Set(['one', 'single', 'einzelner', 'einzelne', 'einzelnes', 'einzelnen'])
const pairs = new Set(['pair', 'couple', 'both', 'duo', 'twin', 'paar', 'beide', 'beiden', 'paire', 'pareja', 'coppia'])
/** Words that say that there is none. */
export const deniers: readonly string[] = [
  'no',
  'without',
  'kein',
  'keine',
  'keinen',
  'keiner',
  'keinem',
  'ohne',
  'sans',
  'sin',
  'senza',
  'sem',
]
const none = new Set(deniers)
const some = new Set(
  (
    'some several many few multiple various group flock herd crowd pack row lots dozens ' +
    'einige mehrere viele wenige gruppe herde schar dutzende reihe'
  ).split(' '),
)
/** What stands before them is of another thing. */
const joiners = new Set(
  (
    'and or with on in at by near behind beside under over above before between next to from for while who that is are ' +
    'und oder mit auf im am an bei hinter neben unter über vor zwischen von vom aus während ist sind ' +
    'et avec sur dans y con en e com su met op w z na'
  ).split(' '),
)
/** "Ein Paar" are two, "ein paar" are some. */
const isPair = (word: string): boolean => pairs.has(knownOf(word).form) && word !== 'paar'
const mostAsked = 12
/** Words that may stand between a number and its thing: "two small brown dogs", "a pair of dogs". */
const mostBetween = 3

const wordsIn = (text: string): readonly string[] => text.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu) ?? []

const baseForms = new Set(things.flatMap(({ name, german, synonyms }) => [name, german, ...synonyms].map(lookupForm)))
/** Whether a word says that there is one of its thing, as it stands in the vocabulary. */
const isSingular = (word: string): boolean => baseForms.has(knownOf(word).form)

/** Numbers of known things that free words ask for, each with its thing. `one` only where it is written as that. */
export function countsAskedIn(text: string): readonly CountAsked[] {
  const words = wordsIn(text)
  const found: CountAsked[] = []
  for (const [at, word] of words.entries()) {
    const { form, number } = knownOf(word)
    const count = isPair(word) ? 2 : one.has(form) ? 1 : number
    if (count === undefined || count < 1 || count > mostAsked || (count === 1 && !one.has(form) && form !== '1'))
      continue
    const after = words.slice(at + 1, at + 2 + mostBetween)
    const until = after.findIndex((each) => joiners.has(knownOf(each).form) || knownOf(each).number !== undefined)
    const run = until === -1 ? after : after.slice(0, until)
    const named = run.map((each) => ({ each, thing: thingOfWord(each) })).filter(({ thing }) => thing !== undefined)
    // "Two orange cats": the one that stands for many is counted.
    const counted = (count > 1 ? named.find(({ each }) => !isSingular(each)) : undefined) ?? named[0]
    if (counted?.thing === undefined) continue
    // Of digits the plural tells that they count: in "iPhone 12 dog" they do not.
    if (/^\d/u.test(word) && count > 1 && isSingular(counted.each)) continue
    const last = run.indexOf(counted.each)
    found.push({
      count,
      thing: counted.thing,
      words: [word, ...run.slice(0, last + 1)].join(' '),
      number: word,
    })
  }
  return found
}

/** The words without the numbers that count, for a look-up of what is counted: "a pair of dogs" of dogs. */
export function withoutCounts(text: string, asked: readonly CountAsked[]): string {
  let rest = text
  for (const { words, number } of asked) {
    const pattern = words.split(' ').map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`))
    rest = rest.replace(new RegExp(pattern.join(String.raw`[^\p{L}\p{N}]+`), 'u'), (whole) =>
      whole
        .slice(number.length)
        .replace(/^[^\p{L}\p{N}]*(?:of|von|de|di)\s+/u, '')
        .trim(),
    )
  }
  return rest
}

/** A number, many without one, or none said at all for a mention of a thing. */
type Mention = number | 'some'

/** How often a text says that a thing, or one of its kind, is there, mention by mention. */
export function mentionsOf(text: string, thing: string): readonly Mention[] {
  return text.split(/[.;:!?\n]/u).flatMap((clause) => {
    const words = wordsIn(clause)
    return words.flatMap((word, at): readonly Mention[] => {
      const name = thingOfWord(word)
      if (name === undefined || (name !== thing && !kindsOf(name).includes(thing))) return []
      return [numberBefore(words, at) ?? (isSingular(word) ? 1 : 'some')]
    })
  })
}

function numberBefore(words: readonly string[], at: number): Mention | undefined {
  for (let back = at - 1; back >= Math.max(0, at - mostBetween - 1); back -= 1) {
    const word = words[back] ?? ''
    const { form, number } = knownOf(word)
    if (isPair(word)) return 2
    if (some.has(form) || form === 'paar') return 'some'
    if (none.has(form)) return 0
    if (number !== undefined) return number
    if (joiners.has(form)) return undefined
  }
  return undefined
}

/** What a text says of a number that is asked: mentions of one thing add up, as "a man and a woman" are two people. */
export function countSaid(text: string, { count, thing }: CountAsked): CountSaid {
  const mentions = mentionsOf(text, thing)
  if (mentions.length === 0) return 'open'
  const numbers = mentions.filter((each) => each !== 'some')
  if (numbers.includes(count) || (numbers.length > 0 && numbers.reduce((sum, each) => sum + each, 0) === count))
    return 'same'
  return numbers.length === mentions.length ? 'other' : 'open'
}

/** All words by which people speak of a thing and of what is of its kind. */
export function wordsForThing(word: string): readonly string[] {
  const thing = thingOfWord(word)
  if (thing === undefined) return []
  const kinds = things.filter(({ name }) => name === thing || kindsOf(name).includes(thing))
  const names = new Set(kinds.map(({ name }) => name))
  return [
    ...kinds.flatMap(({ name, german, synonyms }) => [name, german, ...synonyms]),
    ...Object.keys(spoken).filter((each) => names.has(spoken[each] ?? '')),
  ]
}
