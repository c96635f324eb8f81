/**
 * How fast this machine runs models, against the reference machine of the catalogue's times (2 cores, AVX-512). Seen at work where work was done; else tried for a moment with the demo model that comes with the program.
 */
import { z } from 'zod'
import type { TimeEstimate } from '../../api/packs.ts'
import { listPacks } from '../../inference/pack/read-pack.ts'
import type { Store } from '../../store/store.ts'
import { keptJson } from '../shared/kept-json.ts'
import type { Catalogue } from './catalogue.ts'
import type { LoadedModels } from './loaded-models.ts'

export interface MachineSpeed {
  /** Times of the catalogue times this are times of this machine. */
  readonly factor: number
  /** Decoding one photo of this library. */
  readonly decodeMs: number
  readonly basis: TimeEstimate['basis']
}

const kept = z.object({ factor: z.number().positive(), basis: z.enum(['this-library', 'trial', 'reference']) })

/** A 12-megapixel JPEG on the reference machine. */
const referenceDecodeMs = 60
/** The demo model's words on the reference machine, a full context of them: the middle of 30 runs (2026-11-25). */
const referenceTrialMs = 1.65
const trialWords = 'two red dogs left of a blue house on the beach in the snow '.repeat(6)
const trialTexts = 30
/** Fewer photos than this were perhaps the first ones, slowed by loading. */
const enoughPhotos = 24

export interface SpeedParts {
  readonly store: Store
  readonly models: LoadedModels
  readonly packFolders: readonly string[]
  readonly catalogue: () => Promise<Catalogue>
}

/** Measures once per library and keeps what was found; never throws, since without it only an estimate is poorer. */
export async function measureSpeed(parts: SpeedParts): Promise<MachineSpeed> {
  const { store } = parts
  const decodeMs = referenceDecodeMs
  try {
    const seen = await seenAtWork(parts)
    if (seen !== undefined) {
      store.settings.set('machine.speed', JSON.stringify({ factor: seen.factor, basis: 'this-library' }))
      return { ...seen, basis: 'this-library' }
    }
    const known = kept.safeParse(keptJson(store, 'machine.speed'))
    if (known.success) return { ...known.data, decodeMs }
    const factor = await tryDemo(parts)
    if (factor === undefined) return { factor: 1, decodeMs, basis: 'reference' }
    store.settings.set('machine.speed', JSON.stringify({ factor, basis: 'trial' }))
    return { factor, decodeMs, basis: 'trial' }
  } catch {
    return { factor: 1, decodeMs, basis: 'reference' } // an estimate is no reason to fail
  }
}

/** A pack of the catalogue that has looked at photos of this library, in this engine's life. */
async function seenAtWork({
  models,
  catalogue,
}: SpeedParts): Promise<{ factor: number; decodeMs: number } | undefined> {
  if (!models.isLoaded) return undefined
  const { inference, packs } = await models.ready()
  const { stages } = await inference.stats()
  const looked = stages['embed-photos']
  const entry = (await catalogue()).packs.find(({ pack }) => pack.id === packs.embedding?.pack.id)
  if (entry === undefined || looked.items < enoughPhotos) return undefined
  const decodeMs = stages.decode.items === 0 ? referenceDecodeMs : stages.decode.totalMs / stages.decode.items
  return { factor: looked.totalMs / looked.items / entry.cost.photoMs, decodeMs }
}

/** A fraction of a second of the demo model, as long as nothing else is loaded. */
async function tryDemo({ models, packFolders }: SpeedParts): Promise<number | undefined> {
  const { packs } = await listPacks(packFolders)
  const demo = packs.find(({ pack }) => pack.id === 'demo-embedding')
  if (demo === undefined) return undefined
  // Asked and posted in one go: nothing that is loaded meanwhile is unloaded by this, and the next load ends it.
  if (!models.isEmpty) return undefined
  const inference = models.inference()
  await inference.load({ replaced: demo.folder })
  const model = `${demo.pack.id}@${demo.pack.revision}`
  const times: number[] = []
  for (let index = 0; index < trialTexts; index += 1) {
    const begun = performance.now()
    await inference.embedText(`number ${index} ${trialWords}`, undefined, model)
    times.push(performance.now() - begun)
  }
  const middle = times.sort((a, b) => a - b)[Math.floor(trialTexts / 2)] ?? referenceTrialMs
  return middle / referenceTrialMs
}
