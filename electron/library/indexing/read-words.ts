/** Words that stand in a photo: asked of the model, put in order, written down. */
import type { Inference } from '../../inference/thread/engine-client.ts'
import type { FileRow } from '../../store/files.ts'
import type { Store } from '../../store/store.ts'
import { kindOfPicture } from '../../domain/words/kind-of-picture.ts'
import type { PictureLine } from '../../domain/words/picture-line.ts'
import { inReadingOrder } from '../../domain/words/reading-order.ts'
import { draftTexts } from '../captions/draft-of-words.ts'
import type { ActivePacks } from '../packs/active-packs.ts'
import type { Clock } from '../shared/clock.ts'

export interface WordParts {
  readonly store: Store
  readonly clock: Clock
  readonly packs: ActivePacks
}

/** Nobody searches by more, and a wall of leaves that is taken for print must not fill the library. */
const mostLines = 600
/** A longer line is none. */
const longestLine = 400
/** What is less certain is not even kept. */
const keptFrom = 0.5

/** All lines in a photo. Errors: `AppError` of the decoder or the model. */
export async function wordsIn(
  { inference }: { readonly inference: Inference },
  file: FileRow,
  signal: AbortSignal,
): Promise<readonly PictureLine[]> {
  const { lines } = await inference.readPhoto({ path: file.path, signal })
  return lines.map(({ text, confidence, corners }) => ({
    text,
    confidence,
    corners: corners.flatMap(({ x, y }) => [x, y]),
  }))
}

/** Writes what was read, in place of what was read before; call inside a transaction. */
export function commitWords({ store, clock, packs }: WordParts, photoId: number, lines: readonly PictureLine[]): void {
  const photo = store.photos.get(photoId)
  if (photo === undefined || packs.readingModel === undefined) return
  const sound = lines.filter(({ text, confidence }) => confidence >= keptFrom && text.length <= longestLine)
  const kept = inReadingOrder([...sound].sort((one, other) => other.confidence - one.confidence).slice(0, mostLines))
  const { format, width, height } = photo
  const hasCamera = photo.make !== undefined || photo.model !== undefined || photo.fNumber !== undefined
  const formerModel = store.pictureWords.modelOf(photoId)
  const kindSeen = kindOfPicture({ format, width, height, hasCamera }, kept)
  store.pictureWords.put(photoId, {
    model: packs.readingModel,
    readAt: clock.now(),
    kind: kindSeen,
    lines: kept,
  })
  draftTexts({ store, clock, packs }, photoId, formerModel)
}
