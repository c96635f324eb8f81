/**
 * @file A SigLIP 2 pack of the true shape and with random weights. The default is base, patch 16, 224 px: 93 million
 * weights that see, in halves, and 282 million that read, in bytes, as the default pack has them.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EmbeddingPack } from '../../electron/inference/pack/pack.ts'
import { byteTokenizer } from './byte-tokenizer.ts'
import { Layers } from './layers.ts'
import { GraphWriter } from './onnx-writer.ts'
import { writePack } from './pack-files.ts'
import { evenPixels, packHead } from './random-pack.ts'
import { Weights } from './weights.ts'

const siglipBase = { image: 224, patch: 16, hidden: 768, layers: 12, heads: 12, vocabulary: 256_000, contextLength: 64 }
type SiglipShape = typeof siglipBase

export async function makeRandomSiglipPack(folder: string, changes: Partial<SiglipShape> = {}): Promise<void> {
  const shape = { ...siglipBase, ...changes }
  await mkdir(folder, { recursive: true })
  await writeVision(join(folder, 'vision_model_fp16.onnx'), shape)
  await writeText(join(folder, 'text_model_int8.onnx'), shape)
  await writeFile(join(folder, 'tokenizer.json'), JSON.stringify(byteTokenizer({ '<pad>': 256, '<eos>': 257 })))
  const paths = ['vision_model_fp16.onnx', 'text_model_int8.onnx', 'tokenizer.json']
  await writePack<EmbeddingPack>(folder, paths, {
    ...packHead('random-siglip', 'SigLIP 2 base'),
    image: { width: shape.image, height: shape.image, fit: 'squash', kernel: 'linear', ...evenPixels },
    tokenizer: { file: 'tokenizer.json', contextLength: shape.contextLength, endId: 257, padId: 256 },
    task: 'embedding',
    family: 'siglip2',
    dims: shape.hidden,
    vision: { file: 'vision_model_fp16.onnx', input: 'pixel_values', output: 'pooler_output' },
    text: { file: 'text_model_int8.onnx', input: 'input_ids', output: 'pooler_output' },
    prompts: ['{}'],
    calibration: { scale: 112.669, bias: -16.7717, cutoff: 0.01 },
  })
}

async function writeVision(path: string, { image, patch, hidden, heads, layers: depth }: SiglipShape): Promise<void> {
  const graph = new GraphWriter()
  const weights = new Weights(graph, 'float16', 1)
  const layers = new Layers(graph, weights)
  const block = { hidden, heads, inner: 4 * hidden, activation: 'tanh-gelu' } as const
  const tokens = layers.patches('patches', 'pixel_values', { side: image, patch, hidden })
  let x = layers.add(tokens, weights.tensor('positions', [1, (image / patch) ** 2, hidden], 0.02))
  for (let layer = 0; layer < depth; layer++) x = layers.block(`layer ${layer}`, x, block)
  const seen = layers.norm('last', x, hidden)
  // A learnt question is put to all patches; its answer is the picture.
  const size = graph.node('Concat', [layers.sizeOf(seen, 0), weights.wholes([1, hidden])], { axis: 0 })
  const probe = graph.node('Expand', [weights.tensor('probe', [1, 1, hidden], 0.02), size])
  const part = (name: string, of: string): string =>
    layers.heads(layers.linear(`pool ${name}`, of, [hidden, hidden]), block)
  const parts = { query: part('query', probe), key: part('key', seen), value: part('value', seen) }
  const answer = layers.linear('pool out', layers.attend(parts, block), [hidden, hidden])
  const pooled = layers.add(answer, layers.feedForward('pool', layers.norm('pool', answer, hidden), block))
  graph.nodeTo('pooler_output', 'Squeeze', [pooled, weights.wholes([1])])
  await graph.write(
    path,
    [{ name: 'pixel_values', type: 'float32', shape: ['batch', 3, image, image] }],
    [{ name: 'pooler_output', type: 'float32', shape: ['batch', hidden] }],
  )
}

async function writeText(path: string, shape: SiglipShape): Promise<void> {
  const { hidden, heads, layers: depth, vocabulary, contextLength } = shape
  const graph = new GraphWriter()
  const weights = new Weights(graph, 'int8', 2)
  const layers = new Layers(graph, weights)
  const block = { hidden, heads, inner: 4 * hidden, activation: 'tanh-gelu' } as const
  const words = weights.lookUp(graph, 'words', 'input_ids', [vocabulary, hidden])
  let x = layers.add(words, weights.tensor('positions', [contextLength, hidden], 0.02))
  for (let layer = 0; layer < depth; layer++) x = layers.block(`layer ${layer}`, x, block)
  const last = graph.node('Gather', [layers.norm('last', x, hidden), weights.wholes([contextLength - 1], [])], {
    axis: 1,
  })
  const product = weights.product(graph, 'head', last, [hidden, hidden])
  graph.nodeTo('pooler_output', 'Add', [product, weights.tensor('head bias', [hidden], 0.02)])
  await graph.write(
    path,
    [{ name: 'input_ids', type: 'int64', shape: ['batch', contextLength] }],
    [{ name: 'pooler_output', type: 'float32', shape: ['batch', hidden] }],
  )
}
