/**
 * @file A captioner of distilvit's shape and with random weights: ViT-B/16 sees, six layers of GPT-2 speak. Weights in
 * bytes, as the published `_quantized` files have them.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cacheNames } from '../../electron/inference/models/decoder-cache.ts'
import type { VisionEncoderDecoderPack } from '../../electron/inference/pack/pack.ts'
import { byteTokenizer } from './byte-tokenizer.ts'
import { Layers } from './layers.ts'
import { GraphWriter } from './onnx-writer.ts'
import { writePack } from './pack-files.ts'
import { evenPixels, packHead } from './random-pack.ts'
import { Weights } from './weights.ts'

const distilvit = {
  ...{ image: 224, patch: 16, hidden: 768, heads: 12, encoderLayers: 12, decoderLayers: 6 },
  vocabulary: 50_257,
  /** Every caption runs to its end: what is measured is tokens per second. */
  tokens: 20,
}
export type DistilvitShape = typeof distilvit

export async function makeRandomDistilvitPack(folder: string, changes: Partial<DistilvitShape> = {}): Promise<void> {
  const shape = { ...distilvit, ...changes }
  const { image, hidden, heads, vocabulary } = shape
  const endId = vocabulary - 1
  await mkdir(folder, { recursive: true })
  await writeEncoder(join(folder, 'encoder_model_quantized.onnx'), shape)
  await writeDecoder(join(folder, 'decoder_model_merged_quantized.onnx'), shape)
  await writeFile(join(folder, 'tokenizer.json'), JSON.stringify(byteTokenizer({ '<|endoftext|>': endId })))
  const paths = ['encoder_model_quantized.onnx', 'decoder_model_merged_quantized.onnx', 'tokenizer.json']
  await writePack<VisionEncoderDecoderPack>(folder, paths, {
    ...packHead('random-distilvit', 'distilvit'),
    image: { width: image, height: image, fit: 'squash', kernel: 'linear', ...evenPixels },
    tokenizer: { file: 'tokenizer.json', contextLength: 64, startId: endId, endId, padId: endId },
    task: 'caption',
    family: 'vision-encoder-decoder',
    encoder: { file: 'encoder_model_quantized.onnx', input: 'pixel_values', output: 'last_hidden_state' },
    decoder: {
      file: 'decoder_model_merged_quantized.onnx',
      ...{ layers: shape.decoderLayers, heads, headDim: hidden / heads, vocabulary },
    },
    generation: { maxTokens: shape.tokens, beams: 1, noRepeatNgram: 0, lengthPenalty: 1 },
    reviewBelow: 0.4,
  })
}

async function writeEncoder(
  path: string,
  { image, patch, hidden, heads, encoderLayers }: DistilvitShape,
): Promise<void> {
  const graph = new GraphWriter()
  const weights = new Weights(graph, 'int8', 1)
  const layers = new Layers(graph, weights)
  const block = { hidden, heads, inner: 4 * hidden, activation: 'gelu' } as const
  const tokens = layers.patches('patches', 'pixel_values', { side: image, patch, hidden })
  const positions = weights.tensor('positions', [1, (image / patch) ** 2 + 1, hidden], 0.02)
  let x = layers.add(layers.withClassToken('tokens', tokens, hidden), positions)
  for (let layer = 0; layer < encoderLayers; layer++) x = layers.block(`layer ${layer}`, x, block)
  graph.nodeTo('last_hidden_state', 'Identity', [layers.norm('last', x, hidden)])
  await graph.write(
    path,
    [{ name: 'pixel_values', type: 'float32', shape: ['batch', 3, image, image] }],
    [{ name: 'last_hidden_state', type: 'float32', shape: ['batch', 'patches', hidden] }],
  )
}

/** One way with and without a cache: an empty one is joined like any other, so the published file's fork is not needed. */
async function writeDecoder(path: string, shape: DistilvitShape): Promise<void> {
  const { hidden, heads, decoderLayers, vocabulary } = shape
  const graph = new GraphWriter()
  const weights = new Weights(graph, 'int8', 2)
  const layers = new Layers(graph, weights)
  const block = { hidden, heads, inner: 4 * hidden, activation: 'tanh-gelu' } as const
  const names = cacheNames(decoderLayers)
  const length = layers.sizeOf('input_ids', 1)
  const before = layers.sizeOf('past_key_values.0.key', 2)
  const mask = layers.causalMask(length, before)
  const places = weights.tensor('positions', [1024, hidden], 0.02)
  const here = graph.node('Slice', [places, before, layers.add(before, length), weights.wholes([0])])
  let x = layers.add(weights.lookUp(graph, 'words', 'input_ids', [vocabulary, hidden]), here)
  for (let layer = 0; layer < decoderLayers; layer++) {
    const name = `layer ${layer}`
    const normal = layers.norm(`${name} a`, x, hidden)
    const part = (kind: string, of: string): string =>
      layers.heads(layers.linear(`${name} ${kind}`, of, [hidden, hidden]), block)
    const [key, value] = (['key', 'value'] as const).map((kind) => {
      const present = `present.${layer}.${kind}`
      graph.nodeTo(present, 'Concat', [`past_key_values.${layer}.${kind}`, part(kind, normal)], { axis: 2 })
      return present
    })
    const own = layers.attend({ query: part('query', normal), key: key ?? '', value: value ?? '', mask }, block)
    x = layers.add(x, layers.linear(`${name} out`, own, [hidden, hidden]))
    const asked = part('cross query', layers.norm(`${name} cross`, x, hidden))
    const [seenKey = '', seenValue = ''] = ['cross key', 'cross value'].map((kind) =>
      part(kind, 'encoder_hidden_states'),
    )
    const seen = layers.attend({ query: asked, key: seenKey, value: seenValue }, block)
    x = layers.add(x, layers.linear(`${name} cross out`, seen, [hidden, hidden]))
    x = layers.add(x, layers.feedForward(name, layers.norm(`${name} b`, x, hidden), block))
  }
  const product = weights.product(graph, 'head', layers.norm('last', x, hidden), [hidden, vocabulary])
  graph.nodeTo('logits', 'Add', [product, neverEnds(weights, vocabulary, vocabulary - 1)])
  const cache = ['batch', heads, 'length', hidden / heads]
  await graph.write(
    path,
    [
      { name: 'input_ids', type: 'int64', shape: ['batch', 'length'] },
      { name: 'encoder_hidden_states', type: 'float32', shape: ['batch', 'patches', hidden] },
      { name: 'use_cache_branch', type: 'bool', shape: [1] },
      ...names.map(({ past }) => ({ name: past, type: 'float32' as const, shape: cache })),
    ],
    [
      { name: 'logits', type: 'float32', shape: ['batch', 'length', vocabulary] },
      ...names.map(({ present }) => ({ name: present, type: 'float32' as const, shape: cache })),
    ],
  )
}

/** A bias under which the end is never chosen, so that every caption has the same length. */
export function neverEnds(weights: Weights, vocabulary: number, endId: number): string {
  return weights.values('never ends', [vocabulary], () => {
    const bias = new Float32Array(vocabulary)
    bias[endId] = -1e4
    return bias
  })
}
