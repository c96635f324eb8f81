/** Lasting names of photos, and which photo of this library one means. */
import { AppError } from '../../api/errors.ts'
import type { Store } from '../../store/store.ts'
import type { WaitingName } from '../../store/waiting.ts'
import type { PhotoName } from './act.ts'

/** Errors: `not-found`. */
export function nameOf(store: Store, photoId: number): PhotoName {
  const pixels = store.photos.pixelsOf(photoId)
  if (pixels === undefined) throw new AppError('not-found', `There is no photo ${photoId} in this library.`)
  const picture = pixels.toString('hex')
  const hasTwins = store.photos.withPixels(pixels).length > 1
  const path = hasTwins ? store.files.firstPaths([photoId]).get(photoId) : undefined
  return path === undefined ? picture : `${picture}:${path}`
}

/** The opposite of `readName`. */
export function writeName({ picture, path = '' }: WaitingName): PhotoName {
  return path === '' ? picture.toString('hex') : `${picture.toString('hex')}:${path}`
}

export function readName(name: PhotoName): WaitingName {
  const picture = Buffer.from(name.slice(0, 64), 'hex')
  return name.length > 64 ? { picture, path: name.slice(65) } : { picture }
}

/**
 * The photo that a name means: the one with its picture; of several the one at the named path, else the first. A named
 * path that no such photo has means none of them.
 */
export function photoNamed(store: Store, { picture, path = '' }: WaitingName): number | undefined {
  const ids = store.photos.withPixels(picture)
  return path === '' ? ids[0] : ids.find((id) => store.files.ofPhoto(id).some((file) => file.path === path))
}
