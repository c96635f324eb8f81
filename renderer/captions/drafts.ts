/** Texts being written, kept until they are saved or given up: leaving a photo or reloading the window loses none. */
import type { CaptionKind } from '../../electron/api/caption.ts'
import type { PhotoId } from '../../electron/api/photo.ts'

const keyOf = (photo: PhotoId, kind: CaptionKind): string => `draft ${photo} ${kind}`

/** What was typed for this photo and not saved. */
export function draftOf(photo: PhotoId, kind: CaptionKind): string | undefined {
  return sessionStorage.getItem(keyOf(photo, kind)) ?? undefined
}

export function keepDraft(photo: PhotoId, kind: CaptionKind, text: string): void {
  sessionStorage.setItem(keyOf(photo, kind), text)
}

export function dropDraft(photo: PhotoId, kind: CaptionKind): void {
  sessionStorage.removeItem(keyOf(photo, kind))
}
