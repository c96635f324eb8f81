/** Where the photos of one row lie. */
import type { ShownTimeline } from './group-days.ts'
import { ratioOf, type Row } from './layout.ts'

export interface PlacedTile {
  readonly id: number
  /** Its place in the timeline. */
  readonly index: number
  /** CSS pixels. */
  readonly left: number
  readonly width: number
}

/** The tiles of a row from left to right; none for a header. `gap` in CSS pixels. */
export function tilesOfRow(row: Row, { ids, ratios }: ShownTimeline, gap: number): readonly PlacedTile[] {
  if (row.kind === 'header') return []
  let left = 0
  return ids.slice(row.first, row.end).map((id, offset) => {
    const index = row.first + offset
    const tile = { id, index, left, width: ratioOf(ratios[index] ?? 0) * row.height }
    left += tile.width + gap
    return tile
  })
}
