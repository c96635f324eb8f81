/**
 * @file A line of photos: waiting, decoding, decoded, run in batches, answered. Decoding happens on libuv's threads
 * while a model run blocks this one, so the line starts decodes before every run and keeps some in flight.
 */
import { AppError } from '../../api/errors.ts'

export interface Job<Ask, Picture> {
  readonly ask: Ask
  readonly picture: Picture
  readonly signal: AbortSignal
}

export interface LineRule<Ask, Picture, Answer> {
  /** Photos decoding or decoded and not yet run, at most. */
  readonly ahead: number
  /** Photos in one run, at most. */
  readonly batch: number
  /** Fewer than this cost more per photo; a decoded photo waits a little for so many while others are decoding. */
  readonly worthwhileBatch: number
  /** A run should not keep others waiting longer than this; slower models get smaller batches. */
  readonly longestRunMs: number
  /** How long it waits at most, given how long the last run took. */
  patienceMs(lastRunMs: number): number
  decode(ask: Ask, signal: AbortSignal): Promise<Picture>
  /** The answer of a photo that needs no run. */
  answerAtOnce(ask: Ask, picture: Picture): Answer | undefined
  fitTogether(first: Ask, other: Ask): boolean
  /** Waits until the line may run. */
  takeTurn(work: () => Promise<void>): Promise<void>
  /** One outcome per job, in order. */
  run(jobs: readonly Job<Ask, Picture>[]): Promise<readonly (Answer | Error)[]>
}

interface Place<Ask, Picture, Answer> {
  readonly ask: Ask
  readonly signal: AbortSignal
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: unknown) => void
  picture?: Picture
}

export class DecodeLine<Ask, Picture, Answer> {
  readonly #rule: LineRule<Ask, Picture, Answer>
  readonly #waiting = new Set<Place<Ask, Picture, Answer>>()
  readonly #decoding = new Set<Place<Ask, Picture, Answer>>()
  readonly #ready = new Set<Place<Ask, Picture, Answer>>()
  #running = false
  #paused = false
  #patience: NodeJS.Timeout | undefined
  #idle: (() => void)[] = []
  #lastRunMs = 0
  #lastRunPhotos = 0

  constructor(rule: LineRule<Ask, Picture, Answer>) {
    this.#rule = rule
  }

  /** Photos that have no answer yet. */
  get length(): number {
    return this.#waiting.size + this.#decoding.size + this.#ready.size
  }

  /**
   * Puts a photo at the end.
   * @throws what its decode throws; AppError 'cancelled' when its signal aborts before its run
   */
  add(ask: Ask, signal: AbortSignal): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>()
    const place: Place<Ask, Picture, Answer> = { ask, signal, resolve, reject }
    const leave = (): void => {
      this.#waiting.delete(place)
      this.#ready.delete(place)
      reject(new AppError('cancelled', 'Cancelled.'))
      this.#move()
    }
    if (signal.aborted) return Promise.reject(new AppError('cancelled', 'Cancelled.'))
    signal.addEventListener('abort', leave, { once: true })
    this.#waiting.add(place)
    this.#move()
    return promise.finally(() => signal.removeEventListener('abort', leave))
  }

  /** Starts nothing new, finishes what is decoding or decoded, and resolves when the line stands still. */
  async pause(): Promise<void> {
    this.#paused = true
    this.#move()
    if (!this.#isStill()) await new Promise<void>((resolve) => this.#idle.push(resolve))
  }

  resume(): void {
    this.#paused = false
    this.#move()
  }

  #isStill(): boolean {
    return !this.#running && this.#decoding.size === 0 && this.#ready.size === 0
  }

  #move(): void {
    this.#startDecodes()
    if (!this.#running && this.#ready.size > 0 && this.#isBatchDue()) void this.#runBatch() // rejects nobody but its photos
    if (this.#isStill()) for (const resolve of this.#idle.splice(0)) resolve()
  }

  #startDecodes(): void {
    if (this.#paused) return
    for (const place of this.#waiting) {
      if (this.#decoding.size + this.#ready.size >= this.#rule.ahead) return
      this.#waiting.delete(place)
      this.#decoding.add(place)
      void this.#decode(place) // answers its photo itself
    }
  }

  async #decode(place: Place<Ask, Picture, Answer>): Promise<void> {
    try {
      const picture = await this.#rule.decode(place.ask, place.signal)
      const answer = this.#rule.answerAtOnce(place.ask, picture)
      if (answer !== undefined) place.resolve(answer)
      else if (!place.signal.aborted) {
        place.picture = picture
        this.#ready.add(place)
      }
    } catch (error) {
      place.reject(error)
    }
    this.#decoding.delete(place)
    this.#move()
  }

  #isBatchDue(): boolean {
    if (this.#decoding.size === 0 || this.#ready.size >= Math.min(this.#rule.worthwhileBatch, this.#batchSize()))
      return true
    this.#patience ??= setTimeout(() => {
      this.#patience = undefined
      if (!this.#running && this.#ready.size > 0) void this.#runBatch() // as in #move
    }, this.#rule.patienceMs(this.#lastRunMs))
    return false
  }

  /** Photos in the next run: as many as the last run's speed allows. */
  #batchSize(): number {
    const affordable =
      this.#lastRunPhotos === 0 ? 1 : Math.floor((this.#rule.longestRunMs * this.#lastRunPhotos) / this.#lastRunMs)
    return Math.max(1, Math.min(this.#rule.batch, affordable))
  }

  async #runBatch(): Promise<void> {
    clearTimeout(this.#patience)
    this.#patience = undefined
    this.#running = true
    await this.#rule.takeTurn(async () => {
      // Chosen now, not before the turn came: photos decoded meanwhile join.
      const places = this.#takeBatch()
      this.#startDecodes()
      if (places.length > 0) await this.#answer(places)
    })
    this.#running = false
    this.#move()
  }

  #takeBatch(): Place<Ask, Picture, Answer>[] {
    const size = this.#batchSize()
    const taken: Place<Ask, Picture, Answer>[] = []
    for (const place of this.#ready) {
      if (taken.length >= size) break
      if (taken[0] !== undefined && !this.#rule.fitTogether(taken[0].ask, place.ask)) continue
      this.#ready.delete(place)
      taken.push(place)
    }
    return taken
  }

  async #answer(places: readonly Place<Ask, Picture, Answer>[]): Promise<void> {
    const jobs = places.flatMap(({ ask, signal, picture }) => (picture === undefined ? [] : [{ ask, signal, picture }]))
    const start = performance.now()
    try {
      const outcomes = await this.#rule.run(jobs)
      for (const [index, place] of places.entries()) {
        const outcome = outcomes[index] ?? new AppError('internal', 'A photo got no answer.')
        if (outcome instanceof Error) place.reject(outcome)
        else place.resolve(outcome)
      }
    } catch (error) {
      for (const place of places) place.reject(error)
    }
    this.#lastRunMs = Math.max(0.1, performance.now() - start)
    this.#lastRunPhotos = places.length
  }
}
