/** What stands beside a timeline: the years one can jump to, and how many photos each month has. */

/** A run of photos of one day, month or year; `first` to `end` (exclusive), `top` in CSS pixels of the whole list. */
export interface Stretch {
  /** `YYYY-MM-DD`, shorter where less is known, empty where nothing is. */
  readonly day: string
  /** What it is called, where that is more than its date. */
  readonly title?: string
  /** The last of several days, where `day` is the first. */
  readonly through?: string
  readonly first: number
  readonly end: number
  readonly top: number
}

/** The list that the scrubber stands for, and the scrubber: heights in CSS pixels. */
export interface Scale {
  readonly total: number
  readonly height: number
}

export interface Stop {
  /** Empty for the photos without a date. */
  readonly year: string
  /** Where it begins in the list, in CSS pixels. */
  readonly top: number
}

export interface Mark {
  readonly top: number
  /** Photos of it, as a share of those of the fullest mark: above 0, at most 1. */
  readonly share: number
}

/** Labels closer than this would lie on each other, in CSS pixels. */
const leastGap = 48
/** Marks closer than this would be one bar; they are one mark with the photos of both. */
const leastMarkGap = 4

/** Years in order, those that have room; the photos without a date at the end always have a stop of their own. */
export function stopsOf(stretches: readonly Stretch[], { total, height }: Scale): readonly Stop[] {
  const undated = stretches.findLast(({ day }) => day === '')
  const fits = (top: number, below: number): boolean => ((below - top) * height) / total >= leastGap
  const stops: Stop[] = []
  for (const { day, top } of stretches) {
    const year = day.slice(0, 4)
    const last = stops.at(-1)
    if (year === '' || last?.year === year) continue
    const isClear = undated === undefined || fits(top, undated.top)
    if (isClear && (last === undefined || fits(last.top, top))) stops.push({ year, top })
  }
  return undated === undefined ? stops : [...stops, { year: '', top: undated.top }]
}

/** A mark for each month, longer the more photos it has; those without a date have none. */
export function marksOf(stretches: readonly Stretch[], { total, height }: Scale): readonly Mark[] {
  const marks: { month: string; top: number; count: number }[] = []
  for (const { day, first, end, top } of stretches) {
    if (day === '') continue
    const month = day.slice(0, 7)
    const last = marks.at(-1)
    const joins = last !== undefined && (last.month === month || ((top - last.top) * height) / total < leastMarkGap)
    if (joins) last.count += end - first
    else marks.push({ month, top, count: end - first })
  }
  const most = Math.max(...marks.map(({ count }) => count))
  return marks.map(({ top, count }) => ({ top, share: count / most }))
}
