/** Favourite, hidden, stars: set on one photo or on 20,000, with the way back to what each had. */
import type { PhotoId, PhotoSummary } from '../../electron/api/photo.ts'
import { words } from '../strings/strings.svelte.ts'
import { attempt } from './announcer.svelte.ts'
import { deeds } from './deeds.svelte.ts'
import { api } from './host.ts'
import { photos } from './photos.svelte.ts'
import { questions } from './questions.svelte.ts'

interface Marks {
  readonly favourite?: boolean
  readonly hidden?: boolean
  readonly rating?: number
}

/** The engine's answer, never what happens to be loaded: most of a large selection was never on screen. */
async function marksOf(ids: readonly PhotoId[]): Promise<readonly PhotoSummary[]> {
  const found: PhotoSummary[] = []
  for (let from = 0; from < ids.length; from += photos.batchSize)
    found.push(...(await api.photos.many({ photos: ids.slice(from, from + photos.batchSize) })).photos)
  return found
}

async function setMarks(ids: readonly PhotoId[], marks: Marks): Promise<void> {
  if (ids.length === 0) return
  await api.photos.mark({ photos: [...ids], ...marks })
  photos.change(ids, marks)
}

/** What each photo had, of those marks that were changed. */
async function setBack(former: readonly PhotoSummary[], changed: Marks): Promise<void> {
  const groups = new Map<string, { marks: Marks; ids: PhotoId[] }>()
  for (const { id, favourite, hidden, rating = 0 } of former) {
    const marks = {
      ...(changed.favourite === undefined ? {} : { favourite }),
      ...(changed.hidden === undefined ? {} : { hidden }),
      ...(changed.rating === undefined ? {} : { rating }),
    }
    const key = JSON.stringify(marks)
    const group = groups.get(key) ?? { marks, ids: [] }
    group.ids.push(id)
    groups.set(key, group)
  }
  for (const { marks, ids } of groups.values()) await setMarks(ids, marks)
}

/** False where the person thought better of it, or it did not succeed. */
async function mark(former: readonly PhotoSummary[], marks: Marks, act: string, said: string): Promise<boolean> {
  const ids = former.map(({ id }) => id)
  if (ids.length === 0 || !(await questions.sureAbout(act, ids.length))) return false
  if (!(await attempt(() => setMarks(ids, marks)))) return false
  deeds.did({ said, back: () => setBack(former, marks), again: () => setMarks(ids, marks) })
  return true
}

async function readAndMark(
  ids: readonly PhotoId[],
  decide: (former: readonly PhotoSummary[]) => readonly [marks: Marks, act: string, said: string],
): Promise<boolean> {
  let isDone = false
  await attempt(async () => {
    const former = await marksOf(ids)
    isDone = await mark(former, ...decide(former))
  })
  return isDone
}

/** As said; without a word all of them become favourites, or none where all are. */
export function markFavourite(ids: readonly PhotoId[], wanted?: boolean): Promise<boolean> {
  return readAndMark(ids, (former) =>
    (wanted ?? !former.every(({ favourite }) => favourite))
      ? [{ favourite: true }, words.t.actions.favourite, words.t.deeds.favoured(former.length)]
      : [{ favourite: false }, words.t.actions.unfavourite, words.t.deeds.unfavoured(former.length)],
  )
}

/** As said; without a word all of them are hidden, or shown again where all are hidden. */
export function markHidden(ids: readonly PhotoId[], wanted?: boolean): Promise<boolean> {
  return readAndMark(ids, (former) =>
    (wanted ?? !former.every(({ hidden }) => hidden))
      ? [{ hidden: true }, words.t.actions.hide, words.t.deeds.hidden(former.length)]
      : [{ hidden: false }, words.t.actions.show, words.t.deeds.shown(former.length)],
  )
}

/** 0 takes the stars away. */
export function rate(ids: readonly PhotoId[], rating: number): Promise<boolean> {
  const { rate: say } = words.t.actions
  return readAndMark(ids, (former) => [{ rating }, say(rating), words.t.deeds.rated(former.length, say(rating))])
}
