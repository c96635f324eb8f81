import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { InstalledPack } from '../../inference/pack/pack.ts'

/** The packs with the one that was installed last in front: of two with one task in a set that one is meant. */
export async function newestFirst(packs: readonly InstalledPack[]): Promise<InstalledPack[]> {
  const dated = await Promise.all(packs.map(async (pack) => ({ pack, ms: await installedMs(pack) })))
  return dated.sort((one, other) => other.ms - one.ms).map(({ pack }) => pack)
}

/** `pack.json` is written last, at an import as at a download. */
function installedMs({ folder }: InstalledPack): Promise<number> {
  return stat(join(folder, 'pack.json')).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0, // gone meanwhile
  )
}
