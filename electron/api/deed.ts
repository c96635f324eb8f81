import { z } from 'zod'

/** What people do that can be taken back. */
export const deedKind = z.enum([
  'text',
  'decorative',
  'text-taken-back',
  'favourite',
  'not-favourite',
  'hidden',
  'shown',
  'stars',
  'confirmed',
  'facts',
  'place-declined',
  'place-open',
  'album-made',
  'album-changed',
  'album-removed',
  'album-filled',
  'album-emptied',
  'album-cover',
  'album-order',
  'ignore-rules',
  'folder-removed',
  'published',
  'not-doubles',
  'doubles-again',
  'merged',
])
export type DeedKind = z.infer<typeof deedKind>

/** What was done, for a sentence about it. */
export const deedSummary = z.object({
  kind: deedKind,
  /** How many photos it was about. */
  photos: z.int(),
  /** The one photo it was about. */
  photo: z.int().optional(),
  /** Of the album, or the folder's path. */
  name: z.string().optional(),
  stars: z.int().optional(),
  /** The run that wrote texts into files. */
  run: z.int().optional(),
})
export type DeedSummary = z.infer<typeof deedSummary>

export const historyEntry = z.object({
  id: z.int(),
  at: z.string(),
  /** `undone`: taken back, and can be done again. */
  state: z.enum(['done', 'undone']),
  what: deedSummary,
})
export type HistoryEntry = z.infer<typeof historyEntry>
