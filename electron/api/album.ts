import { z } from 'zod'
import { errorCodes } from './error-codes.ts'
import { photoId } from './photo.ts'

export const albumId = z.int().positive().brand('AlbumId')
export type AlbumId = z.infer<typeof albumId>

export const album = z.object({
  id: albumId,
  name: z.string(),
  kind: z.enum(['manual', 'smart']),
  /** A smart album is a saved query. */
  query: z.string().optional(),
  /** Absent while a smart album is still looked through, and where its query cannot be answered. */
  count: z.int().optional(),
  /** Why its query cannot be answered. */
  problem: z.object({ code: z.enum(errorCodes), message: z.string(), hint: z.string() }).optional(),
  cover: photoId.optional(),
})
export type Album = z.infer<typeof album>
