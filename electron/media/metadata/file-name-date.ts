import { wallClock, type WrittenDate } from './dates.ts'

/** Not part of a longer number. */
const from = '(?<![0-9])'
const to = '(?![0-9])'
const date = '(\\d{4})[-_.]?(\\d{2})[-_.]?(\\d{2})'

/** Camera and messenger names, the most telling first. Groups: year, month, day, hour, minute, second, fraction. */
const patterns: readonly RegExp[] = [
  // IMG_20180912_174501, PXL_20211120_063015123, VID_..., 20160229_101010, signal-2021-05-06-070809
  new RegExp(`${from}${date}[-_ T]+(\\d{2})(\\d{2})(\\d{2})(\\d{3})?${to}`),
  // Screenshot_2020-08-07-06-05-04, Photo 2014-03-02 10 11 12, WhatsApp Image 2022-10-11 at 12.13.14
  new RegExp(`${from}(\\d{4})-(\\d{2})-(\\d{2})(?:[-_ T]|,? at )+(\\d{2})[-. :_hH](\\d{2})[-. :_mM](\\d{2})${to}`),
  // Burst: 00000IMG_00000_BURST20230714101112000
  /BURST(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{3})?/,
  new RegExp(`${from}(\\d{4})(\\d{2})(\\d{2})(\\d{2})(\\d{2})(\\d{2})${to}`),
]

/** A day only: IMG-20190401-WA0007, 2014-03-02 walk. */
const dayPatterns: readonly RegExp[] = [
  /^(?:IMG|VID)-(\d{4})(\d{2})(\d{2})-WA\d+/i,
  new RegExp(`${from}(\\d{4})-(\\d{2})-(\\d{2})${to}`),
]

/** Milliseconds since 1970 as the whole name: some phones and Facebook. 2001-09 to 2033-05. */
const epoch = /^(?:FB_IMG_|received_)?(1\d{12})$/

/**
 * The date a file's name tells, as a wall clock (epoch names: UTC). `undefined` rather than a guess: 12345678_99999999
 * is no date, nor is DSC_20201301. Years 1990 to 2100.
 */
export function dateFromFileName(name: string): WrittenDate | undefined {
  const stem = name.replace(/\.[^.]{1,5}$/, '').replace(/\.(MP|MV|NIGHT|PORTRAIT.*|COVER)$/i, '')
  const epochMs = epoch.exec(stem)?.[1]
  if (epochMs !== undefined) return { local: new Date(Number(epochMs)).toISOString().slice(0, 19), precision: 'second' }
  return firstMatch(stem, patterns, 'second') ?? firstMatch(stem, dayPatterns, 'day')
}

function firstMatch(stem: string, candidates: readonly RegExp[], precision: 'second' | 'day'): WrittenDate | undefined {
  for (const pattern of candidates) {
    const match = pattern.exec(stem)
    if (match === null) continue
    const [, year, month, day, hour, minute, second, fraction] = match
    if (Number(year) < 1990 || Number(year) > 2100) continue
    const local = wallClock({ year, month, day, hour, minute, second, fraction })
    if (local !== undefined) return { local, precision }
  }
  return undefined
}
