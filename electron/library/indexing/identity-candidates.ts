import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { IdentityCandidate } from '../../domain/identity.ts'
import { isRawName } from '../../media/file/names-of-files.ts'
import type { FileRow } from '../../store/files.ts'
import type { Store } from '../../store/store.ts'
import { isReachable } from '../../watch/scan.ts'

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

/** On a drive that is away a file is where it was, as far as anybody knows. */
async function isWhereItWas(store: Store, row: FileRow): Promise<boolean> {
  if (row.gone) return false
  if (await exists(row.path)) return true
  const folder = store.folders.get(row.folderId)
  return folder !== undefined && (folder.state === 'away' || !(await isReachable(folder.path)))
}

/** Every photo that has or had these bytes or this picture, and the photo of the path. */
export async function candidatesFor(
  store: Store,
  file: FileRow,
  { sha256, pixels }: { readonly sha256: Buffer; readonly pixels: Buffer },
): Promise<readonly IdentityCandidate[]> {
  const holders = new Set(store.files.holdersOf(sha256))
  const showing = new Set(store.photos.withPixels(pixels))
  const own = file.photoId === undefined ? [] : [file.photoId]
  const ids = new Set([...holders, ...showing, ...own])
  return Promise.all(
    Array.from(ids, async (photoId) => {
      const rows = store.files
        .ofPhoto(photoId)
        .filter((row) => row.id !== file.id && row.kind === 'photo' && (row.role !== 'raw' || isRawName(file.path)))
      // Asked of the disk itself: a hint about the old path may not have arrived yet.
      const here = await Promise.all(rows.map((row) => isWhereItWas(store, row)))
      const sameBytes = holders.has(photoId)
      return {
        photoId,
        sameBytes,
        // The RAW of a pair never shows its photo's picture; its bytes speak for it.
        samePicture:
          showing.has(photoId) ||
          (isRawName(file.path) && (sameBytes || (file.role === 'raw' && photoId === file.photoId))),
        present: here.includes(true),
        sameName: rows.some((row, index) => here[index] === false && basename(row.path) === basename(file.path)),
        own: photoId === file.photoId,
        hasWork: store.humanWork.restsOn(photoId),
        fresh: file.changedAfter !== undefined && photoId > file.changedAfter,
      }
    }),
  )
}
