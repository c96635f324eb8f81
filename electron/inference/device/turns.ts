/**
 * @file Who may run a model next. Runs block the thread, so there is one turn at a time, and words go first. A trial
 * of another device goes between two batches of photos: after them it would come when nothing is left to speed up.
 * Labels, the words of a whole vocabulary, take turns with the photos.
 */

const ranks = { load: 0, words: 1, trials: 2, photos: 3, labels: 3, pages: 4, captions: 5 } as const
export type TurnKind = keyof typeof ranks

/** A queue of turns: lower ranks first, then first come first served. */
export class Turns {
  readonly #waiting: { readonly rank: number; readonly start: () => Promise<void> }[] = []
  #busy = false

  /** Runs `work` when its turn comes; settles as `work` does. */
  take<Result>(kind: TurnKind, work: () => Promise<Result>): Promise<Result> {
    const { promise, resolve, reject } = Promise.withResolvers<Result>()
    const start = (): Promise<void> => Promise.resolve().then(work).then(resolve, reject)
    const rank = ranks[kind]
    const place = this.#waiting.findIndex((other) => other.rank > rank)
    this.#waiting.splice(place === -1 ? this.#waiting.length : place, 0, { rank, start })
    this.#grantSoon()
    return promise
  }

  /**
   * Grants in a later round of the event loop, not at once: words that arrived and decodes that ended while the last
   * run blocked the thread are only seen in that round, and must be able to overtake or to join.
   */
  #grantSoon(): void {
    if (this.#busy || this.#waiting.length === 0) return
    this.#busy = true
    setImmediate(() => {
      const next = this.#waiting.shift()
      const done = (): void => {
        this.#busy = false
        this.#grantSoon()
      }
      if (next === undefined) done()
      else void next.start().then(done) // never rejects: its outcome went to the caller
    })
  }
}
