import { z } from 'zod'
import { photoId } from './photo.ts'

export const albumId = z.int().positive().brand('AlbumId')
export type AlbumId = z.infer<typeof albumId>

export const album = z.object({
  id: albumId,
  name: z.string(),
  kind: z.enum(['manual', 'smart']),
  /** A smart album is a saved query. */
  query: z.string().optional(),
  count: z.int(),
  cover: photoId.optional(),
})
export type Album = z.infer<typeof album>
