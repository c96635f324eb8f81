import { setImmediate as nextRound } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Turns } from '../../electron/inference/device/turns.ts'

test('words go before photos before captions, each in the order they came', async () => {
  const turns = new Turns()
  const order: string[] = []
  const take = (kind: 'load' | 'words' | 'photos' | 'captions', name: string) =>
    turns.take(kind, () => Promise.resolve(order.push(name)))

  await Promise.all([
    take('captions', 'c1'),
    take('photos', 'p1'),
    take('words', 'w1'),
    take('photos', 'p2'),
    take('load', 'l1'),
    take('words', 'w2'),
  ])

  expect(order).toEqual(['l1', 'w1', 'w2', 'p1', 'p2', 'c1'])
})

test('one turn at a time, and words that arrive during a turn are next', async () => {
  const turns = new Turns()
  const order: string[] = []
  let running = 0
  const work = (name: string) => async () => {
    expect(++running).toBe(1)
    await nextRound()
    running--
    order.push(name)
  }

  const first = turns.take('photos', async () => {
    void turns.take('photos', work('later photo'))
    void turns.take('words', work('words'))
    await work('photo')()
  })
  await first
  await turns.take('captions', work('caption'))

  expect(order).toEqual(['photo', 'words', 'later photo', 'caption'])
})

test('a failed turn fails its taker and nobody else', async () => {
  const turns = new Turns()

  const failed = turns.take('photos', () => Promise.reject(new Error('no')))
  const thrown = turns.take('photos', () => {
    throw new Error('never')
  })
  const fine = turns.take('photos', () => Promise.resolve('yes'))

  await expect(failed).rejects.toThrow('no')
  await expect(thrown).rejects.toThrow('never')
  expect(await fine).toBe('yes')
})
