/** What a person does with the words of a photo. */
import type { CaptionKind } from '../../electron/api/caption.ts'
import type { PhotoId } from '../../electron/api/photo.ts'
import { words } from '../strings/strings.svelte.ts'
import { attempt } from '../state/announcer.svelte.ts'
import { deeds } from '../state/deeds.svelte.ts'
import { api } from '../state/host.ts'
import { photos } from '../state/photos.svelte.ts'

interface TextOf {
  readonly photo: PhotoId
  readonly kind: CaptionKind
}

interface Written extends TextOf {
  /** BCP 47; left out, the words tell. */
  readonly language?: string | undefined
}

async function told({ photo }: TextOf, said: string, act: () => Promise<unknown>): Promise<boolean> {
  const isDone = await attempt(async () => {
    await act()
    await photos.look(photo)
  })
  if (isDone) deeds.did(said)
  return isDone
}

/** Each resolves to whether it is done. */
export function saveText(of: Written, text: string, said = words.t.deeds.textSaved): Promise<boolean> {
  return told(of, said, () => api.captions.edit({ ...of, text }))
}

export function acceptText(of: TextOf): Promise<boolean> {
  return told(of, words.t.deeds.textAccepted, () => api.captions.accept(of))
}

/** Takes a person's newest text out of use; the one before it counts again. */
export function takeTextBack(of: TextOf): Promise<boolean> {
  return told(of, words.t.deeds.textTakenBack, () => api.captions.undo(of))
}

/** The picture changed, and what people gave the photo still fits. */
export function confirmFits(photo: PhotoId): Promise<boolean> {
  return told({ photo, kind: 'alt' }, words.t.deeds.confirmed(1), () => api.photos.confirm({ photos: [photo] }))
}

/** A photo that needs no words: nothing is read out where it is shown. */
export function markDecorative(photo: PhotoId): Promise<boolean> {
  const edit = { photo, kind: 'alt' as const, text: '', decorative: true, language: words.t.locale }
  return told(edit, words.t.deeds.decorative, () => api.captions.edit(edit))
}
