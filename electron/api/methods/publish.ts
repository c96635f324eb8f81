/** What can be asked of the group `publish`. */
import { z } from 'zod'
import { method, type MethodGroup } from '../rpc.ts'
import { photoId } from '../photo.ts'
import {
  correctedTexts,
  correctionPreview,
  publishHow,
  publishOutcome,
  publishPreview,
  publishRun,
  publishScope,
} from '../publish.ts'
import { done, nothing } from './fields.ts'

const run = z.object({ run: z.int() })
const wish = publishScope.extend(publishHow.shape)

export const publishMethods = {
  preview: method('What publishing these photos would write, and where', wish, publishPreview),
  start: method(
    'Begin to publish photos, and return at once; one run at a time',
    wish.extend({ allow: z.boolean().default(false) }),
    publishRun,
  ),
  run: method(
    'Write the texts into the photos, or out as copies',
    wish.extend({
      allow: z.boolean().default(false).describe('Yes, write into my photo files (needed for --as files, once)'),
      preview: z.boolean().default(false).describe('Say what would be done, and do nothing'),
      resume: z.boolean().default(false).describe('Go on with the run that was interrupted'),
    }),
    z.object({
      preview: publishPreview.optional(),
      run: publishRun.optional(),
      /** Photos without text and refused ones, at most a thousand. */
      outcomes: z.array(publishOutcome),
    }),
    {
      words: 'publish',
      positional: 'files',
      example: 'sightline publish --album "Summer 2016" --caption fill --allow',
    },
  ),
  state: method(
    'The run that is under way, or the last one',
    nothing,
    z.object({ run: publishRun.optional(), allowed: z.boolean() }),
  ),
  runs: method(
    'Former runs, newest first',
    z.object({ limit: z.int().min(1).max(1000).default(20).describe('How many at most') }),
    z.object({ runs: z.array(publishRun) }),
    { words: 'publish list' },
  ),
  outcomes: method(
    'What became of the photos of a run',
    run.extend({
      states: z.array(publishOutcome.shape.state).max(100).default([]),
      after: z.int().default(0),
      limit: z.int().min(1).max(1000).default(200),
    }),
    z.object({ outcomes: z.array(publishOutcome), next: z.int().optional() }),
  ),
  pause: method('Stop after the photos that are being written', nothing, done),
  resume: method(
    'Go on with the run that was paused or interrupted',
    nothing,
    z.object({ run: publishRun.optional() }),
  ),
  cancel: method('End the run; what is written stays, and can be taken back', nothing, done, {
    words: 'publish cancel',
  }),
  undo: method(
    'Write back what stood in the files before a run; only where nobody has changed it since',
    z.object({ run: z.int().optional().describe('Which run; the last one that wrote into files without it') }),
    publishRun,
  ),
  takeBack: method(
    'Write back what stood in the files before, and wait for it',
    z.object({ run: z.int().optional().describe('Which run; the last one that wrote into files without it') }),
    z.object({ run: publishRun, outcomes: z.array(publishOutcome) }),
    { words: 'publish undo', positional: 'run' },
  ),
  text: method(
    'The texts of photos for the clipboard',
    z.object({
      photos: z.array(photoId).min(1).max(10_000),
      format: z.enum(['plain', 'html', 'markdown']),
      /** Only alt text, or the long description too. */
      descriptions: z.boolean().default(false),
    }),
    z.object({ text: z.string(), mimeType: z.string(), withText: z.int(), withoutText: z.int() }),
  ),
  compare: method('What a corrected document would change', correctedTexts, correctionPreview),
  import: method(
    'Take over texts that somebody corrected in a CSV or JSON, as a person’s',
    correctedTexts.extend({
      mark: z.string().max(64).optional(),
      preview: z.boolean().default(false).describe('Say what would change, and change nothing'),
    }),
    correctionPreview.extend({ taken: z.boolean() }),
    { words: 'import', positional: 'file', example: 'sightline import alt-text.csv --preview' },
  ),
} as const satisfies MethodGroup
