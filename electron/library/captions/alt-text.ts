/** Alt text: written by the machine on request, corrected by a person, never lost. */
import { resolve } from 'node:path'
import type { z } from 'zod'
import type { Caption, captionEdit, CaptionLevel, CaptionLine } from '../../api/caption.ts'
import { AppError, toErrorAnswer } from '../../api/errors.ts'
import { kindOfLevel, levelsToWrite } from '../../domain/caption-levels.ts'
import { languageOfText } from '../../domain/words/language-of-text.ts'
import type { Store } from '../../store/store.ts'
import type { CaptionedPhoto } from '../../inference/thread/protocol.ts'
import { noPackNotice } from '../packs/active-packs.ts'
import type { Acts } from '../acts/acts.ts'
import type { Deed } from '../acts/deed.ts'
import type { Clock } from '../shared/clock.ts'
import type { LoadedModels } from '../packs/loaded-models.ts'
import { readPreferences } from '../shared/preferences.ts'

export interface AltTextParts {
  readonly store: Store
  readonly clock: Clock
  readonly models: LoadedModels
  readonly acts: Acts
}

/**
 * Alt text for each file, in order. A person's text or one that came with the file is given as it is; otherwise the
 * model writes one. A file that cannot be described gets its reason, and the rest goes on.
 */
export async function describeFiles(
  { store, models }: AltTextParts,
  input: {
    readonly photos: readonly string[]
    readonly pack?: string | undefined
    readonly level?: CaptionLevel | undefined
    readonly beams?: number | undefined
  },
  signal: AbortSignal,
): Promise<CaptionLine[]> {
  const chosen = await models.chosen(input.pack)
  const levels = levelsToWrite(input.level ?? readPreferences(store).captionLevel)
  const lines: CaptionLine[] = []
  for (const photo of input.photos) {
    const path = resolve(photo)
    const written = writtenText(store, path)
    if (written !== undefined) {
      lines.push({ path, ...written })
      continue
    }
    try {
      if (chosen.caption === undefined)
        throw new AppError('no-pack', 'Nothing here can describe photos yet.', { hint: noPackNotice })
      const { inference } = await models.ready(input.pack)
      const captions = await inference.captionLevels({ path, levels, beams: input.beams, signal })
      lines.push({ path, ...machineText(captions) })
    } catch (error) {
      const { code, message, hint } = toErrorAnswer(error)
      if (code === 'cancelled' || code === 'internal') throw error
      lines.push({ path, error: message, hint })
    }
  }
  return lines
}

function machineText(captions: readonly CaptionedPhoto[]): Omit<CaptionLine, 'path'> {
  const alt = captions.find(({ level }) => kindOfLevel(level) === 'alt')
  const description = captions.find(({ level }) => kindOfLevel(level) === 'description')
  return {
    alt: alt?.text ?? '',
    ...(description === undefined ? {} : { description: description.text }),
    source: 'machine',
    ...(alt === undefined ? {} : { confidence: alt.confidence }),
  }
}

function writtenText(store: Store, path: string): Pick<CaptionLine, 'alt' | 'source'> | undefined {
  const photoId = store.files.find(path)?.photoId
  if (photoId === undefined) return undefined
  const caption = store.captions.current([photoId], 'alt').get(photoId)
  if (caption === undefined || caption.source === 'machine') return undefined
  return { alt: caption.text, source: caption.source }
}

/** A person's text; what was there stays in the history. Errors: `bad-request` for an alt text that is empty. */
export function editCaption(
  store: Store,
  { photo, kind, text, decorative, ...said }: z.output<typeof captionEdit>,
): Deed {
  if (decorative && (text.trim() !== '' || kind !== 'alt'))
    throw new AppError('bad-request', 'A photo that needs no words has no text.')
  if (!decorative && kind === 'alt' && text.trim() === '')
    throw new AppError('bad-request', 'An empty text tells nobody anything.', {
      hint: 'Mark the photo as needing no words, or take your text back.',
    })
  const language =
    said.language ??
    languageOfText(text) ??
    store.captions.current([photo], kind).get(photo)?.language ??
    readPreferences(store).language
  return { act: 'caption', photo, kind, text, language, decorative }
}

export function captionHistory(store: Store, photoId: number): Caption[] {
  return store.captions.history(photoId).map((row) => ({
    kind: row.kind,
    source: row.source,
    text: row.text,
    language: row.language,
    ...(row.decorative ? { decorative: true } : {}),
    createdAt: row.createdAt,
    ...(row.model === undefined ? {} : { model: row.model }),
    ...(row.confidence === undefined ? {} : { confidence: row.confidence }),
    ...(row.agreement === undefined ? {} : { agreement: row.agreement }),
  }))
}
