/** What a thing to explore is called: by its own name, or by one that the window has for it. */
import type { ExploreSection } from '../../electron/api/methods/explore.ts'
import type { Strings } from '../strings/en.ts'

export function tileLabel(section: ExploreSection, name: string, t: Strings): string {
  if (section === 'kinds') return t.explore.kinds[name] ?? name
  if (section !== 'months') return name
  const month = new Date(`${name}-01T00:00:00Z`)
  if (Number.isNaN(month.getTime())) return name
  return month.toLocaleDateString(t.locale, { month: 'long', year: 'numeric', timeZone: 'UTC' })
}
