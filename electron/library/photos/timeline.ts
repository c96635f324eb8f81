/** What a grid lays itself out from, for each set of photos a window can show. */
import { sep } from 'node:path'
import type { PhotoSummary } from '../../api/photo.ts'
import type { Scope, Timeline } from '../../api/timeline.ts'
import { AppError } from '../../api/errors.ts'
import type { Store } from '../../store/store.ts'
import { recentCount, type Tiles, type TileSet } from '../../store/tiles.ts'
import type { SmartAlbums } from '../search/smart-albums.ts'
import { summaries } from '../shared/summaries.ts'

/** A smart album shows at most so many, best first. */
const smartAlbumLimit = 10_000

export interface TimelineParts {
  readonly store: Store
  readonly smartAlbums: SmartAlbums
}

async function tilesOf(parts: TimelineParts, scope: Scope, signal: AbortSignal): Promise<Tiles> {
  const { store, smartAlbums } = parts
  switch (scope.kind) {
    case 'album': {
      const album = store.albums.get(scope.album)
      if (album === undefined) throw new AppError('not-found', `There is no album ${scope.album}.`)
      return store.tiles.among(
        album.query === undefined
          ? store.albums.photoIds(album.id)
          : await smartAlbums.photos(album.query, smartAlbumLimit, signal),
      )
    }
    case 'folder':
      return store.tiles.below(scope.path.endsWith(sep) ? scope.path : `${scope.path}${sep}`)
    case 'everything':
    case 'favourites':
    case 'recent':
    case 'review':
    case 'hidden':
      return store.tiles.of(scope.kind)
  }
}

/** Sets in order of time have days; an album keeps its own order, "recent" the order of arrival. */
function daysOf(scope: Scope, { days: all }: Tiles): Timeline['days'] {
  if (scope.kind === 'album' || scope.kind === 'recent') return []
  const days: Timeline['days'] = []
  let last: Timeline['days'][number] | undefined
  for (const day of all) {
    if (last?.day === day) last.count += 1
    else days.push((last = { day, count: 1 }))
  }
  return days
}

/** Errors: `not-found` for an album that is gone. */
export async function timeline(parts: TimelineParts, scope: Scope, signal: AbortSignal): Promise<Timeline> {
  const tiles = await tilesOf(parts, scope, signal)
  return { ids: [...tiles.ids], ratios: [...tiles.ratios], days: daysOf(scope, tiles) }
}

/** In the order asked for; unknown photos are left out. */
export function manyPhotos(store: Store, ids: readonly number[]): PhotoSummary[] {
  const rows = store.photos.getMany(ids)
  return summaries(
    store,
    ids.flatMap((id) => rows.get(id) ?? []),
  )
}

/** How many photos each set holds. */
export function photoCounts(store: Store): Record<TileSet, number> {
  const { everything, favourites, review, hidden } = store.totals.now()
  return { everything, favourites, recent: Math.min(everything, recentCount), review, hidden }
}
