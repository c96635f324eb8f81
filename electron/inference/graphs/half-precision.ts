/**
 * @file Graphs of 16-bit numbers on a processor. Where its kernels compute in them (Linux on arm64, onnxruntime issue
 * 32600), sums of more than 65,504 become infinite and then no numbers at all, for photos that other machines describe
 * well. No other precision of the same pack is there to fall back on, so it is said, with what helps.
 */
import { AppError } from '../../api/errors.ts'
import { readPrecision } from './graph-precision.ts'

export interface GraphOrigin {
  readonly packId: string
  /** Path inside the pack. */
  readonly file: string
  /** Where it lies. */
  readonly path: string
}

/**
 * Looks at what a graph gave.
 * @throws AppError 'provider-failed' when some of it is no number and the graph's weights are of 16 bits; of others the
 * model's own checks speak
 */
export async function assertNumbers({ packId, file, path }: GraphOrigin, values: Float32Array): Promise<void> {
  if (!holdsNoNumber(values) || (await readPrecision(path)) !== 'float16') return
  throw new AppError(
    'provider-failed',
    `The model pack "${packId}" gave no numbers: ${file} computes with 16 bits, which did not suffice on this processor.`,
    { hint: 'If other photos fail as well, choose another set of models, or another device in the settings.' },
  )
}

/** An index: `of` is fifteen times as slow over the logits of a step (see `decode-captions.ts`). */
function holdsNoNumber(values: Float32Array): boolean {
  for (let index = 0; index < values.length; index++) if (Number.isNaN(values[index])) return true
  return false
}
