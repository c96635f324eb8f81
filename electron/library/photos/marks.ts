/** What people mark photos with: favourite, hidden, stars. */
import { AppError } from '../../api/errors.ts'
import type { Store } from '../../store/store.ts'
import type { Clock } from '../shared/clock.ts'
import type { Act, HumanWork } from '../shared/human-work.ts'

export interface Marks {
  readonly photos: readonly number[]
  readonly favourite?: boolean | undefined
  readonly hidden?: boolean | undefined
  readonly rating?: number | undefined
}

interface MarkParts {
  readonly store: Store
  readonly clock: Clock
  readonly humanWork: HumanWork
}

function actsOf(picture: string, { favourite, hidden, rating }: Marks): Act[] {
  const acts: Act[] = []
  if (favourite !== undefined || hidden !== undefined)
    acts.push({
      act: 'mark',
      picture,
      ...(favourite === undefined ? {} : { favourite }),
      ...(hidden === undefined ? {} : { hidden }),
    })
  if (rating !== undefined) acts.push({ act: 'rating', picture, rating })
  return acts
}

/** All of them or none. Errors: `not-found`. */
export function markPhotos({ store, clock, humanWork }: MarkParts, marks: Marks): void {
  const acts = marks.photos.flatMap((photoId) => {
    const pixels = store.photos.pixelsOf(photoId)
    if (pixels === undefined) throw new AppError('not-found', `There is no photo ${photoId} in this library.`)
    return actsOf(pixels.toString('hex'), marks)
  })
  humanWork.recordAll(acts, clock.now())
  store.transaction(() => {
    for (const photoId of marks.photos) {
      if (marks.favourite !== undefined) store.photos.setFavourite(photoId, marks.favourite)
      if (marks.hidden !== undefined) store.photos.setHidden(photoId, marks.hidden)
      if (marks.rating !== undefined) store.photos.setRating(photoId, marks.rating)
    }
  })
}
