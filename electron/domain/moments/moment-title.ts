/** What a moment is called: "Christmas 2019", "Anna's wedding, 8 June 2019", "Lisbon, 3–7 June 2023". */
import { holidayNames, type HolidayName, type Language } from '../languages/language.ts'
import { de } from '../languages/de.ts'
import { en } from '../languages/en.ts'
import { holidaySpan } from '../query/calendar-spans.ts'
import { dayOf } from './shot.ts'

export interface MomentName {
  /** First and last photo, as `Shot.at`. */
  readonly begins: string
  readonly ends: string
  /** What the folder's name tells, where nearly all of it lies in one. */
  readonly folder?: string | undefined
  readonly place?: string | undefined
}

const languages: Readonly<Record<'en' | 'de', Language>> = { en, de }
const day = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const
/** Making one takes as long as a hundred dates. */
const formats = { en: new Intl.DateTimeFormat('en-GB', day), de: new Intl.DateTimeFormat('de-DE', day) } as const

const dateOf = (at: string): Date => new Date(`${dayOf(at)}T00:00:00Z`)

/** The holiday within which all of it lies; New Year's Eve lasts until the morning after. */
function holidayOf({ begins, ends }: MomentName): HolidayName | undefined {
  const year = Number(begins.slice(0, 4))
  return holidayNames.find((name) => {
    const { from, to } = holidaySpan(name, year)
    const end = name === 'newYearsEve' ? `${to}T06` : to
    return dayOf(begins) >= from && ends < end
  })
}

/** "christmas|xmas" of the lexicon as it stands at the head of a line. */
const headline = (words: string): string =>
  (words.split('|')[0] ?? '').replace(/(?<=^|\s)\p{Ll}/gu, (letter) => letter.toUpperCase())

/** "3–7 June 2023", as the language has it. */
function datesOf({ begins, ends }: MomentName, language: 'en' | 'de'): string {
  const format = formats[language]
  if (dayOf(begins) === dayOf(ends)) return format.format(dateOf(begins))
  // Days of one month stand close together in print, whatever `Intl` has between them.
  return format.formatRange(dateOf(begins), dateOf(ends)).replace(/(?<=^\d{1,2})\s–\s(?=\d{1,2} \p{L}+ \d+$)/u, '–')
}

/** The folder's name comes first, since a person gave it; a holiday says when as well. */
export function momentTitle(name: MomentName, language: 'en' | 'de'): string {
  const holiday = name.folder === undefined ? holidayOf(name) : undefined
  const words = holiday === undefined ? undefined : languages[language].holidays[holiday]
  if (words !== undefined) return `${headline(words)} ${name.begins.slice(0, 4)}`
  const what = name.folder ?? name.place
  const dates = datesOf(name, language)
  return what === undefined ? dates : `${what}, ${dates}`
}
