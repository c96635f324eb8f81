/** The contract's group `preferences`. */
import type { SightlineContract } from '../api/contract.ts'
import type { Handlers } from '../api/rpc.ts'
import type { Store } from '../store/store.ts'
import type { Acts } from './acts/acts.ts'
import type { Indexing } from './indexing/indexing.ts'
import type { LoadedModels } from './packs/loaded-models.ts'
import type { PackDownloads } from './packs/pack-downloads.ts'
import { changedPreferences, readPreferences } from './shared/preferences.ts'

export interface PreferenceHandlerParts {
  readonly store: Store
  readonly acts: Acts
  readonly models: LoadedModels
  readonly downloads: PackDownloads
  readonly indexing: Indexing
}

export function preferenceHandlers(parts: PreferenceHandlerParts): Handlers<SightlineContract>['preferences'] {
  const { store, acts, models, downloads, indexing } = parts
  return {
    get: () => Promise.resolve(readPreferences(store)),
    set: async (input) => {
      const before = readPreferences(store)
      acts.carryOut(() => [{ act: 'preferences', preferences: changedPreferences(store, input) }])
      const now = readPreferences(store)
      indexing.preferencesChanged()
      if (!now.packDownloads) void downloads.stop() // never rejects
      if (now.device !== before.device) await models.deviceChanged()
      // The packs are opened anew; what is written from now on carries the other model's name.
      const packsDiffer = now.correctAttention !== before.correctAttention || now.wordsInPhotos !== before.wordsInPhotos
      if (packsDiffer) await indexing.packsChanged()
      return now
    },
  }
}
