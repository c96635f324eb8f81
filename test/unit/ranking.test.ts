import { fc } from '../random.ts'
import { describe, expect, it } from 'vitest'
import { fuseRankings, type RankedList } from '../../electron/domain/ranking.ts'

const list = (name: string, scores: readonly (readonly [number, number])[], weight = 1): RankedList => ({
  name,
  weight,
  scores: new Map(scores),
})

describe('fusing rankings', () => {
  it('puts first what both lists know', () => {
    const fused = fuseRankings(
      [
        list('a', [
          [1, 0.9],
          [2, 0.8],
        ]),
        list('b', [
          [2, 5],
          [3, 4],
        ]),
      ],
      () => 0,
    )

    expect(fused.map(({ id }) => id)).toEqual([2, 1, 3])
  })

  it('breaks ties by the newer photo, then the smaller id', () => {
    const fused = fuseRankings(
      [
        list('a', [
          [3, 1],
          [1, 1],
          [2, 1],
        ]),
      ],
      (id) => (id === 2 ? 9 : 0),
    )

    expect(fused.map(({ id }) => id)).toEqual([2, 1, 3])
  })

  it('does not depend on the order of lists or entries', () => {
    const entries = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 20 }), fc.constantFrom(0.1, 0.2, 0.3)), {
      selector: ([id]) => id,
    })
    fc.assert(
      fc.property(entries, entries, (a, b) => {
        const forward = fuseRankings([list('a', a, 1.2), list('b', b)], () => 0)
        const backward = fuseRankings([list('b', b.toReversed()), list('a', a.toReversed(), 1.2)], () => 0)

        expect(backward).toEqual(forward)
      }),
    )
  })
})
