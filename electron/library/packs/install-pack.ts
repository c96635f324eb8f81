/**
 * One pack from the catalogue into its folder. Everything is gathered in a stage beside the packs; `pack.json` comes
 * last and the stage becomes the pack by one rename, so that a pack is there whole or not at all.
 */
import { copyFile, link, mkdir, open, rename, rm } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { dirname, join } from 'node:path'
import { AppError } from '../../api/errors.ts'
import { downloadFiles, missingBytes, type FilesTools } from '../../download/download-files.ts'
import { syncFolder } from '../../download/part-file.ts'
import type { InstalledPack, Pack } from '../../inference/pack/pack.ts'
import { filesOnHub, licenceFileOf, type Catalogue, type CatalogueEntry } from './catalogue.ts'

/** The folder of a pack among the packs. */
export function packFolder(home: string, { set, id, revision }: Pick<Pack, 'set' | 'id' | 'revision'>): string {
  return join(home, `${set}.${id}-${revision}`.replace(/[^\w.-]/gu, '_'))
}

/** Where what has come so far waits; no reader of packs looks into it. */
export function stageFolder(home: string, pack: Pick<Pack, 'set' | 'id' | 'revision'>): string {
  return packFolder(join(home, '.downloading'), pack)
}

export interface InstallParts {
  readonly home: string
  readonly catalogue: Catalogue
  readonly hub: string
  /** Files of these are taken instead of fetched where the hashes are the same. */
  readonly installed: readonly InstalledPack[]
  readonly tools: FilesTools
}

/** Bytes that would have to come over the line. */
export async function missingOf(
  { pack }: CatalogueEntry,
  { home, installed }: Pick<InstallParts, 'home' | 'installed'>,
) {
  const known = new Set(installed.flatMap((each) => each.pack.files.map(({ sha256 }) => sha256)))
  return missingBytes(
    pack.files.filter(({ sha256 }) => !known.has(sha256)),
    stageFolder(home, pack),
  )
}

/** Installs, or repairs what is installed: files that are as pinned are kept. Errors: as `downloadFiles`, `pack-in-use`. */
export async function installPack(entry: CatalogueEntry, parts: InstallParts): Promise<void> {
  const { home, hub, catalogue, tools } = parts
  const stage = stageFolder(home, entry.pack)
  await mkdir(stage, { recursive: true })
  await takeKnownFiles(entry, stage, parts.installed)
  await downloadFiles(filesOnHub(entry, hub), stage, tools)
  await writeDurably(join(stage, 'LICENCE.txt'), await licenceFileOf(catalogue, entry))
  await writeDurably(join(stage, 'pack.json'), `${JSON.stringify(entry.pack, undefined, 2)}\n`)
  await putInPlace(stage, packFolder(home, entry.pack))
}

/** Another pack may hold the same file, as all of one family share a tokenizer. It is hashed like any other. */
async function takeKnownFiles(
  { pack }: CatalogueEntry,
  stage: string,
  installed: readonly InstalledPack[],
): Promise<void> {
  const known = new Map(
    installed.flatMap((each) => each.pack.files.map((file) => [file.sha256, join(each.folder, file.path)] as const)),
  )
  for (const { path, sha256 } of pack.files) {
    const from = known.get(sha256)
    if (from === undefined) continue
    const target = join(stage, path)
    await mkdir(dirname(target), { recursive: true })
    // A second name for the same bytes costs no room; where links are unknown, a copy does.
    await link(from, target).catch(() => copyFile(from, target).catch(() => undefined)) // what cannot be taken is fetched
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const handle = await open(path, 'w')
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Deletes a pack, or what is left of one: gone at once, whatever the deleting takes. */
export async function deletePack(folder: string): Promise<void> {
  const aside = join(dirname(folder), `.old-${randomUUID()}`)
  await rename(folder, aside)
  await rm(aside, { recursive: true, force: true })
}

/** Makes a finished stage the pack. What was there before goes; Windows keeps files that are open. */
export async function putInPlace(stage: string, target: string): Promise<void> {
  const aside = join(dirname(target), `.old-${randomUUID()}`)
  const before = await rename(target, aside).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
      throw new AppError('pack-in-use', `${target} is in use and cannot be replaced.`, {
        hint: 'Close Sightline everywhere, then try again.',
        cause: error,
      })
    },
  )
  try {
    await rename(stage, target)
  } catch (error) {
    if (before) await rename(aside, target)
    throw error
  }
  await syncFolder(dirname(target))
  await rm(aside, { recursive: true, force: true })
}
