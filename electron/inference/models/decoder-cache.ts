/** @file Rows of a decoder's tensors, rearranged as beams and photos come and go. */
import type { FloatValues } from '../graphs/session.ts'

/**
 * Picks rows along the first axis.
 * @param rows for each new row, the old one it continues; an old row may be taken several times or not at all
 * @returns the same tensor when nothing moves
 */
export function gatherRows(values: FloatValues, rows: readonly number[]): FloatValues {
  const [count = 0, ...rest] = values.dims
  if (rows.length === count && rows.every((row, index) => row === index)) return values
  const length = rest.reduce((product, size) => product * size, 1)
  const data = new Float32Array(rows.length * length)
  rows.forEach((row, index) => data.set(values.data.subarray(row * length, (row + 1) * length), index * length))
  return { data, dims: [rows.length, ...rest] }
}

/** What goes into a decoder as past and comes out as present. */
export interface CacheName {
  readonly past: string
  readonly present: string
}

/**
 * The names of a decoder's caches, as Optimum exports them.
 * @param owner whose keys and values, where the decoder keeps both its own (`decoder`) and the picture's (`encoder`)
 */
export function cacheNames(layers: number, owner?: 'decoder' | 'encoder'): CacheName[] {
  const middle = owner === undefined ? '' : `${owner}.`
  return Array.from({ length: layers }, (_, layer) =>
    ['key', 'value'].map((part) => ({
      past: `past_key_values.${layer}.${middle}${part}`,
      present: `present.${layer}.${middle}${part}`,
    })),
  ).flat()
}
