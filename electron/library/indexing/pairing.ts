/** Files of one shot are one photo: RAW with its JPEG, a Live Photo with its movie, a photo with its sidecars. */
import { basename, dirname, sep } from 'node:path'
import { movieKey, shotOf, shotPrefixes } from '../../domain/shot-names.ts'
import { foldName, isCutSidecar, photoPrefixOf, presentSidecars, sidecarNames } from '../../domain/sidecar-names.ts'
import { isRawName, pictureExtensions } from '../../media/file/names-of-files.ts'
import type { FileRow } from '../../store/files.ts'
import type { Store } from '../../store/store.ts'

function inFolderOf(file: FileRow, name: string): string {
  const folder = dirname(file.path)
  return `${folder}${folder.endsWith(sep) ? '' : sep}${name}`
}

function isNeighbour(file: FileRow, other: FileRow): boolean {
  return other.id !== file.id && !other.gone && dirname(other.path) === dirname(file.path)
}

/** Accents may be stored as one letter or as two. */
function spellings(name: string): readonly string[] {
  return [...new Set([name, name.normalize('NFC'), name.normalize('NFD')])]
}

/**
 * Files of the folder whose names begin so. The prefix is a whole stem: names that are prefixes of others are few for
 * each of the others, so that a folder of any size takes time in proportion to it.
 */
function beginningWith(store: Store, file: FileRow, prefix: string): readonly FileRow[] {
  return spellings(prefix)
    .flatMap((each) => store.files.beginningWith(inFolderOf(file, each)))
    .filter((other) => isNeighbour(file, other))
}

/** The other half of a RAW+JPEG pair: one shot, exactly one of the two is RAW. */
export function pairPartner(store: Store, file: FileRow): FileRow | undefined {
  return partners(store, file).find((other) => isRawName(other.path) !== isRawName(file.path))
}

/** Of an edit its original, of an original its edit, where both are no RAW: iOS's IMG_E1.JPG, Takeout's x-edited.jpg. */
export function editPartner(store: Store, file: FileRow): FileRow | undefined {
  const { isEdit } = shotOf(basename(file.path))
  return partners(store, file).find(
    (other) => !isRawName(other.path) && !isRawName(file.path) && shotOf(basename(other.path)).isEdit !== isEdit,
  )
}

/** Whether the name is an edit's, which lies before its original. */
export function isEditName(path: string): boolean {
  return shotOf(basename(path)).isEdit
}

/** Photos of the folder whose names are of the same shot. */
function partners(store: Store, file: FileRow): readonly FileRow[] {
  const name = basename(file.path)
  const { key } = shotOf(name)
  return shotPrefixes(name)
    .flatMap((prefix) => beginningWith(store, file, prefix))
    .filter(
      (other) => other.kind === 'photo' && other.photoId !== undefined && shotOf(basename(other.path)).key === key,
    )
}

/** The moving half of a Live Photo: the one with its identifier, else the one with its name. */
export function liveVideo(store: Store, file: FileRow): FileRow | undefined {
  const { key } = shotOf(basename(file.path))
  const named = shotPrefixes(basename(file.path))
    .flatMap((prefix) => beginningWith(store, file, prefix))
    .filter((other) => other.kind === 'video' && movieKey(basename(other.path)) === key)
  return ofOneShot(store, file, named, 'video')[0]
}

/** Those with the identifier of the file, in its folder; where there are none, those named alike that carry no other. */
function ofOneShot(
  store: Store,
  file: FileRow,
  named: readonly FileRow[],
  kind: 'photo' | 'video',
): readonly FileRow[] {
  const { contentIdentifier } = file
  if (contentIdentifier === undefined) return named
  const same = [...named, ...store.files.withIdentifier(contentIdentifier, kind)].filter(
    (other) => other.contentIdentifier === contentIdentifier && isNeighbour(file, other),
  )
  return same.length > 0 ? same : named.filter((other) => other.contentIdentifier === undefined)
}

/** The stills a movie may belong to. */
export function stillsOf(store: Store, video: FileRow): readonly FileRow[] {
  const key = movieKey(basename(video.path))
  const named = shotPrefixes(`${key}.mov`)
    .flatMap((prefix) => beginningWith(store, video, prefix))
    .filter((other) => other.kind === 'photo' && shotOf(basename(other.path)).key === key)
  return ofOneShot(store, video, named, 'photo')
}

/** Sidecars of this photo, the nearest name first; a pair's photo has those of its other half as well. */
export function sidecarsOf(store: Store, file: FileRow): readonly string[] {
  const own = ownSidecars(store, file)
  const partner = file.photoId === undefined ? undefined : pairPartner(store, file)
  if (partner === undefined || partner.photoId !== file.photoId) return own
  return [...new Set([...own, ...ownSidecars(store, partner)])]
}

function ownSidecars(store: Store, file: FileRow): readonly string[] {
  const candidates = sidecarNames(basename(file.path), pictureExtensions)
  const names = candidates.names.flatMap(({ name, unless }) => [name, ...unless])
  const paths = [...new Set(names.flatMap(spellings))].map((name) => inFolderOf(file, name))
  const rows = new Map<string, FileRow>()
  for (const row of store.files.named(paths)) {
    const key = foldName(basename(row.path))
    if (isNeighbour(file, row) && !rows.has(key)) rows.set(key, row)
  }
  const present = presentSidecars(candidates, (name) => {
    const row = rows.get(foldName(name))
    return row === undefined ? undefined : row.path
  })
  if (present.length > 0 || candidates.cut === undefined) return present.map(({ name }) => name)
  const { cut } = candidates
  const fitting = beginningWith(store, file, cut.prefix).filter(
    (other) => other.kind === 'sidecar' && /\.json$/iu.test(other.path) && isCutSidecar(basename(other.path), cut),
  )
  return fitting.length === 1 ? fitting.map((row) => row.path) : []
}

/** Photos whose metadata a new, changed or vanished sidecar may alter. */
export function photosOfSidecar(store: Store, sidecar: FileRow): readonly FileRow[] {
  const here: FileRow = { ...sidecar, gone: false }
  return beginningWith(store, here, photoPrefixOf(basename(sidecar.path))).filter(
    (photo) => photo.kind === 'photo' && mayOwn(photo, sidecar),
  )
}

function mayOwn(photo: FileRow, sidecar: FileRow): boolean {
  const { names, cut } = sidecarNames(basename(photo.path), pictureExtensions)
  const name = basename(sidecar.path)
  return names.some((each) => foldName(each.name) === foldName(name)) || (cut !== undefined && isCutSidecar(name, cut))
}
