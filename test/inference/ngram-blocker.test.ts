import { fc } from '../random.ts'
import { expect, test } from 'vitest'
import { blockedTokens } from '../../electron/inference/models/ngram-blocker.ts'

const sequence = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 30 })
const size = fc.integer({ min: 1, max: 5 })

test.each([
  [[1, 2, 3, 1], 2, [2]],
  [[1, 2, 3, 1, 2], 3, [3]],
  [[1, 2, 1, 3, 1], 2, [2, 3]],
  [[7, 7], 1, [7]],
  [[5], 2, []],
  [[], 1, []],
  [[1, 1, 1], 0, []],
  [[4, 4, 4], 2, [4]],
])('after %j n-grams of %i block %j', (ids, length, blocked) => {
  expect([...blockedTokens(ids, length)].sort()).toEqual(blocked)
})

test('a token is blocked exactly when with it an n-gram occurs twice', () => {
  fc.assert(
    fc.property(sequence, size, fc.integer({ min: 0, max: 4 }), (ids, length, token) => {
      const longer = [...ids, token]
      const grams = longer.slice(0, longer.length - length + 1).map((_, at) => longer.slice(at, at + length).join())
      const last = grams.at(-1)
      const isRepeated = longer.length >= length && grams.indexOf(last ?? '') < grams.length - 1

      expect(blockedTokens(ids, length).has(token)).toBe(isRepeated)
    }),
  )
})
