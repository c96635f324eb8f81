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

const cosines = Float32Array.from({ length: mostWaves * coarseEdge }, (_, index) =>
  Math.cos((Math.PI / coarseEdge) * ((index % coarseEdge) + 0.5) * Math.floor(index / coarseEdge)),
)

/** How strong each wave is, the longest first: a discrete cosine transform of 28 × 28 cells (as pHash, Zauner 2010). */
export function spectrumOf({ cells }: Grid): Float32Array {
  const rows = new Float32Array(mostWaves * coarseEdge)
  for (let frequency = 0; frequency < mostWaves; frequency++)
    for (let row = 0; row < coarseEdge; row++) {
      let sum = 0
      const [wave, line] = [frequency * coarseEdge, row * coarseEdge]
      for (let at = 0; at < coarseEdge; at++) sum += (cosines[wave + at] ?? 0) * (cells[line + at] ?? 0)
      rows[frequency * coarseEdge + row] = sum
    }
  const strengths = new Float32Array(waveCount)
  for (let index = 0; index < waveCount; index++) {
    const { across = 0, down = 0 } = waves[index] ?? {}
    let sum = 0
    for (let row = 0; row < coarseEdge; row++)
      sum += (cosines[down * coarseEdge + row] ?? 0) * (rows[across * coarseEdge + row] ?? 0)
    strengths[index] = sum
  }
  return strengths
}
