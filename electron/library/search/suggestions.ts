/** What could be typed next, from what this library really holds. */
import { basename } from 'node:path'
import { z } from 'zod'
import type { SearchPartKind, Suggestion } from '../../api/search.ts'
import type { Query } from '../../domain/query/query.ts'
import { readQuery } from './read-query.ts'
import { lexicon } from '../../domain/languages/lexicon.ts'
import { seasonNames } from '../../domain/languages/language.ts'
import type { Store } from '../../store/store.ts'
import { nameOfThing } from '../../domain/things/thing-names.ts'
import { namesToAsk } from '../../media/places/names.ts'
import type { Clock } from '../shared/clock.ts'
import { readPreferences } from '../shared/preferences.ts'
import { keptJson } from '../shared/kept-json.ts'
import { fieldNamed, fields, type Field, type ValueSource } from '../../domain/query/fields.ts'

const recentKept = 20
const shown = 8
const perKind = 3
/** More than any vocabulary has. */
const mostThings = 5000
/** With nothing typed; the rest is what there is to explore. */
const recentAmongOffers = 5

const recentSchema = z.array(z.string())

function recentSearches(store: Store): readonly string[] {
  const parsed = recentSchema.safeParse(keptJson(store, 'recent-searches'))
  return parsed.success ? parsed.data : []
}

/** The newest first, each once. */
export function rememberSearch(store: Store, words: string): void {
  const trimmed = words.trim()
  if (trimmed === '') return
  const others = recentSearches(store).filter((each) => each !== trimmed)
  store.settings.set('recent-searches', JSON.stringify([trimmed, ...others].slice(0, recentKept)))
}

export function forgetSearches(store: Store): void {
  store.settings.clear('recent-searches')
}

const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** Matches at the beginning of a word: "lis" finds "Lisbon" and "Old Lisbon". */
function begins(label: string, typed: string): boolean {
  return ` ${fold(label)}`.includes(` ${typed}`)
}

/** Each is understood by the search box, in whatever language the window is. */
const germanDates = [
  ...['heute', 'gestern', 'letzte Woche', 'letzten Monat', 'letztes Jahr'],
  ...['letzten Frühling', 'letzten Sommer', 'letzten Herbst', 'letzten Winter'],
]
const fieldNames = {
  en: { album: 'album', place: 'place', camera: 'camera', folder: 'folder' },
  de: { album: 'Album', place: 'Ort', camera: 'Kamera', folder: 'Ordner' },
} as const

function dates(clock: Clock, language: 'en' | 'de'): readonly string[] {
  const year = new Date(clock.nowMs()).getFullYear()
  const years = [0, 1, 2, 3].map((ago) => String(year - ago))
  if (language === 'de') return [...germanDates, ...years]
  return [
    'today',
    'yesterday',
    'last week',
    'last month',
    'last year',
    ...seasonNames.map((name) => `last ${name}`),
    ...years,
  ]
}

/** A value with a space needs quotes to stay one value. */
const field = (name: string, value: string): string => `${name}:${/\s/u.test(value) ? `"${value}"` : value}`

/** Names change slowly, and gathering them takes a while in a large library. */
const namesKeptMs = 30_000

/** The names that a library holds of each kind, gathered anew from time to time. */
export type LibraryNames = (source: ValueSource) => readonly string[]

export function createLibraryNames(store: Store, clock: Clock): LibraryNames {
  const kept = new Map<ValueSource, { readonly names: readonly string[]; readonly atMs: number }>()
  const gather = (source: ValueSource): readonly string[] => {
    switch (source) {
      case 'albums':
        return store.albums.list().map(({ name }) => name)
      case 'places':
        return namesToAsk(store.photos.placeNames())
      case 'cameras':
        return store.photos.cameraModels()
      case 'folders':
        return store.totals.folders().map(({ path }) => basename(path))
      case 'things':
        return store.facets
          .largest('thing', mostThings)
          .map(({ name }) => nameOfThing(name, readPreferences(store).language))
      case 'lenses':
      case 'people':
      case 'keywords':
      case 'formats':
        return store.photos.distinct(source)
    }
  }
  return (source) => {
    // Albums and names of cameras and places are at hand; what is new among them is offered at once.
    if (source === 'albums' || source === 'places' || source === 'cameras' || source === 'things') return gather(source)
    const known = kept.get(source)
    if (known !== undefined && clock.nowMs() - known.atMs <= namesKeptMs) return known.names
    const names = gather(source)
    kept.set(source, { names, atMs: clock.nowMs() })
    return names
  }
}

/** What there is most of, for whoever does not know what to ask for. */
function offers(store: Store, names: (typeof fieldNames)['en' | 'de']): readonly Suggestion[] {
  const of = (kind: 'city' | 'camera'): readonly string[] => store.facets.largest(kind, 2).map(({ name }) => name)
  return [
    ...store.facets.newest('year', 1).map(({ name }): Suggestion => ({ kind: 'date', label: name, words: name })),
    ...of('city').map((label): Suggestion => ({ kind: 'place', label, words: field(names.place, label) })),
    ...of('camera').map((label): Suggestion => ({ kind: 'camera', label, words: field(names.camera, label) })),
  ]
}

export interface SuggestionParts {
  readonly store: Store
  readonly clock: Clock
  readonly names: LibraryNames
}

/** The last word, with the quotes it is in the midst of. */
const lastWord = /(?:[^\s"()|]|"[^"]*"?)+$/u

/** Values of a field whose name and colon are typed. */
function valuesOf(field: Field, typed: string, names: LibraryNames): readonly string[] {
  const { values = [] } = field
  const all = typeof values === 'string' ? names(values) : values
  return [...new Set(all)].filter((value) => typed === '' || begins(value, typed)).slice(0, shown)
}

function completeValue(before: string, last: string, names: LibraryNames): readonly Suggestion[] | undefined {
  const [, minus = '', name = '', typed = ''] = /^(-?)(\p{L}+):"?([^"]*)$/u.exec(last) ?? []
  const known = name === '' ? undefined : fieldNamed(name)
  if (known === undefined) return undefined
  return valuesOf(known, fold(typed), names).map((value) => ({
    kind: 'value',
    label: value,
    words: `${before}${minus}${field(name, value)}`,
  }))
}

/** Names of fields that begin so, each field once. */
function completeField(before: string, last: string, language: 'en' | 'de'): readonly Suggestion[] {
  const minus = last.startsWith('-') ? '-' : ''
  const typed = fold(last.slice(minus.length))
  return fields
    .flatMap((each) => each[language].find((name) => fold(name).startsWith(typed)) ?? [])
    .slice(0, perKind)
    .map((name) => ({ kind: 'field', label: `${name}:`, words: `${before}${minus}${name}:` }))
}

const partsToComplete: ReadonlySet<SearchPartKind> = new Set(['field', 'phrase', 'without', 'group'])

/** Whether the last words are a date, a place or a camera by themselves: there is nothing to complete. */
function isUnderstood({ chips }: Query, words: string): boolean {
  const last = chips.at(-1)
  return last !== undefined && !partsToComplete.has(last.kind) && last.at + last.words.length === words.length
}

/**
 * Completes the last word typed; with nothing typed, the recent searches. Filters come as words for the same box, so
 * that there is one way to say a thing.
 */
export function suggest({ store, clock, names: libraryNames }: SuggestionParts, words: string): Suggestion[] {
  // Asked as soon as somebody comes to the search box: the languages are there before the first word is.
  lexicon()
  const { language } = readPreferences(store)
  const names = fieldNames[language]
  const typed = fold(words.trimStart())
  const recent = recentSearches(store)
    .filter((each) => typed === '' || (fold(each).startsWith(typed) && fold(each) !== typed))
    .map((each): Suggestion => ({ kind: 'recent', words: each, label: each }))
  if (typed === '') return [...recent.slice(0, recentAmongOffers), ...offers(store, names)].slice(0, shown)
  const last = lastWord.exec(words)?.[0] ?? ''
  const before = words.slice(0, words.length - last.length)
  const values = completeValue(before, last, libraryNames)
  if (values !== undefined) return [...values]
  if (fold(last).length < 2 || isUnderstood(readQuery(store, clock, words), words)) return recent.slice(0, shown)
  const complete = (
    kind: Suggestion['kind'],
    labels: readonly string[],
    say: (label: string) => string,
  ): Suggestion[] =>
    [...new Set(labels)]
      .filter((label) => begins(label, fold(last)))
      .slice(0, perKind)
      .map((label) => ({ kind, label, words: `${before}${say(label)}` }))
  return [
    ...recent.slice(0, perKind),
    ...complete('album', libraryNames('albums'), (name) => field(names.album, name)),
    ...complete('place', libraryNames('places'), (name) => field(names.place, name)),
    ...complete('camera', libraryNames('cameras'), (name) => field(names.camera, name)),
    ...complete('folder', libraryNames('folders'), (name) => field(names.folder, name)),
    ...complete('date', dates(clock, language), (name) => name),
    ...completeField(before, last, language),
  ].slice(0, shown)
}
