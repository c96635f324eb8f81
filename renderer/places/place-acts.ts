/** Where photos were taken, as a person says it or takes it over from a proposal. */
import type { PhotoId } from '../../electron/api/photo.ts'
import { attempt } from '../state/announcer.svelte.ts'
import { deeds } from '../state/deeds.svelte.ts'
import { api } from '../state/host.ts'
import { photos } from '../state/photos.svelte.ts'
import { questions } from '../state/questions.svelte.ts'
import { words } from '../strings/strings.svelte.ts'
import type { Position } from './mercator.ts'

/** The engine takes at most so many at once. */
const most = 100_000

async function done(ids: readonly PhotoId[], act: () => Promise<unknown>): Promise<boolean> {
  const isDone = await attempt(act)
  if (!isDone) return false
  await photos.refresh(ids.filter((id) => photos.get(id) !== undefined))
  deeds.did(words.t.deeds.facts(ids.length))
  return true
}

/** Resolves to whether it is done. */
export async function placePhotos(ids: readonly PhotoId[], { latitude, longitude }: Position): Promise<boolean> {
  if (ids.length === 0 || !(await questions.sureAbout(words.t.map.setPlace, ids.length))) return false
  const place = { latitude: rounded(latitude), longitude: rounded(longitude) }
  return done(ids, () => api.photos.correct({ photos: ids.slice(0, most), place }))
}

/** No place is proposed for them any more. */
export async function declinePlaces(ids: readonly PhotoId[]): Promise<boolean> {
  if (!(await attempt(() => api.places.decline({ photos: ids.slice(0, most) })))) return false
  deeds.did(words.t.map.proposals.declined(ids.length))
  return true
}

export function acceptPlaces(ids: readonly PhotoId[]): Promise<boolean> {
  return done(ids, () => api.places.accept({ photos: ids.slice(0, most) }))
}

/** A tenth of a metre. */
const rounded = (degrees: number): number => Math.round(degrees * 1e6) / 1e6
