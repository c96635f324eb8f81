import { createHash } from 'node:crypto'
import { gridEdge as likenessEdge } from '../../domain/doubles/grey-grid.ts'
import type { Pixels } from './raster.ts'

/** Of the hash at the beginning. */
export const hashBytes = 16
const sharpnessBytes = 4
export const likenessBytes = hashBytes + sharpnessBytes + likenessEdge * likenessEdge

/**
 * What doubles are found by: 16 bytes of a hash over all upright pixels (zeros where `pixels` is a reduction of the
 * photo or a preview, of which nothing exact can be said), a float32 (little endian) of its sharpness, then a grey copy of 56 × 56 cells, a byte each, row by row.
 */
export function likenessOf(
  pixels: Pixels,
  { reduced, isExact }: { readonly reduced: Pixels; readonly isExact: boolean },
): Buffer {
  const likeness = Buffer.alloc(likenessBytes)
  if (isExact) exactHash(pixels).copy(likeness, 0)
  likeness.writeFloatLE(sharpnessOf(reduced), hashBytes)
  greyCells(reduced).copy(likeness, hashBytes + sharpnessBytes)
  return likeness
}

function exactHash({ data, width, height }: Pixels): Buffer {
  return createHash('sha256').update(`${width}x${height}:`).update(data).digest().subarray(0, hashBytes)
}

/** Mean of how far each pixel's green is from the mean of its four neighbours: of two copies of one size the sharper has more. */
function sharpnessOf({ data, width, height }: Pixels): number {
  if (width < 3 || height < 3) return 0
  const line = width * 3
  let sum = 0
  for (let y = 1; y < height - 1; y++)
    for (let at = y * line + 4, end = at + (width - 2) * 3; at < end; at += 3)
      sum += Math.abs(
        4 * (data[at] ?? 0) -
          (data[at - 3] ?? 0) -
          (data[at + 3] ?? 0) -
          (data[at - line] ?? 0) -
          (data[at + line] ?? 0),
      )
  return sum / ((width - 2) * (height - 2))
}

/** Mean grey of each cell, pixels counted by the share of them that lies in the cell: small pictures have few. */
function greyCells({ data, width, height }: Pixels): Buffer {
  const columns = sharesOf(width)
  const rows = sharesOf(height)
  const across = new Float32Array(likenessEdge * height)
  for (let y = 0; y < height; y++)
    for (const [cell, { from, weights }] of columns.entries()) {
      let sum = 0
      for (const [index, weight] of weights.entries()) {
        const at = (y * width + from + index) * 3
        sum += weight * (0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0))
      }
      across[y * likenessEdge + cell] = sum
    }
  const cells = Buffer.alloc(likenessEdge * likenessEdge)
  for (const [row, { from, weights }] of rows.entries())
    for (let cell = 0; cell < likenessEdge; cell++) {
      let sum = 0
      for (const [index, weight] of weights.entries())
        sum += weight * (across[(from + index) * likenessEdge + cell] ?? 0)
      cells[row * likenessEdge + cell] = Math.max(0, Math.min(255, Math.round(sum)))
    }
  return cells
}

interface Shares {
  readonly from: number
  /** Of the pixels from there on; they sum to 1. */
  readonly weights: readonly number[]
}

function sharesOf(length: number): readonly Shares[] {
  return Array.from({ length: likenessEdge }, (_, cell) => {
    const [start, end] = [(cell * length) / likenessEdge, ((cell + 1) * length) / likenessEdge]
    const from = Math.min(length - 1, Math.floor(start))
    const weights: number[] = []
    for (let at = from; at < end && at < length; at++)
      weights.push((Math.min(at + 1, end) - Math.max(at, start)) / (end - start))
    return { from, weights }
  })
}
