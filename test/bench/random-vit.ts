/**
 * @file A CLIP pack of the true shape and with random weights, made on the spot: for measuring speed, not meaning.
 * The default is ViT-B/32 with its text tower (Radford et al. 2021): 88 and 63 million weights, float32.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EmbeddingPack } from '../../electron/inference/pack.ts'
import { GraphWriter } from './onnx-writer.ts'

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
  await writeFile(join(folder, 'tokenizer.json'), JSON.stringify(byteTokenizer(shape)))
  const files = []
  for (const path of ['vision.onnx', 'text.onnx', 'tokenizer.json']) files.push(await describe(folder, path))
  await writeFile(join(folder, 'pack.json'), JSON.stringify(description(shape, files), undefined, 2))
}

/** The same numbers every time, of the size that trained layers start with. */
function createRandom(seed: number): (count: number, scale: number) => Float32Array {
  let state = seed
  return (count, scale) => {
    const values = new Float32Array(count)
    for (let index = 0; index < count; index++) {
      // A linear congruential generator (Numerical Recipes): speed matters here, the quality of chance does not.
      state = (Math.imul(state, 1664525) + 1013904223) | 0
      values[index] = (state / 2 ** 31) * scale
    }
    return values
  }
}

type Random = ReturnType<typeof createRandom>

async function writeVision(path: string, shape: ClipShape): Promise<void> {
  const { image, patch, hidden, dims } = shape
  const graph = new GraphWriter()
  const random = createRandom(1)
  const patches = (image / patch) ** 2
  const kernel = graph.floats([hidden, 3, patch, patch], random(hidden * 3 * patch * patch, 0.02))
  const grid = graph.node('Conv', ['pixel_values', kernel], { strides: [patch, patch], kernel_shape: [patch, patch] })
  const flat = graph.node('Reshape', [grid, graph.wholes([0, hidden, patches])])
  const tokens = graph.node('Transpose', [flat], { perm: [0, 2, 1] })
  // The class token is repeated for each photo: expand [1, 1, hidden] by the batch's size.
  const batch = graph.node('Gather', [graph.node('Shape', ['pixel_values']), graph.wholes([0])], { axis: 0 })
  const size = graph.node('Concat', [batch, graph.wholes([1, hidden])], { axis: 0 })
  const first = graph.node('Expand', [graph.floats([1, 1, hidden], random(hidden, 0.02)), size])
  const all = graph.node('Concat', [first, tokens], { axis: 1 })
  const positions = graph.floats([1, patches + 1, hidden], random((patches + 1) * hidden, 0.02))
  let x = norm(graph, graph.node('Add', [all, positions]), hidden)
  for (let layer = 0; layer < shape.layers; layer++) x = block(graph, random, x, hidden, shape.heads)
  const pooled = graph.node('Gather', [x, graph.wholes([0], [])], { axis: 1 })
  const projection = graph.floats([hidden, dims], random(hidden * dims, 0.05))
  graph.nodeTo('image_embeds', 'MatMul', [norm(graph, pooled, hidden), projection])
  await graph.write(
    path,
    [{ name: 'pixel_values', type: 'float32', shape: ['batch', 3, image, image] }],
    [{ name: 'image_embeds', type: 'float32', shape: ['batch', dims] }],
  )
}

async function writeText(path: string, shape: ClipShape): Promise<void> {
  const { textHidden: hidden, contextLength, vocabulary, dims } = shape
  const graph = new GraphWriter()
  const random = createRandom(2)
  const table = graph.floats([vocabulary, hidden], random(vocabulary * hidden, 0.02))
  const positions = graph.floats([contextLength, hidden], random(contextLength * hidden, 0.02))
  const length = graph.node('Gather', [graph.node('Shape', ['input_ids']), graph.wholes([1])], { axis: 0 })
  const zero = graph.wholes([0])
  const used = graph.node('Slice', [positions, zero, length, zero])
  let x = graph.node('Add', [graph.node('Gather', [table, 'input_ids'], { axis: 0 }), used])
  const future = Float32Array.from({ length: contextLength ** 2 }, (_, index) =>
    index % contextLength > Math.floor(index / contextLength) ? -1e9 : 0,
  )
  const causal = graph.floats([contextLength, contextLength], future)
  const both = graph.node('Concat', [length, length], { axis: 0 })
  const mask = graph.node('Slice', [causal, graph.wholes([0, 0]), both, graph.wholes([0, 1])])
  for (let layer = 0; layer < shape.textLayers; layer++) x = block(graph, random, x, hidden, shape.textHeads, mask)
  // The end id is the highest of the vocabulary, as in CLIP: ArgMax finds its first place.
  const end = graph.node('ArgMax', ['input_ids'], { axis: 1, keepdims: 1 })
  const column = graph.node('Unsqueeze', [end, graph.wholes([2])])
  const row = graph.node('Expand', [column, graph.wholes([1, 1, hidden])])
  const pooled = graph.node('Squeeze', [
    graph.node('GatherElements', [norm(graph, x, hidden), row], { axis: 1 }),
    graph.wholes([1]),
  ])
  graph.nodeTo('text_embeds', 'MatMul', [pooled, graph.floats([hidden, dims], random(hidden * dims, 0.05))])
  await graph.write(
    path,
    [{ name: 'input_ids', type: 'int64', shape: ['batch', 'length'] }],
    [{ name: 'text_embeds', type: 'float32', shape: ['batch', dims] }],
  )
}

function norm(graph: GraphWriter, x: string, hidden: number): string {
  const scale = graph.floats([hidden], new Float32Array(hidden).fill(1))
  const bias = graph.floats([hidden], new Float32Array(hidden))
  return graph.node('LayerNormalization', [x, scale, bias], { axis: -1, epsilon: { float: 1e-5 } })
}

function linear(graph: GraphWriter, random: Random, x: string, wide: number, tall: number): string {
  const product = graph.node('MatMul', [x, graph.floats([wide, tall], random(wide * tall, 1.7 / Math.sqrt(wide)))])
  return graph.node('Add', [product, graph.floats([tall], random(tall, 0.02))])
}

/** One pre-norm transformer layer with CLIP's quick GELU, `x * sigmoid(1.702 x)`. */
function block(graph: GraphWriter, random: Random, x: string, hidden: number, heads: number, mask?: string): string {
  const width = hidden / heads
  const normal = norm(graph, x, hidden)
  const split = graph.wholes([0, 0, heads, width])
  const part = (perm: readonly number[]): string =>
    graph.node('Transpose', [graph.node('Reshape', [linear(graph, random, normal, hidden, hidden), split])], { perm })
  const query = part([0, 2, 1, 3])
  const key = part([0, 2, 3, 1])
  const value = part([0, 2, 1, 3])
  const scale = graph.floats([], Float32Array.of(1 / Math.sqrt(width)))
  const scores = graph.node('Mul', [graph.node('MatMul', [query, key]), scale])
  const masked = mask === undefined ? scores : graph.node('Add', [scores, mask])
  const weights = graph.node('Softmax', [masked], { axis: 3 })
  const mixed = graph.node('Transpose', [graph.node('MatMul', [weights, value])], { perm: [0, 2, 1, 3] })
  const merged = graph.node('Reshape', [mixed, graph.wholes([0, 0, hidden])])
  const attended = graph.node('Add', [x, linear(graph, random, merged, hidden, hidden)])
  const inner = linear(graph, random, norm(graph, attended, hidden), hidden, 4 * hidden)
  const steep = graph.node('Mul', [inner, graph.floats([], Float32Array.of(1.702))])
  const active = graph.node('Mul', [inner, graph.node('Sigmoid', [steep])])
  return graph.node('Add', [attended, linear(graph, random, active, 4 * hidden, hidden)])
}

/** Byte-level BPE without merges: every byte is a token, so ids are many, which is the slow case. */
function byteTokenizer({ vocabulary }: ClipShape): object {
  const printable = (byte: number): boolean => (byte > 32 && byte < 127) || (byte > 160 && byte !== 173)
  const vocab: Record<string, number> = {}
  let beyond = 256
  for (let byte = 0; byte < 256; byte++) vocab[String.fromCodePoint(printable(byte) ? byte : beyond++)] = byte
  const special = (id: number, content: string): object => ({
    ...{ id, content, special: true, normalized: false, single_word: false, lstrip: false, rstrip: false },
  })
  const [start, end] = [vocabulary - 2, vocabulary - 1]
  Object.assign(vocab, { '<|startoftext|>': start, '<|endoftext|>': end })
  return {
    version: '1.0',
    added_tokens: [special(start, '<|startoftext|>'), special(end, '<|endoftext|>')],
    normalizer: { type: 'Lowercase' },
    pre_tokenizer: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: false, use_regex: true },
    post_processor: null,
    decoder: { type: 'ByteLevel' },
    model: { type: 'BPE', vocab, merges: [], continuing_subword_prefix: '', end_of_word_suffix: '' },
  }
}

async function describe(folder: string, path: string): Promise<EmbeddingPack['files'][number]> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(join(folder, path))) hash.update(chunk as Buffer) // no encoding: Buffers
  return { path, bytes: (await stat(join(folder, path))).size, sha256: hash.digest('hex') }
}

function description(shape: ClipShape, files: EmbeddingPack['files']): EmbeddingPack {
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
    files,
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
