/**
 * Takeout's dates are in UTC. A photo without a position stands on the clock of the photo of its folder (Takeout's
 * albums are folders) that was taken next to it in time, at most a day away.
 */
import { dirname } from 'node:path'
import { utcOf } from '../../domain/wall-clock.ts'
import { offsetAt } from '../../media/metadata/zone.ts'
import type { MomentRow, Placed } from '../../store/places/borrowed-places.ts'
import type { Store } from '../../store/store.ts'
import { refreshFacts } from '../shared/photo-facts.ts'

const farthestMs = 24 * 3_600_000

type Neighbour = Placed & { readonly utcMs: number }

/** Call inside a transaction, when everything was looked through. Gives whether a date is another than before. */
export function borrowClocks(store: Store, now: string): boolean {
  const wanting = store.borrowedPlaces.unplaced()
  if (wanting.length === 0) return false
  const byFolder = neighbours(store)
  let changed = false
  for (const photo of wanting) {
    const place = nearest(
      byFolder.get(dirname(photo.path)) ?? [],
      utcOf(photo.local) - (photo.offsetMinutes ?? 0) * 60_000,
    )
    const known = store.borrowedPlaces.of(photo.id)
    if (place?.latitude === known?.latitude && place?.longitude === known?.longitude) continue
    if (place === undefined) store.borrowedPlaces.remove(photo.id)
    else store.borrowedPlaces.put(photo.id, place)
    refreshFacts(store, photo.id, now)
    changed = true
  }
  return changed
}

/** By folder, in the order of time. */
function neighbours(store: Store): ReadonlyMap<string, readonly Neighbour[]> {
  const all = Map.groupBy(store.borrowedPlaces.placed(), ({ path }) => dirname(path))
  return new Map(
    [...all].map(([folder, rows]) => [
      folder,
      rows
        .map(({ latitude, longitude, ...row }) => ({
          latitude,
          longitude,
          utcMs: momentOf(row, { latitude, longitude }),
        }))
        .sort((a, b) => a.utcMs - b.utcMs),
    ]),
  )
}

function momentOf({ local, offsetMinutes }: Omit<MomentRow, 'id' | 'path'>, place: Placed): number {
  const wallMs = utcOf(local)
  return wallMs - (offsetMinutes ?? offsetAt(place, wallMs) ?? 0) * 60_000
}

function nearest(sorted: readonly Neighbour[], utcMs: number): Neighbour | undefined {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle]?.utcMs ?? 0) < utcMs) low = middle + 1
    else high = middle
  }
  const [before, after] = [sorted[low - 1], sorted[low]]
  const away = (each: Neighbour | undefined): number => (each === undefined ? Infinity : Math.abs(each.utcMs - utcMs))
  const best = away(before) <= away(after) ? before : after
  return away(best) <= farthestMs ? best : undefined
}
