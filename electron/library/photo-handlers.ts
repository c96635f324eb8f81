/** The contract's group `photos`. */
import type { SightlineContract } from '../api/contract.ts'
import type { Handlers } from '../api/rpc.ts'
import type { Acts } from './acts/acts.ts'
import type { LoadedModels } from './packs/loaded-models.ts'
import { correctPhotos } from './photos/correct.ts'
import { markPhotos } from './photos/marks.ts'
import { listPhotos } from './photos/photo-list.ts'
import { momentTimeline, type MomentTimelineParts } from './photos/moment-timeline.ts'
import { manyPhotos, photoCounts, timeline } from './photos/timeline.ts'
import { done } from './shared/done.ts'
import { readWords, wordsOfPhoto } from './photos/words-of-photo.ts'
import { photoDetail } from './shared/summaries.ts'

export interface PhotoHandlerParts extends MomentTimelineParts {
  readonly acts: Acts
  readonly models: LoadedModels
}

export function photoHandlers(parts: PhotoHandlerParts): Handlers<SightlineContract>['photos'] {
  const { store, acts } = parts
  return {
    list: (input) => Promise.resolve(listPhotos(store, input)),
    timeline: (input, signal) => timeline(parts, input, signal),
    momentTimeline: (input, signal) => momentTimeline(parts, input, signal),
    many: (input) => Promise.resolve({ photos: manyPhotos(store, input.photos) }),
    counts: () => Promise.resolve(photoCounts(store)),
    tally: ({ photos }) => Promise.resolve(store.photos.tally(photos)),
    mark: done((input) => acts.carryOut(() => markPhotos(input))),
    correct: done((input) => acts.carryOut(() => correctPhotos(store, input))),
    confirm: done(({ photos }) => acts.carryOut(() => [{ act: 'confirmed', photos }])),
    words: ({ photo }) => Promise.resolve(wordsOfPhoto(store, photo)),
    read: ({ photo }, signal) => readWords(parts, photo, signal),
    get: (input) => Promise.resolve(photoDetail(store, input.photo)),
  }
}
