/** @file Does a graph have the inputs and outputs its pack promises? */
import type { InferenceSession } from 'onnxruntime-node'
import { AppError } from '../../api/errors.ts'

/** One tensor a family counts on. A number in `shape` must match; a word names a dimension that may be anything. */
export interface TensorRule {
  readonly name: string
  readonly type: 'float32' | 'int64' | 'bool'
  readonly shape: readonly (number | string)[]
}

export interface GraphRule {
  readonly inputs: readonly TensorRule[]
  readonly outputs: readonly TensorRule[]
}

/** Where the graph comes from, for the sentence. */
export interface GraphOrigin {
  readonly packId: string
  readonly file: string
}

type Metadata = readonly InferenceSession.ValueMetadata[]

/**
 * Asserts a graph against what its family needs. Further outputs are allowed, further inputs are not: nobody would
 * feed them.
 * @throws AppError 'pack-damaged' naming the pack, the file and the tensor
 */
export function checkGraph(origin: GraphOrigin, rule: GraphRule, found: { inputs: Metadata; outputs: Metadata }): void {
  for (const input of rule.inputs) checkTensor(origin, 'input', input, found.inputs)
  for (const output of rule.outputs) checkTensor(origin, 'output', output, found.outputs)
  const stranger = found.inputs.find(({ name }) => !rule.inputs.some((input) => input.name === name))
  if (stranger !== undefined) throw mismatch(origin, `wants an input "${stranger.name}" that nothing can fill`)
}

function checkTensor(origin: GraphOrigin, side: 'input' | 'output', rule: TensorRule, found: Metadata): void {
  const tensor = found.find(({ name }) => name === rule.name)
  if (tensor === undefined) {
    const names = found.map(({ name }) => `"${name}"`).join(', ')
    throw mismatch(origin, `has no ${side} "${rule.name}" (it has ${names.slice(0, 300)})`)
  }
  if (!tensor.isTensor) throw mismatch(origin, `has an ${side} "${rule.name}" that is not a tensor`)
  if (tensor.type !== rule.type)
    throw mismatch(origin, `has an ${side} "${rule.name}" of ${tensor.type} instead of ${rule.type}`)
  // onnxruntime reports an empty shape where the graph does not say; only a stated shape can contradict.
  const fits = tensor.shape.length === 0 || shapeFits(rule.shape, tensor.shape)
  if (!fits) {
    const shapes = `[${tensor.shape.join(', ')}] instead of [${rule.shape.join(', ')}]`
    throw mismatch(origin, `has an ${side} "${rule.name}" of shape ${shapes}`)
  }
}

function shapeFits(rule: TensorRule['shape'], found: readonly (number | string)[]): boolean {
  if (rule.length !== found.length) return false
  return rule.every((size, axis) => {
    const other = found[axis]
    return typeof size === 'string' || typeof other === 'string' || size === other
  })
}

function mismatch(origin: GraphOrigin, what: string): AppError {
  return new AppError('pack-damaged', `The model pack "${origin.packId}" does not fit: ${origin.file} ${what}.`, {
    hint: 'This file is not the one the pack describes. Download or import the pack again.',
  })
}
