/** @file The packs in use in the inference thread: at most one that embeds, one that reads and one that captions. */
import type { DevicePreference, DeviceUse } from '../../api/device.ts'
import { AppError, toErrorAnswer } from '../../api/errors.ts'
import type { ErrorAnswer } from '../../api/error-codes.ts'
import { CaptionerInUse, type CaptionerWishes } from '../device/captioner-in-use.ts'
import { ReaderInUse } from '../device/reader-in-use.ts'
import { EmbedderInUse } from '../device/embedder-in-use.ts'
import type { ThreadContext } from '../device/model-in-use.ts'
import type { CaptionPack, EmbeddingPack, InstalledPack, Pack, ReadingPack } from '../pack/pack.ts'
import type { LoadedCaption, LoadedEmbedding, LoadedPacks, LoadedReading, PackFolders } from './protocol.ts'
import { readPack } from '../pack/read-pack.ts'

interface InUse<P extends Pack, Model> {
  readonly key: string
  readonly pack: P
  readonly model: Model
}

interface Described {
  embedding?: LoadedEmbedding
  reading?: LoadedReading
  caption?: LoadedCaption
}

export class PacksInUse {
  readonly #context: ThreadContext
  #embedding: InUse<EmbeddingPack, EmbedderInUse> | undefined
  #caption: InUse<CaptionPack, CaptionerInUse> | undefined
  #reading: InUse<ReadingPack, ReaderInUse> | undefined

  constructor(context: ThreadContext) {
    this.#context = context
  }

  get embedding(): { readonly pack: EmbeddingPack; readonly model: EmbedderInUse } | undefined {
    return this.#embedding
  }

  get caption(): { readonly pack: CaptionPack; readonly model: CaptionerInUse } | undefined {
    return this.#caption
  }

  get reading(): { readonly pack: ReadingPack; readonly model: ReaderInUse } | undefined {
    return this.#reading
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
    const device = folders.device ?? 'auto'
    const correctAttention = folders.correctAttention === true
    await attempt(() => this.#loadEmbedding(folders.embedding, device))
    await attempt(() => this.#loadReading(folders.reading, device))
    await attempt(() => this.#loadCaption(folders.caption, { device, correctAttention }))
    const notice = this.#caption?.model.notice
    if (notice !== undefined) problems.push({ code: 'pack-damaged', message: notice, hint: 'Captions work without.' })
    return { ...this.#describe(), problems }
  }

  async close(): Promise<void> {
    await this.load({})
  }

  /** Measures what is loaded and tries other devices for it. Never rejects. */
  async measure(): Promise<void> {
    await this.#embedding?.model.inUse.measure()
    await this.#reading?.model.inUse?.measure()
    await this.#caption?.model.inUse.measure()
  }

  devices(): DeviceUse[] {
    return [this.#embedding, this.#reading, this.#caption].flatMap((each) => each?.model.inUse?.describe() ?? [])
  }

  async #loadEmbedding(folder: string | undefined, device: DevicePreference): Promise<void> {
    const installed = folder === undefined ? undefined : await readOrRelease(folder, () => this.#releaseEmbedding())
    const key = JSON.stringify([installed, device])
    if (this.#embedding !== undefined && this.#embedding.key === key && this.#embedding.model.problem === undefined)
      return
    await this.#releaseEmbedding()
    if (installed === undefined) return
    if (!isEmbedding(installed)) throw wrongTask(installed.pack, 'search')
    const model = await EmbedderInUse.open(this.#context, installed, { device })
    this.#embedding = { key, pack: installed.pack, model }
  }

  async #loadCaption(folder: string | undefined, wishes: CaptionerWishes): Promise<void> {
    const installed = folder === undefined ? undefined : await readOrRelease(folder, () => this.#releaseCaption())
    const key = JSON.stringify([installed, wishes])
    if (this.#caption?.key === key) return
    await this.#releaseCaption()
    if (installed === undefined) return
    if (!isCaption(installed)) throw wrongTask(installed.pack, 'captions')
    const model = await CaptionerInUse.open(this.#context, installed, wishes)
    this.#caption = { key, pack: installed.pack, model }
  }

  async #loadReading(folder: string | undefined, device: DevicePreference): Promise<void> {
    const installed = folder === undefined ? undefined : await readOrRelease(folder, () => this.#releaseReading())
    const key = JSON.stringify([installed, device])
    if (this.#reading?.key === key) return
    await this.#releaseReading()
    if (installed === undefined) return
    if (!isReading(installed)) throw wrongTask(installed.pack, 'words in photos')
    const model = new ReaderInUse(this.#context, installed, device)
    this.#reading = { key, pack: installed.pack, model }
  }

  async #releaseReading(): Promise<void> {
    const { model } = this.#reading ?? {}
    this.#reading = undefined
    await model?.close()
  }

  async #releaseEmbedding(): Promise<void> {
    const { model } = this.#embedding ?? {}
    this.#embedding = undefined
    await model?.inUse.close()
  }

  async #releaseCaption(): Promise<void> {
    const { model } = this.#caption ?? {}
    this.#caption = undefined
    await model?.inUse.close()
  }

  #describe(): Described {
    const described: Described = {}
    if (this.#embedding !== undefined) {
      const { pack, model } = this.#embedding
      described.embedding = { id: pack.id, revision: pack.revision, dims: pack.dims, ...model.inUse.choice }
    }
    if (this.#reading !== undefined) {
      const { id, revision } = this.#reading.pack
      described.reading = { id, revision }
    }
    if (this.#caption !== undefined) {
      const { pack, model } = this.#caption
      described.caption = { id: pack.id, revision: pack.revision, ...model.inUse.choice }
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

function isReading(installed: InstalledPack): installed is InstalledPack<ReadingPack> {
  return installed.pack.task === 'read'
}

function wrongTask(pack: Pack, wanted: string): AppError {
  return new AppError('bad-request', `The model pack "${pack.id}" is for ${pack.task}, not for ${wanted}.`, {
    hint: 'Choose another pack in the settings.',
  })
}
