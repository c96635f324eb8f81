/** Where photos were taken: what a map draws, what places are called, what is proposed. */
import { z } from 'zod'
import { photoId } from '../photo.ts'
import { column } from '../timeline.ts'

const latitude = z.number().min(-90).max(90)
const longitude = z.number().min(-180).max(180)

/** Degrees; where the west lies east of the east, over the line where days change. */
export const area = z.object({ south: latitude, west: longitude, north: latitude, east: longitude })
export type Area = z.infer<typeof area>

/** Every photo that has a position, newest first, in a few bytes each. */
export const positions = z.object({
  ids: column,
  /** Millionths of a degree, one per id. */
  latitudes: column,
  longitudes: column,
})
export type Positions = z.infer<typeof positions>

/** A town by its name in the language of the window, where that is known. */
export const town = z.object({
  name: z.string(),
  region: z.string().optional(),
  country: z.string(),
  latitude,
  longitude,
  population: z.int(),
})
export type Town = z.infer<typeof town>

const counted = z.object({
  name: z.string(),
  /** Words for the search box that find its photos. */
  search: z.string(),
  photos: z.int(),
  /** The newest photo taken there. */
  cover: photoId,
  /** Around its photos; without one where none has a position. */
  area: area.optional(),
})
const countedRegion = counted.extend({ towns: z.array(counted) })
/** Most photos first, on every level; without a name is what no file and no table names. */
export const countedCountry = counted.extend({ regions: z.array(countedRegion) })
export type CountedCountry = z.infer<typeof countedCountry>

/** Photos without a position, taken within half an hour of one that has it. Nothing is written before it is accepted. */
export const placeProposal = z.object({
  /** Where they probably were taken: "Lisbon, Portugal". */
  name: z.string(),
  photos: z.array(photoId),
  latitude,
  longitude,
  /** To the photo that it is taken from; of all of these photos the most. */
  minutes: z.number(),
})
export type PlaceProposal = z.infer<typeof placeProposal>
