/**
 * WebGPU for real, without a graphics card: SwiftShader, the Vulkan device in software that Chromium brings along. It
 * computes what a card computes, some hundred times as slowly as the processor.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createEmbedder } from '../../electron/inference/models/embedder.ts'
import { startInference } from '../../electron/inference/thread/engine-client.ts'
import { goldenPixels, goldenTexts } from '../../electron/inference/device/golden.ts'
import { describeMachine } from '../../electron/inference/device/machine.ts'
import { clipFolder, goldens, largestDifference, readClip, temporaryFolder } from './tiny-packs.ts'

const swiftShader = ['/usr/lib/chromium', '/usr/lib/chromium-browser', '/opt/google/chrome']
  .map((folder) => join(folder, 'vk_swiftshader_icd.json'))
  .find((path) => existsSync(path))
const vulkan = ['/usr/lib/x86_64-linux-gnu', '/usr/lib64', '/usr/lib']
  .map((folder) => join(folder, 'libvulkan.so.1'))
  .find((path) => existsSync(path))

const isHere =
  process.platform === 'linux' && process.arch === 'x64' && swiftShader !== undefined && vulkan !== undefined
if (!isHere)
  console.log(
    'webgpu: skipped, because it needs Linux on x64 with Chromium’s SwiftShader and libvulkan.so.1 (Debian: chromium, libvulkan1)',
  )
else process.env['VK_DRIVER_FILES'] = process.env['VK_ICD_FILENAMES'] = swiftShader

test.runIf(isHere)('the graphics device computes what the processor computes', async () => {
  const installed = await readClip()
  const [processor, graphics] = [
    await createEmbedder(installed),
    await createEmbedder(installed, { providers: ['webgpu'] }),
  ]
  onTestFinished(async () => {
    await processor.close()
    await graphics.close()
  })

  const choice = await graphics.prepare()
  const pixels = goldenPixels(installed.pack.image, 3)

  expect(choice.provider).toBe('webgpu')
  expect(largestDifference(await graphics.embedImages(pixels, 3), await processor.embedImages(pixels, 3))).toBeLessThan(
    1e-4,
  )
  expect(
    largestDifference(await graphics.embedTexts(goldenTexts), await processor.embedTexts(goldenTexts)),
  ).toBeLessThan(1e-4)
})

test.runIf(isHere)('it agrees, it is seen to be slower, and the processor keeps the work', async () => {
  const inference = startInference({
    threadUrl: new URL('./drawing-thread.ts', import.meta.url),
    measuring: {
      machine: describeMachine(),
      notes: join(await temporaryFolder(), 'machine.json'),
      life: { pid: process.pid, id: 'the tests' },
      witnessedDeath: false,
      mayRisk: true,
      onHang: () => undefined,
    },
  })
  onTestFinished(() => inference.close())
  await inference.load({ embedding: clipFolder })

  await inference.measure()

  const { devices } = await inference.stats()
  expect(devices).toMatchObject([{ provider: 'cpu', verdicts: [{ provider: 'webgpu', state: 'slower' }] }])
  expect(devices[0]?.verdicts[0]?.speedup).toBeLessThan(0.5)
  const { embedding } = await inference.processPhoto({ path: 'photo:1', embed: true })
  expect(largestDifference(embedding ?? new Float32Array(0), goldens.clip.images[1] ?? [])).toBeLessThan(1e-5)
})
