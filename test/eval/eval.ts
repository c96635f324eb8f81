/**
 * @file `npm run eval`: measures the shipped demo pack on scenes and sentences it has never seen, through the product's
 * own decoder, preprocessing, tokenizer, embedder and captioner. Fails below the limits that the pack promises.
 * `--only words` measures the reader of words in photos instead (words.ts), `--only doubles` the three lists of
 * doubles (doubles.ts), `--only search` the search box (search.ts), `--only moments` what is found to belong together
 * (moments.ts), `--only things` which things are found in pictures (things.ts).
 * Flags: `--scenes N` (500; 1500 for search), `--seed N` (1) for other unseen scenes, `--json` for a last line of numbers.
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readPack } from '../../electron/inference/pack/read-pack.ts'
import { altTextFor } from '../../models/demo/scenes/captions.ts'
import { isHeldOutCombination } from '../../models/demo/scenes/scene.ts'
import { evaluateDoubles } from './doubles.ts'
import { evaluateMoments } from './moments.ts'
import { evaluateSearch } from './search.ts'
import { evaluateThings } from './things.ts'
import { evaluateWords } from './words.ts'
import { captionAccuracy } from './measure.ts'
import { librarySize, measurePacks, openPacks } from './measure-packs.ts'

const limits = { r1: 0.6, r5: 0.9, setting: 0.9, subject: 0.9 } as const
const demoFolder = join(import.meta.dirname, '../../models/demo')

async function evaluate(seed: number, count: number) {
  const packs = await openPacks([
    await readPack(join(demoFolder, 'embedding')),
    await readPack(join(demoFolder, 'caption')),
  ])
  try {
    const { scenes, seen, queries, r1, r5, hits } = await measurePacks(packs, { seed, count }, console.log)
    return {
      scenes,
      captions: seen.captions,
      queries,
      hits,
      scores: { r1, r5, ...captionAccuracy(seen.captions, scenes) },
    }
  } finally {
    await packs.close()
  }
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
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
      scenes: { type: 'string' },
      only: { type: 'string' },
    },
  })
  if (values.only === 'doubles') return evaluateDoubles(Number(values.seed), values.json)
  if (values.only === 'words') return evaluateWords(Number(values.seed), values.json)
  if (values.only === 'moments') return evaluateMoments(values.json)
  if (values.only !== undefined && values.only !== 'search' && values.only !== 'things')
    throw new RangeError('--only takes: words, doubles, search, moments, things')
  const scenes = values.scenes ?? (values.only === 'search' ? '1500' : '500')
  const [seed, count] = [Number(values.seed), Number(scenes)]
  if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(count) || count < 10)
    throw new RangeError('--seed takes a whole number, --scenes a whole number of at least 10')
  if (values.only === 'things') return evaluateThings(seed, count, values.json)
  if (values.only === 'search') return evaluateSearch(seed, count, values.json)
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
