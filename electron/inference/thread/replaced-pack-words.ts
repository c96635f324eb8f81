/**
 * @file Words for the pack that is on its way out. While a new pack looks at every photo, searches are answered with
 * the vectors of the replaced one, and only its text side is needed for that: its picture side is never opened.
 */
import { AppError } from '../../api/errors.ts'
import { createEmbedder, type Embedder } from '../models/embedder.ts'
import { modelName } from '../pack/pack.ts'
import type { ThreadSettings } from '../device/thread-settings.ts'
import { readPack } from '../pack/read-pack.ts'

export class ReplacedPackWords {
  readonly #settings: ThreadSettings
  #inUse: { readonly folder: string; readonly model: string; readonly embedder: Embedder } | undefined

  constructor(settings: ThreadSettings) {
    this.#settings = settings
  }

  /** Makes the pack in `folder` the replaced one; none releases it. Its graph is opened by the first words. */
  async load(folder: string | undefined): Promise<void> {
    if (this.#inUse?.folder === folder) return
    await this.#inUse?.embedder.close()
    this.#inUse = undefined
    if (folder === undefined) return
    const { pack } = await readPack(folder)
    if (pack.task !== 'embedding')
      throw new AppError('bad-request', `The model pack "${pack.id}" is for ${pack.task}, not for search.`)
    const { threads } = this.#settings
    this.#inUse = { folder, model: modelName(pack), embedder: await createEmbedder({ folder, pack }, { threads }) }
  }

  /** The embedder of this model, if it is the replaced one. */
  of(model: string): Pick<Embedder, 'embedTexts'> | undefined {
    return this.#inUse?.model === model ? this.#inUse.embedder : undefined
  }
}
