/** What decides how a piece of work ends. */
import { AppError } from '../../api/errors.ts'
import type { FileRow } from '../../store/files.ts'
import type { Store } from '../../store/store.ts'
import { isReachable } from '../../watch/scan.ts'

/** Failures that may pass by themselves: the disk was busy, the volume left, the machine was out of memory. */
export const passing = new Set(['unreadable', 'timed-out', 'provider-failed', 'internal'])

/** The thread died, or the database cannot be written. */
export function isOfLibrary(error: unknown): boolean {
  if (error instanceof AppError) return error.code === 'crashed'
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_')
}

export function isSameFile(one: FileRow, other: FileRow | undefined): boolean {
  return (
    other !== undefined &&
    !other.gone &&
    one.path === other.path &&
    one.sizeBytes === other.sizeBytes &&
    one.mtimeMs === other.mtimeMs &&
    one.ctimeMs === other.ctimeMs &&
    one.inode === other.inode &&
    one.photoId === other.photoId
  )
}

/** Whether the drives of all these files are away, as after an unplugging in mid-work; they are marked so. */
export async function areAway({ folders, work }: Store, files: readonly FileRow[]): Promise<boolean> {
  const ids = [...new Set(files.map((file) => file.folderId))]
  const away = await Promise.all(
    ids.map(async (id) => {
      const folder = folders.get(id)
      if (folder === undefined || (await isReachable(folder.path))) return false
      if (folder.state === 'away') return true
      folders.setState(id, 'away')
      work.followDrives()
      return true
    }),
  )
  return away.length > 0 && away.every(Boolean)
}
