/** Looks at a photo's pixels, once, and writes what was seen. */
import type { Inference } from '../../inference/thread/engine-client.ts'
import type { ProcessedPhoto } from '../../inference/thread/protocol.ts'
import type { FileRow } from '../../store/files.ts'
import type { Store } from '../../store/store.ts'
import type { ActivePacks } from '../packs/active-packs.ts'
import type { Clock } from '../shared/clock.ts'
import { readPreferences } from '../shared/preferences.ts'

export interface LookParts {
  readonly store: Store
  readonly clock: Clock
  readonly inference: Inference
  readonly packs: ActivePacks
}

/** Errors: `AppError` of the decoder for this file. */
export async function lookAt(
  { inference, packs }: LookParts,
  file: FileRow,
  signal: AbortSignal,
): Promise<ProcessedPhoto> {
  return inference.processPhoto({ path: file.path, embed: packs.embedding !== undefined, signal })
}

/** Writes a look; call inside a transaction. */
export function commitLook(parts: LookParts, photoId: number, seen: ProcessedPhoto): void {
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
  if (seen.embedding !== undefined && packs.vectors !== undefined) packs.vectors.put(photoId, seen.embedding)
  queueCaption(store, packs, photoId)
}

/** A photo that has words already keeps them; the machine writes where there are none. */
function queueCaption(store: Store, packs: ActivePacks, photoId: number): void {
  if (packs.captionModel === undefined || readPreferences(store).captions === 'on-request') return
  if (store.captions.current([photoId], 'alt').has(photoId)) return
  store.work.add('caption', photoId, packs.captionModel)
}
