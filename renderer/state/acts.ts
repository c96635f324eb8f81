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
    const again = (): Promise<unknown> => api.albums.addPhotos({ album, photos: added })
    await again()
    deeds.did({
      said: words.t.deeds.added(added.length, name),
      back: () => api.albums.removePhotos({ album, photos: added }),
      again,
    })
  })
}

export async function removeFromAlbum(ids: readonly PhotoId[], album: AlbumId): Promise<void> {
  if (!(await questions.sureAbout(words.t.actions.removeFromAlbum, ids.length))) return
  await attempt(async () => {
    const order = [...(await photosOf(album))]
    const again = (): Promise<unknown> => api.albums.removePhotos({ album, photos: [...ids] })
    await again()
    deeds.did({
      said: words.t.deeds.takenOut(ids.length),
      async back() {
        await api.albums.addPhotos({ album, photos: [...ids] })
        await api.albums.arrange({ album, photos: order })
      },
      again,
    })
  })
}

export async function arrangeAlbum(album: AlbumId, former: readonly PhotoId[], ids: readonly PhotoId[]): Promise<void> {
  const again = (): Promise<unknown> => api.albums.arrange({ album, photos: [...ids] })
  if (!(await attempt(again))) return
  const back = (): Promise<unknown> => api.albums.arrange({ album, photos: [...former] })
  deeds.did({ said: words.t.deeds.arranged, back, again })
}

export async function setCover(album: AlbumId, photo: PhotoId): Promise<void> {
  await attempt(async () => {
    const { albums } = await api.albums.list({})
    const former = albums.find((each) => each.id === album)?.cover
    const again = (): Promise<unknown> => api.albums.setCover({ album, photo })
    await again()
    deeds.did({
      said: words.t.deeds.cover,
      back: async () => (former === undefined ? undefined : api.albums.setCover({ album, photo: former })),
      again,
    })
  })
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

export async function exportAltText(ids: readonly PhotoId[], format: 'csv' | 'json' | 'html'): Promise<void> {
  await attempt(async () => {
    const { fileName, mimeType, text } = await api.captions.export({ photos: [...ids], format })
    download(fileName, mimeType, text)
  })
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
