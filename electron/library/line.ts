/** A line of workers over the table of work: claims, runs a few at a time, sleeps until woken. */
import type { Claim, Stage } from '../store/work.ts'

export interface LineOptions {
  readonly stage: Stage
  /** Pieces in flight at once. */
  readonly width: number
  readonly claim: (stage: Stage, limit: number) => readonly Claim[]
  /** Must settle its claim in the store; a rejection stops the line. */
  readonly run: (claim: Claim) => Promise<void>
}

export class Line {
  readonly #options: LineOptions
  readonly #running = new Set<Promise<void>>()
  #wake = Promise.withResolvers<undefined>()
  #stopped = false
  #paused = false

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

  pause(paused: boolean): void {
    this.#paused = paused
    this.wake()
  }

  /** Takes nothing more; resolves when what runs is settled. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.wake()
    await Promise.allSettled(this.#running)
  }

  /** Works until stopped. Rejects when a run does. */
  async work(onIdle: () => void): Promise<void> {
    let failure: unknown
    while (!this.#stopped && failure === undefined) {
      this.#wake = Promise.withResolvers<undefined>()
      const free = this.#options.width - this.#running.size
      const claims = this.#paused || free <= 0 ? [] : this.#options.claim(this.#options.stage, free)
      for (const claim of claims) {
        const run = this.#options.run(claim).then(
          () => undefined,
          (error: unknown) => {
            failure = error
          },
        )
        this.#running.add(run)
        void run.then(() => {
          this.#running.delete(run)
          this.wake()
        })
      }
      if (claims.length > 0 && this.#running.size < this.#options.width) continue
      if (this.#running.size === 0) onIdle()
      await this.#wake.promise
    }
    await Promise.allSettled(this.#running)
    if (failure !== undefined)
      throw failure instanceof Error ? failure : new Error('a stage failed', { cause: failure })
  }
}
