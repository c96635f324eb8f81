/** @file The embeddings of the last texts asked for: typing a query asks for the same words again and again. */

/** Remembers the most recently used. Failures are not remembered. */
export class RecentTexts {
  readonly #capacity: number
  readonly #known = new Map<string, Float32Array>()
  #generation = 0

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  /** The remembered embedding, as a copy, or the one that `make` yields. */
  async get(text: string, make: () => Promise<Float32Array>): Promise<Float32Array> {
    const known = this.#known.get(text)
    if (known !== undefined) {
      this.#remember(text, known)
      return known.slice()
    }
    const generation = this.#generation
    const made = await make()
    // Made before a change of model, finished after it: the old model's vector must not be kept.
    if (generation === this.#generation) this.#remember(text, made.slice())
    return made
  }

  /** Forgets everything: another model has another space. */
  clear(): void {
    this.#generation++
    this.#known.clear()
  }

  #remember(text: string, embedding: Float32Array): void {
    this.#known.delete(text)
    this.#known.set(text, embedding)
    const [oldest] = this.#known.keys()
    if (this.#known.size > this.#capacity && oldest !== undefined) this.#known.delete(oldest)
  }
}
