/** Pictures for the window: small ones from the store, large ones from the user's file or rendered for the screen. */
import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import type { PictureRequest } from '../../api/shell.ts'
import type { FileRow } from '../../store/files.ts'
import type { PhotoRow } from '../../store/photos.ts'
import type { Store } from '../../store/store.ts'
import type { PictureAnswer } from '../../transport/picture.ts'
import { filesToOpen } from '../shared/files-of-photo.ts'
import type { LoadedModels } from '../packs/loaded-models.ts'

/** What every browser shows, by the decoder's names. */
const shownByBrowsers: Readonly<Record<string, string>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  avif: 'image/avif',
  gif: 'image/gif',
}

/** CSS pixels of a large window, twice over for sharp screens would be more; RAW previews seldom hold more. */
const screenEdge = 2048
/** Pixels and longer side of what is rendered whole: some 200 MB for a moment, and what JPEG and browsers can do. */
const [mostPixels, mostEdge] = [64e6, 16_384]
/** Rendered pictures kept: going back and forth between two HEIC photos must not decode them again. */
const keptRenderings = 12

interface PictureParts {
  readonly store: Store
  readonly models: LoadedModels
}

export type FindPicture = (request: PictureRequest, signal: AbortSignal) => Promise<PictureAnswer | undefined>

/** A drive may have been unplugged since the last scan: of several files the first that can be had. */
async function firstThere(files: readonly FileRow[]): Promise<FileRow | undefined> {
  for (const file of files) {
    const isThere = await access(file.path, constants.R_OK).then(
      () => true,
      () => false,
    )
    if (isThere) return file
  }
  return files[0]
}

function fullEdge({ width, height }: PhotoRow): number {
  if (width === undefined || height === undefined) return mostEdge
  const scale = Math.min(1, Math.sqrt(mostPixels / (width * height)))
  return Math.min(mostEdge, Math.ceil(Math.max(width, height) * scale))
}

/** Paths come from the library alone, by the photo's number. Errors: those of the decoder. */
export function createPictures({ store, models }: PictureParts): FindPicture {
  const rendered = new Map<string, PictureAnswer>()

  async function large(photoId: number, isFull: boolean, signal: AbortSignal): Promise<PictureAnswer | undefined> {
    const photo = store.photos.get(photoId)
    const file = await firstThere(filesToOpen(store, photoId))
    if (photo === undefined || file === undefined) return undefined
    const etag = `${photoId}-${file.sizeBytes}-${file.mtimeMs}`
    const contentType = shownByBrowsers[photo.format ?? '']
    if (contentType !== undefined && file.role === 'original') return { path: file.path, contentType, etag }
    const known = rendered.get(etag)
    if (known !== undefined && !isFull) return known
    const longEdge = isFull ? fullEdge(photo) : screenEdge
    const bytes = await models.inference().renderPhoto({ path: file.path, longEdge, signal })
    // Too much to keep; the page's own cache does.
    if (isFull) return { bytes, contentType: 'image/jpeg', etag: `${etag}-full` }
    const answer = { bytes, contentType: 'image/jpeg', etag }
    rendered.set(etag, answer)
    const [oldest] = rendered.keys()
    if (rendered.size > keptRenderings && oldest !== undefined) rendered.delete(oldest)
    return answer
  }

  return async ({ kind, photo }, signal) => {
    if (kind !== 'thumbnail') return large(photo, kind === 'full', signal)
    const thumbnail = store.thumbnails.get(photo)
    if (thumbnail === undefined) return undefined
    const row = store.photos.get(photo)
    return { bytes: thumbnail.jpeg, contentType: 'image/jpeg', etag: `${photo}-${row?.lookedAt ?? ''}` }
  }
}
