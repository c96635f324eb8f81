/**
 * @file Photos into sentences: the family `vision-encoder-decoder`, an image encoder and a text decoder with a
 * key/value cache.
 */
import { AppError } from '../api/errors.ts'
import { advance, bestBeam, startSearch, type Search, type SearchRule } from './beam-search.ts'
import { cacheNames, gatherRows } from './decoder-cache.ts'
import type { GraphRule } from './graph-check.ts'
import type { CaptionPack, InstalledPack, VisionEncoderDecoderPack } from './pack.ts'
import { inputLength } from './preprocess.ts'
import type { ProviderChoice } from './providers.ts'
import { openGraph, type FloatValues, type Graph, type GraphOptions } from './session.ts'
import { tidyCaption } from './tidy-caption.ts'
import { createTokenizer } from './tokenize.ts'

export interface CaptionResult {
  /** Tidied; empty when the model said nothing readable. */
  readonly text: string
  /** `exp(mean log p)` of the chosen tokens, the end included, from the unmodified softmax: 0 to 1. */
  readonly confidence: number
  /** What was chosen, without the start, with the end where it was reached. */
  readonly tokenIds: number[]
}

export interface CaptionOptions {
  /** Default: the pack's. 1 is greedy. */
  readonly beams?: number
  /** Looked at between steps. */
  readonly signal?: AbortSignal
}

export interface Captioner {
  readonly pack: CaptionPack
  /** Opens the graphs now instead of at the first use. */
  prepare(): Promise<ProviderChoice>
  /**
   * @param pixels `[count, 3, height, width]`, normalised by the pack's image rule
   * @returns one result per photo, in order; each is what the photo alone would have got
   * @throws AppError 'provider-failed'; the signal's reason when aborted
   */
  caption(pixels: Float32Array, count: number, options?: CaptionOptions): Promise<CaptionResult[]>
  close(): Promise<void>
}

export interface CaptionerOptions extends GraphOptions {
  /** Wraps every run of a graph, so that others can go between two steps of a long caption. */
  readonly takeTurn?: <Result>(run: () => Promise<Result>) => Promise<Result>
}

/**
 * Makes a captioner; nothing is opened until it is needed.
 * @throws AppError 'bad-request' for a family this version cannot run yet
 */
export function createCaptioner(
  installed: InstalledPack<CaptionPack>,
  options: CaptionerOptions = {},
): Promise<Captioner> {
  const { folder, pack } = installed
  if (pack.family === 'florence2') throw new AppError('bad-request', `The model pack "${pack.id}" cannot be run yet.`)
  return createVisionEncoderDecoder({ folder, pack }, options)
}

function createVisionEncoderDecoder(
  installed: InstalledPack<VisionEncoderDecoderPack>,
  options: CaptionerOptions = {},
): Promise<Captioner> {
  const { pack } = installed
  const takeTurn = options.takeTurn ?? (<Result>(run: () => Promise<Result>) => run())
  let parts: Promise<Parts> | undefined
  const open = (): Promise<Parts> => (parts ??= openParts(installed, options))

  return Promise.resolve({
    pack,
    async prepare() {
      return (await open()).decoder.choice
    },
    async caption(pixels, count, { beams = pack.generation.beams, signal } = {}) {
      if (pixels.length !== count * inputLength(pack.image))
        throw new AppError('internal', `${count} pictures do not have ${pixels.length} values.`)
      if (count === 0) return []
      const { encoder, decoder, tokenizer } = await open()
      signal?.throwIfAborted()
      const dims = [count, 3, pack.image.height, pack.image.width]
      const encoded = await takeTurn(() => encoder.run({ [pack.encoder.input]: { data: pixels, dims } }))
      const states = output(encoded, pack.encoder.output)
      const rule = { ...pack.generation, beams, endId: pack.tokenizer.endId }
      const run = (feeds: Feeds): Promise<Outputs> => takeTurn(() => decoder.run(feeds))
      const searches = await decode(pack, { states, rule, run, signal })
      return searches.map((search) => {
        const { ids, logProbability } = bestBeam(search)
        const tokenIds = ids.slice(1)
        return {
          text: tidyCaption(tokenizer.decode(tokenIds.filter((id) => id !== rule.endId))),
          confidence: Math.min(1, Math.exp(logProbability / Math.max(1, tokenIds.length))),
          tokenIds,
        }
      })
    },
    async close() {
      const opened = await parts?.catch(() => undefined)
      await opened?.encoder.close()
      await opened?.decoder.close()
    },
  })
}

type Parts = Awaited<ReturnType<typeof openParts>>

async function openParts(installed: InstalledPack<VisionEncoderDecoderPack>, options: GraphOptions) {
  const { pack } = installed
  const tokenizer = await createTokenizer(installed)
  const encoder = await openGraph(installed, pack.encoder.file, encoderRule(pack), options)
  try {
    const decoder = await openGraph(installed, pack.decoder.file, decoderRule(pack), options)
    return { tokenizer, encoder, decoder }
  } catch (error) {
    await encoder.close()
    throw error
  }
}

function encoderRule({ encoder, image }: VisionEncoderDecoderPack): GraphRule {
  return {
    inputs: [{ name: encoder.input, type: 'float32', shape: ['batch', 3, image.height, image.width] }],
    outputs: [{ name: encoder.output, type: 'float32', shape: ['batch', 'patches', 'width'] }],
  }
}

function decoderRule({ decoder }: VisionEncoderDecoderPack): GraphRule {
  const cache = ['batch', decoder.heads, 'length', decoder.headDim]
  const names = cacheNames(decoder.layers)
  return {
    inputs: [
      { name: 'input_ids', type: 'int64', shape: ['batch', 'length'] },
      { name: 'encoder_hidden_states', type: 'float32', shape: ['batch', 'patches', 'width'] },
      { name: 'use_cache_branch', type: 'bool', shape: [1] },
      ...names.map(({ past }) => ({ name: past, type: 'float32' as const, shape: cache })),
    ],
    outputs: [
      { name: 'logits', type: 'float32', shape: ['batch', 'length', decoder.vocabulary] },
      ...names.map(({ present }) => ({ name: present, type: 'float32' as const, shape: cache })),
    ],
  }
}

type Feeds = Parameters<Graph['run']>[0]
type Outputs = Awaited<ReturnType<Graph['run']>>

interface Decoding {
  readonly states: FloatValues
  readonly rule: SearchRule
  readonly run: (feeds: Feeds) => Promise<Outputs>
  readonly signal: AbortSignal | undefined
}

/**
 * All photos step together, one row per running beam. A photo that is done leaves the batch and its rows leave the
 * cache, so that a long caption holds up nobody and costs only itself.
 */
async function decode(
  pack: VisionEncoderDecoderPack,
  { states: first, rule, run, signal }: Decoding,
): Promise<Search[]> {
  const { layers, heads, headDim, vocabulary } = pack.decoder
  const names = cacheNames(layers)
  const photos = first.dims[0] ?? 0
  const searches = Array.from({ length: photos }, () => startSearch(pack.tokenizer.startId ?? rule.endId))
  let states = first
  const empty: FloatValues = { data: new Float32Array(0), dims: [photos, heads, 0, headDim] }
  let past = new Map(names.map((name) => [name.past, empty]))
  for (let step = 0; searches.some(({ running }) => running.length > 0); step++) {
    signal?.throwIfAborted()
    const lastIds = searches.flatMap(({ running }) => running.map(({ ids }) => BigInt(ids.at(-1) ?? rule.endId)))
    const outputs = await run({
      input_ids: { data: BigInt64Array.from(lastIds), dims: [lastIds.length, 1] },
      encoder_hidden_states: states,
      use_cache_branch: { data: Uint8Array.of(step === 0 ? 0 : 1), dims: [1] },
      ...Object.fromEntries(past),
    })
    const rows = advanceAll(searches, finiteLogits(outputs, lastIds.length * vocabulary, pack.id), vocabulary, rule)
    states = gatherRows(states, rows)
    past = new Map(names.map((name) => [name.past, gatherRows(output(outputs, name.present), rows)]))
  }
  return searches
}

/** Steps every running search in place and says which old row each new row continues. */
function advanceAll(searches: Search[], logits: Float32Array, vocabulary: number, rule: SearchRule): number[] {
  const rows: number[] = []
  let row = 0
  for (const [photo, before] of searches.entries()) {
    const count = before.running.length
    if (count === 0) continue
    const own = logits.subarray(row * vocabulary, (row + count) * vocabulary)
    const { search, parents } = advance(before, own, rule)
    searches[photo] = search
    for (const parent of parents) rows.push(row + parent)
    row += count
  }
  return rows
}

function finiteLogits(outputs: Outputs, length: number, packId: string): Float32Array {
  const { data } = output(outputs, 'logits')
  if (data.length !== length)
    throw new AppError('provider-failed', `The model "${packId}" gave ${data.length} logits instead of ${length}.`)
  // NaN spreads through a sum; a logit of -infinity is a legal "never", so the sum alone decides nothing else.
  for (const logit of data) {
    if (!(logit < Number.POSITIVE_INFINITY))
      throw new AppError('provider-failed', `The model "${packId}" gave probabilities that are not numbers.`, {
        hint: 'If other photos fail as well, choose another model or provider in the settings.',
      })
  }
  return data
}

function output(outputs: Outputs, name: string): FloatValues {
  const found = outputs.get(name)
  if (found === undefined) throw new AppError('provider-failed', `The model gave no output "${name}".`)
  return found
}
