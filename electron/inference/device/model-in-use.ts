/** @file A loaded model with its place: on the processor at first, elsewhere once that is proved here. */
import type { DevicePreference, DeviceUse, ProviderName, Tuning } from '../../api/device.ts'
import { Acceleration } from './acceleration.ts'
import { DeviceSwitch } from './device-switch.ts'
import type { MachineNotes, Subject } from './machine-notes.ts'
import type { Model, Opened } from './open-model.ts'
import type { Pack } from '../pack/pack.ts'
import type { ThreadSettings } from './thread-settings.ts'
import { candidateProviders, type ProviderChoice } from '../graphs/providers.ts'
import type { OpenSession } from '../graphs/session.ts'
import type { StageTimes } from './stage-times.ts'
import type { Outcome } from './trial.ts'
import type { Turns } from './turns.ts'

/** What all models of the thread share. */
export interface ThreadContext {
  readonly settings: ThreadSettings
  readonly turns: Turns
  readonly times: StageTimes
  readonly openSession: OpenSession
  /** Absent: nothing is measured. */
  readonly notes: MachineNotes | undefined
}

/** Opens a model on the processor with so many threads, beside the one that works. */
export type OpenWith<M extends Model> = (threads: number) => Promise<Opened<M>>

/** What differs between models that embed and models that caption. */
export interface Kind<M extends Model> {
  readonly task: DeviceUse['task']
  readonly pack: Pack
  readonly device: DevicePreference
  /** Photos or captions of work before anything is measured. */
  readonly measureAfter: number
  /** Inputs of one run where nothing was measured. */
  readonly batch: number
  readonly open: (provider: ProviderName, threads: number) => Promise<Opened<M>>
  readonly judge: (candidate: M, slot: DeviceSwitch<M>, signal: AbortSignal) => Promise<Outcome>
  readonly check: (candidate: M, slot: DeviceSwitch<M>, signal: AbortSignal) => Promise<string | undefined>
  /** Finds the best threads and batch on the processor, and leaves the slot with these threads. */
  readonly tune: (slot: DeviceSwitch<M>, openWith: OpenWith<M>, signal: AbortSignal) => Promise<Tuning>
}

export class ModelInUse<M extends Model> {
  readonly #context: ThreadContext
  readonly #kind: Kind<M>
  readonly #subject: Subject
  readonly #slot: DeviceSwitch<M>
  readonly #acceleration: Acceleration<M> | undefined
  #tuning: Tuning | undefined
  #worked = 0
  readonly #closing = new AbortController()
  #measuring: Promise<void> | undefined

  private constructor(context: ThreadContext, kind: Kind<M>, subject: Subject, opened: Opened<M>) {
    this.#context = context
    this.#kind = kind
    this.#subject = subject
    this.#tuning = context.notes?.tuning(subject)
    this.#slot = new DeviceSwitch(opened, {
      onProcessor: () => kind.open('cpu', this.#tuning?.threads ?? context.settings.threads),
      onGuilty: ({ provider }, why) => this.#acceleration?.revoke(provider, why),
    })
    this.#acceleration = this.#createAcceleration()
  }

  /** Opens the model on the processor, with the threads that were found best here. */
  static async open<M extends Model>(context: ThreadContext, kind: Kind<M>): Promise<ModelInUse<M>> {
    const { machine } = context.settings.measuring ?? {}
    const subject = {
      fingerprint: machine?.fingerprint ?? '',
      runtime: machine?.runtime ?? '',
      pack: `${kind.pack.id}@${kind.pack.revision}`,
    }
    const threads = context.notes?.tuning(subject)?.threads ?? context.settings.threads
    return new ModelInUse(context, kind, subject, await kind.open('cpu', threads))
  }

  get slot(): DeviceSwitch<M> {
    return this.#slot
  }

  get choice(): ProviderChoice {
    return this.#slot.choice
  }

  /** Inputs of one run, at most. */
  get batch(): number {
    return this.#slot.choice.provider === 'cpu' ? (this.#tuning?.batch ?? this.#kind.batch) : this.#kind.batch
  }

  /** Real work was done; after enough of it there is time to measure, since there is more to come. */
  worked(count: number): void {
    this.#worked += count
    if (this.#worked >= this.#kind.measureAfter) void this.measure() // never rejects
  }

  /** Tunes what was never tuned here and tries what was never tried, once. Never rejects. */
  measure(): Promise<void> {
    return (this.#measuring ??= this.#measure())
  }

  describe(): DeviceUse {
    const verdicts = this.#context.notes?.verdicts(this.#subject) ?? []
    return {
      pack: this.#subject.pack,
      task: this.#kind.task,
      provider: this.#slot.choice.provider,
      threads: this.#slot.threads,
      batch: this.batch,
      verdicts: verdicts.map(({ provider, state, detail, speedup }) => ({
        provider,
        state,
        detail,
        ...(speedup === undefined ? {} : { speedup }),
      })),
      ...(this.#tuning === undefined ? {} : { tuning: this.#tuning }),
    }
  }

  async close(): Promise<void> {
    this.#closing.abort()
    this.#acceleration?.stop()
    await this.#slot.close()
  }

  async #measure(): Promise<void> {
    const { notes } = this.#context
    if (notes !== undefined && this.#tuning === undefined) {
      try {
        const { signal } = this.#closing
        const tuning = await this.#kind.tune(this.#slot, (threads) => this.#openBeside('cpu', threads), signal)
        if (signal.aborted) return
        notes.setTuning(this.#subject, tuning)
        this.#tuning = tuning
      } catch {
        // Closed meanwhile, or the notes cannot be written: the defaults serve.
      }
    }
    await this.#acceleration?.run()
  }

  /** In a turn of its own: other models are at work. */
  #openBeside(provider: ProviderName, threads: number): Promise<Opened<M>> {
    return this.#context.turns.take('trials', () => this.#kind.open(provider, threads))
  }

  #createAcceleration(): Acceleration<M> | undefined {
    const { notes, settings } = this.#context
    const { measuring } = settings
    if (notes === undefined || measuring?.mayRisk !== true) return undefined
    const [kind, slot] = [this.#kind, this.#slot]
    return new Acceleration({
      subject: this.#subject,
      slot,
      candidates: candidateProviders(kind.device, measuring.machine),
      notes,
      open: (provider) => this.#openBeside(provider, slot.threads),
      judge: (candidate, signal) => kind.judge(candidate, slot, signal),
      check: (candidate, signal) => kind.check(candidate, slot, signal),
    })
  }
}
