import type { Pixels } from './raster.ts'

/** A picture whose rows of RGB can be had one by one, from the top. */
export interface RowSource {
  readonly width: number
  readonly height: number
  /** Writes row `y` into `target`, `width` × 3 bytes. Throws where the bytes end before it. */
  row(y: number, target: Buffer): void
}

export function damagedAt(row: number): Error {
  return new Error(`the bytes end before row ${row}`)
}

/**
 * Averages whole blocks of pixels while rows come in, so that a picture of any size needs the memory of a small one:
 * the result has at least `leastEdge` px on its long edge where the picture has. Rows that are missing stay white;
 * `isWhole` tells.
 */
export function gatherRows(
  source: RowSource,
  leastEdge: number,
): { readonly pixels: Pixels; readonly isWhole: boolean } {
  const { width, height } = source
  const factor = Math.max(1, Math.floor(Math.max(width, height) / leastEdge))
  const [columns, rows] = [Math.ceil(width / factor), Math.ceil(height / factor)]
  const data = Buffer.alloc(columns * rows * 3, 255)
  const row = Buffer.alloc(width * 3)
  const sums = new Float64Array(columns * 3)
  for (let top = 0; top < height; top += factor) {
    sums.fill(0)
    const count = Math.min(factor, height - top)
    for (let y = top; y < top + count; y++) {
      try {
        source.row(y, row)
      } catch {
        return { pixels: { data, width: columns, height: rows }, isWhole: false }
      }
      addRow(row, { width, factor }, sums)
    }
    writeMeans(sums, { width, factor, count }, data.subarray((top / factor) * columns * 3))
  }
  return { pixels: { data, width: columns, height: rows }, isWhole: true }
}

function addRow(row: Buffer, { width, factor }: { width: number; factor: number }, sums: Float64Array): void {
  for (let x = 0, at = 0; x < width; x++) {
    const to = Math.floor(x / factor) * 3
    for (let channel = 0; channel < 3; channel++, at++) sums[to + channel] = (sums[to + channel] ?? 0) + (row[at] ?? 0)
  }
}

function writeMeans(
  sums: Float64Array,
  { width, factor, count }: { width: number; factor: number; count: number },
  target: Buffer,
): void {
  for (let index = 0; index < sums.length; index++) {
    const across = Math.min(factor, width - Math.floor(index / 3) * factor)
    target[index] = Math.round((sums[index] ?? 0) / (across * count))
  }
}
