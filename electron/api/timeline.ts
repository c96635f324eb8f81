import { z } from 'zod'
import { albumId } from './album.ts'

/** Which photos a grid shows. */
export const scope = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('everything') }),
  z.object({ kind: z.literal('favourites') }),
  z.object({ kind: z.literal('recent') }),
  /** Photos with a caption that asks for a look. */
  z.object({ kind: z.literal('review') }),
  z.object({ kind: z.literal('hidden') }),
  z.object({ kind: z.literal('album'), album: albumId }),
  z.object({ kind: z.literal('folder'), path: z.string().min(1).max(4096) }),
])
export type Scope = z.infer<typeof scope>

/** Whole numbers, checked in one loop: a schema for each of a million would take longer than to count them. */
export const column = z.custom<number[]>(
  (value) => Array.isArray(value) && value.every((each) => Number.isSafeInteger(each)),
  'must be a list of whole numbers',
)

/**
 * Everything a virtual grid needs to lay itself out, in columns: a few bytes a photo, so that 100,000 photos are one
 * answer and no scroll position ever waits for a count.
 */
export const timeline = z.object({
  ids: column,
  /** Width over height in hundredths, one per id; 0 is unknown. */
  ratios: column,
  /** Runs of one day, in order: `YYYY-MM-DD`, shorter where less is known, empty where nothing is. Empty for albums. */
  days: z.array(z.object({ day: z.string(), count: z.int() })),
})
export type Timeline = z.infer<typeof timeline>

/** The same, parted by moments. */
export const momentTimeline = timeline.extend({
  /** Runs of photos, in order, that are all photos together; without a title those that are in no moment. */
  moments: z.array(z.object({ title: z.string().optional(), count: z.int() })),
})
export type MomentTimeline = z.infer<typeof momentTimeline>
