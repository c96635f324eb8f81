/** @file CLIP at its true context of 77 tokens and its true picture size, under the published names. */
import { fc } from '../random.ts'
import { expect, onTestFinished, test } from 'vitest'
import { createEmbedder, type Embedder } from '../../electron/inference/models/embedder.ts'
import { createTokenizer } from '../../electron/inference/words/tokenize.ts'
import { clip77Folder, clip77Goldens, readEmbeddingPack } from './family-packs.ts'
import { pixelsOf } from './tiny-packs.ts'

const installed = await readEmbeddingPack(clip77Folder)
const { dims, tokenizer: rule } = installed.pack
const photos = clip77Goldens.images.map((_, photo) => photo)

async function openEmbedder(): Promise<Embedder> {
  const embedder = await createEmbedder(installed)
  onTestFinished(() => embedder.close())
  return embedder
}

/** The smallest cosine of rows of unit length with what they should be. */
function leastCosine(rows: Float32Array, wanted: readonly (readonly number[])[]): number {
  expect(rows).toHaveLength(wanted.length * dims)
  const cosines = wanted.map((row, index) =>
    row.reduce((sum, value, at) => sum + value * (rows[index * dims + at] ?? Number.NaN), 0),
  )
  return Math.min(...cosines)
}

const asRows = (rows: readonly Float32Array[]): number[][] => rows.map((row) => [...row])

test('photos get the embeddings that transformers gives them, together and alone', async () => {
  const embedder = await openEmbedder()

  const together = await embedder.embedImages(pixelsOf(installed, photos), photos.length)
  const alone = await embedder.embedImages(pixelsOf(installed, photos.slice(-1)), 1)

  expect(leastCosine(together, clip77Goldens.images)).toBeGreaterThan(0.9999)
  expect(leastCosine(alone, clip77Goldens.images.slice(-1))).toBeGreaterThan(0.9999)
})

test('words of every length up to the context, and beyond it, get the embeddings that transformers gives them', async () => {
  const embedder = await openEmbedder()
  const { texts } = clip77Goldens

  const rows = await embedder.embedTexts(texts.map(({ text }) => text))

  // Short and long ones share their batches, so most are padded.
  expect(texts.map(({ length }) => length)).toEqual(expect.arrayContaining([2, 75, 76, 77]))
  expect(
    leastCosine(
      rows,
      texts.map(({ embedding }) => embedding),
    ),
  ).toBeGreaterThan(0.9999)
})

test('whatever shares their batch, words get what they get alone', async () => {
  const embedder = await openEmbedder()
  const word = fc.constantFrom('dog', 'lake', 'a', 'boat', '猫', 'é', '2024', '!')
  const texts = fc.array(
    fc.array(word, { maxLength: 90 }).map((words) => words.join(' ')),
    { minLength: 1, maxLength: 12 },
  )

  await fc.assert(
    fc.asyncProperty(texts, async (some) => {
      const alone: Float32Array[] = []
      for (const text of some) alone.push(await embedder.embedTexts([text]))

      expect(leastCosine(await embedder.embedTexts(some), asRows(alone))).toBeGreaterThan(0.9999)
    }),
    { numRuns: 25 },
  )
})

test('whatever is typed, the ids begin and end as they should and fit', async () => {
  const tokenizer = await createTokenizer(installed)
  const wild = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme', minLength: 60, maxLength: 200 }))

  fc.assert(
    fc.property(wild, (text) => {
      const ids = [...tokenizer.encode(text)].map(Number)

      expect(ids[0]).toBe(rule.startId)
      expect(ids.indexOf(rule.endId)).toBe(ids.length - 1)
      expect(ids.length).toBeLessThanOrEqual(77)
    }),
  )
})
