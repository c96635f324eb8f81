/**
 * @file A Florence-2 pack of the true shape and with random weights. The default is base: DaViT for pictures of 768 px
 * and the table of words in halves, BART's encoder and decoder in blocks of 4 bits, as the default pack has them.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cacheNames } from '../../electron/inference/models/decoder-cache.ts'
import type { FlorencePack } from '../../electron/inference/pack/pack.ts'
import { byteTokenizer } from './byte-tokenizer.ts'
import { Layers, type BlockShape } from './layers.ts'
import { GraphWriter } from './onnx-writer.ts'
import { writePack } from './pack-files.ts'
import { writeDavit, type DavitShape } from './random-davit.ts'
import { neverEnds } from './random-distilvit.ts'
import { packHead } from './random-pack.ts'
import { Weights } from './weights.ts'

const davitBase: DavitShape = {
  image: 768,
  widths: [128, 256, 512, 1024],
  depths: [1, 1, 9, 1],
  headDim: 32,
  window: 12,
  projection: 768,
}
const florenceBase = { davit: davitBase, heads: 12, layers: 6, inner: 3072, vocabulary: 51_289, tokens: 40 }
export type FlorenceShape = typeof florenceBase

const special = { '<s>': 256, '<pad>': 257, '</s>': 258 } as const
const files = {
  vision: 'vision_encoder_fp16.onnx',
  embed: 'embed_tokens_fp16.onnx',
  encoder: 'encoder_model_q4.onnx',
  decoder: 'decoder_model_merged_q4.onnx',
} as const

export async function makeRandomFlorencePack(folder: string, changes: Partial<FlorenceShape> = {}): Promise<void> {
  const shape = { ...florenceBase, ...changes }
  const { davit, heads, layers, vocabulary, tokens } = shape
  await mkdir(folder, { recursive: true })
  await writeDavit(join(folder, files.vision), davit)
  await writeEmbed(join(folder, files.embed), shape)
  await writeEncoder(join(folder, files.encoder), shape)
  await writeDecoder(join(folder, files.decoder), shape)
  await writeFile(join(folder, 'tokenizer.json'), JSON.stringify(byteTokenizer(special)))
  const level = { prompt: 'Describe this picture.', maxTokens: tokens }
  await writePack<FlorencePack>(folder, [...Object.values(files), 'tokenizer.json'], {
    ...packHead('random-florence', 'Florence-2 base'),
    image: {
      ...{ width: davit.image, height: davit.image, fit: 'squash', kernel: 'cubic' },
      ...{ mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] },
    },
    tokenizer: {
      file: 'tokenizer.json',
      contextLength: 64,
      startId: special['<s>'],
      endId: special['</s>'],
      padId: special['<pad>'],
    },
    task: 'caption',
    family: 'florence2',
    vision: { file: files.vision, input: 'pixel_values', output: 'image_features' },
    embed: { file: files.embed },
    encoder: { file: files.encoder },
    decoder: { file: files.decoder, layers, heads, headDim: davit.projection / heads, vocabulary },
    levels: { brief: level, detailed: level, full: level },
    generation: { beams: 1, noRepeatNgram: 0, lengthPenalty: 1, decoderStartId: special['</s>'] },
    reviewBelow: 0.4,
  })
}

async function writeEmbed(path: string, { davit, vocabulary }: FlorenceShape): Promise<void> {
  const hidden = davit.projection
  const graph = new GraphWriter()
  const weights = new Weights(graph, 'float16', 2)
  graph.nodeTo('inputs_embeds', 'Identity', [weights.lookUp(graph, 'words', 'input_ids', [vocabulary, hidden])])
  await graph.write(
    path,
    [{ name: 'input_ids', type: 'int64', shape: ['batch', 'length'] }],
    [{ name: 'inputs_embeds', type: 'float32', shape: ['batch', 'length', hidden] }],
  )
}

const longest = 1024

async function writeEncoder(path: string, { davit, heads, inner, layers: depth }: FlorenceShape): Promise<void> {
  const hidden = davit.projection
  const graph = new GraphWriter()
  const layers = new Layers(graph, new Weights(graph, 'int4', 3))
  const zero = layers.weights.wholes([0])
  const places = layers.weights.tensor('positions', [longest, hidden], 0.02)
  const here = graph.node('Slice', [places, zero, layers.sizeOf('inputs_embeds', 1), zero])
  const mask = maskOf(layers, 'attention_mask')
  let x = layers.norm('first', layers.add('inputs_embeds', here), hidden)
  for (let layer = 0; layer < depth; layer++) {
    const key = `layer ${layer}`
    x = layers.norm(`${key} a`, layers.add(x, layers.selfAttention(key, x, { hidden, heads }, mask)), hidden)
    const wide = layers.feedForward(key, x, { hidden, inner, activation: 'gelu' })
    x = layers.norm(`${key} b`, layers.add(x, wide), hidden)
  }
  graph.nodeTo('last_hidden_state', 'Identity', [x])
  await graph.write(
    path,
    [
      { name: 'inputs_embeds', type: 'float32', shape: ['batch', 'length', hidden] },
      { name: 'attention_mask', type: 'int64', shape: ['batch', 'length'] },
    ],
    [{ name: 'last_hidden_state', type: 'float32', shape: ['batch', 'length', hidden] }],
  )
}

/** `[batch, length]` of ones and zeros to what is added to scores. */
function maskOf(layers: Layers, name: string): string {
  const { graph, weights } = layers
  const hidden = graph.node('Sub', [weights.number(1), graph.node('Cast', [name], { to: 1 })])
  return graph.node('Unsqueeze', [graph.node('Mul', [hidden, weights.number(-1e9)]), weights.wholes([1, 2])])
}

/** Both ways in one file, as published: with a cache the picture's keys and values are given, and not made again. */
async function writeDecoder(path: string, shape: FlorenceShape): Promise<void> {
  const { davit, heads, layers: depth, vocabulary } = shape
  const hidden = davit.projection
  const graph = new GraphWriter()
  const weights = new Weights(graph, 'int4', 4)
  const names = [...cacheNames(depth, 'decoder'), ...cacheNames(depth, 'encoder')]
  const outputs = ['logits', ...names.map(({ present }) => present)]
  const branch = (isFirst: boolean) => {
    const prefix = isFirst ? 'first ' : 'later '
    const layers = new Layers(new GraphWriter(prefix), weights)
    return { branch: { graph: layers.graph, outputs: decode(layers, shape, isFirst) } }
  }
  graph.nodesTo(outputs, 'If', ['use_cache_branch'], { then_branch: branch(false), else_branch: branch(true) })
  const cache = ['batch', heads, 'length', hidden / heads]
  await graph.write(
    path,
    [
      { name: 'inputs_embeds', type: 'float32', shape: ['batch', 'length', hidden] },
      { name: 'encoder_hidden_states', type: 'float32', shape: ['batch', 'tokens', hidden] },
      { name: 'encoder_attention_mask', type: 'int64', shape: ['batch', 'tokens'] },
      { name: 'use_cache_branch', type: 'bool', shape: [1] },
      ...names.map(({ past }) => ({ name: past, type: 'float32' as const, shape: cache })),
    ],
    [
      { name: 'logits', type: 'float32', shape: ['batch', 'length', vocabulary] },
      ...names.map(({ present }) => ({ name: present, type: 'float32' as const, shape: cache })),
    ],
  )
}

/** One branch: logits first, then the words' and the picture's keys and values, each by layer. */
function decode(layers: Layers, shape: FlorenceShape, isFirst: boolean): string[] {
  const { davit, heads, inner, layers: depth, vocabulary } = shape
  const hidden = davit.projection
  const { graph, weights } = layers
  const block: BlockShape = { hidden, heads, inner, activation: 'gelu' }
  const before = layers.sizeOf('past_key_values.0.decoder.key', 2)
  const length = layers.sizeOf('inputs_embeds', 1)
  const places = weights.tensor('positions', [longest, hidden], 0.02)
  const here = graph.node('Slice', [places, before, layers.add(before, length), weights.wholes([0])])
  const mask = layers.causalMask(length, before)
  const pictureMask = maskOf(layers, 'encoder_attention_mask')
  const kept: Record<'decoder' | 'encoder', string[]> = { decoder: [], encoder: [] }
  const kinds = ['key', 'value'] as const
  let x = layers.norm('first', layers.add('inputs_embeds', here), hidden)
  for (let layer = 0; layer < depth; layer++) {
    const name = `layer ${layer}`
    const part = (key: string, of: string): string =>
      layers.heads(layers.linear(`${name} ${key}`, of, [hidden, hidden]), block)
    const past = (owner: string, kind: string): string => `past_key_values.${layer}.${owner}.${kind}`
    const own = kinds.map((kind) => graph.node('Concat', [past('decoder', kind), part(kind, x)], { axis: 2 }))
    const [key = '', value = ''] = own
    const spoken = layers.attend({ query: part('query', x), key, value, mask }, block)
    x = layers.norm(`${name} a`, layers.add(x, layers.linear(`${name} out`, spoken, [hidden, hidden])), hidden)
    const picture = kinds.map((kind) =>
      isFirst ? part(`cross ${kind}`, 'encoder_hidden_states') : past('encoder', kind),
    )
    const [seenKey = '', seenValue = ''] = picture
    const asked = { query: part('cross query', x), key: seenKey, value: seenValue, mask: pictureMask }
    const seen = layers.linear(`${name} cross out`, layers.attend(asked, block), [hidden, hidden])
    x = layers.norm(`${name} cross`, layers.add(x, seen), hidden)
    x = layers.norm(`${name} b`, layers.add(x, layers.feedForward(name, x, block)), hidden)
    kept.decoder.push(...own)
    // Later steps give a placeholder: what they were given is still there.
    const empty = weights.values('placeholder', [0, heads, 1, hidden / heads], () => new Float32Array(0))
    kept.encoder.push(...picture.map((each) => (isFirst ? each : graph.node('Identity', [empty]))))
  }
  const product = weights.product(graph, 'head', x, [hidden, vocabulary])
  const logits = layers.add(product, neverEnds(weights, vocabulary, special['</s>']))
  return [logits, ...kept.decoder, ...kept.encoder]
}
