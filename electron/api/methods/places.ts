/** What can be asked of the group `places`. */
import { z } from 'zod'
import { photoId } from '../photo.ts'
import { area, countedCountry, placeProposal, positions, town } from '../places/place.ts'
import { publishScope } from '../publish.ts'
import { method, type MethodGroup } from '../rpc.ts'
import { done, nothing } from './fields.ts'

export const placeMethods = {
  positions: method('Where every photo was taken', nothing, positions),
  towns: method(
    'Towns by the beginning of their name, in any language: "lissab", "Paris, Texas"',
    z.object({
      name: z.string().trim().max(200).describe('The name, or its beginning'),
      limit: z.int().min(1).max(100).default(8).describe('How many at most'),
    }),
    z.object({ towns: z.array(town) }),
  ),
  labels: method(
    'The largest towns of an area, for a map',
    z.object({ area, limit: z.int().min(1).max(200).default(30) }),
    z.object({ towns: z.array(town) }),
  ),
  browse: method(
    'Countries, regions and towns with the numbers of their photos',
    nothing,
    z.object({ countries: z.array(countedCountry), withPosition: z.int() }),
    { words: 'places', example: 'sightline places' },
  ),
  set: method(
    'Say where photos were taken: a town, or a position on the map',
    publishScope.extend({
      town: z.string().trim().min(1).max(200).optional().describe('A town by its name in any language: "Paris, Texas"'),
      at: z.string().max(100).optional().describe('A position: 38.71,-9.14'),
    }),
    z.object({ photos: z.int(), name: z.string() }),
    {
      words: 'places set',
      positional: 'files',
      example: 'sightline places set --folder ~/Pictures/Trip --town Lisbon',
    },
  ),
  proposals: method(
    'Where photos without a position were probably taken',
    z.object({ photo: photoId.optional().describe('Only of this photo') }),
    z.object({ proposals: z.array(placeProposal) }),
    { words: 'places proposed', example: 'sightline places proposed' },
  ),
  accept: method(
    'Give photos the positions that are proposed for them; those for which none is are left alone',
    z.object({ photos: z.array(photoId).min(1).max(100_000).describe('Numbers of photos') }),
    done,
    { words: 'places accept', positional: 'photos', example: 'sightline places accept 12 13' },
  ),
  decline: method(
    'Propose no place for photos any more',
    z.object({ photos: z.array(photoId).min(1).max(100_000).describe('Numbers of photos') }),
    done,
    { words: 'places decline', positional: 'photos', example: 'sightline places decline 12 13' },
  ),
} as const satisfies MethodGroup
