/**
 * @file `npm run eval -- --only things`: which things of the vocabulary are found on unseen scenes of the demo's world,
 * by the demo pack, kinds included. Every thing that is found counts, so one that the pack only seems to know is wrong.
 */
import { join } from 'node:path'
import { cosineOfMatch } from '../../electron/domain/calibration.ts'
import { createFindThings } from '../../electron/domain/things/shown-things.ts'
import { learnThings } from '../../electron/domain/things/known-things.ts'
import { kindsOf } from '../../electron/domain/things/vocabulary.ts'
import { createEmbedder } from '../../electron/inference/models/embedder.ts'
import { readPack } from '../../electron/inference/pack/read-pack.ts'
import type { Scene } from '../../models/demo/scenes/scene.ts'
import { photographed, stack } from './drawn-inputs.ts'
import { unseenScenes } from './unseen-scenes.ts'

const limits = { precision: 0.95, recall: 0.8 } as const
const demoFolder = join(import.meta.dirname, '../../models/demo')

/** Where the drawn world calls something otherwise than the vocabulary does. */
const otherNames: Readonly<Record<string, string>> = {
  hotAirBalloon: 'hot air balloon',
  balloon: 'party balloon',
  livingRoom: 'living room',
  field: 'sports field',
  day: 'daylight',
  snow: 'falling snow',
  cloudy: 'clouds',
}

function thingsIn({ setting, time, weather, subjects }: Scene): ReadonlySet<string> {
  const plain = weather === undefined || weather === 'clear' ? [] : [weather]
  const names = [setting, time, ...plain, ...subjects.map(({ kind }) => kind)].map((name) => otherNames[name] ?? name)
  return new Set(names.flatMap((name) => [name, ...kindsOf(name)]))
}

/** Measures, prints and judges; a failure sets the exit code. */
export async function evaluateThings(seed: number, count: number, json: boolean): Promise<void> {
  const { folder, pack } = await readPack(join(demoFolder, 'embedding'))
  if (pack.task !== 'embedding') throw new Error('the demo pack that searches is another one')
  const embedder = await createEmbedder({ folder, pack }, { threads: 2 })
  const rowsOf = (all: Float32Array): Float32Array[] =>
    Array.from({ length: all.length / pack.dims }, (_, row) => all.subarray(row * pack.dims, (row + 1) * pack.dims))
  try {
    const known = await learnThings(async (texts) => rowsOf(await embedder.embedTexts(texts)))
    const find = createFindThings(known, cosineOfMatch(pack.calibration.cutoff, pack.calibration))
    const scenes = unseenScenes(seed, count)
    const strangers = new Map<string, number>()
    let [seen, found, right, wanted] = [0, 0, 0, 0]
    for await (const batch of photographed({ seed, count }, [pack.image])) {
      for (const vector of rowsOf(await embedder.embedImages(stack(batch, 0), batch.length))) {
        const scene = scenes[seen++]
        if (scene === undefined) break
        const truth = thingsIn(scene)
        const shown = find(vector).map(({ name }) => name)
        const wrong = shown.filter((name) => !truth.has(name))
        for (const name of wrong) strangers.set(name, (strangers.get(name) ?? 0) + 1)
        found += shown.length
        right += shown.length - wrong.length
        wanted += truth.size
      }
    }
    const things = { known: known.length, precision: right / Math.max(1, found), recall: right / wanted }
    const worst = [...strangers].sort(([, a], [, b]) => b - a).slice(0, 8)
    console.log(`${count} unseen scenes, ${known.length} things that the demo pack knows`)
    console.log(`precision ${things.precision.toFixed(3)} (at least ${limits.precision})`)
    console.log(`recall    ${things.recall.toFixed(3)} (at least ${limits.recall})`)
    console.log(`most often wrong: ${worst.map(([name, times]) => `${name} ${times}`).join(', ')}`)
    if (things.precision < limits.precision || things.recall < limits.recall) process.exitCode = 1
    if (json) console.log(JSON.stringify({ things }))
  } finally {
    await embedder.close()
  }
}
