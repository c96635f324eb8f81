/** Counts, rate and time left per stage. */
import type { StageProgress } from '../../api/events.ts'
import type { Clock } from '../shared/clock.ts'

type StageName = StageProgress['stage']

/** The rate is that of the last seconds, so that it follows what the machine does now. */
const windowMs = 10_000
/** Below this many finished, a rate says nothing. */
const enough = 3

interface Moment {
  readonly atMs: number
  readonly done: number
}

class StageCount {
  done = 0
  failed = 0
  #moments: Moment[] = []

  finished(atMs: number, ok: boolean): void {
    if (ok) this.done += 1
    else this.failed += 1
    this.#moments.push({ atMs, done: this.done + this.failed })
    if (this.#moments.length > 512) this.#moments = this.#moments.filter((_, index) => index % 2 === 1)
  }

  /** Photos per second, 0 while unknown. */
  rate(nowMs: number): number {
    this.#moments = this.#moments.filter((moment) => moment.atMs >= nowMs - windowMs)
    const [first] = this.#moments
    const finished = this.done + this.failed - (first?.done ?? 0)
    if (first === undefined || finished < enough || nowMs <= first.atMs) return 0
    return (finished * 1000) / (nowMs - first.atMs)
  }
}

export class Progress {
  readonly #clock: Clock
  readonly #stages = new Map<StageName, StageCount>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  finished(stage: StageName, ok: boolean): void {
    this.#of(stage).finished(this.#clock.nowMs(), ok)
  }

  /** `waiting` is what the table of work holds for the stage now. */
  report(stage: StageName, waiting: number): StageProgress {
    const count = this.#of(stage)
    const rate = count.rate(this.#clock.nowMs())
    return {
      stage,
      done: count.done,
      failed: count.failed,
      total: count.done + count.failed + waiting,
      rate: Math.round(rate * 10) / 10,
      ...(rate > 0 && waiting > 0 ? { secondsLeft: Math.ceil(waiting / rate) } : {}),
    }
  }

  #of(stage: StageName): StageCount {
    const known = this.#stages.get(stage)
    if (known !== undefined) return known
    const fresh = new StageCount()
    this.#stages.set(stage, fresh)
    return fresh
  }
}
