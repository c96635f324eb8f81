/** What people set right about photos: title, keywords, date, place. */
import type { FactsChange } from '../../electron/api/facts.ts'
import type { PhotoId } from '../../electron/api/photo.ts'
import { words } from '../strings/strings.svelte.ts'
import { attempt } from './announcer.svelte.ts'
import { deeds } from './deeds.svelte.ts'
import { api } from './host.ts'
import { photos } from './photos.svelte.ts'
import { questions } from './questions.svelte.ts'

/** Null takes back what was said. Resolves to whether it is done. */
export async function correctFacts(photo: PhotoId, change: FactsChange): Promise<boolean> {
  const isDone = await attempt(async () => {
    await api.photos.correct({ photos: [photo], ...change })
    await photos.look(photo)
  })
  if (isDone) deeds.did(words.t.deeds.facts(1))
  return isDone
}

/** Each photo keeps those it has. */
export async function addKeywords(ids: readonly PhotoId[], keywords: readonly string[]): Promise<boolean> {
  if (keywords.length === 0 || !(await questions.sureAbout(words.t.actions.addKeywords, ids.length))) return false
  const isDone = await attempt(() => api.photos.correct({ photos: [...ids], addKeywords: [...keywords] }))
  if (isDone) deeds.did(words.t.deeds.facts(ids.length))
  return isDone
}
