/** Orders of an answer besides that of the best match. */
import { basename } from 'node:path'
import type { SearchOrder } from '../../api/search.ts'
import { naturalKey } from '../../domain/natural-order.ts'
import type { Store } from '../../store/store.ts'

interface Ranked {
  readonly id: number
  readonly score: number
}

/** The same photos, in the order asked for. By name as people count: IMG_2 before IMG_10. */
export function inOrder(store: Store, ranked: readonly Ranked[], order: SearchOrder): readonly Ranked[] {
  switch (order) {
    case 'relevance':
      return ranked
    case 'newest':
    case 'oldest': {
      const newest = store.photosMeeting([{ among: ranked.map(({ id }) => id) }])
      const ids = order === 'newest' ? newest : newest.toReversed()
      // Photos that are not looked at yet have no place in time.
      const first = new Set(ids)
      const byId = new Map(ranked.map((each) => [each.id, each]))
      return [...ids.flatMap((id) => byId.get(id) ?? []), ...ranked.filter(({ id }) => !first.has(id))]
    }
    case 'name': {
      const names = store.files.pathsOf(ranked.map(({ id }) => id))
      const named = ranked.map((each) => ({ each, key: naturalKey(basename(names.get(each.id) ?? '')) }))
      return named
        .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.each.id - b.each.id))
        .map(({ each }) => each)
    }
  }
}
