/** @file When a photo was taken, as its sources say, and which of them is believed. */
import { utcOf, type DatePrecision } from './wall-clock.ts'

/** One source's word on a date. */
export interface TakenAt {
  /** 'YYYY-MM-DDTHH:MM:SS' with an optional '.sss': the wall clock as the camera showed it; unknown parts are the first. */
  readonly local: string
  /** Minutes east of UTC, where the file tells or its position does (`isZoneOfPlace`). */
  readonly offsetMinutes?: number
  /** 'exif' also stands for a PNG's own 'Creation Time'; 'folder-name' is the last resort. */
  readonly source: DateSource
  /** How much of `local` is known. */
  readonly precision: DatePrecision
  /** A clock that was reset, a date in the future, a time that is only the file's last change. */
  readonly doubtful: boolean
  /** What happened then. 'digitised': a scan, or a camera that wrote no other; 'changed': only the file's last change. */
  readonly meaning: DateMeaning
  /** The source had UTC; `local` is the wall clock of the zone in which the position lies. */
  readonly isZoneOfPlace?: true
  /** The source had UTC, and nothing says in which zone: `local` is UTC's clock. */
  readonly isUtc?: true
}

export type DateSource = 'human' | 'exif' | 'xmp' | 'iptc' | 'gps' | 'sidecar' | 'takeout' | 'file-name' | 'folder-name'
export type DateMeaning = 'original' | 'digitised' | 'changed'

/** A person's word stands; a sidecar is somebody's correction; Takeout's time is UTC; a name is what is left when nothing was written. */
const sources: readonly DateSource[] = [
  'human',
  'sidecar',
  'exif',
  'xmp',
  'iptc',
  'takeout',
  'gps',
  'file-name',
  'folder-name',
]
const weak: ReadonlySet<DateSource> = new Set(['gps', 'file-name', 'folder-name'])
const precisions: readonly DatePrecision[] = ['second', 'minute', 'day', 'month', 'year']

/**
 * Lower is better. Meaning first: when the picture was taken, then when it was digitised, then what GPS and names say,
 * then what is doubtful, and last when the file was changed. The block that says it comes second.
 */
function rankOf({ source, meaning, doubtful, precision, isUtc }: TakenAt): number {
  // Takeout tells the file's own date again, in UTC: it comes after what the file says itself.
  const isSecond = meaning === 'digitised' || source === 'takeout'
  const kind = meaning === 'changed' ? 4 : doubtful ? 3 : weak.has(source) ? 2 : isSecond ? 1 : 0
  // A satellite's time without a place is on nobody's clock: a name tells more.
  const place = source === 'gps' && isUtc === true ? sources.indexOf('file-name') + 0.5 : sources.indexOf(source)
  return kind * 10_000 + place * 100 + precisions.indexOf(precision)
}

/** Beyond a day the time that a person gave in Google Photos is no conversion of the file's own. */
const correctedMs = 26 * 3600 * 1000

/**
 * The date to believe. Where it has no offset or no fraction of a second, another source's word on the very same second
 * lends it. A scanner's day gives way to a date that was set in Google Photos.
 */
export function bestDate(dates: readonly TakenAt[]): TakenAt | undefined {
  const ranked = dates.toSorted((one, other) => rankOf(one) - rankOf(other))
  const takeout = ranked.find((date) => date.source === 'takeout' && !date.doubtful)
  const isCorrected = (date: TakenAt): boolean =>
    takeout !== undefined &&
    date.meaning === 'digitised' &&
    Math.abs(utcOf(takeout.local) - utcOf(date.local)) > correctedMs
  const first = ranked.find((date) => !isCorrected(date))
  const best = first && onOwnClock(first, ranked)
  if (best === undefined || best.precision !== 'second') return best
  const sameSecond = ranked.filter((date) => date.precision === 'second' && secondOf(date) === secondOf(best))
  const fine = best.local.includes('.') ? best : (sameSecond.find((date) => date.local.includes('.')) ?? best)
  const offsetMinutes = best.offsetMinutes ?? sameSecond.find((date) => date.offsetMinutes !== undefined)?.offsetMinutes
  return { ...best, local: fine.local, ...(offsetMinutes === undefined ? {} : { offsetMinutes }) }
}

/** Zones lie whole quarters of an hour apart, 14 hours from UTC at most; a name may be a second or two late. */
const [quarterMs, farthestMs, lateMs] = [15 * 60_000, 14 * 3600_000, 2000]

/** A moment in UTC that another source tells as a wall clock, as a screenshot's name does: then that is the clock. */
function onOwnClock(date: TakenAt, others: readonly TakenAt[]): TakenAt {
  if (date.isUtc !== true) return date
  const apart = (other: TakenAt): number => utcOf(other.local) - utcOf(date.local)
  const isSameMoment = (other: TakenAt): boolean => {
    const quarters = Math.round(apart(other) / quarterMs)
    return Math.abs(apart(other)) <= farthestMs && Math.abs(apart(other) - quarters * quarterMs) <= lateMs
  }
  const clock = others.find((other) => other.isUtc !== true && other.precision === 'second' && isSameMoment(other))
  if (clock === undefined) return date
  const offsetMinutes = Math.round(apart(clock) / quarterMs) * 15
  const { source, meaning, doubtful } = date
  return { local: clock.local, offsetMinutes, source, meaning, doubtful, precision: 'second' }
}

function secondOf({ local }: TakenAt): string {
  return local.slice(0, 19)
}

/** Years in which cameras wake up after their battery was empty. */
const resetYears = new Set([1970, 1980, 1990, 1994, 2000, 2001, 2002, 2003, 2004, 2005, 2006, 2007, 2008, 2009, 2010])

/**
 * Moments that a program writes for "none": one maker's firmware (into millions of phone pictures), the first day of
 * QuickTime and of spreadsheets, and what zeros become in PHP.
 */
const madeUp = new Set(['2002-12-08T12:00:00', '1904-01-01T00:00:00', '1899-12-30T00:00:00', '1999-11-30T00:00:00'])

/**
 * True for a date that a clock rather than a person chose: a made-up moment, the first minute of a reset year, more
 * than two days in the future, before photography (1826).
 */
export function isDoubtful(local: string, nowMs: number): boolean {
  if (local < '1826' || madeUp.has(local.slice(0, 19))) return true
  if (local.slice(5, 16) === '01-01T00:00' && resetYears.has(Number(local.slice(0, 4)))) return true
  return local > new Date(nowMs + 2 * 24 * 3600 * 1000).toISOString().slice(0, 19)
}
