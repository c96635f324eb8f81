import { expect, onTestFinished, test } from 'vitest'
import { createEmbedder } from '../../electron/inference/embedder.ts'
import { openOnFirst, type ProviderName } from '../../electron/inference/providers.ts'
import { readClip } from './tiny-packs.ts'

test('the first provider that starts is taken', async () => {
  const tried: ProviderName[] = []

  const { choice } = await openOnFirst(['cuda', 'webgpu', 'cpu'], (provider) => {
    tried.push(provider)
    return provider === 'webgpu' ? Promise.resolve('open') : Promise.reject(new Error('no driver\nsecond line'))
  })

  expect(choice).toEqual({ provider: 'webgpu', reason: 'asked for and started' })
  expect(tried).toEqual(['cuda', 'webgpu'])
})

test('the processor is the last resort, and the reason says why', async () => {
  const { choice } = await openOnFirst(['cuda'], (provider) =>
    provider === 'cpu' ? Promise.resolve('open') : Promise.reject(new Error('no driver\nsecond line')),
  )

  expect(choice).toEqual({ provider: 'cpu', reason: 'cuda did not start (no driver)' })
})

test('when not even the processor can, its own complaint is heard', async () => {
  await expect(openOnFirst(['cpu'], () => Promise.reject(new Error('no graph')))).rejects.toThrow('no graph')
})

test('a provider this system does not have is passed over', async () => {
  const foreign = process.platform === 'darwin' ? 'dml' : 'coreml'
  const embedder = await createEmbedder(await readClip(), { providers: [foreign] })
  onTestFinished(() => embedder.close())

  const { provider, reason } = await embedder.prepare()

  expect(provider).toBe('cpu')
  expect(reason).toContain(`${foreign} did not start (`)
})
