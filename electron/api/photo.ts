import { z } from 'zod'
import { factNames } from './facts.ts'

export const photoId = z.int().positive().brand('PhotoId')
export type PhotoId = z.infer<typeof photoId>

/** Alt text or description as a person reads it, with where it came from. */
export const captionSummary = z.object({
  text: z.string(),
  /** BCP 47, for whoever reads it out. */
  language: z.string(),
  source: z.enum(['machine', 'imported', 'human']),
  model: z.string().optional(),
  /** Mean token probability of a machine's text, 0 to 1. */
  confidence: z.number().optional(),
  needsReview: z.boolean(),
  /** The photo needs no words: the text is empty, and that is meant. */
  decorative: z.boolean().optional(),
})
export type CaptionSummary = z.infer<typeof captionSummary>

/** What a tile says besides the picture: words that stand in it, a RAW file, a movie of a Live Photo. */
export const photoBadge = z.enum(['text', 'raw', 'live'])
export type PhotoBadge = z.infer<typeof photoBadge>

export const photoSummary = z.object({
  id: photoId,
  /** The first present file; away or vanished photos keep their last path. */
  path: z.string(),
  /** Wall clock as the camera showed it, `YYYY-MM-DDTHH:MM:SS`; shorter where less is known. */
  takenAt: z.string().optional(),
  width: z.int().optional(),
  height: z.int().optional(),
  camera: z.string().optional(),
  place: z.string().optional(),
  rating: z.int().optional(),
  /** Changes when the picture does; part of its URL. */
  version: z.string(),
  favourite: z.boolean(),
  hidden: z.boolean(),
  /** The picture changed under what people gave the photo: does it still fit? */
  doubtful: z.boolean(),
  /** ThumbHash in base64, to be shown until the picture is there. */
  placeholder: z.string().max(64).optional(),
  alt: captionSummary.optional(),
  /** Absent where there is none. */
  badges: z.array(photoBadge).optional(),
})
export type PhotoSummary = z.infer<typeof photoSummary>

export const photoDetail = photoSummary.extend({
  description: captionSummary.optional(),
  format: z.string().optional(),
  latitude: z.number().optional(),
  longitude: z.number().optional(),
  lens: z.string().optional(),
  keywords: z.array(z.string()),
  files: z.array(z.object({ path: z.string(), role: z.string(), state: z.enum(['here', 'away', 'gone']) })),
  /** What is seen in it and is no keyword yet, the most telling first, in the window's language; to be offered. */
  offeredKeywords: z.array(z.string()).optional(),
  albums: z.array(z.string()),
  warning: z.string().optional(),
  /** Where the date comes from, how much of it is known, and whether it may be wrong. */
  taken: z
    .object({
      source: z.string(),
      precision: z.enum(['year', 'month', 'day', 'minute', 'second']),
      doubtful: z.boolean(),
    })
    .optional(),
  /** Which facts a person set right. */
  corrected: z.array(z.enum(factNames)),
  people: z.array(z.string()),
  title: z.string().optional(),
  headline: z.string().optional(),
  event: z.string().optional(),
  creators: z.array(z.string()).optional(),
  copyright: z.string().optional(),
  credit: z.string().optional(),
  sublocation: z.string().optional(),
  /** The nearest town of the country, where the photo was taken in none. */
  nearby: z.string().optional(),
  /** Parts of the city around the position, the best fitting first. */
  quarters: z.array(z.string()).optional(),
  /** Metres above sea level. */
  altitude: z.number().optional(),
  iso: z.number().optional(),
  fNumber: z.number().optional(),
  exposureSeconds: z.number().optional(),
  focalLengthMm: z.number().optional(),
  flashFired: z.boolean().optional(),
  colourProfile: z.string().optional(),
  /** Of the file that is shown. */
  sizeBytes: z.int().optional(),
})
export type PhotoDetail = z.infer<typeof photoDetail>

export const photoPage = z.object({ photos: z.array(photoSummary), next: z.string().optional() })
export type PhotoPage = z.infer<typeof photoPage>
