/**
 * What a window gets from its host: the contract's transport, events, and on a desktop a few acts that only a desktop
 * can do. Pictures come by URL from the page's own origin, relative to it, see `pictureUrls`.
 */
import { z } from 'zod'
import type { LibraryEvent } from './events.ts'
import { photoId, type PhotoId } from './photo.ts'
import type { Request, Response } from './rpc.ts'

/** What the preload script puts on `window.sightline` in Electron; every value crosses a process. */
export interface DesktopBridge {
  /** `id` is the caller's, unique in the page's life; `abort` names it. Never rejects while the shell lives. */
  ask(id: number, request: Request): Promise<Response>
  abort(id: number): void
  onEvent(listener: (event: LibraryEvent) => void): () => void
  /** The system's dialog; `undefined` when it was closed. */
  chooseFolder(): Promise<string | undefined>
  /** Shows the photo's file in the system's file manager. */
  reveal(photo: PhotoId): Promise<void>
  /** Shows a database that was set aside, one of the library's status. */
  revealSetAside(path: string): Promise<void>
  /** Opens an address in the person's own browser or mail program, if it stands in the picture; they were asked. */
  openAddress(photo: PhotoId, address: string): Promise<void>
  /** Moves the files of these photos to the system's trash; with `only`, of their files no others than these. */
  trash(photos: readonly PhotoId[], only?: readonly string[]): Promise<TrashResult>
  /** The path of a file or folder dropped on the window; empty when it has none. The page passes a DOM `File`. */
  pathOf(file: unknown): string
}

export const trashInput = z.object({
  photos: z.array(photoId).min(1).max(10_000),
  only: z.array(z.string().max(4096)).max(10_000).optional(),
})
export const trashResult = z.object({ trashed: z.int(), failed: z.array(z.string()) })
export type TrashResult = z.infer<typeof trashResult>

/** Paths below the page's origin. `version` makes a URL of a changed picture a new one. */
export const pictureUrls = {
  /** JPEG, at most 512 pixels on its longer side. */
  thumbnail: (photo: PhotoId, version: string): string => `./thumbnail/${photo}?v=${version}`,
  /** The original where a browser can show it, else a JPEG of at most 2048 pixels. */
  screen: (photo: PhotoId, version: string): string => `./screen/${photo}?v=${version}`,
  /** Every pixel: the original where a browser can show it, else a JPEG of up to 64 megapixels. */
  full: (photo: PhotoId, version: string): string => `./full/${photo}?v=${version}`,
} as const

/** What a picture's URL asks for. */
export const pictureRequest = z.object({ kind: z.enum(['thumbnail', 'screen', 'full']), photo: photoId })
export type PictureRequest = z.infer<typeof pictureRequest>
