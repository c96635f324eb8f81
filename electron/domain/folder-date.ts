/** @file The date that only a folder's name tells, as with scanned prints: "1998-07 Italy", "2005/08/12", "Summer 1987". */
import { writtenDate, type ClockParts, type WrittenDate } from './wall-clock.ts'

/** Names of months in the languages in which folders are often named. */
const monthNames: ReadonlyMap<string, string> = new Map(
  ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'sv', 'pl'].flatMap((language) => {
    const format = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' })
    return Array.from({ length: 12 }, (_, month): [string, string] => [
      format
        .format(Date.UTC(2001, month, 15))
        .toLowerCase()
        .normalize('NFC'),
      String(month + 1),
    ])
  }),
)

/** Folders this far above a photo may be about anything. */
const maxFolders = 3

/**
 * The date that the nearest folder names, by the names of the folders from the outermost to the photo's own.
 * `undefined` where none does, or where it names a span (1998-2003).
 */
export function dateFromFolders(folders: readonly string[]): WrittenDate | undefined {
  const near = folders.slice(-maxFolders).map((name) => name.normalize('NFC'))
  for (let index = near.length - 1; index >= 0; index--) {
    const parts = wholeDate(near[index] ?? '') ?? nested(near, index)
    const written = parts === undefined ? undefined : writtenDate(parts)
    if (written !== undefined) return written
  }
  return undefined
}

function wholeDate(name: string): ClockParts | undefined {
  const span = /(?<![\p{L}\p{N}])(\d{4}) ?(?:-|–|to|bis|au|a|\+|&|,) ?(\d{4})(?![\p{L}\p{N}])/iu.exec(name)
  if (span !== null && isYear(span[1]) && isYear(span[2])) return undefined
  const day = /(?<!\d)(\d{4})([-_. ]?)(0[1-9]|1[0-2])\2([0-2]\d|3[01])(?!\d)/u.exec(name)
  if (isYear(day?.[1])) return { year: day?.[1], month: day?.[3], day: day?.[4] }
  const dayFirst = /(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)/u.exec(name)
  if (isYear(dayFirst?.[3])) return { year: dayFirst?.[3], month: dayFirst?.[2], day: dayFirst?.[1] }
  const month = /(?<!\d)(\d{4})[-_. ](0[1-9]|1[0-2])(?![\d\p{L}])/u.exec(name)
  if (isYear(month?.[1])) return { year: month?.[1], month: month?.[2] }
  const monthFirst = /(?<![\d\p{L}])(0[1-9]|1[0-2])[-_. ](\d{4})(?![\d\p{L}])/u.exec(name)
  if (isYear(monthFirst?.[2])) return { year: monthFirst?.[2], month: monthFirst?.[1] }
  // A camera's number: IMG_2000.
  if (/^[A-Z]{2,5}[-_]\d{4}$/u.test(name)) return undefined
  const year = /(?<![\p{L}\p{N}])(\d{4})(?![\p{L}\p{N}]|[-_. ]?\d)/u.exec(name)?.[1]
  if (!isYear(year)) return undefined
  const word = name
    .toLowerCase()
    .match(/\p{L}+/gu)
    ?.find((each) => monthNames.has(each))
  return { year, month: word === undefined ? undefined : monthNames.get(word) }
}

/** 2005/08/12 and 2005/08 August: a month within a year, a day within a month. */
function nested(folders: readonly string[], index: number): ClockParts | undefined {
  const number = (at: number): string | undefined => /^(\d{1,2})(?![\p{N}])/u.exec(folders[at] ?? '')?.[1]
  const yearOf = (at: number): string | undefined => {
    const year = /^(\d{4})$/u.exec(folders[at] ?? '')?.[1]
    return isYear(year) ? year : undefined
  }
  const inner = number(index)
  const word = monthNames.get((folders[index] ?? '').toLowerCase())
  if (yearOf(index - 1) !== undefined && (word ?? inner) !== undefined)
    return { year: yearOf(index - 1), month: word ?? inner }
  const isDay = inner !== undefined && number(index - 1) !== undefined && yearOf(index - 2) !== undefined
  return isDay ? { year: yearOf(index - 2), month: number(index - 1), day: inner } : undefined
}

function isYear(year: string | undefined): boolean {
  return Number(year) >= 1850 && Number(year) <= 2100
}
