/** What can be asked of the group `captions`. */
import { z } from 'zod'
import { method, type MethodGroup } from '../rpc.ts'
import { altTextHint, altTextRule } from '../alt-text-rules.ts'
import { caption, captionEdit, captionKind, captionLevel, captionLine } from '../caption.ts'
import { photoId } from '../photo.ts'
import { done, packSet, path } from './fields.ts'

export const captionMethods = {
  forFiles: method(
    'Write the alt text of photos',
    z.object({
      photos: z.array(path).min(1).max(10_000).describe('Photo files'),
      pack: packSet,
      level: captionLevel.optional().describe('How much to say; "full" adds a description'),
      beams: z.int().min(1).max(8).optional().describe('Beam width; 1 is greedy'),
    }),
    z.object({ captions: z.array(captionLine) }),
    { words: 'caption', positional: 'photos', example: 'sightline caption beach.jpg' },
  ),
  edit: method('Write a human text for a photo; the former texts stay in its history', captionEdit, done),
  accept: method('A person read the text and finds it right', z.object({ photo: photoId, kind: captionKind }), done),
  undo: method(
    'Take the latest human text back; the one before it counts again',
    z.object({ photo: photoId, kind: captionKind }),
    z.object({ undone: z.boolean() }),
  ),
  regenerate: method(
    'Let the model describe a photo anew; a human text stays in front',
    z.object({ photo: photoId, level: captionLevel.optional(), beams: z.int().min(1).max(8).optional() }),
    caption,
  ),
  request: method(
    'Queue photos to be described, for libraries that describe on request',
    z.object({ photos: z.array(photoId).max(100_000) }),
    z.object({ queued: z.int() }),
  ),
  export: method(
    'Alt text and descriptions of photos as one document',
    z.object({ photos: z.array(photoId).max(100_000), format: z.enum(['csv', 'json', 'html', 'markdown']) }),
    z.object({ fileName: z.string(), mimeType: z.string(), text: z.string() }),
  ),
  check: method(
    'What good alt text is, against the texts there are: hints, photo by photo',
    z.object({
      photos: z.array(photoId).max(100_000).optional(),
      folder: path.optional().describe('Only photos below this folder'),
      album: z.string().max(200).optional().describe('Only photos of this album'),
      limit: z.int().min(0).max(10_000).default(1000).describe('How many photos to list at most'),
    }),
    z.object({
      checked: z.int(),
      withoutText: z.int(),
      decorative: z.int(),
      /** How many texts each rule has something to say about, most first. */
      rules: z.array(z.object({ rule: altTextRule, count: z.int() })),
      // The path is empty for a photo whose files are all gone.
      photos: z.array(z.object({ photo: photoId, path: z.string(), text: z.string(), hints: z.array(altTextHint) })),
    }),
    { words: 'check', example: 'sightline check --folder ~/Pictures/2024' },
  ),
  twins: method(
    'How many other photos have this very alt text',
    z.object({ photo: photoId, text: z.string().max(5000) }),
    z.object({ photos: z.int() }),
  ),
  seen: method(
    'What is seen in a photo, against a text for it: a thing that is named and not there, or there and left out',
    z.object({ photo: photoId, text: z.string().max(5000) }),
    z.object({ hints: z.array(altTextHint) }),
  ),
  history: method('All texts a photo has had', z.object({ photo: photoId }), z.object({ captions: z.array(caption) })),
} as const satisfies MethodGroup
