import { expect, onTestFinished, test } from 'vitest'
import { createEmbedder } from '../../electron/inference/models/embedder.ts'
import { verifyPack } from '../../electron/inference/pack/read-pack.ts'
import { makeRandomClipPack } from '../bench/random-vit.ts'
import { largestDifference, readClip, temporaryFolder } from './tiny-packs.ts'

test('the graphs that the benches write are whole packs, and run in batches as alone', async () => {
  const folder = await temporaryFolder()
  await makeRandomClipPack(folder, {
    ...{ image: 64, hidden: 48, layers: 2, heads: 3, dims: 24, textHidden: 32, textLayers: 2, textHeads: 2 },
    vocabulary: 400,
  })
  const installed = await readClip(folder)
  const embedder = await createEmbedder(installed)
  onTestFinished(() => embedder.close())
  const pixels = Float32Array.from({ length: 3 * 3 * 64 * 64 }, (_, index) => Math.sin(index * 0.37))

  const photos = await embedder.embedImages(pixels, 3)
  const second = await embedder.embedImages(pixels.subarray(3 * 64 * 64, 2 * 3 * 64 * 64), 1)
  const words = await embedder.embedTexts(['boat', 'a far longer line about boats'])

  expect((await verifyPack(installed)).every(({ ok }) => ok)).toBe(true)
  expect(largestDifference(photos.subarray(24, 48), second)).toBeLessThan(1e-5)
  expect(largestDifference(photos.subarray(0, 24), second)).toBeGreaterThan(1e-3)
  expect(largestDifference(words.subarray(0, 24), await embedder.embedTexts(['boat']))).toBeLessThan(1e-5)
})
