/** One of the three lists of doubles, as far as it is shown, and which of each group is to be kept. */
import type { DoubleGroup, DoubleKind } from '../../electron/api/doubles/doubles.ts'
import { attempt } from '../state/announcer.svelte.ts'
import { api } from '../state/host.ts'

/** Groups that are shown at once; more come when asked for. */
const step = 30

export class DoubleGroups {
  #kind: DoubleKind = 'exact'
  #limit = step
  #groups = $state.raw<readonly DoubleGroup[]>([])
  #counts = $state.raw<Readonly<Record<DoubleKind, number>>>()
  #waiting = $state(0)
  #status = $state<'loading' | 'ready'>('loading')
  /** By the group's key; where nobody chose, the best is kept. */
  #chosen = $state.raw<Readonly<Record<string, number>>>({})

  get groups(): readonly DoubleGroup[] {
    return this.#groups
  }

  /** Groups in each list. */
  get counts(): Readonly<Record<DoubleKind, number>> | undefined {
    return this.#counts
  }

  get waiting(): number {
    return this.#waiting
  }

  get status(): 'loading' | 'ready' {
    return this.#status
  }

  keptOf(group: DoubleGroup): number {
    return this.#chosen[group.key] ?? group.best
  }

  choose(group: DoubleGroup, index: number): void {
    this.#chosen = { ...this.#chosen, [group.key]: index }
  }

  async begin(kind: DoubleKind): Promise<void> {
    this.#kind = kind
    this.#limit = step
    this.#groups = []
    this.#status = 'loading'
    await this.look()
  }

  async more(): Promise<void> {
    this.#limit += step
    await this.look()
  }

  /** As things are now. */
  async look(): Promise<void> {
    const kind = this.#kind
    await attempt(async () => {
      const found = await api.doubles.list({ kind, limit: this.#limit })
      if (kind !== this.#kind) return
      this.#groups = found.groups
      this.#counts = found.counts
      this.#waiting = found.waiting
      this.#status = 'ready'
    })
  }
}
