/** The contract's group `library`. */
import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { SightlineContract } from '../api/contract.ts'
import type { PackCatalogue } from '../api/packs.ts'
import { AppError } from '../api/errors.ts'
import type { Handlers } from '../api/rpc.ts'
import type { Store } from '../store/store.ts'
import type { Log } from '../log/log.ts'
import type { Acts } from './acts/acts.ts'
import { backUp, restoreBackup } from './acts/backup.ts'
import type { DailyBackup } from './acts/daily-backup.ts'
import { deepChecks } from './deep-check.ts'
import { doctorChecks } from './doctor.ts'
import type { Indexing } from './indexing/indexing.ts'
import type { LoadedModels } from './packs/loaded-models.ts'
import type { Clock } from './shared/clock.ts'
import { changedPreferences } from './shared/preferences.ts'
import { failures, libraryStatus } from './status.ts'

export interface LibraryHandlerParts {
  readonly store: Store
  readonly log: Log
  readonly clock: Clock
  readonly acts: Acts
  readonly backups: DailyBackup
  readonly models: LoadedModels
  readonly indexing: Indexing
  readonly packFolders: readonly string[]
  readonly offers: (signal: AbortSignal) => Promise<PackCatalogue>
}

export function libraryHandlers(parts: LibraryHandlerParts): Handlers<SightlineContract>['library'] {
  const { store, log, clock, acts, backups, models, indexing, packFolders } = parts
  return {
    backUp: () => Promise.resolve(backUp(acts.sideCopy, clock)),
    backups: async ({ folder, stop }) => {
      if (folder !== undefined || stop) {
        const backupFolder = stop || folder === undefined ? '' : await existingFolder(folder)
        acts.carryOut(() => [{ act: 'preferences', preferences: changedPreferences(store, { backupFolder }) }])
      }
      backups.look()
      const { files, ...kept } = backups.kept()
      return { ...kept, files: [...files] }
    },
    restore: (input) => Promise.resolve(restoreBackup(store, acts, input.text)),
    // Nobody moves what they have open: the window's host does, while the engine is away.
    move: () =>
      Promise.reject(
        new AppError('bad-request', 'The library cannot be moved while this program has it open.', {
          hint: 'Move it in the settings of the window, or with: sightline library move <folder>',
        }),
      ),
    // Answering at all is all there is to it: who supervises the engine has begun it.
    begin: () => Promise.resolve({ done: true }),
    status: async () => {
      const status = await libraryStatus(store, indexing, models)
      void indexing.noticePacks() // never rejects; the answer does not wait for it
      return status
    },
    errors: (input) => Promise.resolve(failures(store, input.after ?? '', input.limit)),
    device: () => models.device(),
    doctor: async ({ deep }, signal) => {
      const checks = await doctorChecks({ store, log, models, packFolders, offers: () => parts.offers(signal) })
      if (!deep) return { checks }
      const pack = (await models.chosen()).embedding?.pack
      const model = pack && { pack: pack.id, revision: pack.revision }
      return {
        checks: [...checks, ...(await deepChecks({ store, acts, clock, model, wake: () => indexing.wake() }))],
      }
    },
  }
}

/** Made absolute, since a program may be started anywhere. Errors: `not-found`. */
async function existingFolder(path: string): Promise<string> {
  const folder = resolve(path)
  const facts = await stat(folder).catch(() => undefined) // not there, or not to be looked at
  if (facts?.isDirectory() === true) return folder
  throw new AppError('not-found', `The folder ${folder} cannot be opened.`, {
    hint: 'Check its name, and that its drive is connected.',
  })
}
