/** Looks at a photo's pixels, once, and writes what was seen. */
import type { Inference } from '../../inference/thread/engine-client.ts'
import type { ProcessedPhoto } from '../../inference/thread/protocol.ts'
import type { FileRow } from '../../store/files.ts'
import type { Store } from '../../store/store.ts'
import type { ActivePacks } from '../packs/active-packs.ts'
import type { Clock } from '../shared/clock.ts'
import { noteLikeness } from '../doubles/note-likeness.ts'
import { commitWords } from './read-words.ts'
import type { KeepThings } from '../things/keep-things.ts'
import { readPreferences } from '../shared/preferences.ts'

export interface LookParts {
  readonly store: Store
  readonly clock: Clock
  readonly inference: Inference
  readonly packs: ActivePacks
  readonly things: KeepThings
}

/** Work `look` of this model sees all pixels: of pictures that may be the same to the last one. */
const wholeLook = 'all pixels'

export function isWholeLook({ model }: { readonly model: string }): boolean {
  return model === wholeLook
}

/** Errors: `AppError` of the decoder for this file. */
export async function lookAt(
  { store, inference, packs }: LookParts,
  photo: { readonly id: number; readonly file: FileRow; readonly all: boolean },
  signal: AbortSignal,
): Promise<ProcessedPhoto> {
  const { readingModel } = packs
  const words = readingModel !== undefined && !store.pictureWords.isReadBy(photo.id, readingModel)
  // A second look, as for what an older version did not see, needs no second vector.
  const isSeen = store.photos.get(photo.id)?.lookedAt !== undefined && packs.vectors?.get(photo.id) !== undefined
  const embed = packs.embedding !== undefined && !isSeen
  return inference.processPhoto({ path: photo.file.path, embed, words, all: photo.all, signal })
}

/** Writes a look; call inside a transaction. Gives whether its words are settled as well: there are none. */
export function commitLook(
  parts: LookParts,
  photoId: number,
  seen: ProcessedPhoto & { readonly all: boolean },
): boolean {
  const { store, clock, packs } = parts
  const { decoded } = seen
  store.photos.setLook(
    photoId,
    {
      format: decoded.format,
      width: decoded.width,
      height: decoded.height,
      placeholder: Buffer.from(decoded.placeholder),
      signature: Buffer.from(decoded.signature),
      warning: decoded.warning,
    },
    clock.now(),
  )
  const askAgain = noteLikeness(store, photoId, decoded.likeness)
  // A look at all pixels asks for no other one, so that what cannot be seen whole is not asked for twice.
  if (!seen.all) store.work.addMany('look', askAgain, wholeLook)
  if (seen.embedding !== undefined && packs.vectors !== undefined) {
    packs.vectors.put(photoId, seen.embedding)
    parts.things.note(photoId, seen.embedding, packs)
  }
  const isWordless = settleWords(parts, photoId, seen.sawText)
  queueCaption(store, packs, photoId)
  return isWordless
}

/** Where the look saw no text there is none to read; where it saw some, or could not look, reading is work of its own. */
function settleWords(parts: LookParts, photoId: number, sawText: boolean | undefined): boolean {
  const { store, packs } = parts
  if (packs.readingModel === undefined || store.pictureWords.isReadBy(photoId, packs.readingModel)) return false
  if (sawText !== false) {
    store.work.add('words', photoId, packs.readingModel)
    return false
  }
  commitWords(parts, photoId, [])
  store.work.drop('words', photoId)
  store.work.count('words')
  return true
}

/** A photo that has words already keeps them; the machine writes where there are none. */
function queueCaption(store: Store, packs: ActivePacks, photoId: number): void {
  if (packs.captionModel === undefined || readPreferences(store).captions === 'on-request') return
  const standing = store.captions.current([photoId], 'alt').get(photoId)
  // A draft of its words alone is no description.
  const isDraft = standing?.model !== undefined && standing.model === packs.readingModel
  if (standing !== undefined && !isDraft) return
  store.work.add('caption', photoId, packs.captionModel)
}
