import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createEmbedder } from '../../electron/inference/models/embedder.ts'
import { GraphWriter } from '../bench/onnx-writer.ts'
import { alteredPack, clipFolder, pixelsOf, readClip, temporaryFolder } from './tiny-packs.ts'

/** A picture graph of the tiny pack's shape, whose weights turn every picture into no number. */
async function blindGraph(kind: 'halves' | 'floats'): Promise<Buffer> {
  const graph = new GraphWriter()
  const weights = graph[kind]([3, 16], new Float32Array(48).fill(Number.NaN))
  const means = graph.node('ReduceMean', ['pixel_values'], { axes: [2, 3], keepdims: 0 })
  const product = graph.node('MatMul', [means, kind === 'halves' ? graph.node('Cast', [weights], { to: 1 }) : weights])
  graph.nodeTo('image_embeds', 'Identity', [product])
  const path = join(await temporaryFolder(), 'vision.onnx')
  await graph.write(
    path,
    [{ name: 'pixel_values', type: 'float32', shape: ['batch', 3, 32, 32] }],
    [{ name: 'image_embeds', type: 'float32', shape: ['batch', 16] }],
  )
  return readFileSync(path)
}

test.each([
  ['halves', 'The model pack "tiny-clip" gave no numbers: vision.onnx computes with 16 bits, which did not suffice'],
  ['floats', 'The model "tiny-clip" gave an embedding that is not a direction.'],
] as const)('no numbers from a graph of %s are told for what they are', async (kind, sentence) => {
  const bytes = await blindGraph(kind)
  const clip = await readClip(await alteredPack(clipFolder, { files: { 'vision.onnx': () => bytes } }))
  const embedder = await createEmbedder(clip)
  onTestFinished(() => embedder.close())

  const asked = embedder.embedImages(pixelsOf(clip, [0]), 1)

  await expect(asked).rejects.toMatchObject({
    code: 'provider-failed',
    message: expect.stringContaining(sentence) as unknown,
  })
  expect(await embedder.embedTexts(['dog'])).toHaveLength(16)
})
