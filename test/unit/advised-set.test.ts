import { expect, it } from 'vitest'
import { advisedSet } from '../../electron/domain/advised-set.ts'

/** Times of the sets on the machine that the catalogue's are from, times `factor`. */
const sets = (factor: number) =>
  [
    { set: 'default', searchMs: 340, captionMs: 5900 },
    { set: 'small', searchMs: 90, captionMs: 3100 },
    { set: 'best', searchMs: 1700, captionMs: 5900 },
  ].map(({ set, searchMs, captionMs }) => ({ set, searchMs: searchMs * factor, captionMs: captionMs * factor }))

it.each([
  { machine: 'of the common kind', factor: 1, advised: 'default' },
  { machine: 'that is much faster', factor: 0.05, advised: 'default' },
  { machine: 'that is slower by half', factor: 1.5, advised: 'default' },
  { machine: 'that would take a night for its captions', factor: 2.5, advised: 'small' },
  { machine: 'that is slow with everything', factor: 20, advised: 'small' },
])('a machine $machine is advised the set $advised', ({ factor, advised }) => {
  expect(advisedSet(sets(factor))).toBe(advised)
})

it('without sets there is no advice', () => {
  expect(advisedSet([])).toBeUndefined()
})
