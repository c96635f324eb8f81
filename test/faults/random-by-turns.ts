import { createRandom, type Random } from '../../models/demo/scenes/random.ts'

/** One stream of choices after another, for all who hold it. */
export class RandomByTurns implements Random {
  #now = createRandom(0)

  turnTo(next: Random): void {
    this.#now = next
  }

  readonly next = (): number => this.#now.next()
  readonly between = (low: number, high: number): number => this.#now.between(low, high)
  readonly whole = (low: number, high: number): number => this.#now.whole(low, high)
  readonly chance = (probability: number): boolean => this.#now.chance(probability)
  readonly pick = <T>(values: readonly T[]): T => this.#now.pick(values)
}
