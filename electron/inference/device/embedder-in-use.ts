/** @file The embedding pack in use: bad photos, a failing session and a failing device are outlived. */
import type { DevicePreference } from '../../api/device.ts'
import type { ErrorAnswer } from '../../api/error-codes.ts'
import type { DeviceSwitch } from './device-switch.ts'
import { createEmbedder, type Embedder } from '../models/embedder.ts'
import { goldenPixels } from './golden.ts'
import { ModelInUse, type ThreadContext } from './model-in-use.ts'
import { openModel } from './open-model.ts'
import type { EmbeddingPack, InstalledPack } from '../pack/pack.ts'
import type { ProviderName } from '../graphs/providers.ts'
import { SteadyEmbedder } from '../models/steady-embedder.ts'
import { checkEmbedder, tryEmbedder } from './trial.ts'
import { tuneModel, tuningTerms } from './tune-model.ts'

/** Larger batches are not measured beyond this: slow models gain least from them, and their work waits meanwhile. */
const tuningBudgetMs = 600

export class EmbedderInUse {
  readonly inUse: ModelInUse<Embedder>
  readonly #steady: SteadyEmbedder

  private constructor(inUse: ModelInUse<Embedder>, pack: EmbeddingPack) {
    this.inUse = inUse
    const working = switched(inUse.slot, pack, (count) => inUse.worked(count))
    this.#steady = new SteadyEmbedder(working, () => inUse.slot.reopen())
  }

  /** @throws AppError 'pack-damaged' */
  static async open(
    context: ThreadContext,
    installed: InstalledPack<EmbeddingPack>,
    { device }: { readonly device: DevicePreference },
  ): Promise<EmbedderInUse> {
    const { settings, turns, openSession } = context
    const takeTurn = <Result>(run: () => Promise<Result>): Promise<Result> => turns.take('trials', run)
    const open = (provider: ProviderName, threads: number) =>
      openModel((options) => createEmbedder(installed, options), { provider, threads, openSession })
    const trial = (candidate: Embedder, slot: DeviceSwitch<Embedder>) => ({
      candidate,
      processor: <Result>(work: (model: Embedder) => Promise<Result>) => slot.run(work),
      batch: settings.batch,
      takeTurn,
    })
    const inUse = await ModelInUse.open<Embedder>(context, {
      task: 'embedding',
      pack: installed.pack,
      device,
      measureAfter: settings.measuring?.after.photos ?? Number.POSITIVE_INFINITY,
      batch: settings.batch,
      open,
      judge: (candidate, slot) => tryEmbedder(trial(candidate, slot)),
      check: (candidate, slot) => checkEmbedder(trial(candidate, slot)),
      tune: (slot, openWith) =>
        tuneModel(slot, {
          ...tuningTerms(context),
          largest: settings.batch,
          budgetMs: tuningBudgetMs,
          openWith,
          timeInUse: (batch) => takeTurn(() => slot.run((model) => timeOf(model, batch))),
          timeBeside: (model, batch) => takeTurn(() => timeOf(model, batch)),
        }),
    })
    return new EmbedderInUse(inUse, installed.pack)
  }

  get problem(): ErrorAnswer | undefined {
    return this.#steady.problem
  }

  /** See {@link SteadyEmbedder.embedPhotos}. */
  embedPhotos(...input: Parameters<SteadyEmbedder['embedPhotos']>): ReturnType<SteadyEmbedder['embedPhotos']> {
    return this.#steady.embedPhotos(...input)
  }

  embedTexts(texts: readonly string[]): Promise<Float32Array> {
    return this.#steady.embedTexts(texts)
  }
}

/** An embedder wherever it is placed at the moment. */
function switched(slot: DeviceSwitch<Embedder>, pack: EmbeddingPack, onPhotos: (count: number) => void): Embedder {
  return {
    pack,
    prepare: () => Promise.resolve(slot.choice), // a slot is never empty
    async embedImages(pixels, count) {
      const rows = await slot.run((model) => model.embedImages(pixels, count))
      onPhotos(count)
      return rows
    },
    embedTexts: (texts) => slot.run((model) => model.embedTexts(texts)),
    close: () => slot.close(),
  }
}

/** Milliseconds that a run of so many photos takes. */
async function timeOf(embedder: Embedder, count: number): Promise<number> {
  const pixels = goldenPixels(embedder.pack.image, count)
  const begun = performance.now()
  await embedder.embedImages(pixels, count)
  return performance.now() - begun
}
