/** What people made, when the picture under it changes: nothing is taken from the old picture, the new one has it on trial. */
import type { Store } from '../../store/store.ts'

/**
 * The photo is about to show another picture. What was given to the one it shows is kept by an ancestor, a photo
 * without files, for the day when that picture is found again. Inside a transaction, before the picture is changed.
 */
export function keepForFormerPicture(store: Store, photoId: number, now: string): void {
  const pixels = store.photos.pixelsOf(photoId)
  if (pixels === undefined) return
  const ancestor = store.photos.add(pixels, now)
  store.inheritances.give(photoId, ancestor, false)
  if (!store.humanWork.restsOn(ancestor)) {
    // All there is came from earlier ancestors, and stays with them.
    store.files.forgetBytes(photoId)
    store.photos.remove(ancestor)
    return
  }
  store.files.moveBytes(photoId, ancestor)
  becomeHeir(store, photoId, ancestor, now)
}

/** The heir shows the picture that took the ancestor's place: it has what that was given, and all of it is doubtful. */
export function becomeHeir(store: Store, heir: number, ancestor: number, now: string): void {
  store.inheritances.give(ancestor, heir, true)
  store.inheritances.add(heir, ancestor)
  store.captions.doubtHuman(heir)
  store.photos.doubt(heir, now)
}

/** A file shows this picture: what others have from it on trial goes, and it is nobody's ancestor any more. */
export function withdrawFromHeirs(store: Store, photoId: number): readonly number[] {
  const heirs = store.inheritances.heirsOf(photoId)
  for (const heir of heirs) {
    store.inheritances.withdraw(heir, photoId)
    if (store.inheritances.ancestorsOf(heir).length === 0) trust(store, heir)
  }
  return heirs
}

/** Nothing stands against what people gave the photo. */
export function trust(store: Store, photoId: number): void {
  store.inheritances.settle(photoId)
  store.photos.settleDoubt(photoId)
  store.captions.trustHuman(photoId)
}

/** As it was before somebody settled it. */
export function doubtAgain(store: Store, photoId: number, ancestors: readonly number[], now: string): void {
  for (const ancestor of ancestors) store.inheritances.add(photoId, ancestor)
  store.captions.doubtHuman(photoId)
  store.photos.doubt(photoId, now)
}

/**
 * The file shows its former picture again, as when an edit is undone: the photo is what it was, without the ancestor
 * that kept its place. What was given to the picture in between stays as well.
 */
export function takeFormerPictureBack(store: Store, photoId: number, ancestor: number): void {
  store.inheritances.remove(photoId, ancestor)
  // What came from still earlier pictures stays on trial.
  if (store.inheritances.ancestorsOf(photoId).length === 0) trust(store, photoId)
  store.files.moveBytes(ancestor, photoId)
  store.files.giveAll(ancestor, photoId)
  store.photos.remove(ancestor)
}
