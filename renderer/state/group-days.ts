/** Days with a photo or two would be mostly headers; such months are shown as one. */
import type { Timeline } from '../../electron/api/timeline.ts'

/** Fewer photos a day than this, on average over the days of a month that have any, and the month stands as one. */
const fewPerDay = 5

/** Days stay in order; a month is either all days or one run. */
export function groupDays(days: Timeline['days']): Timeline['days'] {
  const grouped: Timeline['days'] = []
  for (let first = 0; first < days.length;) {
    const month = days[first]?.day.slice(0, 7) ?? ''
    let end = first
    while (end < days.length && days[end]?.day.slice(0, 7) === month) end += 1
    const run = days.slice(first, end)
    const count = run.reduce((sum, each) => sum + each.count, 0)
    if (month.length === 7 && run.length > 1 && count < fewPerDay * run.length) grouped.push({ day: month, count })
    else grouped.push(...run)
    first = end
  }
  return grouped
}
