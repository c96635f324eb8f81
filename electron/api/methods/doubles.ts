/** What can be asked of the group `doubles`. */
import { z } from 'zod'
import { method, type MethodGroup } from '../rpc.ts'
import { doubleGroup, doubleKind } from '../doubles/doubles.ts'
import { photoId } from '../photo.ts'
import { done } from './fields.ts'

export const doubleMethods = {
  list: method(
    'Photos that are there twice: exact copies, the same shot in other versions, similar shots',
    z.object({
      kind: doubleKind.optional().describe('One of the three lists: exact, same or similar; none: all of them'),
      limit: z.int().min(1).max(1000).default(100).describe('How many groups at most'),
      from: z.int().min(0).default(0).describe('Leave out so many groups'),
    }),
    z.object({
      /** Groups in each list. */
      counts: z.object({ exact: z.int(), same: z.int(), similar: z.int() }),
      /** Photos that have not been looked at for doubles yet. */
      waiting: z.int(),
      groups: z.array(doubleGroup),
    }),
    { words: 'doubles', positional: 'kind', example: 'sightline doubles exact' },
  ),
  part: method(
    'These photos are no doubles of each other; a photo that is named twice has copies that are meant',
    z.object({ photos: z.array(photoId).min(2).max(1000) }),
    done,
  ),
  merge: method(
    'Give what people made of some photos to the one that is kept: texts, stars, heart, albums, keywords',
    z.object({ keep: photoId, from: z.array(photoId).min(1).max(1000) }),
    done,
  ),
} as const satisfies MethodGroup
