/** All languages of the search box in one table: people search in the one they think in, whatever the window speaks. */
import { withoutAccents } from '../words/plain-letters.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { it } from './it.ts'
import { ja } from './ja.ts'
import {
  dayTimeNames,
  holidayNames,
  joints,
  seasonNames,
  unitNames,
  type DayTimeName,
  type HolidayName,
  type Joint,
  type Language,
  type SeasonName,
  type UnitName,
} from './language.ts'
import { nl } from './nl.ts'
import { pl } from './pl.ts'
import { pt } from './pt.ts'
import { zh } from './zh.ts'

export const languages: readonly Language[] = [en, de, fr, es, it, pt, nl, pl, ja, zh]

/** What a word or a few may mean. */
export type Meaning =
  | { readonly is: 'month'; readonly month: number; readonly sure: boolean; readonly short: boolean }
  | { readonly is: 'weekday'; readonly weekday: number; readonly plural: boolean }
  | { readonly is: 'season'; readonly season: SeasonName }
  | { readonly is: 'holiday'; readonly holiday: HolidayName }
  | { readonly is: 'dayTime'; readonly dayTime: DayTimeName; readonly habit: boolean }
  | { readonly is: 'unit'; readonly unit: UnitName }
  | { readonly is: 'number'; readonly number: number }
  | { readonly is: 'ordinal'; readonly number: number }
  | { readonly is: 'ago'; readonly unit: UnitName; readonly ago: number }
  | { readonly is: 'joint'; readonly joint: Joint }

const isPlain = /^[\0-\x7f]*$/u

/** As words are looked up: lower case, no marks, `ß` as `ss`. */
export function lookupForm(word: string): string {
  // Most words have nothing to fold, and a sentence is looked up in many pieces.
  if (isPlain.test(word)) return word.toLowerCase()
  return withoutAccents(word.normalize('NFKC').toLowerCase())
    .replaceAll('ß', 'ss')
    .replaceAll('ł', 'l')
    .replaceAll('’', "'")
}

/** Short names of months in one language that are common words of another: never taken. */
const otherWords = new Set(['out', 'set', 'ago', 'lip', 'sie', 'mag', 'lis', 'gen', 'cze', 'lut', 'sty', 'gru', 'mei'])

export interface Lexicon {
  /** What the words mean, joined by single spaces, in the form of `lookupForm`. */
  readonly meanings: (words: string) => readonly Meaning[]
  /** The most words that any entry has. */
  readonly longest: number
  /** Entries in scripts without spaces, longest first. */
  readonly unspaced: readonly string[]
  /** Endings of the number of a day. */
  readonly ordinalEndings: ReadonlySet<string>
}

const parted = (words: string | undefined): readonly string[] => (words === undefined ? [] : words.split('|'))

/** A day of each month and of each weekday: 2023 began on a Sunday. */
const monthDays = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2023, month, 15)))
const weekDays = Array.from({ length: 7 }, (_, day) => new Date(Date.UTC(2023, 0, 1 + day)))

type Formats = Intl.DateTimeFormatOptions
function partsOf(code: string, dates: readonly Date[], options: Formats, type: 'month' | 'weekday'): readonly string[] {
  const format = new Intl.DateTimeFormat(code, { ...options, timeZone: 'UTC' })
  return dates.map((date) => format.formatToParts(date).find((part) => part.type === type)?.value ?? '')
}

type Add = (words: string, meaning: Meaning) => void

function addMonths({ code, months, doubtful }: Language, add: Add): void {
  const isDoubtful = new Set(parted(doubtful).map(lookupForm))
  const forms: readonly (readonly [Formats, boolean])[] = [
    [{ month: 'long' }, false],
    // Within a date some languages bend the name: "grudnia" for "grudzień".
    [{ day: 'numeric', month: 'long' }, false],
    [{ month: 'short' }, true],
  ]
  for (const [options, short] of forms)
    for (const [index, name] of partsOf(code, monthDays, options, 'month').entries()) {
      const plain = lookupForm(name).replace(/\.$/u, '')
      if (/^\d|^$/u.test(plain) || (short && otherWords.has(plain))) continue
      add(plain, { is: 'month', month: index + 1, sure: !short && !isDoubtful.has(plain), short })
    }
  for (const [index, names] of parted(months).entries())
    for (const name of names.split('/').filter((each) => each !== ''))
      add(name, { is: 'month', month: index + 1, sure: name.length > 3, short: name.length <= 3 })
}

function addWeekdays({ code, weekdays }: Language, add: Add): void {
  for (const [index, name] of partsOf(code, weekDays, { weekday: 'long' }, 'weekday').entries()) {
    add(name, { is: 'weekday', weekday: index, plural: false })
    if (code === 'en' || code === 'de') add(`${name}s`, { is: 'weekday', weekday: index, plural: true })
  }
  for (const [index, name] of parted(weekdays).entries())
    if (name !== '') add(name, { is: 'weekday', weekday: index, plural: false })
}

function addNumbers({ numbers, ordinals }: Language, add: Add): void {
  for (const [index, forms] of parted(numbers).entries())
    for (const form of forms.split('/')) add(form, { is: 'number', number: index + 1 })
  for (const [index, forms] of parted(ordinals).entries())
    for (const form of forms.split('/')) add(form, { is: 'ordinal', number: index + 1 })
}

function addLanguage(language: Language, add: Add): void {
  const each = (words: string | undefined, meaning: Meaning): void =>
    parted(words).forEach((word) => add(word, meaning))
  addMonths(language, add)
  addWeekdays(language, add)
  addNumbers(language, add)
  for (const season of seasonNames) each(language.seasons[season], { is: 'season', season })
  for (const holiday of holidayNames) each(language.holidays[holiday], { is: 'holiday', holiday })
  for (const dayTime of dayTimeNames) {
    each(language.dayTimes[dayTime], { is: 'dayTime', dayTime, habit: false })
    each(language.habits?.[dayTime], { is: 'dayTime', dayTime, habit: true })
  }
  for (const unit of unitNames) each(language.units[unit], { is: 'unit', unit })
  for (const [word, [unit, ago]] of Object.entries(language.agos ?? {})) add(word, { is: 'ago', unit, ago })
  for (const joint of joints) each(language.joints[joint], { is: 'joint', joint })
}

const isUnspaced = (word: string): boolean =>
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々]+$/u.test(word)

function build(): Lexicon {
  const entries = new Map<string, Meaning[]>()
  const add: Add = (words, meaning) => {
    const key = lookupForm(words)
    if (key === '') return
    const known = entries.get(key) ?? []
    if (!known.some((other) => JSON.stringify(other) === JSON.stringify(meaning))) entries.set(key, [...known, meaning])
  }
  for (const language of languages) addLanguage(language, add)
  const keys = [...entries.keys()]
  return {
    meanings: (words) => entries.get(words) ?? [],
    longest: Math.max(...keys.map((key) => key.split(' ').length)),
    unspaced: keys.filter(isUnspaced).sort((a, b) => b.length - a.length),
    ordinalEndings: new Set(languages.flatMap(({ ordinalEndings }) => parted(ordinalEndings)).map(lookupForm)),
  }
}

let built: Lexicon | undefined

/** Built once, when the first sentence is read: the names of `Intl` take a few milliseconds. */
export function lexicon(): Lexicon {
  return (built ??= build())
}
