/**
 * @file A CLIP pack of the true shape and with random weights, made on the spot: for measuring speed, not meaning.
 * The default is ViT-B/32 with its text tower (Radford et al. 2021): 88 and 63 million weights, float32.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EmbeddingPack } from '../../electron/inference/pack/pack.ts'
import { byteTokenizer } from './byte-tokenizer.ts'
import { Layers } from './layers.ts'
import { GraphWriter } from './onnx-writer.ts'
import { writePack } from './pack-files.ts'
import { Weights } from './weights.ts'

export interface ClipShape {
  readonly image: number
  readonly patch: number
  readonly hidden: number
  readonly layers: number
  readonly heads: number
  readonly dims: number
  readonly textHidden: number
  readonly textLayers: number
  readonly textHeads: number
  readonly vocabulary: number
  readonly contextLength: number
}

export const vitB32: ClipShape = {
  image: 224,
  patch: 32,
  hidden: 768,
  layers: 12,
  heads: 12,
  dims: 512,
  textHidden: 512,
  textLayers: 12,
  textHeads: 8,
  vocabulary: 49408,
  contextLength: 77,
}

/** Writes `vision.onnx`, `text.onnx`, `tokenizer.json` and `pack.json` into a folder (about 600 MB at full size). */
export async function makeRandomClipPack(folder: string, changes: Partial<ClipShape> = {}): Promise<void> {
  const shape = { ...vitB32, ...changes }
  await mkdir(folder, { recursive: true })
  await writeVision(join(folder, 'vision.onnx'), shape)
  await writeText(join(folder, 'text.onnx'), shape)
  const specials = { '<|startoftext|>': shape.vocabulary - 2, '<|endoftext|>': shape.vocabulary - 1 }
  await writeFile(join(folder, 'tokenizer.json'), JSON.stringify(byteTokenizer(specials)))
  await writePack<EmbeddingPack>(folder, ['vision.onnx', 'text.onnx', 'tokenizer.json'], description(shape))
}

async function writeVision(path: string, shape: ClipShape): Promise<void> {
  const { image, patch, hidden, heads, dims } = shape
  const graph = new GraphWriter()
  const weights = new Weights(graph, 'float32', 1)
  const layers = new Layers(graph, weights)
  const patches = (image / patch) ** 2
  const tokens = layers.patches('patches', 'pixel_values', { side: image, patch, hidden })
  const positions = weights.tensor('positions', [1, patches + 1, hidden], 0.02)
  let x = layers.norm('first', layers.add(layers.withClassToken('tokens', tokens, hidden), positions), hidden)
  const block = { hidden, heads, inner: 4 * hidden, activation: 'quick-gelu' } as const
  for (let layer = 0; layer < shape.layers; layer++) x = layers.block(`layer ${layer}`, x, block)
  const pooled = graph.node('Gather', [x, weights.wholes([0], [])], { axis: 1 })
  const projection = weights.tensor('projection', [hidden, dims], 0.05)
  graph.nodeTo('image_embeds', 'MatMul', [layers.norm('last', pooled, hidden), projection])
  await graph.write(
    path,
    [{ name: 'pixel_values', type: 'float32', shape: ['batch', 3, image, image] }],
    [{ name: 'image_embeds', type: 'float32', shape: ['batch', dims] }],
  )
}

async function writeText(path: string, shape: ClipShape): Promise<void> {
  const { textHidden: hidden, textHeads: heads, contextLength, vocabulary, dims } = shape
  const graph = new GraphWriter()
  const weights = new Weights(graph, 'float32', 2)
  const layers = new Layers(graph, weights)
  const zero = weights.wholes([0])
  const length = layers.sizeOf('input_ids', 1)
  const used = graph.node('Slice', [weights.tensor('positions', [contextLength, hidden], 0.02), zero, length, zero])
  let x = layers.add(weights.lookUp(graph, 'words', 'input_ids', [vocabulary, hidden]), used)
  const mask = layers.causalMask(length, zero)
  const block = { hidden, heads, inner: 4 * hidden, activation: 'quick-gelu' } as const
  for (let layer = 0; layer < shape.textLayers; layer++) x = layers.block(`layer ${layer}`, x, block, mask)
  // The end id is the highest of the vocabulary, as in CLIP: ArgMax finds its first place.
  const end = graph.node('ArgMax', ['input_ids'], { axis: 1, keepdims: 1 })
  const column = graph.node('Unsqueeze', [end, weights.wholes([2])])
  const row = graph.node('Expand', [column, weights.wholes([1, 1, hidden])])
  const pooled = graph.node('Squeeze', [
    graph.node('GatherElements', [layers.norm('last', x, hidden), row], { axis: 1 }),
    weights.wholes([1]),
  ])
  graph.nodeTo('text_embeds', 'MatMul', [pooled, weights.tensor('projection', [hidden, dims], 0.05)])
  await graph.write(
    path,
    [{ name: 'input_ids', type: 'int64', shape: ['batch', 'length'] }],
    [{ name: 'text_embeds', type: 'float32', shape: ['batch', dims] }],
  )
}

function description(shape: ClipShape): Omit<EmbeddingPack, 'files'> {
  return {
    format: 1,
    id: 'random-vit',
    set: 'bench',
    title: 'Random weights in the shape of CLIP',
    revision: '1',
    licence: 'MIT',
    source: 'test/bench/random-vit.ts',
    languages: ['en'],
    scope: 'drawings',
    about: 'For measuring speed. It understands nothing.',
    image: {
      width: shape.image,
      height: shape.image,
      fit: 'crop',
      kernel: 'cubic',
      mean: [0.48145466, 0.4578275, 0.40821073],
      std: [0.26862954, 0.26130258, 0.27577711],
    },
    tokenizer: {
      file: 'tokenizer.json',
      contextLength: shape.contextLength,
      startId: shape.vocabulary - 2,
      endId: shape.vocabulary - 1,
      padId: 0,
    },
    task: 'embedding',
    family: 'clip',
    dims: shape.dims,
    vision: { file: 'vision.onnx', input: 'pixel_values', output: 'image_embeds' },
    text: { file: 'text.onnx', input: 'input_ids', output: 'text_embeds' },
    prompts: ['{}'],
    calibration: { scale: 100, bias: -25, cutoff: 0.1 },
  }
}
