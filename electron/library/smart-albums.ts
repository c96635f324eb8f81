/** What smart albums hold, remembered until something changes: each is a whole search, and every window asks for all. */
import { modelName } from '../inference/pack.ts'
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
  let timer: NodeJS.Timeout | undefined

  /** An answer depends on the library, on the day ("yesterday") and on the model that answers. */
  async function markNow(): Promise<string> {
    const answering = (await models.chosen()).answering?.pack
    const day = new Date(clock.nowMs()).toDateString()
    return [store.changes(), day, answering === undefined ? '' : modelName(answering)].join('\n')
  }

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

  return {
    async photos(query, limit, signal) {
      const key = `${limit}\n${query}`
      const mark = await markNow()
      const known = answers.get(key)
      if (known?.mark === mark) return known.photos
      const begunMs = performance.now()
      if (known !== undefined && begunMs < known.dueMs && isWorking()) {
        askAgain(known.dueMs)
        return known.photos
      }
      const photos = await photosOfQuery(parts, query, limit, signal)
      const endedMs = performance.now()
      answers.delete(key) // the newest stand last
      answers.set(key, { mark, photos, dueMs: endedMs + shareOfTime * (endedMs - begunMs) })
      for (const oldest of [...answers.keys()].slice(0, -kept)) answers.delete(oldest)
      return photos
    },
    close: () => clearTimeout(timer),
  }
}
