import { z } from 'zod'
import { photoSummary } from '../photo.ts'

/**
 * Three lists that never mix. `exact`: the same bytes, or the same pixels under other metadata or in another lossless
 * file. `same`: another size, format, edit or re-save of one picture. `similar`: bursts and near scenes.
 */
export const doubleKind = z.enum(['exact', 'same', 'similar'])
export type DoubleKind = z.infer<typeof doubleKind>

/** Why the best of a group is the best. */
export const merit = z.enum(['resolution', 'original', 'format', 'sharpness', 'text', 'album', 'stars', 'size'])
export type Merit = z.infer<typeof merit>

/** One of a group: a file. Copies of one photo are several files of it. */
export const double = z.object({
  photo: photoSummary,
  path: z.string(),
  format: z.string().optional(),
  sizeBytes: z.int(),
  /** A person wrote a text for it. */
  hasText: z.boolean(),
  albums: z.array(z.string()),
  keywords: z.array(z.string()),
})
export type Double = z.infer<typeof double>

export const doubleGroup = z.object({
  /** Another one where the group is another. */
  key: z.string(),
  kind: doubleKind,
  members: z.array(double),
  /** Which member is worth keeping. */
  best: z.int(),
  /** Why; empty where all are equally good. */
  merits: z.array(merit),
})
export type DoubleGroup = z.infer<typeof doubleGroup>
