/** @file Rows of length 1. */
import { AppError } from '../../api/errors.ts'

/**
 * Divides each row by its Euclidean length, in place.
 * @param rows `[count, dims]`
 * @param source begins the sentence when a row is bad
 * @returns the same array
 * @throws AppError 'provider-failed' when a row holds NaN or infinity, or is all zero: graphics drivers yield such
 * rows without an error, and stored they would spoil search silently
 */
export function unitVectors(rows: Float32Array, dims: number, source: string): Float32Array {
  for (let start = 0; start < rows.length; start += dims) {
    const row = rows.subarray(start, start + dims)
    let squares = 0
    for (const value of row) squares += value * value
    const length = Math.sqrt(squares)
    if (!Number.isFinite(length) || length < 1e-12)
      throw new AppError('provider-failed', `${source} gave an embedding that is not a direction.`, {
        hint: 'If other photos fail as well, choose another model or provider in the settings.',
      })
    for (let index = 0; index < dims; index++) row[index] = (row[index] ?? 0) / length
  }
  return rows
}
