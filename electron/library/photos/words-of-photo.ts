/** The words that stand in a photo, for whoever asks: those that were read, or read now. */
import { resolve } from 'node:path'
import { AppError } from '../../api/errors.ts'
import type { WordsOfPhoto } from '../../api/words.ts'
import { printable } from '../../domain/printable.ts'
import type { PictureLine } from '../../domain/words/picture-line.ts'
import { inReadingOrder } from '../../domain/words/reading-order.ts'
import type { Store } from '../../store/store.ts'
import { withWords } from '../../domain/words/said-words.ts'
import type { Reading } from '../../store/words/picture-words.ts'
import { readPreferences } from '../shared/preferences.ts'
import type { LoadedModels } from '../packs/loaded-models.ts'

/** Words are untrusted: what is invisible in them is spelled out. */
export function wordsOfPhoto(store: Store, photoId: number): WordsOfPhoto {
  const reading = store.pictureWords.of(photoId)
  if (reading === undefined) return { lines: [] }
  const { model, readAt, kind, lines } = reading
  const proposal = proposalFor(store, photoId, reading)
  return {
    ...told(lines),
    model,
    readAt,
    ...(kind === undefined ? {} : { kind }),
    ...(proposal === undefined ? {} : { proposal }),
  }
}

/** Only behind what describes the picture, or names it. */
function proposalFor(store: Store, photoId: number, { model, lines }: Reading): string | undefined {
  const alt = store.captions.current([photoId], 'alt').get(photoId)
  if (alt?.model === model || alt?.decorative === true) return undefined
  const text = alt?.text ?? store.photos.get(photoId)?.title ?? ''
  const { language } = readPreferences(store)
  return withWords(text, lines, language)
}

/**
 * Of a photo of the library what is known, else what is read now.
 * Errors: `AppError` of the decoder for this file; `no-pack` where words in photos are not to be read.
 */
export async function readWords(
  { store, models }: { readonly store: Store; readonly models: LoadedModels },
  file: string,
  signal: AbortSignal,
): Promise<WordsOfPhoto> {
  const path = resolve(file)
  const { readingModel } = await models.chosen()
  if (readingModel === undefined)
    throw new AppError('no-pack', 'Words in photos are not read.', {
      hint: 'Switch it on in the settings: "Read the words that stand in photos".',
    })
  const known = store.files.find(path)
  if (known?.photoId !== undefined && store.pictureWords.isReadBy(known.photoId, readingModel))
    return wordsOfPhoto(store, known.photoId)
  const { inference } = await models.ready()
  const { lines } = await inference.readPhoto({ path, signal })
  const flat = lines.map((line) => ({ ...line, corners: line.corners.flatMap(({ x, y }) => [x, y]) }))
  return { ...told(inReadingOrder(flat)), model: readingModel }
}

function told(lines: readonly PictureLine[]): Pick<WordsOfPhoto, 'lines'> {
  return {
    lines: lines.map(({ text, confidence, corners }) => ({ text: printable(text), confidence, corners: [...corners] })),
  }
}
