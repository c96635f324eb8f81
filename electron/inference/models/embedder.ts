/** @file Photos and words into one space: the families `clip` and `siglip2`, two graphs that share their dimensions. */
import { AppError } from '../../api/errors.ts'
import { unitVectors } from './unit-vectors.ts'
import type { GraphRule } from '../graphs/graph-check.ts'
import type { EmbeddingPack, InstalledPack } from '../pack/pack.ts'
import { inputLength } from '../pack/preprocess.ts'
import type { ProviderChoice } from '../graphs/providers.ts'
import { openGraph, type Graph, type GraphOptions } from '../graphs/session.ts'
import { createTokenizer, type Tokenizer } from '../words/tokenize.ts'

export interface Embedder {
  readonly pack: EmbeddingPack
  /**
   * Opens both graphs now instead of at the first use, words first: search comes before indexing.
   * @returns which provider runs the photos
   */
  prepare(): Promise<ProviderChoice>
  /**
   * @param pixels `[count, 3, height, width]`, normalised by the pack's image rule
   * @returns `[count, dims]`, each row of length 1
   * @throws AppError 'provider-failed' when the model fails or yields a row that is not finite or has no direction
   */
  embedImages(pixels: Float32Array, count: number): Promise<Float32Array>
  /**
   * Each text is put into every prompt of the pack; the rows are averaged and normalised again (Radford et al. 2021).
   * @returns `[texts.length, dims]`, each row of length 1
   */
  embedTexts(texts: readonly string[]): Promise<Float32Array>
  /** Releases the graphs. Later calls fail. */
  close(): Promise<void>
}

/** Texts in one run: above this the memory for attention grows and nothing is gained on a processor. */
const textBatch = 16

/**
 * Makes an embedder; nothing is opened until it is needed, and photos and words are opened separately.
 * @throws nothing; a damaged pack shows at the first use or at `prepare`
 */
export function createEmbedder(installed: InstalledPack<EmbeddingPack>, options: GraphOptions = {}): Promise<Embedder> {
  const { pack } = installed
  const image = pack.image
  const opened: Promise<Graph>[] = []
  const remember = (graph: Promise<Graph>): Promise<Graph> => {
    graph.catch(() => undefined) // whoever awaits it hears of the failure
    opened.push(graph)
    return graph
  }
  const vision = once(() => remember(openGraph(installed, pack.vision.file, visionRule(pack), options)))
  const text = once(() => remember(openGraph(installed, pack.text.file, textRule(pack), options)))
  const tokenizer = once(() => createTokenizer(installed))

  return Promise.resolve({
    pack,
    async prepare() {
      await Promise.all([text(), tokenizer()])
      return (await vision()).choice
    },
    async embedImages(pixels, count) {
      const length = inputLength(image)
      if (pixels.length !== count * length)
        throw new AppError('internal', `${count} pictures need ${count * length} values, not ${pixels.length}.`)
      const graph = await vision()
      const rows = new Float32Array(count * pack.dims)
      const step = fixedBatch(graph, pack.vision.input) ?? Math.max(1, count)
      for (let start = 0; start < count; start += step) {
        const size = Math.min(step, count - start)
        const data = pixels.subarray(start * length, (start + size) * length)
        const outputs = await graph.run({ [pack.vision.input]: { data, dims: [size, 3, image.height, image.width] } })
        rows.set(takeRows(outputs.get(pack.vision.output)?.data, size, pack), start * pack.dims)
      }
      return unitVectors(rows, pack.dims, `The model "${pack.id}"`)
    },
    async embedTexts(texts) {
      const prompts = texts.flatMap((words) => pack.prompts.map((prompt) => prompt.replaceAll('{}', () => words)))
      const rows = await embedPrompts(pack, await text(), await tokenizer(), prompts)
      return averageGroups(unitVectors(rows, pack.dims, `The model "${pack.id}"`), pack.prompts.length, pack)
    },
    async close() {
      for (const graph of opened.splice(0)) {
        await graph.then(
          (open) => open.close(),
          () => undefined, // it never opened
        )
      }
    },
  })
}

function visionRule({ vision, image, dims }: EmbeddingPack): GraphRule {
  return {
    inputs: [{ name: vision.input, type: 'float32', shape: ['batch', 3, image.height, image.width] }],
    outputs: [{ name: vision.output, type: 'float32', shape: ['batch', dims] }],
  }
}

function textRule({ text, dims }: EmbeddingPack): GraphRule {
  return {
    inputs: [{ name: text.input, type: 'int64', shape: ['batch', 'length'] }],
    outputs: [{ name: text.output, type: 'float32', shape: ['batch', dims] }],
  }
}

async function embedPrompts(
  pack: EmbeddingPack,
  graph: Graph,
  tokenizer: Tokenizer,
  prompts: readonly string[],
): Promise<Float32Array> {
  const rows = new Float32Array(prompts.length * pack.dims)
  const step = Math.min(textBatch, fixedBatch(graph, pack.text.input) ?? textBatch)
  for (let start = 0; start < prompts.length; start += step) {
    const batch = prompts.slice(start, start + step).map((prompt) => tokenizer.encode(prompt))
    const width = paddedWidth(pack, graph, batch)
    const data = new BigInt64Array(batch.length * width).fill(BigInt(pack.tokenizer.padId))
    batch.forEach((ids, row) => data.set(ids, row * width))
    const outputs = await graph.run({ [pack.text.input]: { data, dims: [batch.length, width] } })
    rows.set(takeRows(outputs.get(pack.text.output)?.data, batch.length, pack), start * pack.dims)
  }
  return rows
}

/** Without a mask SigLIP 2 reads the padding, and the last place is its answer: every text has the full length. */
function paddedWidth(pack: EmbeddingPack, graph: Graph, batch: readonly BigInt64Array[]): number {
  const stated = graph.inputShape(pack.text.input)[1]
  if (typeof stated === 'number') return stated
  return pack.family === 'siglip2' ? pack.tokenizer.contextLength : Math.max(...batch.map((ids) => ids.length))
}

function averageGroups(rows: Float32Array, size: number, pack: EmbeddingPack): Float32Array {
  if (size === 1) return rows
  const { dims } = pack
  const means = new Float32Array(rows.length / size)
  for (let index = 0; index < rows.length; index++) {
    const target = Math.floor(index / (size * dims)) * dims + (index % dims)
    means[target] = (means[target] ?? 0) + (rows[index] ?? 0) / size
  }
  return unitVectors(means, dims, `The model "${pack.id}"`)
}

function takeRows(data: Float32Array | undefined, count: number, pack: EmbeddingPack): Float32Array {
  if (data?.length === count * pack.dims) return data
  throw new AppError('provider-failed', `The model "${pack.id}" gave ${data?.length ?? 0} values for ${count} rows.`)
}

/** Some exports freeze the batch, most often at 1. */
function fixedBatch(graph: Graph, input: string): number | undefined {
  const stated = graph.inputShape(input)[0]
  return typeof stated === 'number' ? stated : undefined
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined
  return () => (made ??= make())
}
