/** Albums: manual ones hold photos, smart ones hold a query. Removing one touches no photo. */
import { randomUUID } from 'node:crypto'
import type { Album, AlbumId } from '../../api/album.ts'
import { AppError } from '../../api/errors.ts'
import type { PhotoId } from '../../api/photo.ts'
import type { AlbumRow } from '../../store/albums.ts'
import type { Acts } from '../acts/acts.ts'
import type { Deed } from '../acts/deed.ts'
import { photosOfQuery, type SearchParts } from '../search/search.ts'
import type { SmartAlbums } from '../search/smart-albums.ts'

export interface AlbumParts extends SearchParts {
  readonly acts: Acts
  readonly smartAlbums: SmartAlbums
}

/** A smart album is counted up to here. */
const countLimit = 1000

/** @param signal ends the search for a smart album; without one nothing is waited for */
async function albumOf(parts: AlbumParts, row: AlbumRow, signal: AbortSignal | undefined): Promise<Album> {
  // The store's ids are the contract's.
  const base = { id: row.id as AlbumId, name: row.name, kind: row.kind }
  if (row.query === undefined)
    return { ...base, count: row.count, ...(row.cover === undefined ? {} : { cover: row.cover as PhotoId }) }
  const found = await parts.smartAlbums.find(row.query, countLimit, signal)
  const [cover] = found.photos ?? []
  return {
    ...base,
    query: row.query,
    ...(found.photos === undefined ? {} : { count: found.photos.length }),
    ...(found.problem === undefined ? {} : { problem: found.problem }),
    ...(cover === undefined ? {} : { cover: cover as PhotoId }),
  }
}

/**
 * All albums; one whose query cannot be answered says so and keeps no other one back.
 * @param signal ends the search for smart albums; without one nothing is waited for, and what is not known yet is left out
 */
export async function listAlbums(parts: AlbumParts, signal?: AbortSignal): Promise<Album[]> {
  return Promise.all(parts.store.albums.list().map((row) => albumOf(parts, row, signal)))
}

function find({ store }: AlbumParts, id: number): AlbumRow {
  const row = store.albums.get(id)
  if (row === undefined) throw new AppError('not-found', `There is no album ${id}.`)
  return row
}

/** A new album, smart with a query. Errors: those of the query. */
export async function createAlbum(
  parts: AlbumParts,
  input: { readonly name: string; readonly query?: string | undefined },
  signal: AbortSignal,
): Promise<Album> {
  if (input.query !== undefined) await photosOfQuery(parts, input.query, 1, signal)
  const uid = randomUUID()
  parts.acts.carryOut(() => [{ act: 'album', album: uid, name: input.name, query: input.query }])
  return albumOf(parts, find(parts, parts.store.albums.withUid(uid) ?? 0), signal)
}

export interface AlbumWording {
  readonly album: number
  readonly name?: string | undefined
  readonly query?: string | undefined
}

/** Another name, another query, or both. Errors: `not-found`; `bad-request` for a query of a manual album; those of the query. */
export async function rewordAlbum(parts: AlbumParts, wording: AlbumWording, signal: AbortSignal): Promise<void> {
  const row = find(parts, wording.album)
  if (wording.query !== undefined) {
    if (row.kind === 'manual')
      throw new AppError('bad-request', `“${row.name}” holds the photos you put into it; it has no query.`)
    await photosOfQuery(parts, wording.query, 1, signal)
  }
  parts.acts.carryOut(() => {
    const { uid, name, query } = find(parts, wording.album)
    return [{ act: 'album', album: uid, name: wording.name ?? name, query: wording.query ?? query }]
  })
}

/** Errors: `not-found` for the album or the photo. */
export function setAlbumCover(parts: AlbumParts, id: number, photo: number): Deed {
  return { act: 'album-cover', album: find(parts, id).uid, photo }
}

/** Errors: `not-found`; `bad-request` for a smart album. */
export function arrangeAlbum(parts: AlbumParts, id: number, photos: readonly number[]): Deed {
  return { act: 'album-order', album: findManual(parts, id).uid, photos }
}

/** Errors: `not-found`. */
export function removeAlbum(parts: AlbumParts, id: number): Deed {
  return { act: 'album-removed', album: find(parts, id).uid }
}

/** Errors: `not-found` for the album or a photo; `bad-request` for a smart album. */
export function changeAlbum(parts: AlbumParts, id: number, add: readonly number[], remove: readonly number[]): Deed {
  return { act: 'album-photos', album: findManual(parts, id).uid, add, remove }
}

function findManual(parts: AlbumParts, id: number): AlbumRow {
  const row = find(parts, id)
  if (row.kind === 'smart')
    throw new AppError('bad-request', `“${row.name}” fills itself from its query.`, {
      hint: 'Change the query, or make a manual album.',
    })
  return row
}
