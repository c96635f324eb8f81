import { fc } from '../random.ts'
import { describe, expect, it } from 'vitest'
import { moveBy, putBefore } from '../../renderer/grid/arrange.ts'

const lists = fc.uniqueArray(fc.nat(50), { minLength: 1, maxLength: 30 }).chain((ids) =>
  fc.record({
    ids: fc.constant(ids),
    moved: fc.subarray(ids, { minLength: 1 }).map((some) => new Set(some)),
    target: fc.constantFrom(...ids),
    step: fc.constantFrom(-1 as const, 1 as const),
  }),
)

describe('the order of an album', () => {
  it.each([
    [[1, 2, 3, 4], [4], 2, [1, 4, 2, 3]],
    [[1, 2, 3, 4], [1], 4, [2, 3, 1, 4]],
    [[1, 2, 3, 4], [1, 3], 4, [2, 1, 3, 4]],
    [[1, 2, 3, 4], [2], 2, [1, 2, 3, 4]],
  ])('%j with %j put before %i is %j', (ids, moved, target, wanted) => {
    expect(putBefore(ids, new Set(moved), target)).toEqual(wanted)
  })

  it.each([
    [[1, 2, 3], [2], -1, [2, 1, 3]],
    [[1, 2, 3], [2], 1, [1, 3, 2]],
    [[1, 2, 3], [1], -1, [1, 2, 3]],
    [[1, 2, 3, 4], [1, 3], 1, [2, 1, 3, 4]],
  ] as const)('%j with %j moved by %i is %j', (ids, moved, step, wanted) => {
    expect(moveBy(ids, new Set(moved), step)).toEqual(wanted)
  })

  it('keeps every photo, and the order among the moved and among the others', () => {
    fc.assert(
      fc.property(lists, ({ ids, moved, target, step }) => {
        for (const arranged of [putBefore(ids, moved, target), moveBy(ids, moved, step)]) {
          expect(arranged.filter((id) => moved.has(id))).toEqual(ids.filter((id) => moved.has(id)))
          expect(arranged.filter((id) => !moved.has(id))).toEqual(ids.filter((id) => !moved.has(id)))
        }
      }),
    )
  })
})
