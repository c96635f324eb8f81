/** The small dates over a row of photos of several days. */

export interface SmallDate {
  /** As `Timeline` has days. */
  readonly day: string
  /** CSS pixels of the row: from the first photo of the day in it to the last. */
  readonly left: number
  readonly width: number
  /** The place in the list of the photo it stands over first. */
  readonly index: number
}

interface DatedSection {
  /** The place in the list of its first photo. */
  readonly first: number
  readonly days?: readonly { readonly day: string; readonly count: number }[] | undefined
}

interface Placed {
  readonly index: number
  readonly left: number
  readonly width: number
}

/** A date for each day of the row, also for one that began in the row before; none in a section of one day. */
export function smallDates({ first, days = [] }: DatedSection, tiles: readonly Placed[]): readonly SmallDate[] {
  const dates: SmallDate[] = []
  let from = first
  for (const { day, count } of days) {
    const end = from + count
    const own = tiles.filter(({ index }) => index >= from && index < end)
    const [left, right] = [own.at(0), own.at(-1)]
    if (left !== undefined && right !== undefined)
      dates.push({ day, left: left.left, width: right.left + right.width - left.left, index: left.index })
    from = end
  }
  return dates
}
