/** What things are called by people, and how the vocabulary calls them. */
import { lookupForm } from '../languages/lexicon.ts'
import { stemsOf } from '../words/stems.ts'
import { things } from './vocabulary.ts'

type Language = 'en' | 'de'

/** Plurals that no ending tells; of "wolf" and "leaf" too. */
const irregular: readonly (readonly [one: RegExp, many: string])[] = [
  [/man$/u, 'men'],
  [/child$/u, 'children'],
  [/person$/u, 'people'],
  [/mouse$/u, 'mice'],
  [/goose$/u, 'geese'],
  [/(?<=[lr]|ea|oa)f$|fe$/u, 'ves'],
]
const manyOf = (word: string): readonly string[] =>
  irregular.flatMap(([one, many]) => (one.test(word) ? [word.replace(one, many)] : []))

const english = things.flatMap(({ name, synonyms }) => synonyms.map((word) => [word, name] as const))
const englishNames = things.map(({ name }) => [name, name] as const)
const german = things.map((thing) => [thing.german, thing.name] as const)
const many = [...english, ...englishNames].flatMap(([word, name]) => manyOf(word).map((each) => [each, name] as const))

/** Of two forms of a word none has so many letters more. */
const mostMore = 4

type Lookup = (word: string) => string | undefined

/** Finds a name by a word in one or many; of two entries with one word the later counts. */
function lookup(entries: readonly (readonly [word: string, name: string])[]): Lookup {
  const names = new Map(entries.map(([word, name]) => [lookupForm(word), name]))
  const byStem = new Map<string, string[]>()
  for (const form of names.keys())
    for (const stem of stemsOf(form)) {
      const forms = byStem.get(stem)
      if (forms === undefined) byStem.set(stem, [form])
      else forms.push(form)
    }
  const place = new Map([...names.keys()].map((form, index) => [form, index]))
  return (word) => {
    const form = lookupForm(word.trim())
    if (form === '') return undefined
    const known = names.get(form)
    if (known !== undefined) return known
    const near = [...stemsOf(form)]
      .flatMap((stem) => byStem.get(stem) ?? [])
      .filter((other) => Math.abs(other.length - form.length) <= mostMore)
      .sort((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0))
    return near[0] === undefined ? undefined : names.get(near[0])
  }
}

/** What is meant first by a word stands last: synonyms give way to names. */
const inAnyLanguage = lookup([...many, ...english, ...german, ...englishNames])
const inLanguage: Readonly<Record<Language, Lookup>> = {
  en: lookup([...many, ...english, ...englishNames]),
  de: lookup(german),
}
const germanOf = new Map(things.map(({ name, german: word }) => [name, word]))

/** The thing of this name, synonym or German name, in one or many: "puppies", "Hunde". */
export function thingCalled(word: string): string | undefined {
  return inAnyLanguage(word)
}

/** What a thing is called in the window's language. */
export function nameOfThing(name: string, language: Language): string {
  return language === 'de' ? (germanOf.get(name) ?? name) : name
}

/** Of the longest name, synonym or German name. */
const mostWords = 3

/** The things that free words speak of: "two dogs in the living room" of dog and living room. */
export function thingsNamedIn(text: string): ReadonlySet<string> {
  return new Set(thingsSaidIn(text).keys())
}

/** The same, with the words that name each; in one language "a hut" and "Hut" are not one. */
export function thingsSaidIn(text: string, language?: Language): ReadonlyMap<string, string> {
  const called = language === undefined ? inAnyLanguage : inLanguage[language]
  const words = text.match(/[\p{L}\p{M}\p{N}'’-]+/gu) ?? []
  const named = new Map<string, string>()
  for (let at = 0; at < words.length; at += 1)
    for (let count = Math.min(mostWords, words.length - at); count > 0; count -= 1) {
      const said = words.slice(at, at + count).join(' ')
      const name = called(said)
      if (name === undefined) continue
      if (!named.has(name)) named.set(name, said)
      at += count - 1
      break
    }
  return named
}
