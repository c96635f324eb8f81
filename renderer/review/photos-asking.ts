/** The photos a review is about, as the engine knows them now. */
import type { PhotoId } from '../../electron/api/photo.ts'
import type { Scope } from '../../electron/api/timeline.ts'
import { api } from '../state/host.ts'
import { photos } from '../state/photos.svelte.ts'
import type { ReviewFilter } from '../state/route.svelte.ts'
import { asks } from './review-filter.ts'

/** More than anybody looks through in one sitting; the window would otherwise hold a library of texts. */
const most = 5000

async function idsOf(scope: Scope, signal: AbortSignal): Promise<readonly PhotoId[]> {
  // The engine gave them.
  return (await api.photos.timeline(scope, signal)).ids as PhotoId[]
}

/** In the order of the scope; the first few thousand. */
export async function photosAsking(
  filter: ReviewFilter,
  scope: Scope,
  signal: AbortSignal,
): Promise<readonly PhotoId[]> {
  if (filter === 'doubtful') {
    const doubtful = await idsOf({ kind: 'review' }, signal)
    if (scope.kind === 'everything') return doubtful
    const among = new Set(doubtful)
    return (await idsOf(scope, signal)).filter((id) => among.has(id))
  }
  const ids = await idsOf(scope, signal)
  const found: PhotoId[] = []
  for (let from = 0; from < ids.length && found.length < most; from += photos.batchSize) {
    const answer = await api.photos.many({ photos: ids.slice(from, from + photos.batchSize) }, signal)
    found.push(...answer.photos.filter((photo) => asks(filter, photo)).map(({ id }) => id))
  }
  return found.slice(0, most)
}

/** The list of a review as it goes on: what was in it stays, what is new joins at the end. */
export function joined(before: readonly PhotoId[], asking: readonly PhotoId[]): readonly PhotoId[] {
  const known = new Set(before)
  return [...before, ...asking.filter((id) => !known.has(id))]
}

/** Those of a list that ask for nothing any more. */
export function settledOf(ids: readonly PhotoId[], asking: readonly PhotoId[]): readonly PhotoId[] {
  const open = new Set(asking)
  return ids.filter((id) => !open.has(id))
}
