export interface Scored {
  readonly id: number
  readonly score: number
}

/** The best of many scores in one pass: a heap whose root is the worst that is still kept. */
export class BestScores {
  readonly #most: number
  readonly #scores: Float64Array
  readonly #ids: Float64Array
  #count = 0

  /** Keeps `most` scores, at least one. */
  constructor(most: number) {
    this.#most = most
    this.#scores = new Float64Array(most)
    this.#ids = new Float64Array(most)
  }

  /** Scores below this are not kept; asked in the innermost loop, so that most scores cost one comparison. */
  get floor(): number {
    return this.#count < this.#most ? Number.NEGATIVE_INFINITY : (this.#scores[0] ?? 0)
  }

  /** Among equal scores the smaller ids stay, whatever came first. */
  offer(id: number, score: number): void {
    if (this.#count < this.#most) this.#rise(this.#count++, id, score)
    else if (this.#isWorse(0, id, score)) this.#sink(id, score)
  }

  /** Best first. */
  ranked(): readonly Scored[] {
    const kept = Array.from(this.#ids.subarray(0, this.#count), (id, slot) => ({ id, score: this.#scores[slot] ?? 0 }))
    return kept.sort((a, b) => b.score - a.score || a.id - b.id)
  }

  #isWorse(slot: number, id: number, score: number): boolean {
    const other = this.#scores[slot] ?? 0
    return other === score ? (this.#ids[slot] ?? 0) > id : other < score
  }

  #place(slot: number, id: number, score: number): void {
    this.#ids[slot] = id
    this.#scores[slot] = score
  }

  #rise(from: number, id: number, score: number): void {
    let slot = from
    while (slot > 0) {
      const parent = (slot - 1) >> 1
      // A parent that is worse already stays above.
      if (this.#isWorse(parent, id, score)) break
      this.#place(slot, this.#ids[parent] ?? 0, this.#scores[parent] ?? 0)
      slot = parent
    }
    this.#place(slot, id, score)
  }

  #sink(id: number, score: number): void {
    let slot = 0
    for (;;) {
      let child = 2 * slot + 1
      if (child >= this.#count) break
      const sibling = child + 1
      if (sibling < this.#count && this.#isWorse(sibling, this.#ids[child] ?? 0, this.#scores[child] ?? 0))
        child = sibling
      if (!this.#isWorse(child, id, score)) break
      this.#place(slot, this.#ids[child] ?? 0, this.#scores[child] ?? 0)
      slot = child
    }
    this.#place(slot, id, score)
  }
}
