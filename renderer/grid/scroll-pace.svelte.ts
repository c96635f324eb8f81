/** How fast a list is scrolled: past what nobody sees, loading every picture would only delay those at the end. */

/** Heights of the view in a second. A wheel turned step by step stays below. */
const fastViews = 2.5
/** A speed is taken over at least so long: single events come in bursts. */
const sampleMs = 50
/** After a pause this long a scroll is a new one. */
const pauseMs = 300
/** Without a scroll for so long it has come to an end. */
const restMs = 120

export class ScrollPace {
  #isFast = $state(false)
  #isUpward = $state(false)
  #top = 0
  #at = -Infinity
  #rest: ReturnType<typeof setTimeout> | undefined

  get isFast(): boolean {
    return this.#isFast
  }

  /** The way it went last. */
  get isUpward(): boolean {
    return this.#isUpward
  }

  /** The view of this height, in CSS pixels, is now at `top`. `now` in milliseconds of any clock that only goes on. */
  moved(top: number, height: number, now = performance.now()): void {
    clearTimeout(this.#rest)
    this.#rest = setTimeout(() => (this.#isFast = false), restMs)
    const passed = now - this.#at
    if (passed < sampleMs) return
    const way = top - this.#top
    if (passed < pauseMs) {
      this.#isFast = Math.abs(way) / Math.max(1, height) / (passed / 1000) > fastViews
      if (way !== 0) this.#isUpward = way < 0
    }
    this.#top = top
    this.#at = now
  }

  close(): void {
    clearTimeout(this.#rest)
  }
}
