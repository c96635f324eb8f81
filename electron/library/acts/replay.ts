/**
 * Recorded acts into a database that lacks them: after a rebuilding, a power cut between side copy and commit, or from
 * a backup. What speaks of photos that are not here waits for them in the database, over any number of openings.
 */
import type { Store } from '../../store/store.ts'
import { readAct, type Act, type PhotoName, type RecordedAct } from './act.ts'
import { applyDeed } from './apply-deed.ts'
import type { Deed } from './deed.ts'
import { becomeHeir } from './inheritance.ts'
import { photoNamed, readName } from './photo-names.ts'

/** Does one recorded act, or lets it wait. Call inside a transaction. */
export function replayAct(store: Store, recorded: RecordedAct): void {
  const { at, ...act } = recorded
  switch (act.act) {
    case 'caption':
    case 'caption-undone':
      replayOnPhoto(store, act, at, act.picture)
      return
    case 'mark':
    case 'rating':
    case 'confirmed':
      for (const picture of act.pictures) replayOnPhoto(store, { ...act, pictures: [picture] }, at, picture)
      return
    case 'album':
    case 'album-removed':
    case 'folder':
    case 'folder-removed':
    case 'preferences':
    case 'packs':
      applyDeed(store, act, at)
      return
    case 'album-cover':
      if (act.picture === undefined) applyDeed(store, { act: act.act, album: act.album }, at)
      else replayOnPhoto(store, act, at, act.picture)
      return
    case 'album-photos':
      replayMembers(store, act)
      return
    case 'album-order':
      replayOrder(store, act.album, act.pictures)
      return
    case 'picture-changed':
      store.waiting.addChange(readName(act.picture), Buffer.from(act.to, 'hex'))
  }
}

type PhotoAct = Extract<Act, { act: 'caption' | 'caption-undone' | 'mark' | 'rating' | 'confirmed' | 'album-cover' }>

function replayOnPhoto(store: Store, act: PhotoAct, at: string, name: PhotoName): void {
  const photo = photoNamed(store, readName(name))
  if (photo === undefined) store.waiting.addAct(readName(name), JSON.stringify({ at, ...act }))
  else applyToPhoto(store, act, at, photo)
}

function applyToPhoto(store: Store, act: PhotoAct, at: string, photo: number): void {
  if (act.act === 'caption' && isKnownText(store, act, photo)) return
  applyDeed(store, deedOn(act, photo), at)
}

/** A text that is already in use need not come a second time, as when a side copy was written anew. */
function isKnownText(store: Store, act: Extract<Act, { act: 'caption' }>, photo: number): boolean {
  return store.captions.newest(photo, act.kind, 'human') === act.text
}

function deedOn(act: PhotoAct, photo: number): Deed {
  switch (act.act) {
    case 'caption':
      return { act: act.act, photo, kind: act.kind, text: act.text, language: act.language }
    case 'caption-undone':
      return { act: act.act, photo, kind: act.kind }
    case 'mark':
      return { act: act.act, photos: [photo], favourite: act.favourite, hidden: act.hidden }
    case 'rating':
      return { act: act.act, photos: [photo], rating: act.rating }
    case 'confirmed':
      return { act: act.act, photos: [photo] }
    case 'album-cover':
      return { act: act.act, album: act.album, photo }
  }
}

function replayMembers(store: Store, act: Extract<Act, { act: 'album-photos' }>): void {
  const album = store.albums.withUid(act.album)
  if (album === undefined) return
  let place = store.albums.lastPlace(album)
  for (const name of act.add) {
    const photo = photoNamed(store, readName(name))
    if (photo !== undefined) store.albums.addPhotos(album, [photo])
    else store.waiting.putPlace(album, readName(name), (place += 1))
  }
  for (const name of act.remove) {
    const photo = photoNamed(store, readName(name))
    if (photo !== undefined) store.albums.removePhotos(album, [photo])
    store.waiting.removePlace(album, readName(name))
  }
}

/** Photos here and photos that wait, in one order; those not named follow in theirs. */
function replayOrder(store: Store, uid: string, names: readonly PhotoName[]): void {
  const album = store.albums.withUid(uid)
  if (album === undefined) return
  const members = new Set(store.albums.photoIds(album))
  const waiting = new Map(
    store.waiting.placesIn(album).map(({ picture, path }) => [`${picture.toString('hex')}:${path}`, { picture, path }]),
  )
  let place = 0
  for (const name of names) {
    const read = readName(name)
    const key = `${read.picture.toString('hex')}:${read.path ?? ''}`
    const photo = photoNamed(store, read)
    place += 1
    if (photo !== undefined && members.delete(photo)) store.albums.putPhoto(album, photo, place)
    else if (waiting.delete(key)) store.waiting.putPlace(album, read, place)
  }
  for (const photo of members) store.albums.putPhoto(album, photo, (place += 1))
  for (const name of waiting.values()) store.waiting.putPlace(album, name, (place += 1))
}

/**
 * Gives a photo what waited for it. Acts that name a path, since the picture had several photos, are for the photo that
 * lies there. What waits for a picture that this one took the place of goes to an ancestor, whose heir the photo is.
 * Call inside a transaction, when a file of the photo has been read.
 */
export function claimWaiting(store: Store, photoId: number, pixels: Buffer, now: string): void {
  const paths = new Set(store.files.ofPhoto(photoId).map((file) => file.path))
  const isMeant = (path: string): boolean => path === '' || paths.has(path)
  claimWhere(store, photoId, pixels, isMeant)
  for (const former of store.waiting.formerPictures(pixels)) {
    if (former.equals(pixels) || !isAwaited(store, former, isMeant) || store.photos.withPixels(former).length > 0)
      continue
    const ancestor = store.photos.add(former, now)
    claimWhere(store, ancestor, former, isMeant)
    becomeHeir(store, photoId, ancestor, now)
  }
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
  return ['caption', 'caption-undone', 'mark', 'rating', 'confirmed', 'album-cover'].includes(act.act)
}

/**
 * What still waits although its picture is here, since it names a path that is not: a photo that was moved. It goes to
 * a photo with the picture on which nothing of a person's rests yet. Call when all folders have been looked through
 * and no work is left; gives whether anything found its photo.
 */
export function settleWaiting(store: Store): boolean {
  let found = false
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
