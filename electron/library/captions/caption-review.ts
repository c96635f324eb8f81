/** The life of a caption: proposed by the machine, accepted, taken back, written anew. */
import type { Caption, CaptionKind, CaptionLevel } from '../../api/caption.ts'
import { AppError } from '../../api/errors.ts'
import type { PhotoId } from '../../api/photo.ts'
import type { Deed } from '../acts/deed.ts'
import { captionHistory, editCaption, type AltTextParts } from './alt-text.ts'
import { filesToOpen } from '../shared/files-of-photo.ts'
import { captionsOf, commitCaptions, preferredLevels } from './write-captions.ts'
import { noPackNotice } from '../packs/active-packs.ts'

/** A person vouches for the text: it becomes theirs. Errors: `not-found` when there is none. */
export function acceptCaption({ store }: AltTextParts, photo: PhotoId, kind: CaptionKind): Deed {
  const current = store.captions.current([photo], kind).get(photo)
  if (current === undefined) throw new AppError('not-found', 'There is no text to accept for this photo yet.')
  const { text, language, decorative } = current
  return editCaption(store, { photo, kind, text, language, decorative })
}

/** Takes the newest human text out of use; it stays in the history. Nothing where there is none. Errors: `not-found`. */
export function undoCaption({ store }: AltTextParts, photo: number, kind: CaptionKind): readonly Deed[] {
  if (store.photos.get(photo) === undefined)
    throw new AppError('not-found', `There is no photo ${photo} in this library.`)
  return store.captions.newest(photo, kind, 'human') === undefined ? [] : [{ act: 'caption-undone', photo, kind }]
}

/** Describes a photo anew, at one level or as preferred; what comes first is given back. Errors: `no-pack`, `not-found`, those of decoder and model. */
export async function regenerateCaption(
  { store, clock, models, acts }: AltTextParts,
  input: {
    readonly photo: number
    readonly level?: CaptionLevel | undefined
    readonly beams?: number | undefined
  },
  signal: AbortSignal,
): Promise<Caption> {
  const { inference, packs } = await models.ready()
  if (packs.captionModel === undefined)
    throw new AppError('no-pack', 'Nothing here can describe photos yet.', { hint: noPackNotice })
  const [file] = filesToOpen(store, input.photo)
  if (file === undefined) throw new AppError('not-found', 'The file of this photo is not there at the moment.')
  const parts = { store, clock, inference, packs }
  const levels = input.level === undefined ? preferredLevels(store) : [input.level]
  const captions = await captionsOf(parts, file, { levels, beams: input.beams, signal })
  acts.change(() => commitCaptions(parts, input.photo, captions))
  const first = captionHistory(store, input.photo)[captions.length - 1]
  if (first === undefined) throw new Error('a caption was just written')
  return first
}

/** Queues photos without a person's text to be described. Errors: `no-pack`. */
export async function requestCaptions({ store, models }: AltTextParts, photos: readonly number[]): Promise<number> {
  const chosen = await models.chosen()
  const model = chosen.captionModel
  if (model === undefined)
    throw new AppError('no-pack', 'Nothing here can describe photos yet.', { hint: noPackNotice })
  return store.transaction(() => {
    const written = store.captions.current(photos, 'alt')
    const wanted = photos.filter((photo) => written.get(photo)?.source !== 'human' && store.photos.get(photo))
    for (const photo of wanted) store.work.add('caption', photo, model)
    return wanted.length
  })
}
