import { fc } from '../random.ts'
import { expect, test } from 'vitest'
import { disagreement, tokenDisagreement } from '../../electron/inference/device/agreement.ts'
import { unitVectors } from '../../electron/inference/models/unit-vectors.ts'

const dims = 16
const rule = { dims, what: 'picture' }

/** Rows of length 1 that point in different directions. */
const rows = (count: number) =>
  fc
    .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: count * dims, maxLength: count * dims })
    .map((noise) => {
      const values = Float32Array.from(noise, (value, index) => 0.1 * value + (index % dims === index / dims ? 1 : 0))
      for (let row = 0; row < count; row++) values[row * dims + row] = 1
      return unitVectors(values, dims, 'The test')
    })

test('rounding is no disagreement', () => {
  fc.assert(
    fc.property(rows(4), fc.double({ min: 0, max: 1e-3, noNaN: true }), (wanted, size) => {
      const found = unitVectors(
        wanted.map((value, index) => value + size * Math.sin(index)),
        dims,
        'The test',
      )

      expect(disagreement(found, wanted, rule)).toBeUndefined()
    }),
  )
})

test('rows in another order are a disagreement, whichever two are swapped', () => {
  fc.assert(
    fc.property(rows(4), fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 3 }), (wanted, first, step) => {
      const second = (first + step) % 4
      const found = wanted.slice()
      found.set(wanted.subarray(second * dims, (second + 1) * dims), first * dims)
      found.set(wanted.subarray(first * dims, (first + 1) * dims), second * dims)

      expect(disagreement(found, wanted, rule)).toMatch(/^picture \d /u)
    }),
  )
})

test('rows that are nearly the same cannot hide a mix-up behind a high cosine', () => {
  const wanted = unitVectors(Float32Array.from([1, 0, 1, 0.08]), 2, 'The test')
  const swapped = unitVectors(Float32Array.from([1, 0.08, 1, 0]), 2, 'The test')

  expect(disagreement(swapped, wanted, { dims: 2, what: 'text' })).toBe('text 1 came out as text 2')
})

test.each([
  ['NaN', [Number.NaN, 0], "picture 1 has a cosine of NaN with the processor's"],
  ['zeros', [0, 0], "picture 1 has a cosine of 0.000 with the processor's"],
  ['too few values', [1], 'it gave 1 values instead of 2'],
])('%s are a disagreement', (_, found, sentence) => {
  expect(disagreement(Float32Array.from(found), Float32Array.of(1, 0), { dims: 2, what: 'picture' })).toBe(sentence)
})

test.each([
  [[[1, 2, 3]], [[1, 2, 3]], undefined],
  [[[1, 2, 3]], [[1, 5, 3]], 'picture 1 gets other words from token 2 on'],
  [[[1], [1, 2]], [[1], [1]], 'picture 2 gets other words from token 2 on'],
  [[[1], [1, 2]], [[1], [1, 2, 4]], 'picture 2 gets other words from token 3 on'],
  [[[1]], [], 'it described 0 pictures instead of 1'],
])('tokens %j against %j: %s', (wanted, found, sentence) => {
  expect(tokenDisagreement(found, wanted)).toBe(sentence)
})
