/** What can be asked of the group `moments`. */
import { z } from 'zod'
import { album } from '../album.ts'
import { photoId } from '../photo.ts'
import { method, type MethodGroup } from '../rpc.ts'

export const momentId = z.int().positive().brand('MomentId')
export type MomentId = z.infer<typeof momentId>

/** Photos of one occasion: an afternoon, a feast, a journey. Its number stays while photos come and go. */
export const moment = z.object({
  id: momentId,
  /** In the language of the preferences: "Lisbon, 3–7 June 2023". */
  title: z.string(),
  /** Of the first and the last photo, on the camera's wall clock; days where no time is known. */
  begins: z.string(),
  ends: z.string(),
  photos: z.int(),
  cover: photoId,
  /** Where most of it was. */
  place: z.string().optional(),
  /** What the name of its folder tells. */
  folder: z.string().optional(),
  /** Search words that find exactly these photos. */
  words: z.string(),
})
export type Moment = z.infer<typeof moment>

export const momentMethods = {
  list: method(
    'List moments: photos of one occasion or journey, newest first',
    z.object({
      limit: z.int().min(1).max(1000).default(50).describe('How many moments at most'),
      after: z.string().max(100).optional().describe('Continue after this place of a former page'),
    }),
    z.object({ moments: z.array(moment), total: z.int(), next: z.string().optional() }),
    { words: 'moments', example: 'sightline moments --limit 10' },
  ),
  keep: method(
    'Make an album of a moment',
    z.object({ moment: momentId, name: z.string().trim().min(1).max(200).optional().describe('Instead of its title') }),
    album,
  ),
  photos: method(
    'The photos of a moment, in order',
    z.object({ moment: momentId }),
    z.object({ photos: z.array(photoId) }),
  ),
} as const satisfies MethodGroup
