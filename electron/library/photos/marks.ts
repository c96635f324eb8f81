/** What people mark photos with: favourite, hidden, stars. */
import type { Deed } from '../acts/deed.ts'

export interface Marks {
  readonly photos: readonly number[]
  readonly favourite?: boolean | undefined
  readonly hidden?: boolean | undefined
  readonly rating?: number | undefined
}

export function markPhotos({ photos, favourite, hidden, rating }: Marks): readonly Deed[] {
  const marks: Deed[] =
    favourite === undefined && hidden === undefined ? [] : [{ act: 'mark', photos, favourite, hidden }]
  return rating === undefined ? marks : [...marks, { act: 'rating', photos, rating }]
}
