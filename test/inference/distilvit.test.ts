import { expect, onTestFinished, test } from 'vitest'
import { captionLevels } from '../../electron/api/caption.ts'
import { createCaptioner } from '../../electron/inference/models/open-captioner.ts'
import { distilvitFolder, distilvitGoldens, readCaptionPack } from './family-packs.ts'
import { pixelsOf } from './tiny-packs.ts'

const installed = await readCaptionPack(distilvitFolder)
const photos = distilvitGoldens.captions.map(({ photo }) => photo)

async function openCaptioner() {
  const captioner = await createCaptioner(installed)
  onTestFinished(() => captioner.close())
  return captioner
}

test.each([
  { name: 'greedy', beams: 1 },
  { name: 'beams3', beams: 3 },
] as const)('a batch of photos gets the tokens that transformers generates alone: $name', async ({ name, beams }) => {
  const captioner = await openCaptioner()

  const captions = await captioner.caption(pixelsOf(installed, photos), photos.length, { beams })

  expect(captions.map(({ tokenIds }) => tokenIds)).toEqual(distilvitGoldens.captions.map((golden) => golden[name]))
})

test('asked for three levels, a model with one way of speaking speaks once', async () => {
  const captioner = await openCaptioner()
  const pixels = pixelsOf(installed, [0, 1])

  const captions = await captioner.captionLevels(pixels, 2, { levels: captionLevels })

  expect(captions).toEqual((await captioner.caption(pixels, 2)).map((caption) => [caption]))
})
