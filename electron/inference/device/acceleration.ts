/**
 * @file Moves a model in use to faster hardware, once that has proved itself here. The processor does the work until
 * then: first use never waits for a trial. Runs in the inference thread.
 */
import { toErrorAnswer } from '../../api/errors.ts'
import type { DeviceSwitch } from './device-switch.ts'
import type { MachineNotes, Subject } from './machine-notes.ts'
import type { Model, Opened } from './open-model.ts'
import { firstLine, type ProviderName } from '../graphs/providers.ts'
import type { Outcome } from './trial.ts'

export interface AccelerationParts<M extends Model> {
  readonly subject: Subject
  readonly slot: DeviceSwitch<M>
  /** In the order in which they are tried. */
  readonly candidates: readonly ProviderName[]
  readonly notes: MachineNotes
  /** Opens the same pack elsewhere, in a turn of its own. */
  readonly open: (provider: ProviderName) => Promise<Opened<M>>
  /** Against the model in use. */
  readonly judge: (candidate: M, signal: AbortSignal) => Promise<Outcome>
  /** What is wrong with one that was judged before; also its warming up. */
  readonly check: (candidate: M, signal: AbortSignal) => Promise<string | undefined>
}

/** What stands in the way of a candidate. */
type Refusal = { readonly state: 'absent' | 'unsuited' | 'failed'; readonly detail: string }

export class Acceleration<M extends Model> {
  readonly #parts: AccelerationParts<M>
  readonly #stop = new AbortController()
  #inUse: ProviderName | undefined

  constructor(parts: AccelerationParts<M>) {
    this.#parts = parts
  }

  /** Tries what was never tried here, then takes the fastest that is trusted. Never rejects. */
  async run(): Promise<void> {
    try {
      const { candidates, notes, subject } = this.#parts
      for (const provider of candidates) if (notes.verdict(subject, provider) === undefined) await this.#try(provider)
      const trusted = candidates
        .map((provider) => notes.verdict(subject, provider))
        .filter((verdict) => verdict?.state === 'trusted')
        .sort((a, b) => (b?.speedup ?? 0) - (a?.speedup ?? 0))
      for (const verdict of trusted)
        if (this.#inUse === undefined && verdict !== undefined) await this.#moveTo(verdict.provider)
    } catch {
      // The notes cannot be written (a full disk, a read-only folder): nothing may be risked without them.
    }
  }

  /** A provider in use proved guilty: it is left, and remembered. */
  revoke(provider: ProviderName, why: string): void {
    this.#inUse = undefined
    this.#parts.notes.settle(this.#parts.subject, provider, { state: 'failed', detail: `it failed at work: ${why}` })
  }

  /** Breaks a trial off; the model in use is about to be closed by its owner. */
  stop(): void {
    this.#stop.abort()
    const { notes, subject } = this.#parts
    if (this.#inUse !== undefined) notes.leave(subject, this.#inUse)
    this.#inUse = undefined
  }

  #isStopped(): boolean {
    return this.#stop.signal.aborted
  }

  async #try(provider: ProviderName): Promise<void> {
    const { notes, subject, judge } = this.#parts
    if (this.#isStopped()) return
    notes.begin(subject, provider) // on disk before the driver is touched
    const outcome = await this.#with(provider, (candidate) => judge(candidate, this.#stop.signal))
    if (this.#isStopped()) notes.withdraw(subject, provider)
    else notes.settle(subject, provider, outcome)
  }

  async #moveTo(provider: ProviderName): Promise<void> {
    const { notes, subject, slot, check } = this.#parts
    if (this.#isStopped()) return
    notes.use(subject, provider)
    const opened = await this.#open(provider)
    if ('state' in opened) {
      notes.settle(subject, provider, opened)
      return
    }
    const wrong = await check(opened.model, this.#stop.signal).catch((error: unknown) => firstLine(error))
    if (this.#isStopped() || wrong !== undefined) {
      await opened.model.close()
      if (wrong === undefined || this.#isStopped()) notes.leave(subject, provider)
      else notes.settle(subject, provider, { state: 'wrong', detail: wrong })
      return
    }
    const speedup = notes.verdict(subject, provider)?.speedup
    const reason = speedup === undefined ? 'trusted' : `${speedup.toFixed(1)} times as fast as the processor`
    await slot.adopt({ ...opened, choice: { provider, reason } })
    this.#inUse = provider
  }

  async #with(provider: ProviderName, work: (candidate: M) => Promise<Outcome>): Promise<Outcome | Refusal> {
    const opened = await this.#open(provider)
    if ('state' in opened) return opened
    try {
      return await work(opened.model)
    } catch (error) {
      return { state: 'failed', detail: toErrorAnswer(error).message }
    } finally {
      await opened.model.close().catch(() => undefined) // the verdict matters, not its end
    }
  }

  async #open(provider: ProviderName): Promise<Opened<M> | Refusal> {
    try {
      const opened = await this.#parts.open(provider)
      if (opened.isThere) return opened
      await opened.model.close()
      return opened.complaint === undefined
        ? { state: 'unsuited', detail: opened.choice.reason }
        : { state: 'absent', detail: opened.complaint }
    } catch (error) {
      return { state: 'failed', detail: firstLine(error) }
    }
  }
}
