/** The coarsest waves of a picture: what is left of it in every copy. */
import { coarseEdge, type Grid } from './grey-grid.ts'

interface Wave {
  readonly across: number
  readonly down: number
}

/** Waves that give a sign each; the first one, the brightness, is left out. */
export const waveCount = 60
const mostWaves = 9

const waves: readonly Wave[] = Array.from({ length: mostWaves ** 2 }, (_, index) => ({
  across: index % mostWaves,
  down: Math.floor(index / mostWaves),
}))
  .filter(({ across, down }) => across + down > 0)
  .sort((a, b) => a.across ** 2 + a.down ** 2 - b.across ** 2 - b.down ** 2 || a.across - b.across)
  .slice(0, waveCount)

/** Those of each frequency across, with their place among all. */
const wavesAcross = Array.from({ length: mostWaves }, (_, frequency) =>
  waves.flatMap(({ across, down }, index) => (across === frequency ? [{ down, index }] : [])),
)

const cosines = Float32Array.from({ length: mostWaves * coarseEdge }, (_, index) =>
  Math.cos((Math.PI / coarseEdge) * ((index % coarseEdge) + 0.5) * Math.floor(index / coarseEdge)),
)

const half = coarseEdge / 2

/**
 * How strong each wave is, the longest first: a discrete cosine transform of 28 × 28 cells (as pHash, Zauner 2010). Every
 * second wave is its own mirror image and the others are so upside down: half of a line tells each, folded either way.
 */
export function spectrumOf({ cells }: Grid): Float32Array {
  const folded = new Float64Array(coarseEdge)
  const rows = new Float32Array(mostWaves * coarseEdge)
  for (let row = 0; row < coarseEdge; row++) {
    fold(cells, row * coarseEdge, folded)
    for (let frequency = 0; frequency < mostWaves; frequency++)
      rows[frequency * coarseEdge + row] = strengthIn(folded, frequency)
  }
  const strengths = new Float32Array(waveCount)
  for (let across = 0; across < mostWaves; across++) {
    fold(rows, across * coarseEdge, folded)
    for (const { down, index } of wavesAcross[across] ?? []) strengths[index] = strengthIn(folded, down)
  }
  return strengths
}

/** Sums of the cells that lie opposite each other, then their differences. */
function fold(cells: Float32Array, from: number, into: Float64Array): void {
  for (let at = 0; at < half; at++) {
    const one = cells[from + at] ?? 0
    const opposite = cells[from + coarseEdge - 1 - at] ?? 0
    into[at] = one + opposite
    into[half + at] = one - opposite
  }
}

function strengthIn(folded: Float64Array, frequency: number): number {
  const wave = frequency * coarseEdge
  const line = (frequency % 2) * half
  let sum = 0
  for (let at = 0; at < half; at++) sum += (cosines[wave + at] ?? 0) * (folded[line + at] ?? 0)
  return sum
}
