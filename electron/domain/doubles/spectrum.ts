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

const cosines = Array.from({ length: mostWaves }, (_, frequency) =>
  Float32Array.from({ length: coarseEdge }, (__, at) => Math.cos((Math.PI / coarseEdge) * (at + 0.5) * frequency)),
)

/** How strong each wave is, the longest first: a discrete cosine transform of 28 × 28 cells (as pHash, Zauner 2010). */
export function spectrumOf({ cells }: Grid): Float32Array {
  const rows = new Float32Array(mostWaves * coarseEdge)
  for (const [frequency, wave] of cosines.entries())
    for (let row = 0; row < coarseEdge; row++) {
      let sum = 0
      for (let at = 0; at < coarseEdge; at++) sum += (wave[at] ?? 0) * (cells[row * coarseEdge + at] ?? 0)
      rows[frequency * coarseEdge + row] = sum
    }
  return Float32Array.from(waves, ({ across, down }) => {
    const wave = cosines[down]
    let sum = 0
    for (let row = 0; row < coarseEdge; row++) sum += (wave?.[row] ?? 0) * (rows[across * coarseEdge + row] ?? 0)
    return sum
  })
}
