import { expect, onTestFinished, test } from 'vitest'
import { createEmbedder, type Embedder } from '../../electron/inference/models/embedder.ts'
import { allPhotos, alteredPack, clipFolder, goldens, largestDifference, pixelsOf, readClip } from './tiny-packs.ts'

async function openEmbedder(folder?: string): Promise<Embedder> {
  const embedder = await createEmbedder(await readClip(folder))
  onTestFinished(() => embedder.close())
  return embedder
}

test('photos get the embeddings that transformers gives them', async () => {
  const embedder = await openEmbedder()

  const rows = await embedder.embedImages(pixelsOf(await readClip(), allPhotos), allPhotos.length)

  expect(largestDifference(rows, goldens.clip.images.flat())).toBeLessThan(1e-5)
})

test('words get the embeddings that transformers gives them, averaged over the prompts', async () => {
  const embedder = await openEmbedder()

  const rows = await embedder.embedTexts(goldens.clip.texts.map(({ text }) => text))

  expect(
    largestDifference(
      rows,
      goldens.clip.texts.flatMap(({ embedding }) => embedding),
    ),
  ).toBeLessThan(1e-5)
})

test('a batch gives each photo what it gets alone', async () => {
  const embedder = await openEmbedder()
  const clip = await readClip()

  const together = await embedder.embedImages(pixelsOf(clip, allPhotos), allPhotos.length)
  const alone: number[] = []
  for (const photo of allPhotos) alone.push(...(await embedder.embedImages(pixelsOf(clip, [photo]), 1)))

  expect(largestDifference(together, alone)).toBeLessThan(1e-5)
})

test('words in a batch of different lengths get what they get alone', async () => {
  const embedder = await openEmbedder()
  const texts = [
    'dog',
    'a red boat on a calm lake at sunset',
    '',
    '猫',
    ...Array.from({ length: 40 }, (_, n) => `boat ${n}`),
  ]

  const together = await embedder.embedTexts(texts)
  const alone: number[] = []
  for (const text of texts) alone.push(...(await embedder.embedTexts([text])))

  expect(largestDifference(together, alone)).toBeLessThan(1e-5)
})

test('nothing in gives nothing out', async () => {
  const embedder = await openEmbedder()

  expect(await embedder.embedImages(new Float32Array(0), 0)).toHaveLength(0)
  expect(await embedder.embedTexts([])).toHaveLength(0)
})

test('a model that yields NaN is refused instead of stored', async () => {
  const embedder = await openEmbedder()
  const pixels = pixelsOf(await readClip(), [0, 1])
  pixels[5] = Number.NaN

  await expect(embedder.embedImages(pixels, 2)).rejects.toMatchObject({
    code: 'provider-failed',
    message: 'The model "tiny-clip" gave an embedding that is not a direction.',
  })
})

test('a graph without the promised tensors is refused in a sentence with the pack, the file and the tensor', async () => {
  const folder = await alteredPack(clipFolder, {
    pack: (pack) => ({ ...pack, vision: { file: 'vision.onnx', input: 'image', output: 'image_embeds' } }),
  })
  const embedder = await openEmbedder(folder)

  await expect(embedder.prepare()).rejects.toMatchObject({
    code: 'pack-damaged',
    message: 'The model pack "tiny-clip" does not fit: vision.onnx has no input "image" (it has "pixel_values").',
  })
})

test.each([
  [{ dims: 32 }, 'vision.onnx has an output "image_embeds" of shape [batch, 16] instead of [batch, 32]'],
  [
    { vision: { file: 'text.onnx', input: 'input_ids', output: 'text_embeds' } },
    'text.onnx has an input "input_ids" of int64 instead of float32',
  ],
  [
    { image: { width: 64, height: 32, fit: 'crop', kernel: 'cubic', mean: [0, 0, 0], std: [1, 1, 1] } },
    'vision.onnx has an input "pixel_values" of shape [batch, 3, 32, 32] instead of [batch, 3, 32, 64]',
  ],
])('a pack that promises %j is refused', async (promise, sentence) => {
  const folder = await alteredPack(clipFolder, { pack: (pack) => ({ ...pack, ...promise }) })
  const clip = await readClip(folder)
  const embedder = await createEmbedder(clip)
  onTestFinished(() => embedder.close())

  const pixels = new Float32Array(3 * clip.pack.image.width * clip.pack.image.height)
  const outcome = embedder.embedImages(pixels, 1)

  await expect(outcome).rejects.toMatchObject({ message: `The model pack "tiny-clip" does not fit: ${sentence}.` })
})

test('a graph file that is no graph is refused, and the words still work', async () => {
  const folder = await alteredPack(clipFolder, { files: { 'vision.onnx': (bytes) => bytes.subarray(0, 5000) } })
  const embedder = await openEmbedder(folder)

  await expect(embedder.embedImages(pixelsOf(await readClip(), [0]), 1)).rejects.toMatchObject({
    code: 'pack-damaged',
    message: expect.stringContaining('The model pack "tiny-clip" does not open: vision.onnx: ') as unknown,
  })
  expect(await embedder.embedTexts(['dog'])).toHaveLength(16)
})

test('the same photo gives the same bytes twice', async () => {
  const pixels = pixelsOf(await readClip(), [3])

  const [first, second] = await Promise.all([openEmbedder(), openEmbedder()])

  expect(await first.embedImages(pixels, 1)).toEqual(await second.embedImages(pixels, 1))
})
