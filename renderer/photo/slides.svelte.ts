/** A slide show: the next photo every few seconds, until somebody stops it or the list ends. */

/** Long enough to see a photo and to hear its text. */
const slideMs = 5000

export class Slides {
  #isPlaying = $state(false)
  #timer: ReturnType<typeof setInterval> | undefined
  readonly #next: () => boolean

  /** `next` goes on to the next photo; false: there is none. */
  constructor(next: () => boolean) {
    this.#next = next
  }

  get isPlaying(): boolean {
    return this.#isPlaying
  }

  toggle(): void {
    if (this.#isPlaying) {
      this.stop()
      return
    }
    this.#isPlaying = true
    this.#timer = setInterval(() => {
      if (!this.#next()) this.stop()
    }, slideMs)
  }

  stop(): void {
    this.#isPlaying = false
    clearInterval(this.#timer)
  }
}
