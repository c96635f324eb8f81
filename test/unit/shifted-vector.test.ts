import { describe, expect, it } from 'vitest'
import { shifted } from '../../electron/domain/words/shifted-vector.ts'

const x = new Float32Array([1, 0, 0])
const y = new Float32Array([0, 1, 0])
const z = new Float32Array([0, 0, 1])
const dot = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0)

describe('a picture and words', () => {
  it('make a unit vector nearer to what is wanted and further from what is not', () => {
    const moved = shifted(x, [y], [z])

    expect(Math.hypot(...moved)).toBeCloseTo(1)
    expect(dot(moved, x)).toBeGreaterThan(0.5)
    expect(dot(moved, y)).toBeGreaterThan(0.5)
    expect(dot(moved, z)).toBeLessThan(0)
  })

  it('leave the picture as it is where there are no words, and where words take all of it away', () => {
    expect(shifted(x, [], [])).toBe(x)
    expect(shifted(x, [], [x, x])).toBe(x)
  })
})
