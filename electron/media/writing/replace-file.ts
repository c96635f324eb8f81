/**
 * @file One file in the place of another, whole or not at all: written beside it, synced, looked at, and renamed over
 * it. Until the rename the original is as it was, whatever happens to the program or the machine.
 */
import { constants, type BigIntStats } from 'node:fs'
import { chmod, chown, copyFile, link, open, rename, rm, stat, utimes } from 'node:fs/promises'
import { dirname } from 'node:path'
import { carryAttributes } from './attributes.ts'
import { Refused, refusedBySystem } from './refused.ts'

export interface Replacement {
  /** Where it is written first: in the same folder, under a name that scans pass over and nobody else has. */
  readonly temporary: string
  /** What the file was when it was read; another one now means that somebody else is at work on it. */
  readonly known: BigIntStats
  readonly times: 'keep' | 'touch'
  readonly edit: (temporary: string) => Promise<void>
  /** Throws where the new file must not take the original's place. */
  readonly check: (temporary: string) => Promise<void>
}

/** ExifTool's own name for what it writes. */
const toolsTemporary = (temporary: string): string => `${temporary}_exiftool_tmp`

/** Puts what `edit` makes of a copy in the place of `path`. Throws `Refused`; then the file is as it was. */
export async function replaceFile(path: string, replacement: Replacement): Promise<void> {
  const { temporary, known, times, edit, check } = replacement
  try {
    await removeTemporary(temporary)
    // Shared blocks where the file system can; the copy is ours to write whatever the original's mode says.
    await copyFile(path, temporary, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL)
    await edit(temporary)
    await check(temporary)
    await likeOriginal(path, temporary, known, times)
    await sync(temporary)
    if (!isSame(known, await stat(path, { bigint: true })))
      throw new Refused('changed', path, 'was changed by another program just now')
    await rename(temporary, path)
    await syncFolder(dirname(path))
  } catch (error) {
    throw error instanceof Refused ? error : (refusedBySystem(path, error) ?? error)
  } finally {
    await removeTemporary(temporary)
  }
}

/** Makes a file where there is none; one that came meanwhile is left alone. Throws `Refused`. */
export async function makeFile(
  path: string,
  { temporary, edit, check }: Pick<Replacement, 'temporary' | 'edit' | 'check'>,
): Promise<void> {
  try {
    await removeTemporary(temporary)
    await edit(temporary)
    await check(temporary)
    await sync(temporary)
    await takeName(temporary, path)
    await syncFolder(dirname(path))
  } catch (error) {
    throw error instanceof Refused ? error : (refusedBySystem(path, error) ?? error)
  } finally {
    await removeTemporary(temporary)
  }
}

/** What a program that was killed left behind. */
export async function removeTemporary(temporary: string): Promise<void> {
  await rm(temporary, { force: true })
  await rm(toolsTemporary(temporary), { force: true })
}

/** A link is refused where the name is taken, a rename would not be. */
async function takeName(temporary: string, path: string): Promise<void> {
  try {
    await link(temporary, path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'EEXIST') throw new Refused('changed', path, 'was made by another program just now', error)
    if (await isThere(path)) throw new Refused('changed', path, 'was made by another program just now', error)
    // Drives without links, as FAT.
    await rename(temporary, path)
  }
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

export function isSame(a: BigIntStats, b: BigIntStats): boolean {
  return a.size === b.size && a.mtimeNs === b.mtimeNs && a.ctimeNs === b.ctimeNs && a.ino === b.ino
}

/**
 * Owner, permissions, access lists, extended attributes and times are the original's. On macOS and Windows the copy
 * brought them along; on Linux GNU's cp carries them over, and where there is none what Node can do must be enough.
 */
async function likeOriginal(
  path: string,
  temporary: string,
  known: BigIntStats,
  times: Replacement['times'],
): Promise<void> {
  const isCarriedOver = await carryAttributes(path, temporary)
  if (!isCarriedOver) {
    await chown(temporary, Number(known.uid), Number(known.gid)).catch(() => undefined) // only the owner's own files
    await chmod(temporary, Number(known.mode) & 0o7777)
  }
  if (times === 'touch') await utimes(temporary, new Date(), new Date())
  // Half a microsecond more, since the fraction is cut and not rounded on its way to the system.
  else if (!isCarriedOver)
    await utimes(temporary, Number(known.atimeNs) / 1e9 + 5e-7, Number(known.mtimeNs) / 1e9 + 5e-7)
}

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

/** So that the new name survives a power cut too; not every system lets a folder be synced. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const opened = await open(folder, 'r')
    await opened.sync().finally(() => opened.close())
  } catch {
    // The rename is done either way; only a power cut within seconds could undo it, and leave the original.
  }
}
