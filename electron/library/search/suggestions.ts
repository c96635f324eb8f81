/** What could be typed next, from what this library really holds. */
import { basename } from 'node:path'
import { z } from 'zod'
import type { Suggestion } from '../../api/search.ts'
import type { seasonStart } from '../../domain/calendar.ts'
import type { Store } from '../../store/store.ts'
import { namesToAsk } from '../../media/places/names.ts'
import type { Clock } from '../shared/clock.ts'
import { readPreferences } from '../shared/preferences.ts'
import { keptJson } from '../shared/kept-json.ts'

const recentKept = 20
const shown = 8
const perKind = 3

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
  const seasons = ['spring', 'summer', 'autumn', 'winter'] satisfies (keyof typeof seasonStart)[]
  return [
    'today',
    'yesterday',
    'last week',
    'last month',
    'last year',
    ...seasons.map((name) => `last ${name}`),
    ...years,
  ]
}

/** A value with a space needs quotes to stay one value. */
const field = (name: string, value: string): string => `${name}:${/\s/u.test(value) ? `"${value}"` : value}`

/** Folder names change slowly, and listing them takes a while in a large library. */
const folderNamesKeptMs = 30_000

/** The names of all folders that hold photos, gathered anew from time to time. */
export function createFolderNames(store: Store, clock: Clock): () => readonly string[] {
  let names: readonly string[] = []
  let gatheredAt = -Infinity
  return () => {
    if (clock.nowMs() - gatheredAt > folderNamesKeptMs) {
      names = store.totals.folders().map(({ path }) => basename(path))
      gatheredAt = clock.nowMs()
    }
    return names
  }
}

export interface SuggestionParts {
  readonly store: Store
  readonly clock: Clock
  readonly folderNames: () => readonly string[]
}

/**
 * Completes the last word typed; with nothing typed, the recent searches. Filters come as words for the same box, so
 * that there is one way to say a thing.
 */
export function suggest({ store, clock, folderNames }: SuggestionParts, words: string): Suggestion[] {
  const { language } = readPreferences(store)
  const names = fieldNames[language]
  const typed = fold(words.trimStart())
  const recent = recentSearches(store)
    .filter((each) => typed === '' || (fold(each).startsWith(typed) && fold(each) !== typed))
    .map((each): Suggestion => ({ kind: 'recent', words: each, label: each }))
  if (typed === '') return recent.slice(0, shown)
  const last = /\S+$/u.exec(words)?.[0] ?? ''
  const before = words.slice(0, words.length - last.length)
  if (fold(last).length < 2) return recent.slice(0, shown)
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
    ...complete(
      'album',
      store.albums.list().map(({ name }) => name),
      (name) => field(names.album, name),
    ),
    ...complete('place', namesToAsk(store.photos.placeNames()), (name) => field(names.place, name)),
    ...complete('camera', store.photos.cameraModels(), (name) => field(names.camera, name)),
    ...complete('folder', folderNames(), (name) => field(names.folder, name)),
    ...complete('date', dates(clock, language), (name) => name),
  ].slice(0, shown)
}
