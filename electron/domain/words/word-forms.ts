/**
 * Whether two words are forms of one, in a language: number, case, gender and time. By Snowball's stemmers where it has
 * the language (it has no Polish), by light endings beside them for what it leaves (`Vogel` and `Vögeln`, `animais`), by
 * a list for what no rule finds (`mice`). Which languages are asked is for the library to say: in all at once a `car`
 * is a form of `care` and a `flower` of `flow`. Measured in `docs/search.md`.
 */
import { stemmer as dutch } from '@orama/stemmers/dutch'
import { stemmer as english } from '@orama/stemmers/english'
import { stemmer as french } from '@orama/stemmers/french'
import { stemmer as german } from '@orama/stemmers/german'
import { stemmer as italian } from '@orama/stemmers/italian'
import { stemmer as portuguese } from '@orama/stemmers/portuguese'
import { stemmer as spanish } from '@orama/stemmers/spanish'
import { withoutEnding } from './stems.ts'

export const stemmedLanguages = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl'] as const
export type StemmedLanguage = (typeof stemmedLanguages)[number]

interface Rules {
  readonly stem?: (word: string) => string
  /** The family in the table of light endings. */
  readonly endings?: string
  /** From one verb's infinitive (`tanzen`) to its other forms (`tanzt`, `tanzend`), which Snowball's German and Dutch leave. */
  readonly verbs?: readonly string[]
}

const rules: Readonly<Record<StemmedLanguage, Rules>> = {
  en: { stem: english },
  de: { stem: german, endings: 'de', verbs: ['end', 'est', 'et', 'te', 'st', 't'] },
  fr: { stem: french, endings: 'romance' },
  es: { stem: spanish, endings: 'romance' },
  it: { stem: italian, endings: 'romance' },
  pt: { stem: portuguese, endings: 'romance' },
  nl: { stem: (word) => hardened(dutch(word)), verbs: ['end', 'te', 't'] },
  pl: { endings: 'pl' },
}

/** In Dutch `brieven` are more than one `brief`, `huizen` more than one `huis`, `bruggen` more than one `brug`. */
function hardened(stem: string): string {
  return stem
    .replace(/v$/u, 'f')
    .replace(/z$/u, 's')
    .replace(/([b-df-hj-np-tv-z])\1$/u, '$1')
    .replace(/(.)\1(?=[^aeiou]$)/u, '$1')
}

/** English words whose many is none of the rules'; each row is of one word. */
const irregular: ReadonlyMap<string, readonly string[]> = new Map(
  (
    'child children|man men|woman women|foot feet|tooth teeth|goose geese|mouse mice|ox oxen|person people|leaf leaves|' +
    'wolf wolves|knife knives|shelf shelves|calf calves|half halves|scarf scarves|loaf loaves|life lives|wife wives|thief thieves'
  )
    .split('|')
    .map((row) => row.split(' '))
    .flatMap((row) => row.map((word) => [word, row.filter((other) => other !== word)] as const)),
)

/** Forms that no rule finds. */
export function irregularForms(word: string): readonly string[] {
  return irregular.get(word) ?? []
}

/** The stems of a word in one language; words come lower case without marks. */
function stemsIn(word: string, { stem, endings }: Rules): readonly string[] {
  return [...(stem === undefined ? [] : [stem(word)]), ...(endings === undefined ? [] : [withoutEnding(word, endings)])]
}

/** Whether the first is a verb's infinitive and the second another form of it. */
function isVerbOf(infinitive: string, form: string, { stem, verbs = [] }: Rules): boolean {
  const root = /^(.{3,})en$|^(.{3,}(?:er|el))n$/u.exec(infinitive)
  if (root === null || stem === undefined) return false
  const bare = root[1] ?? root[2] ?? ''
  const ending = verbs.find((each) => form.endsWith(each) && form.length - each.length >= fewestOfStem)
  if (ending === undefined) return false
  const rest = form.slice(0, form.length - ending.length)
  return rest === bare || rest === `ge${bare}` || stem(rest) === stem(infinitive)
}

const fewestOfStem = 3

/** A way to ask many words whether they are forms of this one, in any of these languages. */
export function formsOf(word: string, languages: readonly StemmedLanguage[]): (other: string) => boolean {
  const known = languages.map((code) => ({ rule: rules[code], stems: new Set([word, ...stemsIn(word, rules[code])]) }))
  const listed = new Set(languages.includes('en') ? irregularForms(word) : [])
  return (other) =>
    other === word ||
    listed.has(other) ||
    known.some(
      ({ rule, stems }) =>
        stemsIn(other, rule).some((stem) => stems.has(stem)) ||
        stems.has(other) ||
        isVerbOf(word, other, rule) ||
        isVerbOf(other, word, rule),
    )
}

/** How the forms of a word begin, all of them, save those that no rule finds: three letters at least, where they share them. */
export function beginningOfForms(word: string, languages: readonly StemmedLanguage[]): string {
  const shared = languages
    .flatMap((code) => stemsIn(word, rules[code]))
    .map((stem) => {
      let same = 0
      while (same < stem.length && stem[same] === word[same]) same += 1
      return same
    })
  const least = Math.min(word.length, ...shared)
  // A stem may end otherwise than all its words, as `cherri` does; and `boom` shares two letters with `bomen`.
  return word.slice(0, Math.max(least < 3 ? 2 : 3, least - 1))
}
