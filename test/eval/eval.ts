/**
 * @file `npm run eval`: measures the shipped demo pack on scenes and sentences it has never seen, through the product's
 * own decoder, preprocessing, tokenizer, embedder and captioner. Fails below the limits that the pack promises.
 * Flags: `--scenes N` (500), `--seed N` (1) for other unseen scenes, `--json` for a last line of numbers.
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createCaptioner } from '../../electron/inference/models/open-captioner.ts'
import { createEmbedder } from '../../electron/inference/models/embedder.ts'
import { readPack } from '../../electron/inference/pack/read-pack.ts'
import { altTextFor } from '../../models/demo/scenes/captions.ts'
import { isHeldOutCombination, type Scene } from '../../models/demo/scenes/scene.ts'
import { photographed, stack } from './drawn-inputs.ts'
import { captionAccuracy, hitRate, recall, unanswerableQueries, uniqueQueries } from './measure.ts'
import { unseenScenes } from './unseen-scenes.ts'

const limits = { r1: 0.6, r5: 0.9, setting: 0.9, subject: 0.9 } as const
/** The library size that the cutoff was chosen for. */
const librarySize = 300

const demoFolder = join(import.meta.dirname, '../../models/demo')

async function openDemoPacks() {
  const [embedding, caption] = await Promise.all([
    readPack(join(demoFolder, 'embedding')),
    readPack(join(demoFolder, 'caption')),
  ])
  const [first, second] = [embedding.pack, caption.pack]
  if (first.task !== 'embedding' || second.task !== 'caption') throw new Error('the demo packs have changed places')
  const embedder = await createEmbedder({ folder: embedding.folder, pack: first }, { threads: 2 })
  const captioner = await createCaptioner({ folder: caption.folder, pack: second }, { threads: 2 })
  return { embedder, captioner }
}

type Packs = Awaited<ReturnType<typeof openDemoPacks>>

async function look({ embedder, captioner }: Packs, scenes: { readonly seed: number; readonly count: number }) {
  const { dims } = embedder.pack
  const images = new Float32Array(scenes.count * dims)
  const captions: string[] = []
  for await (const batch of photographed(scenes, [embedder.pack.image, captioner.pack.image])) {
    images.set(await embedder.embedImages(stack(batch, 0), batch.length), captions.length * dims)
    const results = await captioner.caption(stack(batch, 1), batch.length)
    captions.push(...results.map(({ text }) => text))
    console.log(`${captions.length} of ${scenes.count} photos`)
  }
  return { images, captions, dims }
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}

async function measureUnanswerable(packs: Packs, scenes: readonly Scene[], images: Float32Array, seed: number) {
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

async function evaluate(seed: number, count: number) {
  const packs = await openDemoPacks()
  try {
    const scenes = unseenScenes(seed, count)
    const { images, captions, dims } = await look(packs, { seed, count })
    const queries = uniqueQueries(scenes, seed)
    const texts = await packs.embedder.embedTexts(queries.map(({ sentence }) => sentence.text))
    const vectors = { images, texts, dims }
    const scores = {
      r1: recall(queries, vectors, 1),
      r5: recall(queries, vectors, 5),
      ...captionAccuracy(captions, scenes),
    }
    const hits = await measureUnanswerable(packs, scenes, images, seed)
    return { scenes, captions, queries, scores, hits }
  } finally {
    await packs.embedder.close()
    await packs.captioner.close()
  }
}

function report({ scenes, captions, queries, scores, hits }: Awaited<ReturnType<typeof evaluate>>): void {
  const unseen = scenes.filter((scene) => isHeldOutCombination(scene)).length
  const exact = captions.filter((text, index) => {
    const scene = scenes[index]
    return scene !== undefined && text.toLowerCase() === `${altTextFor(scene)}.`
  }).length
  console.log(`\n${scenes.length} unseen scenes, ${unseen} of them of a (setting, subject, colour) never trained on`)
  console.log(`${queries.length} queries that describe one scene, in sentences never trained on; for example:`)
  for (const { sentence } of queries.slice(0, 6)) console.log(`  ${sentence.text}`)
  console.log('captions:')
  for (const caption of captions.slice(0, 6)) console.log(`  ${caption}`)
  console.log(`\ntext to image   R@1 ${percent(scores.r1)} (at least ${percent(limits.r1)})`)
  console.log(`                R@5 ${percent(scores.r5)} (at least ${percent(limits.r5)})`)
  console.log(`captions        right setting ${percent(scores.setting)} (at least ${percent(limits.setting)})`)
  console.log(`                right main subject ${percent(scores.subject)} (at least ${percent(limits.subject)})`)
  console.log(`                right in every word ${percent(exact / captions.length)}`)
  console.log(
    `library of ${Math.min(librarySize, scenes.length)}  answerable queries that keep a right hit ${percent(hits.kept)}`,
  )
  console.log(`                unanswerable queries that yield any hit ${percent(hits.absent)}`)
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
      scenes: { type: 'string', default: '500' },
    },
  })
  const [seed, count] = [Number(values.seed), Number(values.scenes)]
  if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(count) || count < 10)
    throw new RangeError('--seed takes a whole number, --scenes a whole number of at least 10')
  const result = await evaluate(seed, count)
  report(result)
  const { scores } = result
  const failed = Object.entries(limits).filter(([name, limit]) => scores[name as keyof typeof limits] < limit)
  for (const [name, limit] of failed) console.error(`${name} is below ${limit}`)
  if (failed.length > 0) process.exitCode = 1
  const round = (share: number) => Math.round(share * 10_000) / 10_000
  const demo = {
    r1: round(scores.r1),
    r5: round(scores.r5),
    setting: round(scores.setting),
    subject: round(scores.subject),
  }
  if (values.json) console.log(JSON.stringify({ demo }))
}

await main()
