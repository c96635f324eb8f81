/** @file Lines of like length go through a graph together, so that little of a run is padding. */

/** Lines of one run at most; more only cost memory (measured 2026-11: 8 lines of 320 px take 40 MB). */
const mostLines = 8
/** Widths are whole steps of this many pixels: few sizes, so that the runtime's memory is used again. */
const widthStep = 64
/** Pixels of width in one run at most, all lines together. */
const mostWidth = 4096

export interface Batch {
  /** Places in the list of widths. */
  readonly lines: readonly number[]
  /** Width of the run in pixels. */
  readonly width: number
}

/** Groups lines by width, short ones first. */
export function batchesOf(widths: readonly number[]): Batch[] {
  const byWidth = [...widths.keys()].sort((one, other) => (widths[one] ?? 0) - (widths[other] ?? 0))
  const batches: { lines: number[]; width: number }[] = []
  for (const line of byWidth) {
    const width = Math.ceil((widths[line] ?? 0) / widthStep) * widthStep
    const current = batches.at(-1)
    const fits =
      current !== undefined &&
      current.lines.length < mostLines &&
      width <= 1.5 * current.width &&
      width * (current.lines.length + 1) <= mostWidth
    if (fits) {
      current.lines.push(line)
      current.width = Math.max(current.width, width)
    } else batches.push({ lines: [line], width })
  }
  return batches
}
