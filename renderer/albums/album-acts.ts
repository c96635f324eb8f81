/** Albums made, changed and removed, each with its way back. */
import type { Album, AlbumId } from '../../electron/api/album.ts'
import type { PhotoId } from '../../electron/api/photo.ts'
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
    const make = (): Promise<Album> => api.albums.create({ name, ...(query === undefined ? {} : { query }) })
    let album = await make()
    deeds.did({
      said: words.t.deeds.albumMade(name),
      back: () => api.albums.remove({ album: album.id }),
      async again() {
        album = await make()
      },
    })
    await library.look() // so that its page has its name from the beginning
    made = album
  })
  return made
}

async function set(album: AlbumId, from: AlbumWish, to: AlbumWish): Promise<void> {
  if (from.name !== to.name) await api.albums.rename({ album, name: to.name })
  if (to.query !== undefined && from.query !== to.query) await api.albums.setQuery({ album, query: to.query })
}

export async function changeAlbum(album: Album, wish: AlbumWish): Promise<boolean> {
  const again = (): Promise<void> => set(album.id, album, wish)
  if (!(await attempt(again))) return false
  deeds.did({ said: words.t.deeds.albumChanged(wish.name), back: () => set(album.id, wish, album), again })
  return true
}

/** Taken back, it has its photos in their order and its cover, under a new number. */
export async function removeAlbum(album: Album): Promise<void> {
  await attempt(async () => {
    let { id } = album
    // The ids came from the engine.
    const ids = (await api.photos.timeline({ kind: 'album', album: id })).ids as PhotoId[]
    const again = (): Promise<unknown> => api.albums.remove({ album: id })
    await again()
    deeds.did({
      said: words.t.deeds.albumRemoved(album.name),
      again,
      async back() {
        const { name, query, cover } = album
        id = (await api.albums.create({ name, ...(query === undefined ? {} : { query }) })).id
        if (album.kind === 'manual' && ids.length > 0) {
          await api.albums.addPhotos({ album: id, photos: ids })
          await api.albums.arrange({ album: id, photos: ids })
        }
        if (cover !== undefined) await api.albums.setCover({ album: id, photo: cover })
      },
    })
  })
}
