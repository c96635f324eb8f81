/** What smart albums hold, remembered until something changes: each is a whole search, and every window asks for all. */
import { modelName } from '../../inference/pack/pack.ts'
import type { ErrorAnswer } from '../../api/error-codes.ts'
import { AppError, toErrorAnswer } from '../../api/errors.ts'
import { photosOfQuery, type SearchParts } from './search.ts'

/** What a saved query gives: photos, or why it gives none; neither while it is still looked for. */
export interface Found {
  readonly photos?: readonly number[]
  readonly problem?: ErrorAnswer
}

export interface SmartAlbums {
  /**
   * Ids that a saved query gives, best first. While photos come in they may be those of a moment ago, and `onStale`
   * tells when it is time to ask again. Errors as `photosOfQuery`.
   */
  photos(query: string, limit: number, signal: AbortSignal): Promise<readonly number[]>
  /**
   * The same for a list of albums: a query that cannot be answered is no error.
   * @param signal ends the search; without one nothing is waited for, and `onStale` tells when there is more to know
   */
  find(query: string, limit: number, signal: AbortSignal | undefined): Promise<Found>
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

  async function photos(query: string, limit: number, signal: AbortSignal): Promise<readonly number[]> {
    const key = keyOf(query, limit)
    const known = await good(key)
    if (known !== undefined) return known
    // One after the other: each takes its own time and no more, and another window may have asked for the same.
    const answer = line.then(async () => (await good(key)) ?? searched(query, limit, signal))
    line = answer.catch(() => undefined) // whoever asked hears of it
    return answer
  }

  async function findNow(query: string, limit: number, signal: AbortSignal): Promise<Found> {
    try {
      return { photos: await photos(query, limit, signal) }
    } catch (error) {
      if (!(error instanceof AppError) || signal.aborted) throw error
      return { problem: toErrorAnswer(error) }
    }
  }

  /** By query: what is looked for meanwhile, and why that failed, until anything changes. */
  const sought = new Set<string>()
  const problems = new Map<string, { readonly mark: string; readonly problem: ErrorAnswer }>()
  const closing = new AbortController()

  async function findLater(query: string, limit: number): Promise<Found> {
    const key = keyOf(query, limit)
    const known = await good(key)
    if (known !== undefined) return { photos: known }
    const now = await mark()
    const problem = problems.get(key)
    if (problem?.mark === now) return { problem: problem.problem }
    if (!sought.has(key)) {
      sought.add(key)
      void findNow(query, limit, closing.signal)
        .then((found) => {
          if (found.problem === undefined) problems.delete(key)
          else problems.set(key, { mark: now, problem: found.problem })
          sought.delete(key)
          if (!closing.signal.aborted) onStale()
        })
        // It is closed, or failed as nobody foresaw: telling of that would have every window ask again at once.
        .catch(() => sought.delete(key))
    }
    // What it held a moment ago is better than nothing.
    const before = answers.get(key)
    return before === undefined ? {} : { photos: before.photos }
  }

  return {
    photos,
    find: (query, limit, signal) => (signal === undefined ? findLater(query, limit) : findNow(query, limit, signal)),
    close() {
      closing.abort()
      clearTimeout(timer)
    },
  }
}

const keyOf = (query: string, limit: number): string => `${limit}\n${query}`
