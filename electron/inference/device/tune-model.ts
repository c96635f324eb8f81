/** @file Tunes a model at work on the processor: batches first, with the threads it has, then other numbers of threads. */
import type { Tuning } from '../../api/device.ts'
import type { DeviceSwitch } from './device-switch.ts'
import type { OpenWith, ThreadContext } from './model-in-use.ts'
import type { Model } from './open-model.ts'
import { chooseTuning, measure, measureBatches, threadChoices, type TimeRun } from './tuning.ts'

/** Decoding beside the model, where nothing was decoded yet: 12 megapixels of JPEG (measured 2026-11). */
const typicalDecodeMs = 54

export interface TuningTerms {
  readonly cores: number
  readonly decodeMs: number
}

/** What the thread knows of the machine and of its photos. */
export function tuningTerms({ settings, times }: ThreadContext): TuningTerms {
  const { decode } = times.snapshot()
  return {
    cores: settings.measuring?.machine.cores ?? 1,
    decodeMs: decode.items === 0 ? typicalDecodeMs : decode.totalMs / decode.items,
  }
}

export interface TuningParts<M extends Model> extends TuningTerms {
  /** Inputs of one run, at most. */
  readonly largest: number
  /** Larger batches are not measured beyond this. */
  readonly budgetMs: number
  readonly openWith: OpenWith<M>
  /** With the model that is at work. */
  readonly timeInUse: TimeRun
  readonly timeBeside: (model: M, batch: number) => Promise<number>
}

/** Finds the best batch and threads, and leaves the slot with these threads. @throws what a run throws */
export async function tuneModel<M extends Model>(slot: DeviceSwitch<M>, parts: TuningParts<M>): Promise<Tuning> {
  const { cores, decodeMs, largest, budgetMs, openWith } = parts
  const measured = await measureBatches(parts.timeInUse, { threads: slot.threads, largest, budgetMs })
  const { batch } = chooseTuning(measured, { cores, decodeMs })
  for (const threads of threadChoices(cores)) {
    if (threads === slot.threads) continue
    const { model } = await openWith(threads)
    try {
      await parts.timeBeside(model, batch) // its first run makes room
      const { msPerPhoto } = await measure((count) => parts.timeBeside(model, count), batch)
      measured.push({ threads, batch, msPerPhoto })
    } finally {
      await model.close()
    }
  }
  const chosen = chooseTuning(measured, { cores, decodeMs })
  if (chosen.threads !== slot.threads) await slot.adopt(await openWith(chosen.threads))
  return { threads: chosen.threads, batch: chosen.batch, measured, decodeMs }
}
