/** @file The embedding pack in use: bad photos, a failing session and a failing device are outlived. */
import type { DevicePreference, DeviceUse, Tuning } from '../api/device.ts'
import type { ErrorAnswer } from '../api/errors.ts'
import type { DeviceSwitch } from './device-switch.ts'
import { createEmbedder, type Embedder } from './embedder.ts'
import { ModelInUse, type ThreadContext } from './model-in-use.ts'
import { openModel } from './opening.ts'
import type { EmbeddingPack, InstalledPack } from './pack.ts'
import type { ProviderChoice, ProviderName } from './providers.ts'
import { SteadyEmbedder } from './steady-embedder.ts'
import { checkEmbedder, tryEmbedder } from './trial.ts'
import { chooseTuning, measure, measureBatches, threadChoices } from './tuning.ts'

/** Decoding beside the model, where nothing was decoded yet: 12 megapixels of JPEG (measured 2026-11). */
const typicalDecodeMs = 54

export class EmbedderInUse {
  readonly #inUse: ModelInUse<Embedder>
  readonly #steady: SteadyEmbedder

  private constructor(inUse: ModelInUse<Embedder>, pack: EmbeddingPack) {
    this.#inUse = inUse
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
      openBeside: (provider, threads) => takeTurn(() => open(provider, threads)),
      judge: (candidate, slot) => tryEmbedder(trial(candidate, slot)),
      check: (candidate, slot) => checkEmbedder(trial(candidate, slot)),
      tune: (slot) => tune(context, installed.pack, slot, (threads) => takeTurn(() => open('cpu', threads))),
    })
    return new EmbedderInUse(inUse, installed.pack)
  }

  get problem(): ErrorAnswer | undefined {
    return this.#steady.problem
  }

  get choice(): ProviderChoice {
    return this.#inUse.choice
  }

  /** Photos of one run, at most. */
  get batch(): number {
    return this.#inUse.batch
  }

  /** See {@link SteadyEmbedder.embedPhotos}. */
  embedPhotos(...input: Parameters<SteadyEmbedder['embedPhotos']>): ReturnType<SteadyEmbedder['embedPhotos']> {
    return this.#steady.embedPhotos(...input)
  }

  embedTexts(texts: readonly string[]): Promise<Float32Array> {
    return this.#steady.embedTexts(texts)
  }

  measure(): Promise<void> {
    return this.#inUse.measure()
  }

  describe(): DeviceUse {
    return this.#inUse.describe()
  }

  close(): Promise<void> {
    return this.#inUse.close()
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

async function tune(
  { settings, turns, times }: ThreadContext,
  pack: EmbeddingPack,
  slot: DeviceSwitch<Embedder>,
  openWith: (threads: number) => ReturnType<typeof openModel<Embedder>>,
): Promise<Tuning> {
  const takeTurn = <Result>(run: () => Promise<Result>): Promise<Result> => turns.take('trials', run)
  const { decode } = times.snapshot()
  const decodeMs = decode.items === 0 ? typicalDecodeMs : decode.totalMs / decode.items
  const cores = settings.measuring?.machine.cores ?? 1
  const inUse = switched(slot, pack, () => undefined)
  const measured = await measureBatches(inUse, { threads: slot.threads, largest: settings.batch, takeTurn })
  const { batch } = chooseTuning(measured, { cores, decodeMs })
  for (const threads of threadChoices(cores)) {
    if (threads === slot.threads) continue
    const opened = await openWith(threads)
    try {
      await measure(opened.model, { batch, takeTurn }) // its first run makes room
      measured.push({ threads, batch, msPerPhoto: (await measure(opened.model, { batch, takeTurn })).msPerPhoto })
    } finally {
      await opened.model.close()
    }
  }
  const chosen = chooseTuning(measured, { cores, decodeMs })
  if (chosen.threads !== slot.threads) await slot.adopt(await openWith(chosen.threads))
  return { threads: chosen.threads, batch: chosen.batch, measured, decodeMs }
}
