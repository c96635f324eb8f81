/** What smart albums hold, remembered until something changes: each is a whole search, and every window asks for all. */
import { modelName } from '../../inference/pack/pack.ts'
import { photosOfQuery, type SearchParts } from './search.ts'

export interface SmartAlbums {
  /**
   * Ids that a saved query gives, best first. While photos come in they may be those of a moment ago, and `onStale`
   * tells when it is time to ask again. Errors as `photosOfQuery`.
   */
  photos(query: string, limit: number, signal: AbortSignal): Promise<readonly number[]>
  close(): void
}

/** While photos come in, everything changes all the time: searching for albums may cost at most a twentieth of it. */
const shareOfTime = 20
/** Queries remembered, each with two limits at most: nobody has so many smart albums in view. */
const kept = 200

interface Answer {
  /** What the library was when it was asked. */
  readonly mark: string
  readonly photos: readonly number[]
  /** On the clock of `performance.now()`: when its time has come again. */
  readonly dueMs: number
}

export function createSmartAlbums(parts: SearchParts, onStale: () => void): SmartAlbums {
  const { store, clock, models } = parts
  const answers = new Map<string, Answer>()
  let marking: Promise<string> | undefined
  let line: Promise<unknown> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined

  /** An answer depends on the library, on the day ("yesterday") and on the model that answers. */
  async function markNow(): Promise<string> {
    const answering = (await models.chosen()).answering?.pack
    const day = new Date(clock.nowMs()).toDateString()
    return [store.changes(), day, answering === undefined ? '' : modelName(answering)].join('\n')
  }
  /** Albums are asked for all at once; the packs on the disk are looked at once. */
  const mark = (): Promise<string> => (marking ??= markNow().finally(() => (marking = undefined)))

  const isWorking = (): boolean =>
    store.work.counts().waiting.some(({ state }) => state === 'queued' || state === 'running')

  function askAgain(dueMs: number): void {
    if (timer !== undefined) return
    timer = setTimeout(
      () => {
        timer = undefined
        onStale()
      },
      Math.max(0, dueMs - performance.now()),
    )
    timer.unref()
  }

  async function good(key: string): Promise<readonly number[] | undefined> {
    const now = await mark()
    const known = answers.get(key)
    if (known === undefined || known.mark === now) return known?.photos
    if (performance.now() >= known.dueMs || !isWorking()) return undefined
    askAgain(known.dueMs)
    return known.photos
  }

  async function searched(query: string, limit: number, signal: AbortSignal): Promise<readonly number[]> {
    const asked = await mark()
    const begunMs = performance.now()
    const photos = await photosOfQuery(parts, query, limit, signal)
    const endedMs = performance.now()
    const key = keyOf(query, limit)
    answers.delete(key) // the newest stand last
    answers.set(key, { mark: asked, photos, dueMs: endedMs + shareOfTime * (answers.size + 1) * (endedMs - begunMs) })
    for (const oldest of [...answers.keys()].slice(0, -kept)) answers.delete(oldest)
    return photos
  }

  return {
    async photos(query, limit, signal) {
      const key = keyOf(query, limit)
      const known = await good(key)
      if (known !== undefined) return known
      // One after the other: each takes its own time and no more, and another window may have asked for the same.
      const answer = line.then(async () => (await good(key)) ?? searched(query, limit, signal))
      line = answer.catch(() => undefined) // whoever asked hears of it
      return answer
    },
    close: () => clearTimeout(timer),
  }
}

const keyOf = (query: string, limit: number): string => `${limit}\n${query}`
