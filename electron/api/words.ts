/** Words that stand in pictures, as they cross the contract. */
import { z } from 'zod'

export const pictureLine = z.object({
  text: z.string(),
  /** 0 to 1. */
  confidence: z.number(),
  /**
   * x and y of its four corners in reading direction (upper left, upper right, lower right, lower left), in fractions of
   * the upright picture's width and height.
   */
  corners: z.array(z.number()).length(8),
})
export type PictureLine = z.infer<typeof pictureLine>

export const wordsOfPhoto = z.object({
  /** In reading order. Machine-read: letters may be wrong. */
  lines: z.array(pictureLine),
  /** `id@revision` of the pack that read it; absent where none has. */
  model: z.string().optional(),
  readAt: z.string().optional(),
  /** The photo's alt text with the words that matter behind it, where it does not say them. */
  proposal: z.string().optional(),
  /** What the picture seems to be, where that is certain enough. */
  kind: z.enum(['screenshot', 'document']).optional(),
})
export type WordsOfPhoto = z.infer<typeof wordsOfPhoto>
