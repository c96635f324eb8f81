/** Machine captions: asked of the model, checked against their photo, written down. */
import { basename } from 'node:path'
import { AppError } from '../../api/errors.ts'
import type { CaptionLevel } from '../../api/caption.ts'
import { captionNeedsReview, matchProbability } from '../../domain/calibration.ts'
import { kindOfLevel, levelsToWrite } from '../../domain/caption-levels.ts'
import type { Inference } from '../../inference/thread/engine-client.ts'
import type { CaptionedPhoto } from '../../inference/thread/protocol.ts'
import type { FileRow } from '../../store/files.ts'
import type { Store } from '../../store/store.ts'
import type { ActivePacks } from '../packs/active-packs.ts'
import type { Clock } from '../shared/clock.ts'
import { refreshWords } from '../shared/photo-words.ts'
import { readPreferences } from '../shared/preferences.ts'

export interface CaptionParts {
  readonly store: Store
  readonly clock: Clock
  readonly packs: ActivePacks
}

/** What a person wants written for each photo. */
export function preferredLevels(store: Store): readonly CaptionLevel[] {
  return levelsToWrite(readPreferences(store).captionLevel)
}

/** At each level from one look. Errors: `AppError` of the decoder or the model. */
export async function captionsOf(
  { inference }: { readonly inference: Inference },
  file: FileRow,
  request: {
    readonly levels: readonly CaptionLevel[]
    readonly beams?: number | undefined
    readonly signal: AbortSignal
  },
): Promise<readonly CaptionedPhoto[]> {
  const captions = (await inference.captionLevels({ path: file.path, ...request })).filter(({ text }) => text !== '')
  if (captions.length > 0) return captions
  throw new AppError('provider-failed', `The model had no words for ${basename(file.path)}.`, {
    hint: 'Write the alt text by hand, or try another model pack.',
  })
}

/** Writes machine captions with their checks against the photo; call inside a transaction. */
export function commitCaptions(parts: CaptionParts, photoId: number, captions: readonly CaptionedPhoto[]): void {
  for (const caption of captions) commitCaption(parts, photoId, caption)
  refreshWords(parts.store, photoId)
}

function commitCaption({ store, clock, packs }: CaptionParts, photoId: number, caption: CaptionedPhoto): void {
  const calibration = packs.embedding?.pack.calibration
  const photo = packs.vectors?.get(photoId)
  const agreement =
    calibration === undefined || photo === undefined || caption.embeddingOfText === undefined
      ? undefined
      : matchProbability(dot(photo, caption.embeddingOfText), calibration)
  const needsReview = captionNeedsReview(
    { confidence: caption.confidence, agreement },
    { reviewBelow: packs.caption?.pack.reviewBelow ?? 0, cutoff: calibration?.cutoff ?? 0 },
  )
  const kind = kindOfLevel(caption.level)
  store.captions.retireKind(photoId, 'machine', kind)
  store.captions.add(
    {
      photoId,
      kind,
      source: 'machine',
      text: caption.text,
      model: packs.captionModel,
      confidence: caption.confidence,
      agreement,
      needsReview,
    },
    clock.now(),
  )
}

/** Both L2-normalised, so the dot product is the cosine. */
export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let index = 0; index < a.length; index += 1) sum += (a[index] ?? 0) * (b[index] ?? 0)
  return sum
}
