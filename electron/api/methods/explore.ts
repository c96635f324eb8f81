/** What can be asked of the group `explore`. */
import { z } from 'zod'
import { photoId } from '../photo.ts'
import { method, type MethodGroup } from '../rpc.ts'
import { nothing } from './fields.ts'

/** Sections that list names of the library, and one of what has a name in every language of the window. */
export const exploreSections = [
  ...(['things', 'moments', 'places', 'countries', 'years', 'months', 'cameras', 'lenses', 'kinds'] as const),
] as const
export type ExploreSection = (typeof exploreSections)[number]

export const exploreKinds = [
  ...(['onThisDay', 'text', 'screenshot', 'document', 'panorama', 'undated', 'unplaced'] as const),
] as const

export const exploreTile = z.object({
  /** As the library has it: a name, `2019`, `2019-07`; of `kinds` one of `exploreKinds`. */
  name: z.string(),
  /** Search words, in the language of the preferences, that find these photos. */
  words: z.string(),
  photos: z.int(),
  cover: photoId.optional(),
})
export type ExploreTile = z.infer<typeof exploreTile>

export const exploreMethods = {
  overview: method(
    'What there is to look at: things, moments, places, times, cameras, kinds of pictures, each with how many photos',
    nothing,
    z.object({ sections: z.array(z.object({ section: z.enum(exploreSections), tiles: z.array(exploreTile) })) }),
    { words: 'explore', example: 'sightline explore' },
  ),
} as const satisfies MethodGroup
