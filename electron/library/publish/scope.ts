/** Which photos are meant: named one by one, an album, a search, a folder, or all. */
import { resolve, sep } from 'node:path'
import type { PublishScope } from '../../api/publish.ts'
import { AppError } from '../../api/errors.ts'
import type { Store } from '../../store/store.ts'
import { photosOfQuery, type SearchParts } from '../search/search.ts'
import type { SmartAlbums } from '../search/smart-albums.ts'

export interface ScopeParts extends SearchParts {
  readonly smartAlbums: SmartAlbums
}

/** More than any library has: publishing leaves nothing of an album or a search out. */
const most = 10_000_000

/** In the order in which they are shown. Errors: `bad-request` for none or several, `not-found`. */
export async function photosOfScope(
  parts: ScopeParts,
  scope: PublishScope,
  signal: AbortSignal,
): Promise<readonly number[]> {
  const { store } = parts
  const { files, photos, album, search, folder, everything } = scope
  const named = [files, photos, album, search, folder].filter((each) => each !== undefined).length + Number(everything)
  if (named !== 1)
    throw new AppError('bad-request', named === 0 ? 'Which photos?' : 'Photos can be named in one way at a time.', {
      hint: 'Name photo files, or one of: --album, --search, --folder, --everything.',
    })
  if (photos !== undefined) return photos.filter((photo) => store.photos.get(photo) !== undefined)
  if (files !== undefined) return [...new Set(files.map((file) => photoAt(store, file)))]
  if (album !== undefined) return photosOfAlbum(parts, album, signal)
  if (search !== undefined) return photosOfQuery(parts, search, most, signal)
  if (folder === undefined) return [...store.tiles.of('everything').ids]
  const path = resolve(folder)
  return [...store.tiles.below(path.endsWith(sep) ? path : `${path}${sep}`).ids]
}

function photoAt(store: Store, file: string): number {
  const path = resolve(file)
  const photo = store.files.find(path)?.photoId
  if (photo !== undefined) return photo
  throw new AppError('not-found', `${path} is not among the photos of this library.`, {
    hint: 'Index its folder first: sightline index <folder>',
  })
}

async function photosOfAlbum(
  { store, smartAlbums }: ScopeParts,
  wanted: string | number,
  signal: AbortSignal,
): Promise<readonly number[]> {
  const albums = store.albums.list()
  const found =
    albums.find(({ id }) => id === wanted) ??
    albums.find(({ name }) => name === wanted) ??
    albums.find(({ id, name }) => name.toLowerCase() === String(wanted).toLowerCase() || String(id) === wanted)
  if (found === undefined)
    throw new AppError('not-found', `There is no album "${wanted}".`, { hint: 'See: sightline albums' })
  const ids =
    found.query === undefined ? store.albums.photoIds(found.id) : await smartAlbums.photos(found.query, most, signal)
  return [...store.tiles.among(ids).ids]
}
