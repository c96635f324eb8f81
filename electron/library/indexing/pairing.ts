/** Files of one shot are one photo: RAW with its JPEG, a Live Photo with its movie, a photo with its sidecars. */
import { basename, dirname, sep } from 'node:path'
import { isRawName, pairKey } from '../../media/file/names-of-files.ts'
import type { FileRow } from '../../store/files.ts'
import type { Store } from '../../store/store.ts'

/** The letters before the first dot; everything that belongs to `IMG_1.HEIC` begins with `IMG_1`. */
function stem(path: string): string {
  const name = basename(path)
  const dot = name.indexOf('.', 1)
  return dot === -1 ? name : name.slice(0, dot)
}

function neighbours(store: Store, file: FileRow, prefix: string): readonly FileRow[] {
  const folder = dirname(file.path)
  return store.files
    .beginningWith(file.folderId, `${folder}${folder.endsWith(sep) ? '' : sep}${prefix}`)
    .filter((other) => other.id !== file.id && !other.gone && dirname(other.path) === folder)
}

/** The other half of a RAW+JPEG pair: same name, exactly one of the two is RAW. */
export function pairPartner(store: Store, file: FileRow): FileRow | undefined {
  const key = pairKey(basename(file.path))
  return neighbours(store, file, stem(file.path)).find(
    (other) =>
      other.kind === 'photo' &&
      other.photoId !== undefined &&
      isRawName(other.path) !== isRawName(file.path) &&
      pairKey(basename(other.path)) === key,
  )
}

/** The moving half of a Live Photo. */
export function liveVideo(store: Store, file: FileRow): FileRow | undefined {
  const key = pairKey(basename(file.path))
  return neighbours(store, file, stem(file.path)).find(
    (other) => other.kind === 'video' && pairKey(basename(other.path)) === key,
  )
}

/** The stills a movie may belong to. */
export function stillsOf(store: Store, video: FileRow): readonly FileRow[] {
  const key = pairKey(basename(video.path))
  return neighbours(store, video, stem(video.path)).filter(
    (other) => other.kind === 'photo' && pairKey(basename(other.path)) === key,
  )
}

/** Takeout cuts long names, so sidecars are looked for by the first letters and matched by the reader of metadata. */
const sidecarPrefix = 30

/** Sidecars that may speak of this photo, nearest name first. */
export function sidecarsOf(store: Store, file: FileRow): readonly string[] {
  const name = stem(file.path).replace(/-edited$/u, '')
  return neighbours(store, file, name.slice(0, sidecarPrefix))
    .filter((other) => other.kind === 'sidecar')
    .map((other) => other.path)
}

/** Photos whose metadata a new or changed sidecar may alter. */
export function photosOfSidecar(store: Store, sidecar: FileRow): readonly FileRow[] {
  return neighbours(store, sidecar, stem(sidecar.path).slice(0, sidecarPrefix)).filter(
    (other) => other.kind === 'photo',
  )
}
