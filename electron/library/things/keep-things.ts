/**
 * Which things photos show, kept up to date: a pack's words are learnt once and kept in the library; a photo's things
 * are found where its vector is written, and afterwards for photos that had one before. Only the process that indexes
 * does this. Killed at any moment it goes on with the photos that are left.
 */
import { setImmediate } from 'node:timers/promises'
import { modelName } from '../../inference/pack/pack.ts'
import { cosineOfMatch } from '../../domain/calibration.ts'
import { learnThings, type EmbedTexts, type KnownThing } from '../../domain/things/known-things.ts'
import { createFindThings, rulesOfThings, type FindThings } from '../../domain/things/shown-things.ts'
import { markOf, things as allThings, type Thing } from '../../domain/things/vocabulary.ts'
import type { Store } from '../../store/store.ts'
import type { ThingWords } from '../../store/things/things.ts'
import type { ActivePacks } from '../packs/active-packs.ts'
import type { LoadedModels, Models } from '../packs/loaded-models.ts'

/** Words of one run of the model: between two of them a photo has its turn. */
const textsAtOnce = 16
/** Photos of one transaction. */
const photosAtOnce = 32

export interface KeepThings {
  /** Other packs than before may see photos from now on. Never rejects. */
  follow(): void
  /** What a photo shows, by its new vector; call inside the transaction that writes it. */
  note(photoId: number, vector: Float32Array, packs: ActivePacks): void
  /** Resolves when nothing is left to find, or nothing can be. */
  settled(): Promise<void>
  close(): Promise<void>
}

export interface KeepThingsParts {
  readonly store: Store
  readonly models: LoadedModels
  /** Photos have other things than a moment ago. */
  readonly onChange: () => void
  /** Default: all. */
  readonly vocabulary?: readonly Thing[] | undefined
}

interface Finder {
  readonly model: string
  readonly words: number
  readonly find: FindThings
}

export function createKeepThings({ store, models, onChange, vocabulary = allThings }: KeepThingsParts): KeepThings {
  const { things } = store
  let finder: Finder | undefined
  let stop = new AbortController()
  let following = Promise.resolve()

  async function follow(signal: AbortSignal): Promise<void> {
    const { inference, packs } = await models.ready()
    if (packs.embedding === undefined || packs.vectors === undefined) {
      // A pack that is there and cannot be opened is no reason to forget what it saw.
      if ((await models.chosen()).embedding === undefined && !things.isEmpty()) {
        store.transaction(things.clear)
        onChange()
      }
      return
    }
    const { pack } = packs.embedding
    const model = modelName(pack)
    const kept = `${model}#${markOf(vocabulary)}.${rulesOfThings}`
    const words = things.words(kept) ?? learn(kept, await learnThings(embedWith(inference, model, signal), vocabulary))
    if (signal.aborted) return
    const known = words.words
    finder = {
      model,
      words: words.id,
      find: createFindThings(known, cosineOfMatch(pack.calibration.cutoff, pack.calibration)),
    }
    await sweep(finder, packs, signal)
  }

  function learn(kept: string, known: readonly KnownThing[]): ThingWords {
    store.transaction(() => things.learn(kept, known))
    const learnt = things.words(kept)
    if (learnt === undefined) throw new Error('the words just learnt are not there')
    return learnt
  }

  /** Photos that have a vector, and were looked at before these words were known. */
  async function sweep({ words, find }: Finder, { vectors }: ActivePacks, signal: AbortSignal): Promise<void> {
    let changed = false
    for (let after = 0; ;) {
      const ids = things.unseen(words, after, photosAtOnce)
      const last = ids.at(-1)
      if (last === undefined || signal.aborted) break
      store.transaction(() => {
        for (const id of ids) {
          const vector = vectors?.get(id)
          if (vector !== undefined) things.put(id, words, find(vector))
        }
      })
      after = last
      changed = true
      await setImmediate() // others have their turn
    }
    if (changed) onChange()
  }

  return {
    follow() {
      stop.abort()
      stop = new AbortController()
      const { signal } = stop
      finder = undefined
      // What goes wrong with a pack is told by those who search and look; things come with the next start.
      following = following.then(() => (signal.aborted ? undefined : follow(signal))).catch(() => undefined)
    },
    note(photoId, vector, packs) {
      if (finder === undefined || packs.embedding === undefined || modelName(packs.embedding.pack) !== finder.model) {
        // The picture may be another one than what its things were found in: it is among the unseen again.
        things.forget(photoId)
        return
      }
      things.put(photoId, finder.words, finder.find(vector))
    },
    settled: async () => {
      let waited: Promise<void> | undefined
      while (waited !== following) await (waited = following)
    },
    async close() {
      stop.abort()
      await following
    },
  }
}

/** A few texts at a time, in the thread. */
function embedWith(inference: Models['inference'], model: string, signal: AbortSignal): EmbedTexts {
  return async (texts) => {
    const vectors: Float32Array[] = []
    for (let at = 0; at < texts.length; at += textsAtOnce) {
      const some = texts.slice(at, at + textsAtOnce)
      const rows = await inference.embedLabels(some, model, signal)
      const dims = rows.length / some.length
      for (let row = 0; row < some.length; row += 1) vectors.push(rows.subarray(row * dims, (row + 1) * dims))
    }
    return vectors
  }
}
