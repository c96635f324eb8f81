import { z } from 'zod'
import { photoId } from './photo.ts'

export const captionKind = z.enum(['alt', 'description'])
export type CaptionKind = z.infer<typeof captionKind>

export const captionSource = z.enum(['machine', 'imported', 'human'])
export type CaptionSource = z.infer<typeof captionSource>

/**
 * How much a model says of a photo: `brief` one short sentence, `detailed` one or two sentences of the size of alt
 * text, `full` a paragraph, kept as the description. A model with one way of speaking ignores it.
 */
export const captionLevels = ['brief', 'detailed', 'full'] as const
export const captionLevel = z.enum(captionLevels)
export type CaptionLevel = z.infer<typeof captionLevel>

/** One caption of a photo's history; nothing overwrites anything. */
export const caption = z.object({
  kind: captionKind,
  source: captionSource,
  text: z.string(),
  model: z.string().optional(),
  language: z.string(),
  /** The photo needs no words: its text is empty, and that is meant. */
  decorative: z.boolean().optional(),
  confidence: z.number().optional(),
  /** How well the text matches its photo by the embedding, 0 to 1. */
  agreement: z.number().optional(),
  createdAt: z.string(),
})
export type Caption = z.infer<typeof caption>

export const captionEdit = z.object({
  photo: photoId,
  kind: captionKind.default('alt'),
  /** Not empty, but for a photo that is decorative, or to have no description. */
  text: z.string().max(5000),
  /** The photo needs no words. */
  decorative: z.boolean().default(false),
  /** BCP 47. Left out, it is told by the words, and where they do not tell it is that of the text they replace. */
  language: z.string().max(20).optional(),
})

/** What a photo file's text is, or why it has none. */
export const captionLine = z.object({
  path: z.string(),
  alt: z.string().optional(),
  description: z.string().optional(),
  source: captionSource.optional(),
  confidence: z.number().optional(),
  error: z.string().optional(),
  hint: z.string().optional(),
})
export type CaptionLine = z.infer<typeof captionLine>
