import { sep } from 'node:path'
import type { FactsChange } from '../../api/facts.ts'
import { isInside } from '../../domain/paths.ts'
import type { Store } from '../../store/store.ts'
import { refreshFacts } from '../shared/photo-facts.ts'
import { refreshWords } from '../shared/photo-words.ts'
import { writePreferences } from '../shared/preferences.ts'
import type { Deed } from './deed.ts'
import { doubtAgain, trust } from './inheritance.ts'
import { readName } from './photo-names.ts'
import { pairsOf } from './picture-pairs.ts'

/**
 * Does a deed to the database; the only code that writes what people make. Call inside a transaction. What speaks of
 * an album that is not there does nothing.
 */
export function applyDeed(store: Store, deed: Deed, at: string): void {
  switch (deed.act) {
    case 'caption': {
      const { photo: photoId, kind, text, language, decorative = false } = deed
      store.captions.add({ photoId, kind, source: 'human', text, language, decorative }, at)
      trust(store, photoId)
      refreshWords(store, photoId)
      return
    }
    case 'caption-undone':
      store.captions.retireNewest(deed.photo, deed.kind, 'human')
      refreshWords(store, deed.photo)
      return
    case 'mark':
      for (const photo of deed.photos) {
        if (deed.favourite !== undefined) store.photos.setFavourite(photo, deed.favourite)
        if (deed.hidden !== undefined) store.photos.setHidden(photo, deed.hidden)
      }
      return
    case 'facts':
      for (const photo of deed.photos) correctFacts(store, photo, deed.facts, at)
      return
    case 'confirmed':
      for (const photo of deed.photos) trust(store, photo)
      return
    case 'place-declined':
      for (const photo of deed.photos) store.declinedPlaces.set(photo, deed.declined)
      return
    case 'doubted':
      doubtAgain(store, deed.photo, deed.ancestors, at)
      return
    case 'rating':
      for (const photo of deed.photos) store.photos.setRating(photo, deed.rating)
      return
    case 'album': {
      const known = store.albums.withUid(deed.album)
      if (known === undefined) {
        store.albums.add({ ...deed, uid: deed.album, now: at })
        return
      }
      store.albums.rename(known, deed.name)
      if (deed.query !== undefined) store.albums.setQuery(known, deed.query)
      return
    }
    case 'album-removed':
    case 'album-photos':
    case 'album-cover':
    case 'album-order': {
      const album = store.albums.withUid(deed.album)
      if (album !== undefined) applyToAlbum(store, album, deed)
      return
    }
    case 'not-doubles':
      for (const pair of pairsOf(deed.pictures)) store.doublePairs.part(pair)
      return
    case 'doubles-again':
      for (const pair of pairsOf(deed.pictures)) store.doublePairs.join(pair)
      return
    case 'folder':
      putFolder(store, deed.path, deed.ignore, at)
      return
    case 'folder-removed': {
      const folder = store.folders.find(deed.path)
      if (folder !== undefined) store.folders.remove(folder.id)
      return
    }
    case 'preferences':
      writePreferences(store, deed.preferences)
      return
    case 'packs':
      store.settings.set('packs.set', deed.set)
  }
}

function correctFacts(store: Store, photo: number, change: FactsChange, at: string): void {
  // What a newer version wrote stays.
  const known = JSON.parse(store.photos.humanFacts([photo]).get(photo) ?? '{}') as object
  const said = Object.entries({ ...known, ...change }).filter(([, value]) => value != null)
  store.photos.setHumanFacts(photo, said.length === 0 ? undefined : JSON.stringify(Object.fromEntries(said)))
  refreshFacts(store, photo, at)
  refreshWords(store, photo)
}

type AlbumPhotos = Extract<Deed, { act: 'album-photos' }>
type AlbumDeed = Extract<Deed, { act: 'album-removed' | 'album-photos' | 'album-cover' | 'album-order' }>

function applyToAlbum(store: Store, album: number, deed: AlbumDeed): void {
  const { albums } = store
  switch (deed.act) {
    case 'album-removed':
      albums.remove(album)
      return
    case 'album-photos':
      addMembers(store, album, deed.add)
      albums.removePhotos(album, deed.remove)
      return
    case 'album-cover':
      albums.setCover(album, deed.photo)
      return
    case 'album-order':
      albums.arrange(album, deed.photos)
  }
}

/** In one order; those that are not here wait in their places. */
function addMembers({ albums, waiting }: Store, album: number, photos: AlbumPhotos['add']): void {
  const here = photos.filter((photo) => typeof photo === 'number')
  if (here.length === photos.length) {
    albums.addPhotos(album, here)
    return
  }
  let place = albums.lastPlace(album)
  for (const photo of photos)
    if (typeof photo === 'number') albums.putPhoto(album, photo, (place += 1))
    else waiting.putPlace(album, readName(photo), (place += 1))
}

/** A folder around known ones takes their files over; one inside a known one is that one, and is not added. */
function putFolder(store: Store, path: string, ignore: readonly string[], at: string): void {
  const known = store.folders.list()
  const same = known.find((folder) => folder.path === path)
  if (same !== undefined) {
    store.folders.setIgnore(same.id, ignore)
    return
  }
  if (known.some((folder) => isInside(path, folder.path, sep))) return
  const folder = store.folders.add(path, ignore, at)
  for (const inner of known.filter((each) => isInside(each.path, path, sep))) {
    for (const file of store.files.known(inner.id)) store.files.setFolder(file.fileId, folder.id)
    store.folders.remove(inner.id)
  }
}
