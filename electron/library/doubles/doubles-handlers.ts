/** The contract's group `doubles`. */
import type { SightlineContract } from '../../api/contract.ts'
import { AppError } from '../../api/errors.ts'
import type { Handlers } from '../../api/rpc.ts'
import type { Store } from '../../store/store.ts'
import type { Acts } from '../acts/acts.ts'
import { done } from '../shared/done.ts'
import { listDoubles } from './list-doubles.ts'
import { mergeInto } from './merge.ts'

export interface DoubleParts {
  readonly store: Store
  readonly acts: Acts
}

export function doubleHandlers({ store, acts }: DoubleParts): Handlers<SightlineContract>['doubles'] {
  const pictureOf = (photo: number): string => {
    const pixels = store.photos.pixelsOf(photo)
    if (pixels === undefined) throw new AppError('not-found', `There is no photo ${photo} in this library.`)
    return pixels.toString('hex')
  }
  return {
    list: (input) => Promise.resolve(listDoubles(store, input)),
    part: done(({ photos }) => acts.carryOut(() => [{ act: 'not-doubles', pictures: photos.map(pictureOf) }])),
    merge: done(({ keep, from }) => acts.carryOut(() => mergeInto(store, keep, from), 'merged')),
  }
}
