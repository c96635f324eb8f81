/** A line of workers over the table of work: claims, runs a few at a time, sleeps until woken. */
import type { Claim, Stage } from '../../store/work.ts'

export interface LineOptions {
  readonly stage: Stage
  /** Pieces in flight at once. */
  readonly width: number
  readonly claim: (stage: Stage, limit: number) => readonly Claim[]
  /** Must settle its claim in the store; a rejection stops the line. */
  readonly run: (claim: Claim) => Promise<void>
}

export interface Pace {
  readonly paused: boolean
  /** One piece at a time, and after each a rest as long as it took. */
  readonly gentle: boolean
}

/** A rest is never longer than this: one slow file must not look like a stop. */
const longestRestMs = 5000

export class Line {
  readonly #options: LineOptions
  readonly #running = new Set<Promise<void>>()
  #wake = Promise.withResolvers<undefined>()
  #stopped = false
  #held = false
  #pace: Pace = { paused: false, gentle: false }
  #rest: NodeJS.Timeout | undefined

  constructor(options: LineOptions) {
    this.#options = options
  }

  get busy(): boolean {
    return this.#running.size > 0
  }

  /** There may be work: look at the table. */
  wake(): void {
    this.#wake.resolve(undefined)
  }

  setPace(pace: Pace): void {
    this.#pace = pace
    this.wake()
  }

  /** Takes nothing more until `goOn`; resolves when what runs is settled. */
  async hold(): Promise<void> {
    this.#held = true
    await Promise.allSettled(this.#running)
  }

  /** Goes on after `hold`. */
  goOn(): void {
    this.#held = false
    this.wake()
  }

  /** Takes nothing more; resolves when what runs is settled. */
  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#rest)
    this.#rest = undefined
    this.wake()
    await Promise.allSettled(this.#running)
  }

  get #width(): number {
    return this.#pace.gentle ? 1 : this.#options.width
  }

  #claim(): readonly Claim[] {
    const free = this.#width - this.#running.size
    if (this.#held || this.#pace.paused || this.#rest !== undefined || free <= 0) return []
    return this.#options.claim(this.#options.stage, free)
  }

  #restFor(workedMs: number): void {
    if (!this.#pace.gentle || this.#stopped || this.#rest !== undefined) return
    this.#rest = setTimeout(
      () => {
        this.#rest = undefined
        this.wake()
      },
      Math.min(workedMs, longestRestMs),
    )
  }

  /** Works until stopped. Rejects when a run does. */
  async work(onIdle: () => void): Promise<void> {
    let failure: unknown
    while (!this.#stopped && failure === undefined) {
      this.#wake = Promise.withResolvers<undefined>()
      const claims = this.#claim()
      for (const claim of claims) {
        const begun = performance.now()
        const run = this.#options.run(claim).then(
          () => undefined,
          (error: unknown) => {
            failure = error
          },
        )
        this.#running.add(run)
        void run.then(() => {
          this.#running.delete(run)
          this.#restFor(performance.now() - begun)
          this.wake()
        })
      }
      if (claims.length > 0 && this.#running.size < this.#width) continue
      if (this.#running.size === 0) onIdle()
      await this.#wake.promise
    }
    await Promise.allSettled(this.#running)
    if (failure !== undefined)
      throw failure instanceof Error ? failure : new Error('a stage failed', { cause: failure })
  }
}
