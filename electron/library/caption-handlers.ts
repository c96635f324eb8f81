/** The contract's group `captions`. */
import type { SightlineContract } from '../api/contract.ts'
import type { Handlers } from '../api/rpc.ts'
import { captionHistory, describeFiles, editCaption, type AltTextParts } from './captions/alt-text.ts'
import { checkTexts, pictureChecks } from './captions/check-texts.ts'
import { exportCaptions } from './captions/caption-export.ts'
import { acceptCaption, regenerateCaption, requestCaptions, undoCaption } from './captions/caption-review.ts'
import type { Indexing } from './indexing/indexing.ts'
import { filtersFor } from './photos/photo-list.ts'
import { done } from './shared/done.ts'

export interface CaptionHandlerParts extends AltTextParts {
  readonly indexing: Indexing
}

export function captionHandlers(parts: CaptionHandlerParts): Handlers<SightlineContract>['captions'] {
  const { store, acts, indexing } = parts
  return {
    accept: done((input) => acts.carryOut(() => [acceptCaption(parts, input.photo, input.kind)])),
    undo: (input) =>
      new Promise((resolve) => {
        let undone = false
        acts.carryOut(() => {
          const deeds = undoCaption(parts, input.photo, input.kind)
          undone = deeds.length > 0
          return deeds
        })
        resolve({ undone })
      }),
    regenerate: (input, signal) => regenerateCaption(parts, input, signal),
    request: async (input) => {
      const queued = await requestCaptions(parts, input.photos)
      await indexing.wake()
      return { queued }
    },
    export: (input) => Promise.resolve(exportCaptions(parts, input.photos, input.format)),
    forFiles: async (input, signal) => ({ captions: await describeFiles(parts, input, signal) }),
    edit: done((input) => acts.carryOut(() => [editCaption(store, input)])),
    check: ({ photos, limit, ...within }, signal) =>
      checkTexts(store, { ids: photos ?? store.photosPassing(filtersFor(within)), limit }, signal),
    twins: ({ photo, text }) => Promise.resolve({ photos: store.captions.othersWith(text, photo) }),
    seen: (input) => Promise.resolve({ hints: pictureChecks(store)(input) }),
    history: (input) => Promise.resolve({ captions: captionHistory(store, input.photo) }),
  }
}
