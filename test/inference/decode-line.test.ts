import { expect, test } from 'vitest'
import { DecodeLine, type LineRule } from '../../electron/inference/thread/decode-line.ts'

type Rule = LineRule<string, string, string>
const wanted = AbortSignal.any([])

function createLine(changes: Partial<Rule>): DecodeLine<string, string, string> {
  return new DecodeLine({
    ahead: 4,
    batch: 2,
    worthwhileBatch: 2,
    longestRunMs: 400,
    patienceMs: () => 5,
    decode: (ask) => Promise.resolve(`${ask} decoded`),
    answerAtOnce: () => undefined,
    fitTogether: () => true,
    takeTurn: (work) => work(),
    run: (jobs) => Promise.resolve(jobs.map(({ picture }) => `${picture} and run`)),
    ...changes,
  })
}

test('the next decodes are started before a run, because a run blocks the thread', async () => {
  const decoded: string[] = []
  const startedBeforeRun: number[] = []
  const line = createLine({
    ahead: 2,
    decode: (ask) => {
      decoded.push(ask)
      return Promise.resolve(ask)
    },
    run: (jobs) => {
      startedBeforeRun.push(decoded.length)
      return Promise.resolve(jobs.map(({ ask }) => ask))
    },
  })

  const answers = await Promise.all(['a', 'b', 'c', 'd'].map((ask) => line.add(ask, wanted)))

  expect(answers).toEqual(['a', 'b', 'c', 'd'])
  expect(startedBeforeRun[0]).toBeGreaterThan(2)
})

test.each([
  ['a model that is slow for its line describes one photo at a time', 0, [1, 1, 1, 1]],
  ['and one that is not takes as many as it may', Number.POSITIVE_INFINITY, [1, 2, 1]],
])('%s', async (_, longestRunMs, sizes) => {
  const runs: number[] = []
  const line = createLine({
    longestRunMs,
    run: (jobs) => {
      runs.push(jobs.length)
      return Promise.resolve(jobs.map(({ ask }) => ask))
    },
  })

  await Promise.all(['a', 'b', 'c', 'd'].map((ask) => line.add(ask, wanted)))

  expect(runs).toEqual(sizes)
})

test('a lone photo does not wait for others, nor long for one that takes its time', async () => {
  const sizes: number[] = []
  const line = createLine({
    decode: (ask) => (ask === 'never' ? new Promise(() => undefined) : Promise.resolve(ask)),
    run: (jobs) => {
      sizes.push(jobs.length)
      return Promise.resolve(jobs.map(({ ask }) => ask))
    },
  })

  const alone = await line.add('alone', wanted)
  void line.add('never', wanted) // it stays in the line to the end of the test
  const beside = await line.add('beside', wanted)

  expect([alone, beside]).toEqual(['alone', 'beside'])
  expect(sizes).toEqual([1, 1])
})

test('photos that do not fit together run apart', async () => {
  const runs: string[] = []
  const line = createLine({
    batch: 8,
    worthwhileBatch: 4,
    fitTogether: (first, other) => first[0] === other[0],
    run: (jobs) => {
      runs.push(jobs.map(({ ask }) => ask).join(' '))
      return Promise.resolve(jobs.map(({ ask }) => ask))
    },
  })
  await line.add('x0', wanted) // a first run teaches the line that runs are quick

  await Promise.all(['a1', 'b1', 'a2', 'b2'].map((ask) => line.add(ask, wanted)))

  expect(runs).toEqual(['x0', 'a1 a2', 'b1 b2'])
})

test('a paused line finishes what is decoded, starts nothing, and goes on when resumed', async () => {
  const decoded: string[] = []
  const line = createLine({
    ahead: 1,
    decode: (ask) => {
      decoded.push(ask)
      return Promise.resolve(ask)
    },
  })

  const answers = Promise.all(['a', 'b'].map((ask) => line.add(ask, wanted)))
  await line.pause()
  const whilePaused = [...decoded]
  line.resume()

  expect(await answers).toEqual(['a and run', 'b and run'])
  expect(whilePaused).toEqual(['a'])
})

test('a run that fails as a whole fails its photos and not the line', async () => {
  let runs = 0
  const line = createLine({
    run: (jobs) => (++runs === 1 ? Promise.reject(new Error('no')) : Promise.resolve(jobs.map(({ ask }) => ask))),
  })

  await expect(line.add('a', wanted)).rejects.toThrow('no')

  expect(await line.add('b', wanted)).toBe('b')
  expect(line.length).toBe(0)
})

test('a run with too few outcomes leaves nobody waiting', async () => {
  const line = createLine({ run: () => Promise.resolve([]) })

  await expect(line.add('a', wanted)).rejects.toMatchObject({ code: 'internal' })
})
