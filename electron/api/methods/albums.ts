/** What can be asked of the group `albums`. */
import { z } from 'zod'
import { method, type MethodGroup } from '../rpc.ts'
import { album, albumId } from '../album.ts'
import { photoId } from '../photo.ts'
import { done } from './fields.ts'

export const albumMethods = {
  list: method(
    'List albums',
    z.object({
      atOnce: z
        .boolean()
        .default(false)
        .describe('Do not wait for smart albums to be looked through; their counts come later'),
    }),
    z.object({ albums: z.array(album) }),
    { words: 'albums' },
  ),
  create: method(
    'Create an album; with --query it is a smart one that fills itself',
    z.object({
      name: z.string().trim().min(1).max(200).describe('Its name'),
      query: z.string().max(1000).optional().describe('Search words that decide what is in it'),
    }),
    album,
    { words: 'albums create', positional: 'name', example: 'sightline albums create Dogs --query "a dog"' },
  ),
  change: method(
    'Give an album another name, or a smart one another query',
    z.object({
      album: albumId,
      name: z.string().trim().min(1).max(200).optional(),
      query: z.string().trim().min(1).max(1000).optional(),
    }),
    done,
  ),
  remove: method('Remove an album; its photos stay where they are', z.object({ album: albumId }), done),
  setCover: method('Choose the picture on an album', z.object({ album: albumId, photo: photoId }), done),
  arrange: method(
    'Put the photos of an album in this order; those not named follow',
    z.object({ album: albumId, photos: z.array(photoId).max(100_000) }),
    done,
  ),
  addPhotos: method(
    'Add photos to an album',
    z.object({ album: albumId, photos: z.array(photoId).max(100_000) }),
    done,
  ),
  removePhotos: method(
    'Take photos out of an album',
    z.object({ album: albumId, photos: z.array(photoId).max(100_000) }),
    done,
  ),
} as const satisfies MethodGroup
