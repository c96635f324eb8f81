/** @file The caption pack in use: a failing device is outlived in the middle of a caption. */
import type { DevicePreference } from '../../api/device.ts'
import type { Captioner, CaptionerOptions } from '../models/captioner.ts'
import { createCaptioner } from '../models/open-captioner.ts'
import type { DeviceSwitch } from './device-switch.ts'
import { goldenPixels } from './golden.ts'
import { ModelInUse, type ThreadContext } from './model-in-use.ts'
import { openModel } from './open-model.ts'
import type { CaptionPack, InstalledPack } from '../pack/pack.ts'
import type { ProviderName } from '../graphs/providers.ts'
import { checkCaptioner, tryCaptioner, type TimedCaptioner } from './trial.ts'
import { tuneModel, tuningTerms } from './tune-model.ts'
import type { TurnKind, Turns } from './turns.ts'

/** Together four captions yield 1.9 times the tokens per second of one (measured 2026-11); more only adds memory. */
export const captionBatch = 4
/** As for photos (embedder-in-use.ts), for models that take a caption's time; most of it others may go between. */
const tuningBudgetMs = 8000

export interface CaptionerWishes {
  readonly device: DevicePreference
  /** See {@link CaptionerOptions.correctAttention}. */
  readonly correctAttention?: boolean
}

export class CaptionerInUse {
  readonly inUse: ModelInUse<TimedCaptioner>

  private constructor(inUse: ModelInUse<TimedCaptioner>) {
    this.inUse = inUse
  }

  /** @throws AppError 'pack-damaged' */
  static async open(
    context: ThreadContext,
    installed: InstalledPack<CaptionPack>,
    { device, correctAttention = false }: CaptionerWishes,
  ): Promise<CaptionerInUse> {
    const { settings, turns, openSession } = context
    const open = (provider: ProviderName, threads: number) =>
      openModel((options) => createTimed(installed, { ...options, correctAttention }, turns), {
        provider,
        threads,
        openSession,
      })
    const trial = (candidate: TimedCaptioner, slot: DeviceSwitch<TimedCaptioner>, signal: AbortSignal) => ({
      candidate,
      processor: <Result>(work: (model: TimedCaptioner) => Promise<Result>) => slot.run(work),
      signal,
    })
    const inUse = await ModelInUse.open<TimedCaptioner>(context, {
      task: 'caption',
      pack: installed.pack,
      device,
      measureAfter: settings.measuring?.after.captions ?? Number.POSITIVE_INFINITY,
      batch: captionBatch,
      open,
      judge: (candidate, slot, signal) => tryCaptioner(trial(candidate, slot, signal)),
      check: (candidate, slot, signal) => checkCaptioner(trial(candidate, slot, signal)),
      tune: (slot, openWith, signal) =>
        tuneModel(slot, {
          ...tuningTerms(context),
          largest: captionBatch,
          budgetMs: tuningBudgetMs,
          openWith,
          timeInUse: (batch) => slot.run((model) => timeOf(model, batch, signal)),
          timeBeside: (model, batch) => timeOf(model, batch, signal),
        }),
    })
    return new CaptionerInUse(inUse)
  }

  /** See {@link Captioner.notice}. */
  get notice(): string | undefined {
    return this.inUse.slot.look((model) => model.notice)
  }

  /** As the captioner's own `caption`; every run of a graph takes a turn. */
  caption(...[pixels, count, options]: Parameters<Captioner['caption']>): ReturnType<Captioner['caption']> {
    return this.#work(count, (model) => model.caption(pixels, count, options))
  }

  /** As the captioner's own `captionLevels`; every run of a graph takes a turn. */
  captionLevels(
    ...[pixels, count, options]: Parameters<Captioner['captionLevels']>
  ): ReturnType<Captioner['captionLevels']> {
    return this.#work(count, (model) => model.captionLevels(pixels, count, options))
  }

  async #work<Result>(count: number, work: (model: Captioner) => Promise<Result>): Promise<Result> {
    const results = await this.inUse.slot.run(work)
    this.inUse.worked(count)
    return results
  }
}

/** Milliseconds that so many captions take together, without the wait for their turns. */
async function timeOf(captioner: TimedCaptioner, count: number, signal: AbortSignal): Promise<number> {
  const before = captioner.spentMs()
  await captioner.caption(goldenPixels(captioner.pack.image, count), count, { level: 'brief', signal })
  return captioner.spentMs() - before
}

/** A captioner whose runs take turns and are timed without the wait for them. */
async function createTimed(
  installed: InstalledPack<CaptionPack>,
  options: CaptionerOptions,
  turns: Turns,
): Promise<TimedCaptioner> {
  const kind: TurnKind = 'captions'
  let spentMs = 0
  const takeTurn = <Result>(run: () => Promise<Result>): Promise<Result> =>
    turns.take(kind, async () => {
      const begun = performance.now()
      try {
        return await run()
      } finally {
        spentMs += performance.now() - begun
      }
    })
  const captioner = await createCaptioner(installed, { ...options, takeTurn })
  return {
    pack: captioner.pack,
    get notice() {
      return captioner.notice
    },
    prepare: () => captioner.prepare(),
    caption: (...input) => captioner.caption(...input),
    captionLevels: (...input) => captioner.captionLevels(...input),
    close: () => captioner.close(),
    spentMs: () => spentMs,
  }
}
