/** @file A set of packs measured on drawn scenes it has never seen, through the product's own decoder and models. */
import type { Captioner } from '../../electron/inference/models/captioner.ts'
import { createEmbedder, type Embedder } from '../../electron/inference/models/embedder.ts'
import { createCaptioner } from '../../electron/inference/models/open-captioner.ts'
import type { InstalledPack } from '../../electron/inference/pack/pack.ts'
import { looksLike, type Semantic } from '../../electron/library/search/looks.ts'
import { cosineOf } from '../../electron/store/vectors/packed-vectors.ts'
import type { Sentence } from '../../models/demo/scenes/captions.ts'
import { isSatisfiedBy } from '../../models/demo/scenes/facts.ts'
import type { Scene } from '../../models/demo/scenes/scene.ts'
import { photographed, stack } from './drawn-inputs.ts'
import { recall, unanswerableQueries, uniqueQueries } from './measure.ts'
import { unseenScenes } from './unseen-scenes.ts'

/** The smallest library that promises are made for. */
export const librarySize = 300
/** Questions of each kind. */
const mostAsked = 400

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

/** The vectors of a library in memory, compared one by one. */
function exactVectors(images: Float32Array, dims: number): Semantic['vectors'] {
  const rows = Array.from({ length: images.length / dims }, (_, row) => images.subarray(row * dims, (row + 1) * dims))
  return {
    count: () => rows.length,
    nearest: (vector, k) =>
      rows
        .map((row, id) => ({ id, cosine: cosineOf(vector, row) }))
        .sort((a, b) => b.cosine - a.cosine)
        .slice(0, k),
    resembling: (vector, least, among) => among.filter((id) => cosineOf(vector, rows[id] ?? vector) >= least),
  }
}

/** Shares of the questions with one answer that keep it, and of those without one that get any, among the first `size` scenes. */
export interface Hits {
  readonly photos: number
  readonly kept: number
  readonly absent: number
}

/** Asks as the search box asks, with the captions that the pack itself wrote. */
async function measureHits(
  { embedder }: OpenedPacks,
  { scenes, seen, seed, size }: { scenes: readonly Scene[]; seen: Seen; seed: number; size: number },
): Promise<Hits> {
  const { dims, calibration } = embedder.pack
  const library = scenes.slice(0, size)
  const semantic: Semantic = {
    calibration,
    vectors: exactVectors(seen.images.subarray(0, library.length * dims), dims),
    embed: (text) => embedder.embedTexts([text]),
    textsOf: (ids) => new Map(ids.map((id) => [id, seen.captions[id] ?? ''])),
  }
  const share = async (sentences: readonly Sentence[], isRight: (sentence: Sentence, photo: number) => boolean) => {
    let hit = 0
    for (const sentence of sentences) {
      const { probabilities, cutoff } = await looksLike(semantic, sentence.text, { allowed: undefined, limit: 20 })
      if ([...probabilities].some(([id, probability]) => probability >= cutoff && isRight(sentence, id))) hit += 1
    }
    return hit / sentences.length
  }
  const answerable = uniqueQueries(library, seed).map(({ sentence }) => sentence)
  return {
    photos: library.length,
    kept: await share(answerable.slice(0, mostAsked), ({ facts }, id) => {
      const scene = library[id]
      return scene !== undefined && isSatisfiedBy(facts, scene)
    }),
    absent: await share(unanswerableQueries(library, seed, mostAsked), () => true),
  }
}

/** Draws as many scenes as the largest library has, and asks each library what one of its photos, and what none, shows. */
export async function measureLibraries(
  packs: OpenedPacks,
  { seed, sizes }: { readonly seed: number; readonly sizes: readonly number[] },
  say: (sentence: string) => void,
): Promise<{ readonly hits: readonly Hits[]; readonly scenes: readonly Scene[]; readonly seen: Seen }> {
  const count = Math.max(...sizes)
  const scenes = unseenScenes(seed, count)
  const seen = await look(packs, { seed, count }, say)
  const hits: Hits[] = []
  for (const size of sizes) hits.push(await measureHits(packs, { scenes, seen, seed, size }))
  return { hits, scenes, seen }
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
  return { scenes, seen, queries, r1, r5, hits: await measureHits(packs, { scenes, seen, seed, size: librarySize }) }
}
