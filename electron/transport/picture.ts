/** What a host gets for a picture's URL: the bytes, or the user's own file to stream. */
import { z } from 'zod'

export const pictureAnswer = z.object({
  contentType: z.string(),
  etag: z.string(),
  bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array).optional(),
  /** An original on disk; the host reads it, in ranges if asked. */
  path: z.string().optional(),
})
export type PictureAnswer = z.infer<typeof pictureAnswer>
