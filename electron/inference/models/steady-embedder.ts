/** @file An embedder that outlives bad photos and a failing session. */
import { AppError, toErrorAnswer } from '../../api/errors.ts'
import type { ErrorAnswer } from '../../api/error-codes.ts'
import type { Embedder } from './embedder.ts'
import { inputLength } from '../pack/preprocess.ts'

/** So many failed runs in a row are the session's fault, not the photos'. */
const patience = 3

export class SteadyEmbedder {
  readonly #embedder: Embedder
  readonly #reopen: () => Promise<void>
  #failures = 0
  #isSecondTry = false
  #problem: ErrorAnswer | undefined

  /** @param reopen opens the embedder's graphs anew */
  constructor(embedder: Embedder, reopen: () => Promise<void>) {
    this.#embedder = embedder
    this.#reopen = reopen
  }

  /** Set when the model was given up; photos are then answered without a run. */
  get problem(): ErrorAnswer | undefined {
    return this.#problem
  }

  /**
   * Embeds a batch; when it fails, each photo alone. Three failures in a row open the model anew once, three more
   * give it up. A success forgives.
   * @param pixels `[count, 3, height, width]`
   * @returns per photo `[dims]` or why not
   */
  async embedPhotos(pixels: Float32Array, count: number): Promise<(Float32Array | AppError)[]> {
    if (this.#problem === undefined && count > 1) {
      try {
        return this.#split(await this.#embedder.embedImages(pixels, count))
      } catch {
        // Each photo is tried alone below and then has its own answer.
      }
    }
    const length = inputLength(this.#embedder.pack.image)
    const answers: (Float32Array | AppError)[] = []
    for (let index = 0; index < count; index++)
      answers.push(await this.#embedOne(pixels.subarray(index * length, (index + 1) * length)))
    return answers
  }

  /** @throws AppError; words do not count towards giving up, they have a graph of their own */
  embedTexts(texts: readonly string[]): Promise<Float32Array> {
    return this.#embedder.embedTexts(texts)
  }

  close(): Promise<void> {
    return this.#embedder.close()
  }

  #split(rows: Float32Array): Float32Array[] {
    this.#failures = 0
    this.#isSecondTry = false
    const { dims } = this.#embedder.pack
    // Each row gets a buffer of its own: it is moved to the engine, not copied.
    return Array.from({ length: rows.length / dims }, (_, row) => rows.slice(row * dims, (row + 1) * dims))
  }

  async #embedOne(pixels: Float32Array): Promise<Float32Array | AppError> {
    if (this.#problem !== undefined) return givenUp(this.#problem)
    try {
      const [row] = this.#split(await this.#embedder.embedImages(pixels, 1))
      return row ?? new AppError('provider-failed', 'The model gave no embedding.')
    } catch (error) {
      if (++this.#failures >= patience) await this.#openAnewOrGiveUp(error)
      const { code, message, hint } = toErrorAnswer(error)
      return new AppError(code, message, { hint, cause: error })
    }
  }

  async #openAnewOrGiveUp(error: unknown): Promise<void> {
    this.#failures = 0
    if (this.#isSecondTry) {
      this.#giveUp(error)
      return
    }
    this.#isSecondTry = true
    try {
      await this.#reopen()
    } catch (again) {
      this.#giveUp(again)
    }
  }

  #giveUp(error: unknown): void {
    const { message } = toErrorAnswer(error)
    this.#problem = {
      code: 'provider-failed',
      message: `The model "${this.#embedder.pack.id}" failed again and again and is no longer used: ${message}`,
      hint: 'Restart Sightline, or choose another model or provider in the settings.',
    }
  }
}

function givenUp({ code, message, hint }: ErrorAnswer): AppError {
  return new AppError(code, message, { hint })
}
