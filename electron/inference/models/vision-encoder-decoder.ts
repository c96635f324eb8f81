/**
 * @file The family `vision-encoder-decoder`: an image encoder and a text decoder with a self-attention cache, as
 * Optimum exports vit-gpt2, distilvit and our own demo model. It has one way of speaking.
 */
import { AppError } from '../../api/errors.ts'
import type { Captioner, CaptionerOptions, CaptionOptions, CaptionResult } from './captioner.ts'
import {
  captionOfSearch,
  decodeCaptions,
  output,
  type Feeds,
  type Outputs,
  type StepDecoder,
} from './decode-captions.ts'
import { cacheNames, gatherRows } from './decoder-cache.ts'
import type { GraphRule } from '../graphs/graph-check.ts'
import type { InstalledPack, VisionEncoderDecoderPack } from '../pack/pack.ts'
import { inputLength } from '../pack/preprocess.ts'
import { openGraph, type FloatValues, type GraphOptions } from '../graphs/session.ts'
import { altTextLimit } from './tidy-caption.ts'
import { createTokenizer } from '../words/tokenize.ts'

/** Makes a captioner; nothing is opened until it is needed. */
export function createVisionEncoderDecoder(
  installed: InstalledPack<VisionEncoderDecoderPack>,
  options: CaptionerOptions,
): Captioner {
  const { pack } = installed
  const takeTurn = options.takeTurn ?? (<Result>(run: () => Promise<Result>) => run())
  let parts: Promise<Parts> | undefined
  const open = (): Promise<Parts> => (parts ??= openParts(installed, options))

  async function caption(
    pixels: Float32Array,
    count: number,
    { beams = pack.generation.beams, signal }: CaptionOptions = {},
  ): Promise<CaptionResult[]> {
    if (pixels.length !== count * inputLength(pack.image))
      throw new AppError('internal', `${count} pictures do not have ${pixels.length} values.`)
    if (count === 0) return []
    const { encoder, decoder, tokenizer } = await open()
    signal?.throwIfAborted()
    const dims = [count, 3, pack.image.height, pack.image.width]
    const encoded = await takeTurn(() => encoder.run({ [pack.encoder.input]: { data: pixels, dims } }))
    const states = output(encoded, pack.encoder.output)
    const rule = { ...pack.generation, beams, endId: pack.tokenizer.endId }
    const searches = await decodeCaptions({
      packId: pack.id,
      decoder: new CachedDecoder(pack, states, (feeds) => takeTurn(() => decoder.run(feeds))),
      photos: count,
      startId: pack.tokenizer.startId ?? rule.endId,
      vocabulary: pack.decoder.vocabulary,
      rule,
      signal,
    })
    return searches.map((search) => captionOfSearch(search, rule, { tokenizer, limit: altTextLimit }))
  }

  return {
    pack,
    notice: undefined,
    caption,
    async prepare() {
      return (await open()).decoder.choice
    },
    async captionLevels(pixels, count, { beams, signal }) {
      const results = await caption(pixels, count, {
        ...(beams === undefined ? {} : { beams }),
        ...(signal === undefined ? {} : { signal }),
      })
      return results.map((result) => [result])
    },
    async close() {
      const opened = await parts?.catch(() => undefined)
      await opened?.encoder.close()
      await opened?.decoder.close()
    },
  }
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

/** A decoder whose only cache is its own words; it reads the picture's states anew at each step. */
class CachedDecoder implements StepDecoder {
  readonly #run: (feeds: Feeds) => Promise<Outputs>
  readonly #names: ReturnType<typeof cacheNames>
  #states: FloatValues
  #past: Map<string, FloatValues>
  #isFirst = true

  constructor({ decoder }: VisionEncoderDecoderPack, states: FloatValues, run: (feeds: Feeds) => Promise<Outputs>) {
    this.#run = run
    this.#names = cacheNames(decoder.layers)
    this.#states = states
    const dims = [states.dims[0] ?? 0, decoder.heads, 0, decoder.headDim]
    this.#past = new Map(this.#names.map(({ past }) => [past, { data: new Float32Array(0), dims }]))
  }

  async step(lastIds: readonly number[]): Promise<Outputs> {
    const outputs = await this.#run({
      input_ids: { data: BigInt64Array.from(lastIds, BigInt), dims: [lastIds.length, 1] },
      encoder_hidden_states: this.#states,
      use_cache_branch: { data: Uint8Array.of(this.#isFirst ? 0 : 1), dims: [1] },
      ...Object.fromEntries(this.#past),
    })
    this.#isFirst = false
    this.#past = new Map(this.#names.map(({ past, present }) => [past, output(outputs, present)]))
    return outputs
  }

  keep(rows: readonly number[]): void {
    this.#states = gatherRows(this.#states, rows)
    for (const [name, values] of this.#past) this.#past.set(name, gatherRows(values, rows))
  }
}
