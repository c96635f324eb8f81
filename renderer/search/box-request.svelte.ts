/** What the answer asks of the search box above it: to show some of its words, ready to be written over. */

export interface Stretch {
  readonly at: number
  readonly length: number
}

class BoxRequest {
  #stretch = $state.raw<Stretch | undefined>(undefined)

  get stretch(): Stretch | undefined {
    return this.#stretch
  }

  select(stretch: Stretch): void {
    this.#stretch = stretch
  }

  done(): void {
    this.#stretch = undefined
  }
}

export const boxRequest = new BoxRequest()
