/** What can be asked of the group `library`. */
import { z } from 'zod'
import { method, type MethodGroup } from '../rpc.ts'
import { deviceReport } from '../device.ts'
import { errorCodes } from '../error-codes.ts'
import { stageProgress } from '../events.ts'
import { folderStatus, nothing, path } from './fields.ts'

const libraryStatus = z.object({
  library: path,
  folders: z.array(folderStatus),
  /** Every file the scan met is in exactly one of these. */
  files: z.object({
    found: z.int(),
    photos: z.int(),
    pairedWithPhoto: z.int(),
    sidecars: z.int(),
    videos: z.int(),
    notPhotos: z.int(),
    refused: z.int(),
    waiting: z.int(),
  }),
  /** Of `notPhotos`: how many of each kind, most first, and folders and links that were left out unasked. */
  passedOver: z.object({
    kinds: z.array(z.object({ kind: z.string(), count: z.int() })),
    leftOut: z.array(z.object({ path: z.string(), reason: z.string() })),
  }),
  /** Human work that is known from the side copy or a backup and whose photos are not here. */
  waiting: z.object({ texts: z.int(), acts: z.int(), photos: z.int() }),
  /** A damaged database was set aside here, at this opening or an earlier one. */
  setAside: z.array(z.string()),
  photos: z.int(),
  searchable: z.int(),
  captioned: z.int(),
  embedded: z.int(),
  stages: z.array(stageProgress),
  paused: z.boolean(),
  packs: z.object({
    set: z.string().optional(),
    embedding: z.string().optional(),
    caption: z.string().optional(),
    /** Answers searches until `embedding` has seen nearly every photo. */
    answering: z.string().optional(),
  }),
  notice: z.string().optional(),
  /** What stands in the way of the library as a whole just now: read-only, no room left. */
  trouble: z.object({ code: z.enum(errorCodes), message: z.string(), hint: z.string() }).optional(),
  sizes: z.object({ databaseBytes: z.int(), thumbnailBytes: z.int() }),
})
export type LibraryStatus = z.infer<typeof libraryStatus>

const failure = z.object({
  path: z.string(),
  code: z.string(),
  reason: z.string(),
  hint: z.string(),
  stage: z.string(),
  attempts: z.int(),
  at: z.string(),
})
export type Failure = z.infer<typeof failure>

/**
 * The longest document that can be brought back, in characters: the work of some 500,000 photos. The loopback host
 * takes requests of this size and no larger ones.
 */
export const maxDocumentChars = 128 * 1024 * 1024

const keptBackups = z.object({
  folder: path.optional(),
  /** The newest first. */
  files: z.array(z.object({ path, day: z.string() })),
  /** Why the last one could not be written. */
  trouble: z.string().optional(),
})

export const libraryMethods = {
  backUp: method(
    'Everything only people made (texts, marks, albums), as one document',
    nothing,
    z.object({ fileName: z.string(), text: z.string() }),
  ),
  backups: method(
    'Keep a backup of human work for each day in this folder; without one, say where they are kept',
    z.object({
      folder: path.optional().describe('The folder for them, best on another drive'),
      stop: z.boolean().default(false).describe('Keep none any more; those that are there stay'),
    }),
    keptBackups,
    { words: 'backups', positional: 'folder', example: 'sightline backups /media/usb/sightline' },
  ),
  restore: method(
    'Bring human work back from such a document; what is there already stays',
    z.object({ text: z.string().max(maxDocumentChars) }),
    z.object({ texts: z.int(), marks: z.int(), albums: z.int() }),
  ),
  move: method(
    'Move the library to another folder or drive, whole or not at all; a window does it, and goes on there',
    z.object({ folder: path.describe('Where to; in a folder that holds something, a new one is made for it') }),
    z.object({ folder: path }),
  ),
  begin: method(
    'Start the engine again after it stopped too often; where it runs, nothing happens',
    nothing,
    z.object({ done: z.literal(true) }),
  ),
  status: method('What is indexed, what waits, what was refused', nothing, libraryStatus, { words: 'status' }),
  errors: method(
    'Files that could not be read, why, and what to do',
    z.object({
      limit: z.int().min(1).max(100_000).default(1000).describe('How many at most'),
      after: z.string().max(4096).optional().describe('Continue after this path'),
    }),
    z.object({ errors: z.array(failure), total: z.int() }),
    { words: 'errors' },
  ),
  device: method('What computes the models, and why', nothing, deviceReport),
  doctor: method(
    'Check this machine, the library and the packs',
    z.object({
      deep: z.boolean().default(false).describe('Look at everything in the library, and mend what is derived'),
    }),
    z.object({
      checks: z.array(z.object({ name: z.string(), state: z.enum(['good', 'notice', 'bad']), detail: z.string() })),
    }),
    { words: 'doctor' },
  ),
} as const satisfies MethodGroup
