import { fc } from '../random.ts'
import { expect, onTestFinished, test } from 'vitest'
import { canonicalWords } from '../../electron/inference/words/canonical-words.ts'
import { createEmbedder, type Embedder } from '../../electron/inference/models/embedder.ts'
import { createTokenizer } from '../../electron/inference/words/tokenize.ts'
import { readEmbeddingPack, siglipFolder, siglipGoldens } from './family-packs.ts'
import { largestDifference, pixelsOf } from './tiny-packs.ts'

const installed = await readEmbeddingPack(siglipFolder)
const photos = siglipGoldens.images.map((_, photo) => photo)

async function openEmbedder(): Promise<Embedder> {
  const embedder = await createEmbedder(installed)
  onTestFinished(() => embedder.close())
  return embedder
}

test('photos get the embeddings that transformers gives them', async () => {
  const embedder = await openEmbedder()

  const rows = await embedder.embedImages(pixelsOf(installed, photos), photos.length)

  expect(largestDifference(rows, siglipGoldens.images.flat())).toBeLessThan(1e-5)
})

test('words get the embeddings that transformers gives them, whatever shares their batch', async () => {
  const embedder = await openEmbedder()
  const texts = siglipGoldens.texts.map(({ text }) => text)

  const together = await embedder.embedTexts(texts)
  const alone: number[] = []
  for (const text of texts) alone.push(...(await embedder.embedTexts([text])))

  const wanted = siglipGoldens.texts.flatMap(({ embedding }) => embedding)
  expect(largestDifference(together, wanted)).toBeLessThan(1e-5)
  expect(largestDifference(Float32Array.from(alone), wanted)).toBeLessThan(1e-5)
})

test('any batch of photos and words gives each what it gets alone', async () => {
  const embedder = await openEmbedder()
  const anyPhotos = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 6 })
  const anyTexts = fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 20 })

  await fc.assert(
    fc.asyncProperty(anyPhotos, anyTexts, async (some, texts) => {
      const alone: number[] = []
      for (const photo of some) alone.push(...(await embedder.embedImages(pixelsOf(installed, [photo]), 1)))
      expect(largestDifference(await embedder.embedImages(pixelsOf(installed, some), some.length), alone)).toBeLessThan(
        1e-5,
      )

      const words: number[] = []
      for (const text of texts) words.push(...(await embedder.embedTexts([text])))
      expect(largestDifference(await embedder.embedTexts(texts), words)).toBeLessThan(1e-5)
    }),
    { numRuns: 25 },
  )
})

test.each([
  ['A photo of a DOG.', 'a photo of a dog'],
  ['snake_case_name', 'snake case name'],
  ['  two\t words\n', 'two words'],
  ["don't! (really?)", 'dont really'],
  ['“curly” — quotes stay', '“curly” — quotes stay'],
  ['', ''],
  ['...', ''],
])('%j is read as %j', (text, canonical) => {
  expect(canonicalWords(text)).toBe(canonical)
})

test('canonical words stay as they are', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      // Lower-casing is not idempotent for every letter (a final sigma is one because of what follows it).
      const words = canonicalWords(text.toLowerCase().normalize('NFKD'))

      expect(canonicalWords(words).split(' ')).toHaveLength(words.split(' ').length)
      expect(words).not.toMatch(/[!-/:-@[-`{-~]| {2}|^ | $/u)
    }),
  )
})

test('whatever is typed, the ids end once and fit', async () => {
  const tokenizer = await createTokenizer(installed)
  const wild = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme', minLength: 60, maxLength: 200 }))

  fc.assert(
    fc.property(wild, (text) => {
      const ids = [...tokenizer.encode(text)].map(Number)

      expect(ids.indexOf(1)).toBe(ids.length - 1)
      expect(ids.length).toBeLessThanOrEqual(64)
    }),
  )
})
