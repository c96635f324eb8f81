/** Whether a file may be written at all: asked before anything is begun, so that most refusals cost nothing. */
import { constants, type BigIntStats } from 'node:fs'
import { access, lstat, realpath, statfs } from 'node:fs/promises'
import { dirname, sep } from 'node:path'
import { isInside } from '../../domain/paths.ts'
import { Refused, refusedBySystem } from './refused.ts'

/** Left free on a drive whatever is written. */
const spareBytes = 16 * 1024 * 1024
/** Type of a FUSE file system, which may not know how many blocks a file has [Linux: magic.h]. */
const fuse = 0x65735546

/**
 * What the file is now; for a file that is to be made, its folder's word. `within`: real paths of the folders that are
 * the library's; none: anywhere. Throws `Refused`.
 */
export async function mayBeWritten(path: string, within: readonly string[] | undefined): Promise<BigIntStats> {
  if (/\p{Cc}/u.test(path)) throw new Refused('name', path, 'has a line break or control character in its path')
  const stats = await lstat(path, { bigint: true }).catch((error: unknown) => {
    throw refusedBySystem(path, error) ?? error
  })
  if (stats.isSymbolicLink()) throw new Refused('symlink', path, 'is a link to another file')
  if (!stats.isFile()) throw new Refused('unsupported', path, 'is no file')
  if (stats.nlink > 1n)
    throw new Refused('hard-link', path, `has ${stats.nlink} names on this drive, and writing would part them`)
  if (await isPlaceholder(path, stats)) throw new Refused('cloud', path, 'is not on this computer but in the cloud')
  // A root may write everything; the owner's wish counts all the same.
  if ((stats.mode & 0o222n) === 0n) throw new Refused('read-only', path, 'is read-only')
  await access(path, constants.W_OK).catch((error: unknown) => {
    throw refusedBySystem(path, error) ?? error
  })
  await mayBeMade(path, { sizeBytes: Number(stats.size), within })
  return stats
}

/** The same for a file that is not there yet. */
export async function mayBeMade(
  path: string,
  { sizeBytes, within }: { readonly sizeBytes: number; readonly within: readonly string[] | undefined },
): Promise<void> {
  const folder = dirname(path)
  if (/\p{Cc}/u.test(path)) throw new Refused('name', path, 'has a line break or control character in its path')
  try {
    await access(folder, constants.W_OK | constants.X_OK)
    const real = await realpath(folder)
    if (within !== undefined && !within.some((root) => isInside(real, root, sep)))
      throw new Refused('outside', path, 'really lies outside of the folders that Sightline knows')
    const drive = await statfs(folder, { bigint: true })
    // While it is written, the file is there up to three times; drives that do not know their size say 0.
    const needed = BigInt(3 * sizeBytes + spareBytes)
    if (drive.blocks > 0n && drive.bavail * drive.bsize < needed)
      throw new Refused('full', path, 'cannot be written: there is too little space on its drive')
  } catch (error) {
    throw error instanceof Refused ? error : (refusedBySystem(path, error) ?? error)
  }
}

/** Files on demand have a size and no blocks; opening one would fetch it. */
async function isPlaceholder(path: string, stats: BigIntStats): Promise<boolean> {
  if (stats.size === 0n || stats.blocks > 0n) return false
  if (process.platform !== 'linux') return true
  return (await statfs(path)).type !== fuse
}
