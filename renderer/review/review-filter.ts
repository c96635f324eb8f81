/** When a photo of a review has been dealt with. */
import type { PhotoSummary } from '../../electron/api/photo.ts'
import type { ReviewFilter } from '../state/route.svelte.ts'

/** Above it the text belongs into the description (IPTC's guidance). Characters. */
const longest = 250

/** Whether the photo still asks for what the review is about. */
export function asks(filter: ReviewFilter, { alt, doubtful }: PhotoSummary): boolean {
  switch (filter) {
    case 'doubtful':
      return doubtful || alt?.needsReview === true
    case 'unseen':
      return alt?.source === 'machine'
    case 'empty':
      return alt === undefined || (alt.text === '' && alt.source !== 'human')
    case 'long':
      return (alt?.text.length ?? 0) > longest
    case 'mine':
      return alt?.source === 'human'
  }
}
