/**
 * @file The pack that reads words in use: a failing device is outlived in the middle of a page. Opened when it is first
 * needed, since whoever only searches reads nothing.
 */
import type { DevicePreference } from '../../api/device.ts'
import type { InstalledPack, ReadingPack } from '../pack/pack.ts'
import type { FoundText } from '../ppocr/detector.ts'
import { createReader, type Reader } from '../ppocr/reader.ts'
import type { ProviderName } from '../graphs/providers.ts'
import type { DeviceSwitch } from './device-switch.ts'
import { ModelInUse, type ThreadContext } from './model-in-use.ts'
import { openModel } from './open-model.ts'
import { checkReader, tryReader } from './trial.ts'
import { tuneModel, tuningTerms } from './tune-model.ts'

/** One picture a run: its size is its own. */
const batch = 1
const tuningBudgetMs = 600

export class ReaderInUse {
  readonly #context: ThreadContext
  readonly #installed: InstalledPack<ReadingPack>
  readonly #device: DevicePreference
  #opening: Promise<ModelInUse<Reader>> | undefined
  #opened: ModelInUse<Reader> | undefined

  constructor(context: ThreadContext, installed: InstalledPack<ReadingPack>, device: DevicePreference) {
    this.#context = context
    this.#installed = installed
    this.#device = device
  }

  /** Absent until something was looked at. */
  get inUse(): ModelInUse<Reader> | undefined {
    return this.#opened
  }

  /** As the reader's own; call it in a turn. @throws as the reader, and AppError 'pack-damaged' where it does not open */
  async findText(...input: Parameters<Reader['findText']>): Promise<FoundText[]> {
    const inUse = await this.#open()
    const found = await inUse.slot.run((model) => model.findText(...input))
    inUse.worked(1)
    return found
  }

  /** As the reader's own; every run of a graph takes a turn. @throws as `findText` */
  async read(...input: Parameters<Reader['read']>): ReturnType<Reader['read']> {
    return (await this.#open()).slot.run((model) => model.read(...input))
  }

  async close(): Promise<void> {
    await (await this.#opening?.catch(() => undefined))?.close()
  }

  async #open(): Promise<ModelInUse<Reader>> {
    this.#opening ??= openInUse(this.#context, this.#installed, this.#device)
    this.#opened = await this.#opening
    return this.#opened
  }
}

function openInUse(
  context: ThreadContext,
  installed: InstalledPack<ReadingPack>,
  device: DevicePreference,
): Promise<ModelInUse<Reader>> {
  const { settings, turns, openSession } = context
  const trialTurn = <Result>(run: () => Promise<Result>): Promise<Result> => turns.take('trials', run)
  const takeTurn = <Result>(run: () => Promise<Result>): Promise<Result> => turns.take('pages', run)
  const open = (provider: ProviderName, threads: number) =>
    openModel((options) => Promise.resolve(createReader(installed, { ...options, takeTurn })), {
      provider,
      threads,
      openSession,
    })
  const trial = (candidate: Reader, slot: DeviceSwitch<Reader>) => ({
    candidate,
    processor: <Result>(work: (model: Reader) => Promise<Result>) => slot.run(work),
    takeTurn: trialTurn,
  })
  return ModelInUse.open<Reader>(context, {
    task: 'read',
    pack: installed.pack,
    device,
    measureAfter: settings.measuring?.after.photos ?? Number.POSITIVE_INFINITY,
    batch,
    open,
    judge: (candidate, slot) => tryReader(trial(candidate, slot)),
    check: (candidate, slot) => checkReader(trial(candidate, slot)),
    tune: (slot, openWith) =>
      tuneModel(slot, {
        ...tuningTerms(context),
        largest: batch,
        budgetMs: tuningBudgetMs,
        openWith,
        timeInUse: () => trialTurn(() => slot.run(timeOf)),
        timeBeside: (model) => trialTurn(() => timeOf(model)),
      }),
  })
}

/** Milliseconds that a look for text and a line take. */
async function timeOf(reader: Reader): Promise<number> {
  const begun = performance.now()
  await reader.probe()
  return performance.now() - begun
}
