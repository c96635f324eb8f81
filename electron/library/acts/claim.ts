/** What waits finds its photo: as the photo's file is read, and for good when everything was looked through. */
import type { Store } from '../../store/store.ts'
import { readAct, type RecordedAct } from './act.ts'
import { becomeHeir } from './inheritance.ts'
import { applyToPhoto, type PhotoAct } from './replay.ts'

/**
 * Gives a photo what waited for it. Acts that name a path, since the picture had several photos, are for the photo that
 * lies there. What waits for a picture that this one took the place of, or rests on it where no file shows it, goes to
 * an ancestor, whose heir the photo is. Call inside a transaction, when a file of the photo has been read.
 */
export function claimWaiting(store: Store, photoId: number, pixels: Buffer, now: string): void {
  const paths = new Set(store.files.ofPhoto(photoId).map((file) => file.path))
  const isMeant = (path: string): boolean => path === '' || paths.has(path)
  const formers = store.waiting.formerPictures(pixels).filter((former) => !former.equals(pixels))
  for (const former of formers) {
    if (store.photos.withPixels(former).length > 0) inheritFrom(store, photoId, former, now)
    else if (isAwaited(store, former, isMeant)) {
      const ancestor = store.photos.add(former, now)
      claimWhere(store, ancestor, former, isMeant)
      becomeHeir(store, photoId, ancestor, now)
    }
  }
  // A picture that a file seems to show may yet turn out to be gone: then the change is looked at again.
  if (!formers.some((former) => isAnywhere(store, former)))
    for (const next of [pixels, ...formers]) store.waiting.removeChangesTo(next)
  // What was done to this very picture came later than what it has from others.
  claimWhere(store, photoId, pixels, isMeant)
}

/** The photo has what rests on a picture whose place it took, unless a file shows that picture. */
function inheritFrom(store: Store, photoId: number, former: Buffer, now: string): void {
  if (isAnywhere(store, former)) return
  const known = new Set(store.inheritances.ancestorsOf(photoId))
  for (const ancestor of store.photos.withPixels(former))
    if (ancestor !== photoId && !known.has(ancestor) && store.humanWork.restsOn(ancestor))
      becomeHeir(store, photoId, ancestor, now)
}

/** Whether a file shows the picture, be it on a drive that is away. */
function isAnywhere(store: Store, picture: Buffer): boolean {
  return store.photos
    .withPixels(picture)
    .some((photo) => store.files.ofPhoto(photo).some(({ gone, kind }) => !gone && kind === 'photo'))
}

function isAwaited(store: Store, picture: Buffer, isMeant: (path: string) => boolean): boolean {
  return [...store.waiting.actsOf(picture), ...store.waiting.placesOf(picture)].some(({ path }) => isMeant(path))
}

function claimWhere(store: Store, photoId: number, picture: Buffer, isMeant: (path: string) => boolean): void {
  for (const { seq, path, act } of store.waiting.actsOf(picture)) {
    if (!isMeant(path)) continue
    const recorded = readAct(act)
    if (recorded !== undefined && isPhotoAct(recorded)) applyToPhoto(store, recorded, recorded.at, photoId)
    store.waiting.removeAct(seq)
  }
  for (const { album, path, position } of store.waiting.placesOf(picture)) {
    if (!isMeant(path)) continue
    store.albums.putPhoto(album, photoId, position)
    store.waiting.removePlace(album, { picture, path })
  }
}

function isPhotoAct(act: RecordedAct): act is PhotoAct & { at: string } {
  return [
    'caption',
    'caption-undone',
    'mark',
    'rating',
    'facts',
    'confirmed',
    'place-declined',
    'album-cover',
  ].includes(act.act)
}

/**
 * What still waits although its picture is here, since it names a path that is not: a photo that was moved. It goes to
 * a photo with the picture on which nothing of a person's rests yet. Call when all folders have been looked through
 * and no work is left; gives whether anything found its photo.
 */
export function settleWaiting(store: Store, now: string): boolean {
  let found = settleChanges(store, now)
  for (const { picture, path } of store.waiting.names()) {
    const free = store.photos
      .withPixels(picture)
      .find((id) => !store.humanWork.restsOn(id) && store.photos.isPresent(id))
    if (free === undefined) continue
    claimWhere(store, free, picture, (each) => each === path)
    found = true
  }
  return found
}

/** Changes of pictures of which it was not known yet whether the former one is really gone. */
function settleChanges(store: Store, now: string): boolean {
  let found = false
  for (const hex of new Set(store.waiting.changes().map(({ next }) => next.toString('hex')))) {
    const next = Buffer.from(hex, 'hex')
    const heirs = store.photos.withPixels(next).filter((photo) => store.photos.isPresent(photo))
    if (heirs.length === 0) continue
    for (const former of store.waiting.formerPictures(next))
      if (!former.equals(next)) for (const heir of heirs) inheritFrom(store, heir, former, now)
    store.waiting.removeChangesTo(next)
    found = true
  }
  return found
}
