/** Brings human work back from the side copy into a database that lost it, or from a backup into another library. */
import { AppError } from '../../api/errors.ts'
import type { Store } from '../../store/store.ts'
import type { Clock } from '../shared/clock.ts'
import { readActs, type HumanWork, type RecordedAct } from '../shared/human-work.ts'
import { refreshWords } from '../shared/photo-words.ts'

export interface Restoration {
  /** Applies what is recorded for this picture; call when a photo appears. */
  photoAdded(photoId: number, pixels: Buffer): void
  /** The side copy grew by what another library recorded. */
  renew(): void
}

/** Makes the albums that are missing; gives the number of each by its lasting name. */
function addAlbums(store: Store, acts: readonly RecordedAct[]): ReadonlyMap<string, number> {
  const ids = new Map(store.albums.list().map((album) => [album.uid, album.id]))
  const removed = new Set(acts.flatMap((act) => (act.act === 'album-removed' ? [act.album] : [])))
  for (const act of acts) {
    if (act.act !== 'album' || removed.has(act.album)) continue
    const known = ids.get(act.album)
    if (known === undefined) ids.set(act.album, store.albums.add(act.album, act.name, act.query, act.at))
    else {
      store.albums.rename(known, act.name)
      if (act.query !== undefined) store.albums.setQuery(known, act.query)
    }
  }
  return ids
}

/** Does to one photo what was once done to its picture. */
function apply(
  store: Store,
  act: RecordedAct,
  { photoId, picture, albums }: { photoId: number; picture: string; albums: ReadonlyMap<string, number> },
): void {
  switch (act.act) {
    case 'caption': {
      if (act.picture !== picture) return
      const { kind, text, language } = act
      store.captions.add({ photoId, kind, source: 'human', text, language }, act.at)
      return
    }
    case 'caption-undone':
      if (act.picture === picture) store.captions.retireNewest(photoId, act.kind, 'human')
      return
    case 'rating':
      if (act.picture === picture) store.photos.setRating(photoId, act.rating)
      return
    case 'mark':
      if (act.picture !== picture) return
      if (act.favourite !== undefined) store.photos.setFavourite(photoId, act.favourite)
      if (act.hidden !== undefined) store.photos.setHidden(photoId, act.hidden)
      return
    case 'album-photos': {
      const album = albums.get(act.album)
      if (album === undefined) return
      if (act.add.includes(picture)) store.albums.addPhotos(album, [photoId])
      if (act.remove.includes(picture)) store.albums.removePhotos(album, [photoId])
      return
    }
    case 'album-cover': {
      const album = albums.get(act.album)
      if (album !== undefined && act.picture === picture) store.albums.setCover(album, photoId)
      return
    }
    case 'album':
    case 'album-removed':
    case 'album-order':
      return
  }
}

/** The last order of each album wins; it needs all its photos, so it is laid on after each of them. */
function arrangeAlbums(store: Store, acts: readonly RecordedAct[], albums: ReadonlyMap<string, number>): void {
  for (const act of acts) {
    if (act.act !== 'album-order') continue
    const album = albums.get(act.album)
    if (album === undefined) continue
    const inAlbum = new Map(
      store.albums.photoIds(album).map((id) => [store.photos.pixelsOf(id)?.toString('hex') ?? '', id]),
    )
    store.albums.arrange(
      album,
      act.pictures.flatMap((picture) => inAlbum.get(picture) ?? []),
    )
  }
}

/**
 * Prepares a restoration when the database is new (or was set aside), or when a backup spoke of photos that were not
 * there yet. Albums come back at once, texts, marks and album places as their photos appear.
 */
export function prepareRestoration(store: Store, work: HumanWork): Restoration {
  const isNew = store.totals.now().present === 0 && store.albums.list().length === 0
  let acts = isNew || store.settings.get('restoring') === '1' ? work.acts() : []
  let albums = addAlbums(store, acts)

  return {
    photoAdded(photoId, pixels) {
      if (acts.length === 0) return
      const picture = pixels.toString('hex')
      for (const act of acts) apply(store, act, { photoId, picture, albums })
      arrangeAlbums(store, acts, albums)
      refreshWords(store, photoId)
    },
    renew() {
      acts = work.acts()
      albums = addAlbums(store, acts)
    },
  }
}

/** What an act decides; of two acts about the same thing the later one holds. */
function subjectOf(act: RecordedAct): string {
  switch (act.act) {
    case 'caption':
    case 'caption-undone':
      return `caption ${act.kind} ${act.picture}`
    case 'rating':
    case 'mark':
      return `${act.act} ${act.picture}`
    case 'album':
    case 'album-removed':
      return `album ${act.album}`
    case 'album-cover':
    case 'album-order':
      return `${act.act} ${act.album}`
    case 'album-photos':
      // Additions join; the time makes each its own.
      return `${act.act} ${act.album} ${act.at}`
  }
}

export interface Restored {
  readonly texts: number
  readonly marks: number
  readonly albums: number
}

/**
 * Takes over what a backup knows and this library does not; nothing that is here is overwritten or taken away. What
 * speaks of photos that are not here yet waits for them. Errors: `bad-request` for a document that is no backup.
 */
export function restoreBackup(store: Store, work: HumanWork, text: string): Restored {
  const acts = readActs(text)
  if (acts.length === 0)
    throw new AppError('bad-request', 'This file holds no backup of Sightline.', {
      hint: 'Choose a file that "Back up" wrote, or the human-work.jsonl of another library.',
    })
  const own = work.acts()
  const known = new Set(own.map((act) => JSON.stringify(act)))
  const latest = new Map(own.map((act) => [subjectOf(act), act.at]))
  const fresh = acts.filter((act) => !known.has(JSON.stringify(act)) && (latest.get(subjectOf(act)) ?? '') <= act.at)
  work.append(fresh)
  const albumsBefore = store.albums.list().length
  store.transaction(() => {
    const albums = addAlbums(store, fresh)
    const touched = new Set<number>()
    for (const act of fresh) {
      const pictures = 'picture' in act ? [act.picture] : act.act === 'album-photos' ? [...act.add, ...act.remove] : []
      for (const picture of pictures)
        for (const photoId of store.photos.withPixels(Buffer.from(picture, 'hex'))) {
          apply(store, act, { photoId, picture, albums })
          touched.add(photoId)
        }
    }
    arrangeAlbums(store, fresh, albums)
    for (const photoId of touched) refreshWords(store, photoId)
    store.settings.set('restoring', '1')
  })
  const count = (kinds: readonly string[]): number => fresh.filter((act) => kinds.includes(act.act)).length
  return {
    texts: count(['caption']),
    marks: count(['mark', 'rating']),
    albums: store.albums.list().length - albumsBefore,
  }
}

/** Everything only people made, one act a line. */
export function backUp(work: HumanWork, clock: Clock): { fileName: string; text: string } {
  return {
    fileName: `sightline-backup-${clock.now().slice(0, 10)}.jsonl`,
    text: work
      .acts()
      .map((act) => `${JSON.stringify(act)}\n`)
      .join(''),
  }
}
