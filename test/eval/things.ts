/**
 * @file `npm run eval -- --only things`: which things of the vocabulary are found on unseen scenes of the demo's world,
 * by the demo pack, kinds included. Every thing that is found counts, so one that the pack only seems to know is wrong.
 */
import { join } from 'node:path'
import { cosineOfMatch } from '../../electron/domain/calibration.ts'
import { createFindThings } from '../../electron/domain/things/shown-things.ts'
import { dot, learnThings } from '../../electron/domain/things/known-things.ts'
import { remarksAbout, type Sight } from '../../electron/domain/things/said-of-picture.ts'
import { kindsOf } from '../../electron/domain/things/vocabulary.ts'
import { createEmbedder } from '../../electron/inference/models/embedder.ts'
import { readPack } from '../../electron/inference/pack/read-pack.ts'
import { altTextFor } from '../../models/demo/scenes/captions.ts'
import type { Scene } from '../../models/demo/scenes/scene.ts'
import { photographed, stack } from './drawn-inputs.ts'
import { unseenScenes } from './unseen-scenes.ts'

const limits = { precision: 0.95, recall: 0.8, falseAlarms: 0.03, caught: 0.9 } as const
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

/** Shares of texts about which the things in a picture have something to say: of its own, and of a scene unlike it. */
function judgeTexts(scenes: readonly Scene[], sights: readonly Sight[]): { falseAlarms: number; caught: number } {
  const isRemarked = (sight: Sight, scene: Scene): boolean => remarksAbout(altTextFor(scene), sight).length > 0
  const kindsIn = (scene: Scene): ReadonlySet<string> => new Set(scene.subjects.map(({ kind }) => kind))
  let [own, others, caught] = [0, 0, 0]
  for (const [index, sight] of sights.entries()) {
    const scene = scenes[index]
    const other = scenes[(index + 37) % scenes.length]
    if (scene === undefined || other === undefined) break
    if (isRemarked(sight, scene)) own += 1
    if ([...kindsIn(other)].some((kind) => kindsIn(scene).has(kind))) continue
    others += 1
    if (isRemarked(sight, other)) caught += 1
  }
  return { falseAlarms: own / Math.max(1, sights.length), caught: caught / Math.max(1, others) }
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
    const sights: Sight[] = []
    let [seen, found, right, wanted] = [0, 0, 0, 0]
    for await (const batch of photographed({ seed, count }, [pack.image])) {
      for (const vector of rowsOf(await embedder.embedImages(stack(batch, 0), batch.length))) {
        const scene = scenes[seen++]
        if (scene === undefined) break
        const truth = thingsIn(scene)
        const all = find(vector)
        const words = new Map(known.map((each) => [each.name, dot(each.vector, vector)]))
        sights.push({ shown: all, nearness: (name) => words.get(name) })
        const shown = all.map(({ name }) => name)
        const wrong = shown.filter((name) => !truth.has(name))
        for (const name of wrong) strangers.set(name, (strangers.get(name) ?? 0) + 1)
        found += shown.length
        right += shown.length - wrong.length
        wanted += truth.size
      }
    }
    const texts = judgeTexts(scenes, sights)
    const things = { known: known.length, precision: right / Math.max(1, found), recall: right / wanted, ...texts }
    const worst = [...strangers].sort(([, a], [, b]) => b - a).slice(0, 8)
    console.log(`${count} unseen scenes, ${known.length} things that the demo pack knows`)
    console.log(`precision ${things.precision.toFixed(3)} (at least ${limits.precision})`)
    console.log(`recall    ${things.recall.toFixed(3)} (at least ${limits.recall})`)
    console.log(`most often wrong: ${worst.map(([name, times]) => `${name} ${times}`).join(', ')}`)
    console.log(`true texts with a remark ${things.falseAlarms.toFixed(3)} (at most ${limits.falseAlarms})`)
    console.log(`texts of other scenes with one ${things.caught.toFixed(3)} (at least ${limits.caught})`)
    const isSilent = things.falseAlarms <= limits.falseAlarms && things.caught >= limits.caught
    if (things.precision < limits.precision || things.recall < limits.recall || !isSilent) process.exitCode = 1
    if (json) console.log(JSON.stringify({ things }))
  } finally {
    await embedder.close()
  }
}
