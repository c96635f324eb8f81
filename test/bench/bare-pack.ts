/** @file The yardstick of the models: the same graphs and the same inputs with onnxruntime alone, no checks, no search. */
import { join } from 'node:path'
import * as onnxruntime from 'onnxruntime-node'
import { cacheNames, type CacheName } from '../../electron/inference/models/decoder-cache.ts'
import type {
  EmbeddingPack,
  FlorencePack,
  InstalledPack,
  VisionEncoderDecoderPack,
} from '../../electron/inference/pack/pack.ts'

import { timed, type Timed } from './pairs.ts'

type Session = onnxruntime.InferenceSession
type Tensor = onnxruntime.Tensor
type Tensors = Record<string, Tensor>

async function openBare(folder: string, file: string, threads: number): Promise<Session> {
  return onnxruntime.InferenceSession.create(join(folder, file), {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
  })
}

const floats = (data: Float32Array, dims: readonly number[]): Tensor => new onnxruntime.Tensor('float32', data, dims)
const wholes = (ids: readonly number[], dims: readonly number[]): Tensor =>
  new onnxruntime.Tensor('int64', BigInt64Array.from(ids, BigInt), dims)

function take(tensors: onnxruntime.InferenceSession.OnnxValueMapType, name: string): Tensor {
  const found = tensors[name]
  if (!(found instanceof onnxruntime.Tensor)) throw new Error(`no output ${name}`)
  return found
}

export interface BareEmbedder {
  look(pixels: Float32Array, count: number): Promise<unknown>
  read(ids: readonly number[]): Promise<unknown>
}

export async function openBareEmbedder(
  { folder, pack }: InstalledPack<EmbeddingPack>,
  threads: number,
): Promise<BareEmbedder> {
  const vision = await openBare(folder, pack.vision.file, threads)
  const text = await openBare(folder, pack.text.file, threads)
  const { width, height } = pack.image
  return {
    look: (pixels, count) =>
      vision.run({ [pack.vision.input]: floats(pixels, [count, 3, height, width]) }, [pack.vision.output]),
    read: (ids) => text.run({ [pack.text.input]: wholes(ids, [1, ids.length]) }, [pack.text.output]),
  }
}

/** One photo's words, greedily; each yields what the words alone took, the picture's share left out. */
export interface BareCaptioner {
  withCache(pixels: Float32Array): Promise<Timed>
  /** The whole line again for each word. */
  withoutCache(pixels: Float32Array): Promise<Timed>
}

interface Choice {
  readonly token: number
  readonly probability: number
}

/** The likeliest word and how likely it is: a caption without its confidence would be another result than ours. */
function likeliest({ data, dims }: Tensor): Choice {
  if (!(data instanceof Float32Array)) throw new Error('logits are float32')
  const vocabulary = dims.at(-1) ?? 0
  const last = data.subarray(data.length - vocabulary)
  let token = 0
  for (let other = 1; other < last.length; other++) if ((last[other] ?? 0) > (last[token] ?? 0)) token = other
  const highest = last[token] ?? 0
  let sum = 0
  for (let other = 0; other < last.length; other++) sum += Math.exp((last[other] ?? 0) - highest)
  return { token, probability: 1 / sum }
}

interface Speaker {
  readonly decoder: Session
  readonly names: readonly CacheName[]
  readonly empty: Tensor
  readonly startId: number
  readonly tokens: number
  /** What the decoder reads for these ids, besides its cache. */
  readonly feeds: (ids: readonly number[]) => Promise<Tensors>
  /** A cache that only the first step fills. */
  readonly isPicture: (name: string) => boolean
}

const flag = (value: boolean): Tensor => new onnxruntime.Tensor('bool', [value], [1])

async function speak(
  { decoder, names, empty, startId, tokens, feeds, isPicture }: Speaker,
  hasCache: boolean,
): Promise<number> {
  const nothing = Object.fromEntries(names.map(({ past }) => [past, empty]))
  let past: Tensors = nothing
  const ids = [startId]
  let confidence = 1
  const fetches = ['logits', ...names.map(({ present }) => present)]
  for (let step = 0; step < tokens; step++) {
    const isFirst = step === 0 || !hasCache
    const given = await feeds(hasCache ? ids.slice(-1) : ids)
    const outputs = await decoder.run(
      { ...given, use_cache_branch: flag(!isFirst), ...past },
      hasCache ? fetches : ['logits'],
    )
    const { token, probability } = likeliest(take(outputs, 'logits'))
    ids.push(token)
    confidence *= probability
    if (hasCache)
      past = Object.fromEntries(
        names.map((name) => [
          name.past,
          isFirst || !isPicture(name.past) ? take(outputs, name.present) : (past[name.past] ?? empty),
        ]),
      )
  }
  return confidence
}

export async function openBareDistilvit(
  { folder, pack }: InstalledPack<VisionEncoderDecoderPack>,
  threads: number,
): Promise<BareCaptioner> {
  const encoder = await openBare(folder, pack.encoder.file, threads)
  const decoder = await openBare(folder, pack.decoder.file, threads)
  const { width, height } = pack.image
  const { heads, headDim, layers } = pack.decoder
  const caption = async (pixels: Float32Array, hasCache: boolean): Promise<Timed> => {
    const seen = await encoder.run({ [pack.encoder.input]: floats(pixels, [1, 3, height, width]) })
    const states = take(seen, pack.encoder.output)
    const speaker: Speaker = {
      decoder,
      names: cacheNames(layers),
      empty: floats(new Float32Array(0), [1, heads, 0, headDim]),
      startId: pack.tokenizer.startId ?? 0,
      tokens: pack.generation.maxTokens,
      feeds: (ids) => Promise.resolve({ input_ids: wholes(ids, [1, ids.length]), encoder_hidden_states: states }),
      isPicture: () => false,
    }
    return timed(() => speak(speaker, hasCache))
  }
  return { withCache: (pixels) => caption(pixels, true), withoutCache: (pixels) => caption(pixels, false) }
}

export async function openBareFlorence(
  { folder, pack }: InstalledPack<FlorencePack>,
  promptIds: readonly number[],
  threads: number,
): Promise<BareCaptioner> {
  const [vision, embed, encoder, decoder] = await Promise.all(
    [pack.vision, pack.embed, pack.encoder, pack.decoder].map(({ file }) => openBare(folder, file, threads)),
  )
  if (vision === undefined || embed === undefined || encoder === undefined || decoder === undefined)
    throw new Error('four graphs')
  const { width, height } = pack.image
  const { heads, headDim, layers } = pack.decoder
  const embedded = async (ids: readonly number[]): Promise<Tensor> =>
    take(await embed.run({ input_ids: wholes(ids, [1, ids.length]) }), 'inputs_embeds')
  const caption = async (pixels: Float32Array, hasCache: boolean): Promise<Timed> => {
    const seen = take(
      await vision.run({ [pack.vision.input]: floats(pixels, [1, 3, height, width]) }),
      pack.vision.output,
    )
    const asked = joined(seen, await embedded(promptIds))
    const length = asked.dims[1] ?? 0
    const mask = wholes(new Array<number>(length).fill(1), [1, length])
    const states = take(await encoder.run({ inputs_embeds: asked, attention_mask: mask }), 'last_hidden_state')
    const speaker: Speaker = {
      decoder,
      names: [...cacheNames(layers, 'decoder'), ...cacheNames(layers, 'encoder')],
      empty: floats(new Float32Array(0), [1, heads, 0, headDim]),
      startId: pack.generation.decoderStartId,
      tokens: pack.levels.detailed.maxTokens,
      feeds: async (ids) => ({
        inputs_embeds: await embedded(ids),
        encoder_hidden_states: states,
        encoder_attention_mask: mask,
      }),
      isPicture: (name) => name.includes('.encoder.'),
    }
    return timed(() => speak(speaker, hasCache))
  }
  return { withCache: (pixels) => caption(pixels, true), withoutCache: (pixels) => caption(pixels, false) }
}

function joined(a: Tensor, b: Tensor): Tensor {
  if (!(a.data instanceof Float32Array) || !(b.data instanceof Float32Array)) throw new Error('embeddings are float32')
  const data = new Float32Array(a.data.length + b.data.length)
  data.set(a.data)
  data.set(b.data, a.data.length)
  return floats(data, [1, (a.dims[1] ?? 0) + (b.dims[1] ?? 0), a.dims[2] ?? 0])
}
