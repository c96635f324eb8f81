/** @file The packs in use in the inference thread: at most one that embeds and one that captions. */
import { AppError, toErrorAnswer, type ErrorAnswer } from '../api/errors.ts'
import { createCaptioner, type Captioner } from './captioner.ts'
import { createEmbedder } from './embedder.ts'
import type { CaptionPack, EmbeddingPack, InstalledPack, Pack } from './pack.ts'
import type { LoadedCaption, LoadedEmbedding, LoadedPacks, PackFolders, ThreadSettings } from './protocol.ts'
import type { ProviderChoice } from './providers.ts'
import { readPack } from './read-pack.ts'
import { SteadyEmbedder } from './steady-embedder.ts'
import type { Turns } from './turns.ts'

interface InUse<P extends Pack, Model> {
  readonly key: string
  readonly pack: P
  readonly model: Model
  readonly choice: ProviderChoice
}

export class PacksInUse {
  readonly #settings: ThreadSettings
  readonly #turns: Turns
  #embedding: InUse<EmbeddingPack, SteadyEmbedder> | undefined
  #caption: InUse<CaptionPack, Captioner> | undefined

  constructor(settings: ThreadSettings, turns: Turns) {
    this.#settings = settings
    this.#turns = turns
  }

  get embedding(): { readonly pack: EmbeddingPack; readonly model: SteadyEmbedder } | undefined {
    return this.#embedding
  }

  get caption(): { readonly pack: CaptionPack; readonly model: Captioner } | undefined {
    return this.#caption
  }

  /** Releases what is not named, keeps what has not changed, opens the rest. Call it in a turn of its own. */
  async load(folders: PackFolders): Promise<LoadedPacks> {
    const problems: ErrorAnswer[] = []
    const attempt = async (work: () => Promise<void>): Promise<void> => {
      try {
        await work()
      } catch (error) {
        problems.push(toErrorAnswer(error))
      }
    }
    await attempt(() => this.#loadEmbedding(folders.embedding))
    await attempt(() => this.#loadCaption(folders.caption, folders.correctAttention === true))
    const notice = this.#caption?.model.notice
    if (notice !== undefined) problems.push({ code: 'pack-damaged', message: notice, hint: 'Captions work without.' })
    return { ...this.#describe(), problems }
  }

  async close(): Promise<void> {
    await this.load({})
  }

  async #loadEmbedding(folder: string | undefined): Promise<void> {
    const installed = folder === undefined ? undefined : await readOrRelease(folder, () => this.#releaseEmbedding())
    const key = JSON.stringify(installed)
    if (this.#embedding !== undefined && this.#embedding.key === key && this.#embedding.model.problem === undefined)
      return
    await this.#releaseEmbedding()
    if (installed === undefined) return
    if (!isEmbedding(installed)) throw wrongTask(installed.pack, 'search')
    const { threads, providers } = this.#settings
    const make = () => createEmbedder(installed, { threads, providers })
    const embedder = await make()
    try {
      const choice = await embedder.prepare()
      this.#embedding = { key, pack: installed.pack, model: new SteadyEmbedder(embedder, make), choice }
    } catch (error) {
      await embedder.close()
      throw error
    }
  }

  async #loadCaption(folder: string | undefined, correctAttention: boolean): Promise<void> {
    const installed = folder === undefined ? undefined : await readOrRelease(folder, () => this.#releaseCaption())
    const key = JSON.stringify([installed, correctAttention])
    if (this.#caption?.key === key) return
    await this.#releaseCaption()
    if (installed === undefined) return
    if (!isCaption(installed)) throw wrongTask(installed.pack, 'captions')
    const { threads, providers } = this.#settings
    const takeTurn = <Result>(run: () => Promise<Result>): Promise<Result> => this.#turns.take('captions', run)
    const captioner = await createCaptioner(installed, { threads, providers, takeTurn, correctAttention })
    try {
      this.#caption = { key, pack: installed.pack, model: captioner, choice: await captioner.prepare() }
    } catch (error) {
      await captioner.close()
      throw error
    }
  }

  async #releaseEmbedding(): Promise<void> {
    const { model } = this.#embedding ?? {}
    this.#embedding = undefined
    await model?.close()
  }

  async #releaseCaption(): Promise<void> {
    const { model } = this.#caption ?? {}
    this.#caption = undefined
    await model?.close()
  }

  #describe(): { embedding?: LoadedEmbedding; caption?: LoadedCaption } {
    const described: { embedding?: LoadedEmbedding; caption?: LoadedCaption } = {}
    if (this.#embedding !== undefined) {
      const { pack, choice } = this.#embedding
      described.embedding = { id: pack.id, revision: pack.revision, dims: pack.dims, ...choice }
    }
    if (this.#caption !== undefined) {
      const { pack, choice } = this.#caption
      described.caption = { id: pack.id, revision: pack.revision, ...choice }
    }
    return described
  }
}

/** A pack that can no longer be read must not stay in use under its old name. */
async function readOrRelease(folder: string, release: () => Promise<void>): Promise<InstalledPack> {
  try {
    return await readPack(folder)
  } catch (error) {
    await release()
    throw error
  }
}

function isEmbedding(installed: InstalledPack): installed is InstalledPack<EmbeddingPack> {
  return installed.pack.task === 'embedding'
}

function isCaption(installed: InstalledPack): installed is InstalledPack<CaptionPack> {
  return installed.pack.task === 'caption'
}

function wrongTask(pack: Pack, wanted: string): AppError {
  return new AppError('bad-request', `The model pack "${pack.id}" is for ${pack.task}, not for ${wanted}.`, {
    hint: 'Choose another pack in the settings.',
  })
}
