/** A grey copy of a picture as a square of cells, whatever the picture's shape, and views of parts of it. */

import { samplesOf, type View } from './view.ts'

/** Cells along each edge of what a look keeps. */
export const gridEdge = 56
export const coarseEdge = gridEdge / 2

export interface Grid {
  readonly edge: number
  /** Grey from 0 to 255, row by row. */
  readonly cells: Float32Array
}

/** The grid of a look, from its bytes. */
export function gridOf(bytes: Uint8Array): Grid {
  return { edge: gridEdge, cells: new Float32Array(bytes) }
}

/** Half as many cells along each edge, each the mean of four. */
export function halved({ edge, cells }: Grid): Grid {
  const half = edge / 2
  const means = new Float32Array(half * half)
  for (let row = 0; row < half; row++)
    for (let column = 0; column < half; column++) {
      const at = 2 * row * edge + 2 * column
      means[row * half + column] =
        (cellAt(cells, at) + cellAt(cells, at + 1) + cellAt(cells, at + edge) + cellAt(cells, at + edge + 1)) / 4
    }
  return { edge: half, cells: means }
}

/**
 * What is seen in a view, between cells by bilinear weights; beyond the picture its edge goes on. `aspect`: width by
 * height of the picture, without which a turn would shear it.
 */
export function seen({ edge, cells }: Grid, view: View, aspect: number): Grid {
  const { at: places, right: rights, down: downs } = samplesOf(view, edge, aspect)
  const result = new Float32Array(edge * edge)
  for (let cell = 0; cell < result.length; cell++) {
    const at = places[cell] ?? 0
    const right = rights[cell] ?? 0
    const down = downs[cell] ?? 0
    result[cell] =
      (1 - down) * ((1 - right) * cellAt(cells, at) + right * cellAt(cells, at + 1)) +
      down * ((1 - right) * cellAt(cells, at + edge) + right * cellAt(cells, at + edge + 1))
  }
  return { edge, cells: result }
}

function cellAt(cells: Grid['cells'], at: number): number {
  return cells[at] ?? 0
}

/** Each cell the mean of those up to `reach` away. */
export function blurred({ edge, cells }: Grid, reach: number): Grid {
  const across = means(cells, edge, { reach, step: 1, line: edge })
  return { edge, cells: means(across, edge, { reach, step: edge, line: 1 }) }
}

function means(
  cells: Grid['cells'],
  edge: number,
  { reach, step, line }: { readonly reach: number; readonly step: number; readonly line: number },
): Float32Array {
  const result = new Float32Array(edge * edge)
  const ahead = reach * step
  const behind = ahead + step
  const share = 1 / (2 * reach + 1)
  for (let index = 0; index < edge; index++) {
    const start = index * line
    const end = start + edge * step
    let sum = 0
    for (let at = start; at < start + ahead; at += step) sum += cellAt(cells, at)
    let at = start
    // Near the ends of a line there are fewer cells to take the mean of.
    for (let count = reach + 1; count <= 2 * reach + 1; count++, at += step) {
      sum += cellAt(cells, at + ahead)
      result[at] = sum / count
    }
    for (; at < end - ahead; at += step) {
      sum += cellAt(cells, at + ahead) - cellAt(cells, at - behind)
      result[at] = sum * share
    }
    for (let count = 2 * reach; at < end; count--, at += step) {
      sum -= cellAt(cells, at - behind)
      result[at] = sum / count
    }
  }
  return result
}

/** What a coarser copy lacks: lines, letters, leaves. A little blurred, since copies are. */
export function detailsOf(grid: Grid): Grid {
  const soft = blurred(grid, 1)
  const coarse = blurred(soft, 3)
  const { cells } = soft
  for (let at = 0; at < cells.length; at++) cells[at] = cellAt(cells, at) - cellAt(coarse.cells, at)
  return soft
}

/** Standard deviation of the grey. */
export function contrastOf({ cells }: Grid): number {
  let [sum, squares] = [0, 0]
  for (let at = 0; at < cells.length; at++) {
    const cell = cellAt(cells, at)
    sum += cell
    squares += cell * cell
  }
  return Math.sqrt(Math.max(0, squares / cells.length - (sum / cells.length) ** 2))
}
