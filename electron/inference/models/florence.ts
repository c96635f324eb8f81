/**
 * @file The family `florence2`: a vision encoder, a BART encoder over the picture and a prompt, and a decoder with both
 * caches. One look at a photo serves all levels: the vision encoder is most of the work.
 */
import { AppError } from '../../api/errors.ts'
import type { CaptionLevel } from '../../api/caption.ts'
import { correctedGraph } from './attention-scale.ts'
import type { Captioner, CaptionerOptions, CaptionResult } from './captioner.ts'
import { captionOfSearch, decodeCaptions, output } from './decode-captions.ts'
import { FlorenceDecoder } from './florence-decoder.ts'
import { decoderRule, embedRule, encoderRule, visionRule } from './florence-graphs.ts'
import type { FlorencePack, InstalledPack } from '../pack/pack.ts'
import { inputLength } from '../pack/preprocess.ts'
import { openGraph, type FloatValues, type Graph } from '../graphs/session.ts'
import { altTextLimit, descriptionLimit } from './tidy-caption.ts'
import { createTokenizer, type Tokenizer } from '../words/tokenize.ts'

/** Makes a captioner; nothing is opened until it is needed. */
export function createFlorence(installed: InstalledPack<FlorencePack>, options: CaptionerOptions): Captioner {
  const { pack } = installed
  const florence = new Florence(installed, options)
  return {
    pack,
    get notice() {
      return florence.notice
    },
    prepare: async () => (await florence.open()).vision.choice,
    async caption(pixels, count, { level = 'detailed', ...rest } = {}) {
      const results = await florence.captionLevels(pixels, count, { ...rest, levels: [level] })
      return results.flat()
    },
    captionLevels: (pixels, count, rest) => florence.captionLevels(pixels, count, rest),
    close: () => florence.close(),
  }
}

interface Parts {
  readonly tokenizer: Tokenizer
  readonly vision: Graph
  readonly embed: Graph
  readonly encoder: Graph
  readonly decoder: Graph
}

/** The graphs of one pack, opened together at the first use. */
class Florence {
  readonly #installed: InstalledPack<FlorencePack>
  readonly #options: CaptionerOptions
  #parts: Promise<Parts> | undefined
  #notice: string | undefined

  constructor(installed: InstalledPack<FlorencePack>, options: CaptionerOptions) {
    this.#installed = installed
    this.#options = options
  }

  get notice(): string | undefined {
    return this.#notice
  }

  open(): Promise<Parts> {
    return (this.#parts ??= this.#openParts())
  }

  async captionLevels(
    pixels: Float32Array,
    count: number,
    {
      levels,
      beams,
      signal,
    }: { levels: readonly CaptionLevel[]; beams?: number | undefined; signal?: AbortSignal | undefined },
  ): Promise<CaptionResult[][]> {
    const { image } = this.#installed.pack
    if (pixels.length !== count * inputLength(image))
      throw new AppError('internal', `${count} pictures do not have ${pixels.length} values.`)
    const perPhoto: CaptionResult[][] = Array.from({ length: count }, () => [])
    if (count === 0) return perPhoto
    const parts = await this.open()
    const pictures = await this.#look(parts, pixels, signal)
    const together = this.#photosTogether(pictures.dims[1] ?? 0, beams)
    for (let start = 0; start < count; start += together) {
      const some = rowsOf(pictures, start, Math.min(count, start + together))
      for (const level of levels) {
        const results = await this.#say(parts, some, { level, beams, signal })
        for (const [photo, result] of results.entries()) perPhoto[start + photo]?.push(result)
      }
    }
    return perPhoto
  }

  async close(): Promise<void> {
    const parts = await this.#parts?.catch(() => undefined)
    if (parts === undefined) return
    for (const graph of [parts.vision, parts.embed, parts.encoder, parts.decoder]) await graph.close()
  }

  async #openParts(): Promise<Parts> {
    const { pack } = this.#installed
    const tokenizer = await createTokenizer(this.#installed)
    const opened: Graph[] = []
    const open = async (...args: Parameters<typeof openGraph>): Promise<Graph> => {
      const graph = await openGraph(...args)
      opened.push(graph)
      return graph
    }
    try {
      const vision = await open(this.#installed, await this.#visionFile(), visionRule(pack), this.#options)
      const embed = await open(this.#installed, pack.embed.file, embedRule, this.#options)
      const encoder = await open(this.#installed, pack.encoder.file, encoderRule, this.#options)
      const decoder = await open(this.#installed, pack.decoder.file, decoderRule(pack), this.#options)
      return { tokenizer, vision, embed, encoder, decoder }
    } catch (error) {
      for (const graph of opened) await graph.close()
      throw error
    }
  }

  async #visionFile(): Promise<string> {
    const { pack } = this.#installed
    if (this.#options.correctAttention !== true || pack.attentionScale === undefined) return pack.vision.file
    const corrected = await correctedGraph(this.#installed, pack.attentionScale)
    this.#notice = corrected.notice
    return corrected.file
  }

  /** `[photos, tokens, width]`. One photo at a time: a batch gains nothing on a processor and costs its memory. */
  async #look(parts: Parts, pixels: Float32Array, signal: AbortSignal | undefined): Promise<FloatValues> {
    const { image, vision } = this.#installed.pack
    const length = inputLength(image)
    const seen: FloatValues[] = []
    for (let start = 0; start < pixels.length; start += length) {
      signal?.throwIfAborted()
      const data = pixels.subarray(start, start + length)
      const feeds = { [vision.input]: { data, dims: [1, 3, image.height, image.width] } }
      seen.push(output(await this.#turn(() => parts.vision.run(feeds)), vision.output))
    }
    return stackRows(seen)
  }

  /** Each beam keeps keys and values of the whole picture in every layer: 22 MB at the base model's size. */
  #photosTogether(tokens: number, beams: number | undefined): number {
    const { decoder, generation } = this.#installed.pack
    const rowBytes = 2 * 4 * decoder.layers * decoder.heads * decoder.headDim * tokens
    const rows = Math.floor((this.#options.cacheBytes ?? defaultCacheBytes) / rowBytes)
    return Math.max(1, Math.floor(rows / (beams ?? generation.beams)))
  }

  async #say(parts: Parts, pictures: FloatValues, { level, beams, signal }: SayOptions): Promise<CaptionResult[]> {
    const { pack } = this.#installed
    const { prompt, maxTokens } = pack.levels[level]
    const [photos = 0] = pictures.dims
    const run = (graph: Graph, feeds: Parameters<Graph['run']>[0]) => this.#turn(() => graph.run(feeds))
    const embed = async (ids: BigInt64Array, dims: readonly number[]): Promise<FloatValues> =>
      output(await run(parts.embed, { input_ids: { data: ids, dims } }), 'inputs_embeds')

    signal?.throwIfAborted()
    const promptIds = parts.tokenizer.encode(prompt)
    const asked = joinPrompt(pictures, await embed(promptIds, [1, promptIds.length]))
    const mask = { data: new BigInt64Array(photos * (asked.dims[1] ?? 0)).fill(1n), dims: asked.dims.slice(0, 2) }
    const encoded = await run(parts.encoder, { inputs_embeds: asked, attention_mask: mask })
    const { forcedFirstId, decoderStartId, ...search } = pack.generation
    const rule = { ...search, beams: beams ?? search.beams, forcedFirstId, maxTokens, endId: pack.tokenizer.endId }
    const searches = await decodeCaptions({
      packId: pack.id,
      decoder: new FlorenceDecoder(pack, output(encoded, 'last_hidden_state'), {
        embed: (ids) => embed(ids, [ids.length, 1]),
        run: (feeds) => run(parts.decoder, feeds),
      }),
      photos,
      startId: decoderStartId,
      vocabulary: pack.decoder.vocabulary,
      rule,
      signal,
    })
    const limit = level === 'full' ? descriptionLimit : altTextLimit
    return searches.map((found) => ({ ...captionOfSearch(found, rule, { tokenizer: parts.tokenizer, limit }), level }))
  }

  #turn<Result>(run: () => Promise<Result>): Promise<Result> {
    return this.#options.takeTurn === undefined ? run() : this.#options.takeTurn(run)
  }
}

const defaultCacheBytes = 150_000_000

interface SayOptions {
  readonly level: CaptionLevel
  readonly beams: number | undefined
  readonly signal: AbortSignal | undefined
}

function rowsOf({ data, dims: [, ...rest] }: FloatValues, start: number, end: number): FloatValues {
  const length = rest.reduce((product, size) => product * size, 1)
  return { data: data.subarray(start * length, end * length), dims: [end - start, ...rest] }
}

function stackRows(rows: readonly FloatValues[]): FloatValues {
  const [first] = rows
  if (first === undefined || rows.length === 1) return first ?? { data: new Float32Array(0), dims: [0, 0, 0] }
  const data = new Float32Array(rows.length * first.data.length)
  rows.forEach((row, index) => data.set(row.data, index * first.data.length))
  return { data, dims: [rows.length, ...first.dims.slice(1)] }
}

/** The picture's tokens first, then the prompt's, for each photo. */
function joinPrompt(pictures: FloatValues, prompt: FloatValues): FloatValues {
  const [photos = 0, tokens = 0, width = 0] = pictures.dims
  const words = prompt.dims[1] ?? 0
  const data = new Float32Array(photos * (tokens + words) * width)
  for (let photo = 0; photo < photos; photo++) {
    const start = photo * (tokens + words) * width
    data.set(pictures.data.subarray(photo * tokens * width, (photo + 1) * tokens * width), start)
    data.set(prompt.data, start + tokens * width)
  }
  return { data, dims: [photos, tokens + words, width] }
}
