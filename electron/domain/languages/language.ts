/**
 * What the search box must know of one language: a file each. Names of months and weekdays come from `Intl`; what it
 * does not say (seasons, holidays, "since", "without") stands here. Several forms of a word are parted by `|`; capitals
 * and marks do not count.
 */

export const seasonNames = ['spring', 'summer', 'autumn', 'winter'] as const
export type SeasonName = (typeof seasonNames)[number]

export const dayTimeNames = ['dawn', 'morning', 'forenoon', 'noon', 'afternoon', 'evening', 'night'] as const
export type DayTimeName = (typeof dayTimeNames)[number]

export const holidayNames = [
  'christmas',
  'christmasEve',
  'newYear',
  'newYearsEve',
  'halloween',
  'valentine',
  'easter',
] as const
export type HolidayName = (typeof holidayNames)[number]

export const unitNames = ['day', 'week', 'month', 'year', 'weekend'] as const
export type UnitName = (typeof unitNames)[number]

/** The small words that join a sentence, by what they do in it. */
export const joints = [
  // before a date: "in 2016", "taken on", "the year"
  ...(['lead', 'the', 'of', 'weekdayLead'] as const),
  // between and around dates
  ...(['since', 'after', 'before', 'until', 'from', 'to', 'between'] as const),
  ...(['and', 'or', 'without', 'not', 'no', 'with'] as const),
  ...(['last', 'this', 'every', 'agoBefore', 'agoAfter'] as const),
  // parts of a span
  ...(['early', 'middle', 'late', 'half', 'quarter'] as const),
  ...(['today', 'yesterday', 'beforeYesterday', 'onThisDay', 'undated'] as const),
  // "taken", "photos": the sentence speaks of the taking
  ...(['taken', 'photos', 'oclock'] as const),
] as const
export type Joint = (typeof joints)[number]

export interface Language {
  /** For `Intl`. */
  readonly code: string
  /** Names of months beyond those of `Intl`, January first. */
  readonly months?: string
  /** Names of weekdays beyond those of `Intl`, Sunday first. */
  readonly weekdays?: string
  /** Month names that are other words, too: they need a day, a year or a preposition beside them. */
  readonly doubtful?: string
  /** Endings of the number of a day: 1st, 1er. */
  readonly ordinalEndings?: string
  readonly seasons: Readonly<Record<SeasonName, string>>
  readonly holidays: Readonly<Partial<Record<HolidayName, string>>>
  /** As they stand in a sentence about a picture or about its time: "morning". */
  readonly dayTimes: Readonly<Partial<Record<DayTimeName, string>>>
  /** As they speak of the time alone: "mornings", "abends". */
  readonly habits?: Readonly<Partial<Record<DayTimeName, string>>>
  readonly units: Readonly<Record<UnitName, string>>
  /** From one on; forms of one number by `/`. */
  readonly numbers: string
  /** First, second, third, fourth; forms of one by `/`. */
  readonly ordinals: string
  /** Words that say which one and of what at once: 去年 is last year. How many units ago. */
  readonly agos?: Readonly<Record<string, readonly [UnitName, number]>>
  readonly joints: Readonly<Partial<Record<Joint, string>>>
}
