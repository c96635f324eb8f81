/** What can be asked of the group `photos`. */
import { z } from 'zod'
import { method, type MethodGroup } from '../rpc.ts'
import { factsChange } from '../facts.ts'
import { photoDetail, photoId, photoPage, photoSummary } from '../photo.ts'
import { wordsOfPhoto } from '../words.ts'
import { momentTimeline, scope, timeline } from '../timeline.ts'
import { done, nothing, path } from './fields.ts'

export const photoMethods = {
  list: method(
    'List photos, newest first',
    z.object({
      limit: z.int().min(1).max(1000).default(50).describe('How many photos at most'),
      after: z.string().max(400).optional().describe('Continue after this place of a former page'),
      folder: path.optional().describe('Only photos below this folder'),
      album: z.string().max(200).optional().describe('Only photos of this album'),
    }),
    photoPage,
    { words: 'photos', example: 'sightline photos --limit 10' },
  ),
  timeline: method('All photos of a set, in order, in a few bytes each', scope, timeline),
  momentTimeline: method('All photos of a set, in order, and which of them are one moment', scope, momentTimeline),
  many: method(
    'Several photos at once, in the order asked for; unknown ones are left out',
    z.object({ photos: z.array(photoId).max(500) }),
    z.object({ photos: z.array(photoSummary) }),
  ),
  counts: method(
    'How many photos each set holds',
    nothing,
    z.object({ everything: z.int(), favourites: z.int(), recent: z.int(), review: z.int(), hidden: z.int() }),
  ),
  mark: method(
    'Mark photos: favourite, hidden, stars',
    z.object({
      photos: z.array(photoId).min(1).max(100_000),
      favourite: z.boolean().optional(),
      hidden: z.boolean().optional(),
      rating: z.int().min(0).max(5).optional(),
    }),
    done,
  ),
  tally: method(
    'How many of these photos are favourites, and how many are hidden',
    z.object({ photos: z.array(photoId).max(100_000) }),
    z.object({ photos: z.int(), favourites: z.int(), hidden: z.int() }),
  ),
  correct: method(
    'Set right what files say of photos: title, keywords, date, place; null takes that back',
    factsChange.extend({
      photos: z.array(photoId).min(1).max(100_000),
      /** Instead of `keywords`: more, or fewer, than each photo has. */
      addKeywords: z.array(z.string().trim().min(1).max(2000)).max(500).optional(),
      removeKeywords: z.array(z.string().max(2000)).max(500).optional(),
    }),
    done,
  ),
  confirm: method(
    'The picture changed under what people gave these photos, and it still fits',
    z.object({ photos: z.array(photoId).min(1).max(100_000) }),
    done,
  ),
  words: method('The words that stand in a photo, as they were read', z.object({ photo: photoId }), wordsOfPhoto),
  read: method(
    'Read the words that stand in a photo file',
    z.object({ photo: path.describe('Photo file') }),
    wordsOfPhoto,
    { words: 'read', positional: 'photo', example: 'sightline read sign.jpg' },
  ),
  get: method('Everything known of one photo', z.object({ photo: photoId }), photoDetail),
} as const satisfies MethodGroup
