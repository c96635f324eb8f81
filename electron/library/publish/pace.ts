/** How fast photos are done, over the last of them. */
const remembered = 60

export class Pace {
  readonly #times: number[] = []

  done(nowMs: number): void {
    this.#times.push(nowMs)
    if (this.#times.length > remembered) this.#times.shift()
  }

  /** Photos per second; 0 while unknown. */
  rate(): number {
    const [first] = this.#times
    const last = this.#times.at(-1)
    if (first === undefined || last === undefined || last <= first) return 0
    return (1000 * (this.#times.length - 1)) / (last - first)
  }
}
