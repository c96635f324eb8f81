/** Days with a photo or two would be mostly headers; such months are shown as one, and such years. */
import type { Timeline } from '../../electron/api/timeline.ts'

type Days = Timeline['days']

/** Fewer photos than this a part, on average, and the whole stands as one: a month of its days, a year of its months. */
const fewPerPart = 5

/** Order is kept; a month is either all days or one run, a year all of its runs or one. */
export function groupDays(days: Days): Days {
  return joinSparse(joinSparse(days, 'YYYY-MM'.length), 'YYYY'.length)
}

/** Joins neighbours that agree in their first `length` characters where they hold few photos each. */
function joinSparse(days: Days, length: number): Days {
  const joined: Days = []
  for (let first = 0; first < days.length;) {
    const whole = days[first]?.day.slice(0, length) ?? ''
    let end = first
    while (end < days.length && days[end]?.day.slice(0, length) === whole) end += 1
    const parts = days.slice(first, end)
    const count = parts.reduce((sum, each) => sum + each.count, 0)
    if (whole.length === length && parts.length > 1 && count < fewPerPart * parts.length)
      joined.push({ day: whole, count })
    else joined.push(...parts)
    first = end
  }
  return joined
}
