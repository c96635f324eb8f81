/** @file A set of packs measured on drawn scenes it has never seen, through the product's own decoder and models. */
import type { Captioner } from '../../electron/inference/models/captioner.ts'
import { createEmbedder, type Embedder } from '../../electron/inference/models/embedder.ts'
import { createCaptioner } from '../../electron/inference/models/open-captioner.ts'
import type { InstalledPack } from '../../electron/inference/pack/pack.ts'
import type { Scene } from '../../models/demo/scenes/scene.ts'
import { photographed, stack } from './drawn-inputs.ts'
import { hitRate, recall, unanswerableQueries, uniqueQueries } from './measure.ts'
import { unseenScenes } from './unseen-scenes.ts'

/** The library size that the demo pack's cutoff was chosen for. */
export const librarySize = 300

export interface OpenedPacks {
  readonly embedder: Embedder
  readonly captioner: Captioner
  close(): Promise<void>
}

/** The first of `installed` that searches and the first that describes. */
export async function openPacks(installed: readonly InstalledPack[], threads = 2): Promise<OpenedPacks> {
  const [embedding] = installed.flatMap(({ folder, pack }) => (pack.task === 'embedding' ? { folder, pack } : []))
  const [caption] = installed.flatMap(({ folder, pack }) => (pack.task === 'caption' ? { folder, pack } : []))
  if (embedding === undefined || caption === undefined)
    throw new Error('A set has a pack that searches and one that describes; one of them is missing.')
  const embedder = await createEmbedder(embedding, { threads })
  const captioner = await createCaptioner(caption, { threads })
  return {
    embedder,
    captioner,
    close: async () => {
      await embedder.close()
      await captioner.close()
    },
  }
}

export interface Seen {
  /** `[scenes, dims]`. */
  readonly images: Float32Array
  readonly captions: readonly string[]
  readonly dims: number
  /** Time in the models alone, without drawing and decoding. */
  readonly embedMs: number
  readonly captionMs: number
}

async function look(
  { embedder, captioner }: OpenedPacks,
  scenes: { readonly seed: number; readonly count: number },
  say: (sentence: string) => void,
): Promise<Seen> {
  const { dims } = embedder.pack
  const images = new Float32Array(scenes.count * dims)
  const captions: string[] = []
  let [embedMs, captionMs] = [0, 0]
  for await (const batch of photographed(scenes, [embedder.pack.image, captioner.pack.image])) {
    const begun = performance.now()
    images.set(await embedder.embedImages(stack(batch, 0), batch.length), captions.length * dims)
    const embedded = performance.now()
    const results = await captioner.caption(stack(batch, 1), batch.length)
    ;[embedMs, captionMs] = [embedMs + embedded - begun, captionMs + performance.now() - embedded]
    captions.push(...results.map(({ text }) => text))
    say(`${captions.length} of ${scenes.count} photos`)
  }
  return { images, captions, dims, embedMs, captionMs }
}

async function measureUnanswerable(packs: OpenedPacks, scenes: readonly Scene[], images: Float32Array, seed: number) {
  const { dims, calibration } = packs.embedder.pack
  const library = scenes.slice(0, librarySize)
  const own = images.subarray(0, library.length * dims)
  const answerable = uniqueQueries(library, seed).map(({ sentence }) => sentence)
  const absent = unanswerableQueries(library, seed, 200)
  const rate = async (sentences: typeof absent, mustBeRight: boolean) => {
    const texts = await packs.embedder.embedTexts(sentences.map(({ text }) => text))
    return hitRate(sentences, library, { images: own, texts, dims }, { calibration, mustBeRight })
  }
  return { kept: await rate(answerable, true), absent: await rate(absent, false) }
}

/** Draws `count` scenes of a seed, looks at each, and asks what only one of them, and what none of them, shows. */
export async function measurePacks(
  packs: OpenedPacks,
  { seed, count }: { readonly seed: number; readonly count: number },
  say: (sentence: string) => void,
) {
  const scenes = unseenScenes(seed, count)
  const seen = await look(packs, { seed, count }, say)
  const queries = uniqueQueries(scenes, seed)
  const texts = await packs.embedder.embedTexts(queries.map(({ sentence }) => sentence.text))
  const vectors = { images: seen.images, texts, dims: seen.dims }
  const [r1, r5] = [recall(queries, vectors, 1), recall(queries, vectors, 5)]
  return { scenes, seen, queries, r1, r5, hits: await measureUnanswerable(packs, scenes, seen.images, seed) }
}
