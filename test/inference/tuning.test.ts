import { fc } from '../random.ts'
import { expect, test } from 'vitest'
import { chooseTuning, threadChoices } from '../../electron/inference/device/tuning.ts'

/** Milliseconds a photo with so many threads, in batches of so many. */
const at = (threads: number, batch: number, msPerPhoto: number) => ({ threads, batch, msPerPhoto })

test.each([
  ['decoding fills the second core: one thread', 2, 54, [at(1, 4, 66), at(2, 4, 40)], 1],
  ['a slow model on idle cores: all threads', 8, 54, [at(1, 1, 276), at(4, 1, 80)], 4],
  ['nothing to decode on two cores: two threads', 2, 0, [at(1, 4, 66), at(2, 4, 35)], 2],
  ['a model that gains nothing: one thread', 8, 54, [at(1, 1, 10), at(4, 1, 9.9)], 1],
])('%s', (_, cores, decodeMs, measured, threads) => {
  expect(chooseTuning(measured, { cores, decodeMs }).threads).toBe(threads)
})

test('the smallest batch that is about as fast as the fastest is taken', () => {
  const measured = [at(1, 1, 78), at(1, 2, 64), at(1, 4, 56), at(1, 8, 55.5)]

  expect(chooseTuning(measured, { cores: 8, decodeMs: 54 }).batch).toBe(4)
})

test('the choice is one of what was measured, in whatever order, and within 5 % of the best rate', () => {
  const measured = fc.array(
    fc.record({
      threads: fc.integer({ min: 1, max: 4 }),
      batch: fc.constantFrom(1, 2, 4, 8),
      msPerPhoto: fc.double({ min: 0.1, max: 2000, noNaN: true }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  const machine = fc.record({
    cores: fc.integer({ min: 1, max: 64 }),
    decodeMs: fc.double({ min: 0, max: 500, noNaN: true }),
  })
  fc.assert(
    fc.property(measured, machine, (figures, given) => {
      const choice = chooseTuning(figures, given)

      const rates = figures.map((figure) => chooseTuning([figure], given).photosPerSecond)
      expect(figures.some(({ threads, batch }) => threads === choice.threads && batch === choice.batch)).toBe(true)
      expect(choice.photosPerSecond).toBeGreaterThanOrEqual(Math.max(...rates) / 1.0500001)
      expect(chooseTuning(figures.toReversed(), given).photosPerSecond).toBeCloseTo(choice.photosPerSecond, 6)
    }),
  )
})

test.each([
  [1, [1]],
  [2, [1, 2]],
  [4, [1, 2, 3, 4]],
  [8, [1, 4]],
  [64, [1, 4]],
])('on %i cores %j threads are measured', (cores, choices) => {
  expect(threadChoices(cores)).toEqual(choices)
})
