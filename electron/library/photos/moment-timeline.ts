/** A grid that is parted by moments: occasions and journeys by their names. */
import type { MomentTimeline, Scope } from '../../api/timeline.ts'
import { momentTitle } from '../../domain/moments/moment-title.ts'
import type { KeepMoments } from '../moments/keep-moments.ts'
import { readPreferences } from '../shared/preferences.ts'
import { timeline, type TimelineParts } from './timeline.ts'

export interface MomentTimelineParts extends TimelineParts {
  readonly moments: KeepMoments
}

/** Titled in the language of the preferences. An order that is not that of time has no moments. Errors: as `timeline`. */
export async function momentTimeline(
  parts: MomentTimelineParts,
  scope: Scope,
  signal: AbortSignal,
): Promise<MomentTimeline> {
  await parts.moments.settle()
  const shown = await timeline(parts, scope, signal)
  if (shown.days.length === 0) return { ...shown, moments: [] }
  const { store } = parts
  const { language } = readPreferences(store)
  const holders = store.moments.holders(shown.ids)
  const runs: { readonly moment: number | undefined; count: number }[] = []
  for (const id of shown.ids) {
    const moment = holders.get(id)
    const last = runs.at(-1)
    if (last !== undefined && last.moment === moment) last.count += 1
    else runs.push({ moment, count: 1 })
  }
  const titleOf = (moment: number | undefined): string | undefined => {
    const row = moment === undefined ? undefined : store.moments.get(moment)
    return row && momentTitle(row, language)
  }
  return {
    ...shown,
    moments: runs.map(({ moment, count }) => {
      const title = titleOf(moment)
      return title === undefined ? { count } : { title, count }
    }),
  }
}
