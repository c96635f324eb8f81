/**
 * Recorded acts into a database that lacks them: after a rebuilding, a power cut between side copy and commit, or from
 * a backup. What speaks of photos that are not here waits for them in the database, over any number of openings.
 */
import type { Store } from '../../store/store.ts'
import { actOf, type Act, type PhotoName, type RecordedAct } from './act.ts'
import { applyDeed } from './apply-deed.ts'
import type { Deed } from './deed.ts'
import { photoNamed, readName } from './photo-names.ts'

/** Does one recorded act, or lets it wait. Call inside a transaction. */
export function replayAct(store: Store, act: RecordedAct): void {
  const { at } = act
  switch (act.act) {
    case 'caption':
    case 'caption-undone':
      replayOnPhoto(store, act, at, act.picture)
      return
    case 'mark':
    case 'rating':
    case 'facts':
    case 'confirmed':
    case 'place-declined':
      for (const picture of act.pictures) replayOnPhoto(store, { ...act, pictures: [picture] }, at, picture)
      return
    case 'doubted':
      replayDoubt(store, act, at)
      return
    case 'album':
    case 'album-removed':
    case 'not-doubles':
    case 'doubles-again':
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
      return
    case 'begun':
      return
  }
}

/** The acts as deeds; undefined where one of them speaks of a photo that is not here, or is none. */
export function deedsOf(store: Store, acts: readonly RecordedAct[]): readonly Deed[] | undefined {
  const deeds = acts.map((recorded) => deedOf(store, actOf(recorded)))
  return deeds.every((deed) => deed !== undefined) ? deeds : undefined
}

function deedOf(store: Store, act: Act): Deed | undefined {
  const photo = (name: PhotoName): number | undefined => photoNamed(store, readName(name))
  const all = (names: readonly PhotoName[]): readonly number[] | undefined => {
    const found = names.map(photo)
    return found.every((each) => each !== undefined) ? found : undefined
  }
  switch (act.act) {
    case 'caption':
    case 'caption-undone': {
      const found = photo(act.picture)
      return found === undefined ? undefined : deedOn(act, found)
    }
    case 'mark':
    case 'rating':
    case 'facts':
    case 'confirmed':
    case 'place-declined': {
      const { pictures, ...rest } = act
      const photos = all(pictures)
      return photos && { ...rest, photos }
    }
    case 'doubted': {
      const [found, ancestors] = [photo(act.picture), all(act.ancestors)]
      return found === undefined || ancestors === undefined ? undefined : { act: act.act, photo: found, ancestors }
    }
    case 'album-cover':
      if (act.picture === undefined) return { act: act.act, album: act.album }
      return photo(act.picture) === undefined ? undefined : { ...act, photo: photo(act.picture) }
    case 'album-photos': {
      const remove = all(act.remove)
      return remove && { ...act, add: act.add.map((name) => photo(name) ?? name), remove }
    }
    case 'album-order': {
      const photos = all(act.pictures)
      return photos && { act: act.act, album: act.album, photos }
    }
    case 'album':
    case 'album-removed':
    case 'not-doubles':
    case 'doubles-again':
    case 'folder':
    case 'folder-removed':
    case 'preferences':
    case 'packs':
      return act
    case 'picture-changed':
    case 'begun':
      return undefined
  }
}

export type PhotoAct = Extract<
  Act,
  { act: 'caption' | 'caption-undone' | 'mark' | 'rating' | 'facts' | 'confirmed' | 'place-declined' | 'album-cover' }
>

function replayOnPhoto(store: Store, act: PhotoAct, at: string, name: PhotoName): void {
  const photo = photoNamed(store, readName(name))
  if (photo === undefined) store.waiting.addAct(readName(name), JSON.stringify({ at, ...act }))
  else applyToPhoto(store, act, at, photo)
}

/** One act on the photo that it is for. Call inside a transaction. */
export function applyToPhoto(store: Store, act: PhotoAct, at: string, photo: number): void {
  applyDeed(store, deedOn(act, photo), at)
}

/** Doubt that was there again: about photos that are here. Of one that is not, it comes with its picture. */
function replayDoubt(store: Store, act: Extract<Act, { act: 'doubted' }>, at: string): void {
  const photo = photoNamed(store, readName(act.picture))
  if (photo === undefined) return
  const ancestors = act.ancestors.flatMap((name) => photoNamed(store, readName(name)) ?? [])
  applyDeed(store, { act: act.act, photo, ancestors }, at)
}

function deedOn(act: PhotoAct, photo: number): Deed {
  switch (act.act) {
    case 'caption':
      return {
        act: act.act,
        photo,
        kind: act.kind,
        text: act.text,
        language: act.language,
        // What was written before there was a word for it.
        decorative: act.decorative ?? (act.kind === 'alt' && act.text === ''),
      }
    case 'caption-undone':
      return { act: act.act, photo, kind: act.kind }
    case 'mark':
      return { act: act.act, photos: [photo], favourite: act.favourite, hidden: act.hidden }
    case 'rating':
      return { act: act.act, photos: [photo], rating: act.rating }
    case 'facts':
      return { act: act.act, photos: [photo], facts: act.facts }
    case 'confirmed':
      return { act: act.act, photos: [photo] }
    case 'place-declined':
      return { act: act.act, photos: [photo], declined: act.declined }
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
