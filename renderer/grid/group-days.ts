/** Days with a photo or two would be mostly headers; such months are shown as one, and such years. */
import type { Preferences } from '../../electron/api/preferences.ts'
import type { Timeline } from '../../electron/api/timeline.ts'

type Days = Timeline['days']

/** Fewer photos than this a part, on average, and the whole stands as one: a month of its days, a year of its months. */
const fewPerPart = 5

/** Order is kept; a month is either all days or one run, a year all of its runs or one. */
export function groupDays(days: Days): Days {
  return joinSparse(joinSparse(days, 'YYYY-MM'.length), 'YYYY'.length)
}

/** As a person wants the timeline: by year, by month, or by day with sparse days joined. */
export function daysAt(zoom: Preferences['timelineZoom'], days: Days): Days {
  if (zoom === 'all') return groupDays(days)
  return join(days, zoom === 'years' ? 'YYYY'.length : 'YYYY-MM'.length)
}

/** Joins neighbours that agree in their first `length` characters; order is kept. */
function join(days: Days, length: number): Days {
  const joined: Days = []
  for (const { day, count } of days) {
    const whole = day.slice(0, length)
    const last = joined.at(-1)
    if (last?.day === whole) last.count += count
    else joined.push({ day: whole, count })
  }
  return joined
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
