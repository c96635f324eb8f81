/** Albums: manual ones hold photos, smart ones hold a query. Removing one touches no photo. */
import { randomUUID } from 'node:crypto'
import type { Album, AlbumId } from '../../api/album.ts'
import { AppError } from '../../api/errors.ts'
import type { PhotoId } from '../../api/photo.ts'
import type { AlbumRow } from '../../store/albums.ts'
import type { HumanWork } from '../shared/human-work.ts'
import { photosOfQuery, type SearchParts } from '../search/search.ts'
import type { SmartAlbums } from '../search/smart-albums.ts'

export interface AlbumParts extends SearchParts {
  readonly humanWork: HumanWork
  readonly smartAlbums: SmartAlbums
}

/** A smart album is counted up to here. */
const countLimit = 1000

async function albumOf(parts: AlbumParts, row: AlbumRow, signal: AbortSignal): Promise<Album> {
  // The store's ids are the contract's.
  const base = { id: row.id as AlbumId, name: row.name, kind: row.kind }
  if (row.query === undefined)
    return { ...base, count: row.count, ...(row.cover === undefined ? {} : { cover: row.cover as PhotoId }) }
  const photos = await parts.smartAlbums.photos(row.query, countLimit, signal)
  const [cover] = photos
  return {
    ...base,
    query: row.query,
    count: photos.length,
    ...(cover === undefined ? {} : { cover: cover as PhotoId }),
  }
}

export async function listAlbums(parts: AlbumParts, signal: AbortSignal): Promise<Album[]> {
  return Promise.all(parts.store.albums.list().map((row) => albumOf(parts, row, signal)))
}

function find({ store }: AlbumParts, id: number): AlbumRow {
  const row = store.albums.get(id)
  if (row === undefined) throw new AppError('not-found', `There is no album ${id}.`)
  return row
}

export async function createAlbum(
  parts: AlbumParts,
  input: { readonly name: string; readonly query?: string | undefined },
  signal: AbortSignal,
): Promise<Album> {
  const { store, clock, humanWork } = parts
  if (input.query !== undefined) await photosOfQuery(parts, input.query, 1, signal)
  const now = clock.now()
  const uid = randomUUID()
  const id = store.albums.add(uid, input.name, input.query, now)
  humanWork.record(
    { act: 'album', album: uid, name: input.name, ...(input.query === undefined ? {} : { query: input.query }) },
    now,
  )
  return albumOf(parts, find(parts, id), signal)
}

/** Errors: `not-found`. */
export function renameAlbum(parts: AlbumParts, id: number, name: string): void {
  const row = find(parts, id)
  const query = row.query === undefined ? {} : { query: row.query }
  parts.humanWork.record({ act: 'album', album: row.uid, name, ...query }, parts.clock.now())
  parts.store.albums.rename(id, name)
}

/** Errors: `not-found`; `bad-request` for a manual album. */
export async function setAlbumQuery(parts: AlbumParts, id: number, query: string, signal: AbortSignal): Promise<void> {
  const row = find(parts, id)
  if (row.kind === 'manual')
    throw new AppError('bad-request', `“${row.name}” holds the photos you put into it; it has no query.`)
  await photosOfQuery(parts, query, 1, signal)
  parts.humanWork.record({ act: 'album', album: row.uid, name: row.name, query }, parts.clock.now())
  parts.store.albums.setQuery(id, query)
}

/** Errors: `not-found` for the album or the photo. */
export function setAlbumCover(parts: AlbumParts, id: number, photoId: number): void {
  const row = find(parts, id)
  const [picture = ''] = picturesOf(parts, [photoId])
  parts.humanWork.record({ act: 'album-cover', album: row.uid, picture }, parts.clock.now())
  parts.store.albums.setCover(id, photoId)
}

/** Errors: `not-found`; `bad-request` for a smart album. */
export function arrangeAlbum(parts: AlbumParts, id: number, photos: readonly number[]): void {
  const row = findManual(parts, id)
  const pictures = picturesOf(parts, photos)
  parts.humanWork.record({ act: 'album-order', album: row.uid, pictures }, parts.clock.now())
  parts.store.albums.arrange(id, photos)
}

/** Errors: `not-found`. */
export function removeAlbum(parts: AlbumParts, id: number): void {
  const row = find(parts, id)
  parts.humanWork.record({ act: 'album-removed', album: row.uid }, parts.clock.now())
  parts.store.albums.remove(id)
}

function findManual(parts: AlbumParts, id: number): AlbumRow {
  const row = find(parts, id)
  if (row.kind === 'smart')
    throw new AppError('bad-request', `“${row.name}” fills itself from its query.`, {
      hint: 'Change the query, or make a manual album.',
    })
  return row
}

/** The lasting names of photos. Errors: `not-found`. */
function picturesOf({ store }: AlbumParts, ids: readonly number[]): string[] {
  return ids.map((photoId) => {
    const pixels = store.photos.pixelsOf(photoId)
    if (pixels === undefined) throw new AppError('not-found', `There is no photo ${photoId} in this library.`)
    return pixels.toString('hex')
  })
}

/** Errors: `not-found` for the album or a photo; `bad-request` for a smart album. */
export function changeAlbum(parts: AlbumParts, id: number, add: readonly number[], remove: readonly number[]): void {
  const { store, humanWork, clock } = parts
  const row = findManual(parts, id)
  humanWork.record(
    { act: 'album-photos', album: row.uid, add: picturesOf(parts, add), remove: picturesOf(parts, remove) },
    clock.now(),
  )
  store.albums.addPhotos(id, add)
  store.albums.removePhotos(id, remove)
}
