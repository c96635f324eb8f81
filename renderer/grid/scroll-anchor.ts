/** A list that grows above the eye must not move under it: the first photo in view stays where it is. */
import type { Timeline } from '../../electron/api/timeline.ts'
import { rowAt, rowOfPhoto, type Row } from './layout.ts'

/** Closer to the start than this, in CSS pixels, new photos are what one wants to see. */
const atStart = 8

export interface Anchor {
  readonly id: number
  /** CSS pixels from the top of its row to the top of the view. */
  readonly offset: number
}

/** What to hold on to, for a view at `top`; undefined at the start of the list. */
export function anchorAt(rows: readonly Row[], ids: Timeline['ids'], top: number): Anchor | undefined {
  if (top < atStart) return undefined
  for (let at = rowAt(rows, top); at < rows.length; at += 1) {
    const row = rows[at]
    if (row?.kind !== 'photos') continue
    const id = ids[row.first]
    return id === undefined ? undefined : { id, offset: top - row.top }
  }
  return undefined
}

/** Where the view must be, in CSS pixels, for the photo to be where it was; undefined when the photo is gone. */
export function topOfAnchor(rows: readonly Row[], ids: Timeline['ids'], anchor: Anchor): number | undefined {
  const index = ids.indexOf(anchor.id)
  const row = index === -1 ? undefined : rows[rowOfPhoto(rows, index)]
  return row === undefined ? undefined : row.top + anchor.offset
}
