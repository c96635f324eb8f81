/** Favourite, hidden, stars: set on one photo or on 20,000. */
import type { PhotoId } from '../../electron/api/photo.ts'
import { words } from '../strings/strings.svelte.ts'
import { attempt } from './announcer.svelte.ts'
import { deeds } from './deeds.svelte.ts'
import { api } from './host.ts'
import { photos } from './photos.svelte.ts'
import { questions } from './questions.svelte.ts'

interface Tally {
  readonly photos: number
  readonly favourites: number
  readonly hidden: number
}

interface Marks {
  readonly favourite?: boolean
  readonly hidden?: boolean
  readonly rating?: number
}

/** False where the person thought better of it, or it did not succeed. */
async function mark(ids: readonly PhotoId[], marks: Marks, act: string, said: string): Promise<boolean> {
  if (ids.length === 0 || !(await questions.sureAbout(act, ids.length))) return false
  await api.photos.mark({ photos: [...ids], ...marks })
  photos.change(ids, marks)
  deeds.did(said)
  return true
}

/** The engine knows all of them; most of a large selection was never on screen. */
async function tallyAndMark(
  ids: readonly PhotoId[],
  decide: (tally: Tally) => readonly [marks: Marks, act: string, said: string],
): Promise<boolean> {
  let isDone = false
  await attempt(async () => {
    isDone = await mark(ids, ...decide(await api.photos.tally({ photos: [...ids] })))
  })
  return isDone
}

/** As said; without a word all of them become favourites, or none where all are. */
export function markFavourite(ids: readonly PhotoId[], wanted?: boolean): Promise<boolean> {
  return tallyAndMark(ids, (tally) =>
    (wanted ?? tally.favourites < tally.photos)
      ? [{ favourite: true }, words.t.actions.favourite, words.t.deeds.favoured(tally.photos)]
      : [{ favourite: false }, words.t.actions.unfavourite, words.t.deeds.unfavoured(tally.photos)],
  )
}

/** As said; without a word all of them are hidden, or shown again where all are hidden. */
export function markHidden(ids: readonly PhotoId[], wanted?: boolean): Promise<boolean> {
  return tallyAndMark(ids, (tally) =>
    (wanted ?? tally.hidden < tally.photos)
      ? [{ hidden: true }, words.t.actions.hide, words.t.deeds.hidden(tally.photos)]
      : [{ hidden: false }, words.t.actions.show, words.t.deeds.shown(tally.photos)],
  )
}

/** 0 takes the stars away. */
export function rate(ids: readonly PhotoId[], rating: number): Promise<boolean> {
  const { rate: say } = words.t.actions
  return tallyAndMark(ids, (tally) => [{ rating }, say(rating), words.t.deeds.rated(tally.photos, say(rating))])
}
