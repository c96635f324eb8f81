/** Where a key leads in a grid of rows: the next photo, the one above, a page on. */
import type { Command } from '../ui/shortcuts.ts'
import { rowOfPhoto, type Row } from './layout.ts'

export type Move = Extract<Command, 'right' | 'left' | 'below' | 'above' | 'first' | 'last' | 'pageDown' | 'pageUp'>

export interface GridPlace {
  readonly rows: readonly Row[]
  readonly count: number
  /** The photo that has the focus, by its place. */
  readonly active: number
  /** Horizontal centre of a photo, in CSS pixels. */
  readonly centre: (index: number) => number
  /** CSS pixels seen at once. */
  readonly pageHeight: number
}

function nearestInRow(place: GridPlace, from: number, step: 1 | -1): number | undefined {
  const wanted = place.centre(place.active)
  for (let at = from + step; at >= 0 && at < place.rows.length; at += step) {
    const row = place.rows[at]
    if (row?.kind !== 'photos') continue
    let best = row.first
    for (let index = row.first; index < row.end; index += 1)
      if (Math.abs(place.centre(index) - wanted) < Math.abs(place.centre(best) - wanted)) best = index
    return best
  }
  return undefined
}

function pageAway(place: GridPlace, at: number, step: 1 | -1): number {
  const start = place.rows[at]?.top ?? 0
  let active = place.active
  for (let row = at; row >= 0 && row < place.rows.length; row += step) {
    const current = place.rows[row]
    if (current?.kind === 'photos') active = current.first
    if (current !== undefined && Math.abs(current.top - start) >= place.pageHeight) break
  }
  return active
}

/** The photo to move to; undefined where there are none. */
export function targetOf(move: Move, place: GridPlace): number | undefined {
  if (place.count === 0) return undefined
  const at = rowOfPhoto(place.rows, place.active)
  switch (move) {
    case 'right':
      return Math.min(place.count - 1, place.active + 1)
    case 'left':
      return Math.max(0, place.active - 1)
    case 'below':
      return nearestInRow(place, at, 1) ?? place.count - 1
    case 'above':
      return nearestInRow(place, at, -1) ?? 0
    case 'first':
      return 0
    case 'last':
      return place.count - 1
    case 'pageDown':
      return pageAway(place, at, 1)
    case 'pageUp':
      return pageAway(place, at, -1)
  }
}
