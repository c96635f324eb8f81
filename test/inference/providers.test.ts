import { expect, onTestFinished, test } from 'vitest'
import { createEmbedder } from '../../electron/inference/models/embedder.ts'
import { goldenPixels, goldenTexts } from '../../electron/inference/device/golden.ts'
import { describeMachine } from '../../electron/inference/device/machine.ts'
import {
  candidateProviders,
  openOnFirst,
  unsuitedReason,
  type ProviderName,
} from '../../electron/inference/graphs/providers.ts'
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

const nothing = { hasGraphics: false, hasCuda: false }
const graphics = { hasGraphics: true, hasCuda: false }
test.each([
  ['darwin', 'arm64', graphics, 'auto', ['webgpu']],
  ['darwin', 'arm64', graphics, 'coreml', ['coreml']],
  ['darwin', 'x64', graphics, 'auto', []],
  ['win32', 'x64', graphics, 'auto', ['dml', 'webgpu']],
  ['win32', 'x64', graphics, 'webgpu', ['webgpu']],
  ['win32', 'arm64', graphics, 'auto', ['dml', 'webgpu']],
  ['linux', 'x64', graphics, 'auto', ['webgpu']],
  ['linux', 'x64', nothing, 'auto', []],
  ['linux', 'x64', { hasGraphics: true, hasCuda: true }, 'auto', ['webgpu', 'cuda']],
  ['linux', 'x64', graphics, 'cuda', []],
  ['linux', 'x64', graphics, 'cpu', []],
  ['linux', 'arm64', graphics, 'auto', []],
] as const)('on %s %s with %j, preferring %s, %j are tried', (platform, arch, machine, preference, wanted) => {
  expect(candidateProviders(preference, { platform, arch, ...machine })).toEqual(wanted)
})

test.each([
  ['webgpu', 'quantised', false],
  ['dml', 'quantised', false],
  ['webgpu', 'float16', true],
  ['dml', 'float32', true],
  ['cuda', 'quantised', true],
] as const)('%s with a graph of %s numbers: %s', (provider, precision, isSuited) => {
  expect(unsuitedReason(provider, precision) === undefined).toBe(isSuited)
})

test('the fixed input is the same every time, and its pictures and texts differ', async () => {
  const embedder = await createEmbedder(await readClip())
  onTestFinished(() => embedder.close())
  const { image, dims } = embedder.pack

  const rows = await embedder.embedImages(goldenPixels(image, 8), 8)
  const texts = await embedder.embedTexts(goldenTexts)

  expect(goldenPixels(image, 8)).toEqual(goldenPixels(image, 8))
  const directions = [rows, texts].flatMap((values) =>
    Array.from({ length: values.length / dims }, (_, row) => [...values.subarray(row * dims, (row + 1) * dims)].join()),
  )
  expect(new Set(directions).size).toBe(11)
})

test('this machine has a name, and the same one when asked again', () => {
  const machine = describeMachine()

  expect(machine).toEqual(describeMachine())
  expect(machine.label).toMatch(/\d+ cores/u)
  expect(machine.runtime).toMatch(/^\d+\.\d+\.\d+$/u)
})
