/** A grey copy of a picture as a square of cells, whatever the picture's shape, and views of parts of it. */

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

/** Which part of a picture is seen: of this size, turned, moved by shares of the picture's edges. */
export interface View {
  readonly scale: number
  /** Radians. */
  readonly turn: number
  readonly right: number
  readonly down: number
}

export const wholeView: View = { scale: 1, turn: 0, right: 0, down: 0 }

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
  const result = new Float32Array(edge * edge)
  const last = edge - 1.001
  const [cosine, sine] = [Math.cos(view.turn), Math.sin(view.turn)]
  for (let row = 0; row < edge; row++)
    for (let column = 0; column < edge; column++) {
      const across = ((column + 0.5) / edge - 0.5) * aspect
      const along = (row + 0.5) / edge - 0.5
      const x = (((cosine * across - sine * along) / aspect) * view.scale + view.right + 0.5) * edge - 0.5
      const y = ((sine * across + cosine * along) * view.scale + view.down + 0.5) * edge - 0.5
      result[row * edge + column] = between(
        cells,
        edge,
        x < 0 ? 0 : x > last ? last : x,
        y < 0 ? 0 : y > last ? last : y,
      )
    }
  return { edge, cells: result }
}

function between(cells: Grid['cells'], edge: number, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)]
  const [right, down] = [x - left, y - top]
  const at = top * edge + left
  return (
    (1 - down) * ((1 - right) * cellAt(cells, at) + right * cellAt(cells, at + 1)) +
    down * ((1 - right) * cellAt(cells, at + edge) + right * cellAt(cells, at + edge + 1))
  )
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
  for (let index = 0; index < edge; index++) {
    const start = index * line
    let sum = 0
    for (let at = 0; at < reach; at++) sum += cellAt(cells, start + at * step)
    for (let at = 0; at < edge; at++) {
      if (at + reach < edge) sum += cellAt(cells, start + (at + reach) * step)
      if (at > reach) sum -= cellAt(cells, start + (at - reach - 1) * step)
      result[start + at * step] = sum / (Math.min(edge - 1, at + reach) - Math.max(0, at - reach) + 1)
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
  for (const cell of cells) {
    sum += cell
    squares += cell * cell
  }
  return Math.sqrt(Math.max(0, squares / cells.length - (sum / cells.length) ** 2))
}
