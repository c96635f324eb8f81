/** Albums made, changed and removed. */
import type { Album } from '../../electron/api/album.ts'
import { attempt } from '../state/announcer.svelte.ts'
import { deeds } from '../state/deeds.svelte.ts'
import { api } from '../state/host.ts'
import { library } from '../state/library.svelte.ts'
import { words } from '../strings/strings.svelte.ts'

export interface AlbumWish {
  readonly name: string
  /** For one that fills itself. */
  readonly query?: string | undefined
}

/** The new album; undefined when it could not be made. */
export async function createAlbum({ name, query }: AlbumWish): Promise<Album | undefined> {
  let made: Album | undefined
  await attempt(async () => {
    const album = await api.albums.create({ name, ...(query === undefined ? {} : { query }) })
    deeds.did(words.t.deeds.albumMade(name))
    await library.look() // so that its page has its name from the beginning
    made = album
  })
  return made
}

export async function changeAlbum(album: Album, { name, query }: AlbumWish): Promise<boolean> {
  const wish = {
    album: album.id,
    ...(name === album.name ? {} : { name }),
    ...(query === undefined || query === album.query ? {} : { query }),
  }
  if (!(await attempt(() => api.albums.change(wish)))) return false
  deeds.did(words.t.deeds.albumChanged(name))
  return true
}

/** Taken back, it has its photos in their order and its cover, under its number. */
export async function removeAlbum(album: Album): Promise<void> {
  if (await attempt(() => api.albums.remove({ album: album.id }))) deeds.did(words.t.deeds.albumRemoved(album.name))
}
