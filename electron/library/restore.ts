/** Brings human work back from the side copy into a database that lost it. */
import type { Store } from '../store/store.ts'
import type { HumanWork, RecordedAct } from './human-work.ts'
import { refreshWords } from './photo-words.ts'

export interface Restoration {
  /** Applies what is recorded for this picture; call when a photo appears. */
  photoAdded(photoId: number, pixels: Buffer): void
}

const nothing: Restoration = { photoAdded: () => undefined }

function addAlbums(store: Store, acts: readonly RecordedAct[]): ReadonlyMap<string, number> {
  const ids = new Map<string, number>()
  for (const act of acts) {
    if (act.act === 'album') {
      const known = ids.get(act.album)
      if (known === undefined) ids.set(act.album, store.albums.add(act.album, act.name, act.query, act.at))
      else store.albums.rename(known, act.name)
    }
    if (act.act === 'album-removed') {
      const known = ids.get(act.album)
      if (known !== undefined) store.albums.remove(known)
      ids.delete(act.album)
    }
  }
  return ids
}

/**
 * Prepares a restoration when the database is new (or was set aside) and a side copy exists. Albums come back at once,
 * texts, ratings and album places as their photos appear.
 */
export function prepareRestoration(store: Store, work: HumanWork): Restoration {
  const isNew = store.photos.count().all === 0 && store.albums.list().length === 0
  if (!isNew) return nothing
  const acts = work.acts()
  if (acts.length === 0) return nothing
  const albums = addAlbums(store, acts)

  return {
    photoAdded(photoId, pixels) {
      const picture = pixels.toString('hex')
      for (const act of acts) {
        if (act.act === 'caption' && act.picture === picture)
          store.captions.add(
            { photoId, kind: act.kind, source: 'human', text: act.text, language: act.language },
            act.at,
          )
        if (act.act === 'rating' && act.picture === picture) store.photos.setRating(photoId, act.rating)
        if (act.act === 'album-photos') {
          const album = albums.get(act.album)
          if (album === undefined) continue
          if (act.add.includes(picture)) store.albums.addPhotos(album, [photoId])
          if (act.remove.includes(picture)) store.albums.removePhotos(album, [photoId])
        }
      }
      refreshWords(store, photoId)
    },
  }
}
