/** What a person can do with photos, from a menu, a key or a button. Each says what it did. */
import type { AlbumId } from '../../electron/api/album.ts'
import type { PhotoId } from '../../electron/api/photo.ts'
import { words } from '../strings/strings.svelte.ts'
import { activity } from './activity.svelte.ts'
import { announcer, attempt } from './announcer.svelte.ts'
import { deeds } from './deeds.svelte.ts'
import { api, desktop } from './host.ts'
import { photos } from './photos.svelte.ts'
import { questions } from './questions.svelte.ts'

async function photosOf(album: AlbumId): Promise<readonly PhotoId[]> {
  // The ids came from the engine.
  return (await api.photos.timeline({ kind: 'album', album })).ids as PhotoId[]
}

export async function addToAlbum(ids: readonly PhotoId[], album: AlbumId, name: string): Promise<void> {
  await attempt(async () => {
    const before = new Set<number>(await photosOf(album))
    const added = ids.filter((id) => !before.has(id))
    const said = words.t.deeds.added(added.length, name)
    if (added.length === 0) {
      announcer.tell(said)
      return
    }
    await api.albums.addPhotos({ album, photos: added })
    deeds.did(said)
  })
}

export async function removeFromAlbum(ids: readonly PhotoId[], album: AlbumId): Promise<void> {
  if (!(await questions.sureAbout(words.t.actions.removeFromAlbum, ids.length))) return
  if (await attempt(() => api.albums.removePhotos({ album, photos: [...ids] })))
    deeds.did(words.t.deeds.takenOut(ids.length))
}

export async function arrangeAlbum(album: AlbumId, ids: readonly PhotoId[]): Promise<void> {
  if (await attempt(() => api.albums.arrange({ album, photos: [...ids] }))) deeds.did(words.t.deeds.arranged)
}

export async function setCover(album: AlbumId, photo: PhotoId): Promise<void> {
  if (await attempt(() => api.albums.setCover({ album, photo }))) deeds.did(words.t.deeds.cover)
}

/** Hands a document to the browser's own "save as". */
export function download(fileName: string, mimeType: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: mimeType }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  URL.revokeObjectURL(url)
  announcer.tell(words.t.deeds.handedOut(fileName))
}

export async function describe(ids: readonly PhotoId[]): Promise<void> {
  await attempt(async () => {
    const { queued } = await api.captions.request({ photos: [...ids] })
    announcer.tell(words.t.deeds.queued(queued))
  })
}

/** Says so where there is no text to copy. */
export async function copyAltText(id: PhotoId): Promise<void> {
  await attempt(async () => {
    const [photo] = photos.get(id) === undefined ? (await api.photos.many({ photos: [id] })).photos : [photos.get(id)]
    const text = photo?.alt?.text
    if (text === undefined || text === '') {
      announcer.tell(words.t.deeds.nothingToCopy)
      return
    }
    await navigator.clipboard.writeText(text)
    announcer.tell(words.t.actions.copied)
  })
}

export async function reveal(id: PhotoId): Promise<void> {
  await attempt(async () => desktop?.reveal(id))
}

/** A database that was set aside, where it lies; only a desktop can. */
export async function revealSetAside(path: string): Promise<void> {
  await attempt(async () => desktop?.revealSetAside(path))
}

/** Only where the host can: a browser cannot reach the system's trash. */
export async function trash(ids: readonly PhotoId[]): Promise<void> {
  if (desktop === undefined) return
  await attempt(async () => {
    const { failed, trashed } = (await desktop?.trash(ids)) ?? { failed: [], trashed: 0 }
    activity.changed()
    if (failed.length > 0) throw new Error(failed.join('\n'))
    announcer.tell(words.t.deeds.trashed(trashed))
  })
}
