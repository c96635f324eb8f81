/** What a person can do to photos, from a menu, a key or a button. Each says what it did. */
import type { AlbumId } from '../../electron/api/album.ts'
import type { PhotoId } from '../../electron/api/photo.ts'
import { words } from '../strings/strings.svelte.ts'
import { activity } from './activity.svelte.ts'
import { announcer, attempt } from './announcer.svelte.ts'
import { api, desktop } from './host.ts'
import { photos } from './photos.svelte.ts'

async function refreshed(ids: readonly PhotoId[]): Promise<void> {
  await photos.refresh(ids)
  activity.changed()
}

async function mark(
  ids: readonly PhotoId[],
  marks: { favourite?: boolean; hidden?: boolean; rating?: number },
  said: string,
): Promise<void> {
  if (ids.length === 0) return
  const done = await attempt(() => api.photos.mark({ photos: [...ids], ...marks }))
  if (!done) return
  await refreshed(ids)
  announcer.say(words.t.actions.done(said))
}

/** All of them become favourites, or none where all are. */
export async function toggleFavourite(ids: readonly PhotoId[]): Promise<void> {
  const favourite = !ids.every((id) => photos.get(id)?.favourite === true)
  await mark(ids, { favourite }, favourite ? words.t.actions.favourite : words.t.actions.unfavourite)
}

export async function toggleHidden(ids: readonly PhotoId[]): Promise<void> {
  const hidden = !ids.every((id) => photos.get(id)?.hidden === true)
  await mark(ids, { hidden }, hidden ? words.t.actions.hide : words.t.actions.show)
}

export async function rate(ids: readonly PhotoId[], rating: number): Promise<void> {
  await mark(ids, { rating }, words.t.actions.rate(rating))
}

export async function addToAlbum(ids: readonly PhotoId[], album: AlbumId, name: string): Promise<void> {
  const done = await attempt(() => api.albums.addPhotos({ album, photos: [...ids] }))
  if (!done) return
  activity.changed()
  announcer.say(words.t.actions.done(`${words.t.actions.addToAlbum}: ${name}`))
}

export async function removeFromAlbum(ids: readonly PhotoId[], album: AlbumId): Promise<void> {
  const done = await attempt(() => api.albums.removePhotos({ album, photos: [...ids] }))
  if (!done) return
  activity.changed()
  announcer.say(words.t.actions.done(words.t.actions.removeFromAlbum))
}

/** Hands a document to the browser's own "save as". */
export function download(fileName: string, mimeType: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: mimeType }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  URL.revokeObjectURL(url)
}

export async function exportAltText(ids: readonly PhotoId[], format: 'csv' | 'json' | 'html'): Promise<void> {
  await attempt(async () => {
    const { fileName, mimeType, text } = await api.captions.export({ photos: [...ids], format })
    download(fileName, mimeType, text)
  })
}

export async function describe(ids: readonly PhotoId[]): Promise<void> {
  await attempt(async () => {
    await api.captions.request({ photos: [...ids] })
    announcer.say(words.t.actions.done(words.t.actions.describe))
  })
}

export async function copyAltText(id: PhotoId): Promise<void> {
  const text = photos.get(id)?.alt?.text
  if (text === undefined) return
  await attempt(async () => {
    await navigator.clipboard.writeText(text)
    announcer.say(words.t.actions.copied)
  })
}

export async function reveal(id: PhotoId): Promise<void> {
  await attempt(async () => desktop?.reveal(id))
}

/** Only where the host can: a browser cannot reach the system's trash. */
export async function trash(ids: readonly PhotoId[]): Promise<void> {
  if (desktop === undefined) return
  await attempt(async () => {
    const { failed } = (await desktop?.trash(ids)) ?? { failed: [] }
    activity.changed()
    if (failed.length > 0) throw new Error(failed.join('\n'))
    announcer.say(words.t.actions.done(words.t.actions.trash))
  })
}
