/** What things are called by people, and how the vocabulary calls them. */
import { lookupForm } from '../languages/lexicon.ts'
import { stemsOf } from '../words/stems.ts'
import { things } from './vocabulary.ts'

/** What is meant first by a word stands first: synonyms give way to names. */
const nameOf = new Map(
  [
    ...things.flatMap(({ name, synonyms }) => synonyms.map((word) => [word, name] as const)),
    ...things.map(({ name, german }) => [german, name] as const),
    ...things.map(({ name }) => [name, name] as const),
  ].map(([word, name]) => [lookupForm(word), name]),
)
const germanOf = new Map(things.map(({ name, german }) => [name, german]))

/** The words of the vocabulary by their stems, so that a whole text is read for things in a moment. */
const byStem = new Map<string, (readonly [word: string, name: string, place: number])[]>()
for (const [place, [word, name]] of [...nameOf].entries())
  for (const stem of stemsOf(word)) byStem.set(stem, [...(byStem.get(stem) ?? []), [word, name, place]])
/** Of two forms of a word none has so many letters more. */
const mostMore = 4

/** The thing of this name, synonym or German name, in one or many: "puppies", "Hunde". */
export function thingCalled(word: string): string | undefined {
  const form = lookupForm(word.trim())
  if (form === '') return undefined
  const known = nameOf.get(form)
  if (known !== undefined) return known
  let first: readonly [word: string, name: string, place: number] | undefined
  for (const stem of stemsOf(form))
    for (const other of byStem.get(stem) ?? [])
      if (Math.abs(other[0].length - form.length) <= mostMore && (first === undefined || other[2] < first[2]))
        first = other
  return first?.[1]
}

/** What a thing is called in the window's language. */
export function nameOfThing(name: string, language: 'en' | 'de'): string {
  return language === 'de' ? (germanOf.get(name) ?? name) : name
}

/** Of the longest name, synonym or German name. */
const mostWords = 3

/** The things that free words speak of: "two dogs in the living room" of dog and living room. */
export function thingsNamedIn(text: string): ReadonlySet<string> {
  const words = text.match(/[\p{L}\p{M}\p{N}'’-]+/gu) ?? []
  const named = new Set<string>()
  for (let at = 0; at < words.length; at += 1)
    for (let count = Math.min(mostWords, words.length - at); count > 0; count -= 1) {
      const name = thingCalled(words.slice(at, at + count).join(' '))
      if (name === undefined) continue
      named.add(name)
      at += count - 1
      break
    }
  return named
}
