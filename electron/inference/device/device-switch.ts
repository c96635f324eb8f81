/** @file A model that can move to another device, and comes back to the processor in the middle of its work. */
import { AppError } from '../../api/errors.ts'
import { firstLine, type ProviderChoice } from '../graphs/providers.ts'

interface Closable {
  close(): Promise<void>
}

export interface Placed<Model> {
  readonly model: Model
  readonly choice: ProviderChoice
  readonly threads: number
}

export interface SwitchOptions<Model> {
  /** Opens the model on the processor. */
  readonly onProcessor: () => Promise<Placed<Model>>
  /** A provider failed on what the processor then did well: it is guilty. */
  readonly onGuilty: (choice: ProviderChoice, why: string) => void
}

/** Runs of one model, one after the other, wherever it is placed at the moment. */
export class DeviceSwitch<Model extends Closable> {
  readonly #options: SwitchOptions<Model>
  #placed: Placed<Model>
  #last: Promise<unknown> = Promise.resolve()
  #closed = false

  constructor(placed: Placed<Model>, options: SwitchOptions<Model>) {
    this.#placed = placed
    this.#options = options
  }

  get choice(): ProviderChoice {
    return this.#placed.choice
  }

  get threads(): number {
    return this.#placed.threads
  }

  /** A look at the model, wherever it is; for what it says of itself, not for its work. */
  look<Result>(at: (model: Model) => Result): Result {
    return at(this.#placed.model)
  }

  /**
   * Runs `work` with the model. When it fails on another device than the processor, the model is opened on the
   * processor and the same work is done there; nothing is lost but time.
   * @throws what `work` throws on the processor
   */
  run<Result>(work: (model: Model) => Promise<Result>): Promise<Result> {
    return this.#inOrder(async () => {
      const { model, choice } = this.#placed
      try {
        return await work(model)
      } catch (error) {
        if (choice.provider === 'cpu' || this.#closed || isCancelled(error)) throw error
        const why = firstLine(error)
        await this.#retreat(model, `${choice.provider} failed (${why})`)
        const result = await work(this.#placed.model)
        this.#options.onGuilty(choice, why)
        return result
      }
    })
  }

  /** Puts another opening of the same model in place of this one, between two runs. */
  adopt(placed: Placed<Model>): Promise<void> {
    return this.#inOrder(async () => {
      const former = this.#placed.model
      if (this.#closed) {
        await placed.model.close()
        return
      }
      this.#placed = placed
      await former.close()
    })
  }

  /** Opens the model anew on the processor: something is wrong with its session. */
  reopen(): Promise<void> {
    return this.#inOrder(() => this.#retreat(this.#placed.model, this.#placed.choice.reason))
  }

  /** Not in order: whoever holds the model up must not hold up its end. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#placed.model.close()
  }

  async #retreat(from: Model, reason: string): Promise<void> {
    await from.close().catch(() => undefined) // a broken device may not even let go; the processor does not mind
    const { model, threads } = await this.#options.onProcessor()
    this.#placed = { model, threads, choice: { provider: 'cpu', reason } }
  }

  #inOrder<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#last.then(work)
    this.#last = done.catch(() => undefined) // whoever asked hears of it
    return done
  }
}

function isCancelled(error: unknown): boolean {
  return (
    (error instanceof AppError && error.code === 'cancelled') || (error instanceof Error && error.name === 'AbortError')
  )
}
