import { expect, test } from 'vitest'
import { RecentTexts } from '../../electron/inference/thread/recent-texts.ts'

function counted(): { recent: RecentTexts; ask: (text: string) => Promise<Float32Array>; asked: string[] } {
  const recent = new RecentTexts(2)
  const asked: string[] = []
  const ask = (text: string) =>
    recent.get(text, () => {
      asked.push(text)
      return Promise.resolve(Float32Array.of(text.length))
    })
  return { recent, ask, asked }
}

test('the least recently used text is forgotten first', async () => {
  const { ask, asked } = counted()

  for (const text of ['a', 'bb', 'a', 'ccc', 'a', 'bb']) await ask(text)

  expect(asked).toEqual(['a', 'bb', 'ccc', 'bb'])
})

test('hostile texts are texts', async () => {
  const { ask, asked } = counted()

  for (const text of ['__proto__', 'constructor', '__proto__']) expect(await ask(text)).toHaveLength(1)

  expect(asked).toEqual(['__proto__', 'constructor'])
})

test('what was made before forgetting is not remembered after it', async () => {
  const { recent, ask, asked } = counted()
  const { promise, resolve } = Promise.withResolvers<Float32Array>()

  const old = recent.get('a', () => promise)
  recent.clear()
  resolve(Float32Array.of(9))
  await old

  expect(await ask('a')).toEqual(Float32Array.of(1))
  expect(asked).toEqual(['a'])
})

test('a failure is not remembered', async () => {
  const { recent, ask } = counted()

  await expect(recent.get('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no')

  expect(await ask('a')).toEqual(Float32Array.of(1))
})
