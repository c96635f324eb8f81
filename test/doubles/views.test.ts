import { describe, expect, it } from 'vitest'
import { coarseEdge, seen, type Grid } from '../../electron/domain/doubles/grey-grid.ts'
import { spectrumOf, waveCount } from '../../electron/domain/doubles/spectrum.ts'
import { lasting, wholeView } from '../../electron/domain/doubles/view.ts'

const grid: Grid = {
  edge: coarseEdge,
  cells: Float32Array.from({ length: coarseEdge ** 2 }, (_, at) => (at * 37 + (at % 11) * 19) % 256),
}

describe('views of a picture', () => {
  it('are the same whether they are kept or worked out anew, whatever shapes came before', () => {
    const view = { ...wholeView, scale: 0.9, turn: 0.05 }
    const keptView = lasting({ ...view })

    for (let round = 0; round < 2; round++)
      for (let shape = 1; shape <= 40; shape++) {
        const aspect = 0.5 + shape / 20
        expect(seen(grid, keptView, aspect)).toEqual(seen(grid, view, aspect))
      }
  })

  it('that are held at once do not change each other', () => {
    const first = seen(grid, { ...wholeView, scale: 0.8 }, 1.5)
    const before = first.cells.slice()

    seen(grid, { ...wholeView, scale: 0.7 }, 1.5)

    expect(first.cells).toEqual(before)
  })
})

describe('the waves of a picture', () => {
  it('turn their signs where every grey is turned, and stand still where all gets lighter', () => {
    const negative = { ...grid, cells: grid.cells.map((cell) => 255 - cell) }
    const lighter = { ...grid, cells: grid.cells.map((cell) => cell + 40) }

    const [own, turned, light] = [spectrumOf(grid), spectrumOf(negative), spectrumOf(lighter)]

    expect(own).toHaveLength(waveCount)
    for (const [index, value] of own.entries()) {
      expect(turned[index]).toBeCloseTo(-value, 1)
      expect(light[index]).toBeCloseTo(value, 1)
    }
  })
})
