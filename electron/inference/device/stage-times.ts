/** @file Where the time goes, for `doctor` and the benches. */

export const stages = [
  'decode',
  'normalise',
  'embed-photos',
  'embed-words',
  'find-text',
  'read-text',
  'caption',
  'load',
] as const
export type Stage = (typeof stages)[number]

export interface StageTime {
  /** How often the stage ran; a batch counts once. */
  readonly runs: number
  /** How many of these runs threw. */
  readonly failures: number
  /** Photos or texts it handled. */
  readonly items: number
  /** Wall time of all runs together; decodes run beside each other, so theirs may exceed the clock. */
  readonly totalMs: number
}

type Mutable = { -readonly [Key in keyof StageTime]: StageTime[Key] }

export class StageTimes {
  readonly #times: Record<Stage, Mutable>

  constructor() {
    const zero = stages.map((stage) => [stage, { runs: 0, failures: 0, items: 0, totalMs: 0 }] as const)
    this.#times = Object.fromEntries(zero) as Record<Stage, Mutable> // one entry for each stage, just above
  }

  /** Times `work`, whether it ends well or not. */
  async measure<Result>(stage: Stage, items: number, work: () => Promise<Result>): Promise<Result> {
    const start = performance.now()
    const time = this.#times[stage]
    try {
      return await work()
    } catch (error) {
      time.failures++
      throw error
    } finally {
      time.runs++
      time.items += items
      time.totalMs += performance.now() - start
    }
  }

  snapshot(): Record<Stage, StageTime> {
    return structuredClone(this.#times)
  }
}
