/**
 * Packs that others took the place of. A new revision, or another model under the set's name, is installed beside the
 * replaced one, so that searches go on being answered; once nothing uses the replaced one any more, its folder goes.
 */
import { dirname } from 'node:path'
import type { InstalledPack } from '../../inference/pack/pack.ts'
import { listPacks } from '../../inference/pack/read-pack.ts'
import type { ActivePacks } from './active-packs.ts'
import { deletePack } from './install-pack.ts'
import type { LoadedModels } from './loaded-models.ts'
import { newestFirst } from './newest-first.ts'
import type { PackDownloads } from './pack-downloads.ts'

/**
 * What nothing needs any more of the packs in `home`: older than a loaded one of its task and set, and not answering.
 * @param newest as `newestFirst` puts them
 */
function replacedPacks(newest: readonly InstalledPack[], home: string, loaded: ActivePacks): InstalledPack[] {
  const inUse = [loaded.embedding, loaded.caption, loaded.reading].filter((each) => each !== undefined)
  const needed = new Set([...inUse, loaded.answering].map((each) => each?.folder))
  const placeOf = (folder: string): number => newest.findIndex((each) => each.folder === folder)
  const isReplaced = ({ folder, pack }: InstalledPack): boolean =>
    inUse.some(
      (each) => each.pack.set === pack.set && each.pack.task === pack.task && placeOf(each.folder) < placeOf(folder),
    )
  return newest.filter((each) => dirname(each.folder) === home && !needed.has(each.folder) && isReplaced(each))
}

export interface ReplacedPackParts {
  readonly folders: readonly string[]
  readonly models: LoadedModels
  readonly downloads: PackDownloads
}

/** Deletes what nothing uses any more. What cannot be deleted now is left for the next time. Never rejects. */
export async function sweepReplacedPacks({ folders, models, downloads }: ReplacedPackParts): Promise<void> {
  try {
    await downloads.settled()
    if (!models.isLoaded) return
    await downloads.exclusively(async () => {
      const { packs: loaded } = await models.ready()
      const newest = await newestFirst((await listPacks(folders)).packs)
      for (const { folder } of replacedPacks(newest, downloads.home, loaded)) await deletePack(folder)
    })
  } catch {
    return // another process is at it, or has a file of it open
  }
}
