import { fc } from '../random.ts'
import { expect, test } from 'vitest'
import {
  advance,
  bestBeam,
  bestTokens,
  startSearch,
  type SearchRule,
} from '../../electron/inference/models/beam-search.ts'

const rule: SearchRule = { beams: 2, endId: 0, maxTokens: 4, noRepeatNgram: 0, lengthPenalty: 1 }
const logits = (...values: number[]) => Float32Array.from(values)

test('of equally likely tokens the lower ids are chosen', () => {
  expect(bestTokens(logits(1, 1, 1, 1), new Set([1]), 2).map(({ token }) => token)).toEqual([0, 2])
})

test('the likeliest tokens are those that sorting would find, with the softmax of the whole vocabulary', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 1, max: 8 }),
      fc.uniqueArray(fc.nat(29)),
      (values, count, blocked) => {
        const sum = values.reduce((total, value) => total + Math.exp(value), 0)
        const wanted = values
          .map((value, token) => ({ token, value }))
          .filter(({ token }) => !blocked.includes(token))
          .sort((a, b) => b.value - a.value || a.token - b.token)
          .slice(0, count)

        const found = bestTokens(Float32Array.from(values), new Set(blocked), count)

        expect(found.map(({ token }) => token)).toEqual(wanted.map(({ token }) => token))
        for (const [index, { logProbability }] of found.entries())
          expect(logProbability).toBeCloseTo((wanted[index]?.value ?? 0) - Math.log(sum), 5)
      },
    ),
  )
})

test('one token becomes as many beams as wanted, and each says whom it continues', () => {
  const first = advance(startSearch(9), logits(-9, 3, 2, 1), rule)

  expect(first.search.running.map(({ ids }) => ids)).toEqual([
    [9, 1],
    [9, 2],
  ])
  expect(first.parents).toEqual([0, 0])

  const second = advance(first.search, logits(-9, 0, 0, 5, -9, 0, 0, 5), rule)

  expect(second.search.running.map(({ ids }) => ids)).toEqual([
    [9, 1, 3],
    [9, 2, 3],
  ])
  expect(second.parents).toEqual([0, 1])
})

test('a search is done when as many beams have ended as there are beams; the best per token wins', () => {
  const first = advance(startSearch(9), logits(4, 5, -9, -9), rule)
  const second = advance(first.search, logits(9, -9, -9, -9), rule)

  expect(first.search.finished.map(({ ids }) => ids)).toEqual([[9, 0]])
  expect(second.parents).toEqual([])
  expect(bestBeam(second.search).ids).toEqual([9, 1, 0])
})

test('at the limit every beam ends where it is', () => {
  let { search } = advance(startSearch(9), logits(-9, 3, 2, 1), { ...rule, maxTokens: 2 })
  search = advance(search, logits(-9, 3, 2, 1, -9, 3, 2, 1), { ...rule, maxTokens: 2 }).search

  expect(search.running).toEqual([])
  expect(bestBeam(search).ids).toEqual([9, 1, 1])
})

test('a search in which every token is blocked ends', () => {
  const { search } = advance({ running: [{ ids: [0, 1], logProbability: -1 }], finished: [] }, logits(1, 2), {
    ...rule,
    noRepeatNgram: 1,
  })

  expect(search).toEqual({ running: [], finished: [] })
  expect(bestBeam(search).ids).toEqual([])
})
