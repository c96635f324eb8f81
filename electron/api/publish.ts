/** Texts on their way into files and out as copies: what is asked, what is shown before, what became of it. */
import { z } from 'zod'
import { albumId } from './album.ts'
import { captionKind } from './caption.ts'
import { photoId } from './photo.ts'

const path = z.string().min(1).max(4096)

/**
 * Which photos: exactly one of these. Hidden photos are among them only where they are named one by one. The command
 * line says them as options, which is why this is no union.
 */
export const publishScope = z.object({
  files: z.array(path).max(10_000).optional().describe('Photo files of the library'),
  photos: z.array(photoId).max(100_000).optional().describe('Photos by their numbers'),
  album: z
    .union([albumId, z.string().trim().min(1).max(200)])
    .optional()
    .describe('All photos of this album, by its name'),
  search: z.string().trim().min(1).max(1000).optional().describe('All photos that these words find'),
  folder: path.optional().describe('All photos below this folder'),
  everything: z.boolean().default(false).describe('All photos of the library'),
})
export type PublishScope = z.infer<typeof publishScope>

/**
 * What comes out: `files` the photos themselves, `copies` a folder of copies with the texts inside, `page` a folder
 * with a web page and resized pictures; the others are one document.
 */
export const publishForm = z.enum(['files', 'copies', 'page', 'markdown', 'csv', 'json'])
export type PublishForm = z.infer<typeof publishForm>

/** How; every field has its default, so that a caller names what matters to it. */
export const publishHow = z.object({
  as: publishForm
    .default('files')
    .describe('files (into the photos), copies (a folder), page (a web page), markdown, csv or json'),
  to: path.optional().describe('Where copies, page or document go: a folder that is new or empty, or a new file'),
  embed: z
    .enum(['where-possible', 'never'])
    .default('where-possible')
    .describe('where-possible (RAW gets a sidecar all the same) or never (sidecars beside all)'),
  sidecarName: z
    .enum(['full', 'stem'])
    .default('full')
    .describe('full (photo.jpg.xmp) or stem (photo.xmp); one that is there is merged under its name'),
  texts: z
    .enum(['all', 'settled', 'own'])
    .default('all')
    .describe('all, settled (without those that ask for a look) or own (only what people wrote or accepted)'),
  caption: z
    .enum(['leave', 'fill', 'replace'])
    .default('leave')
    .describe('The caption other programs show (dc:description, IPTC, EXIF): leave, fill where empty, or replace'),
  facts: z.boolean().default(false).describe('Also stars, title, keywords, date and place that were set right here'),
  times: z.enum(['keep', 'touch']).default('keep').describe('keep or touch the time of change of a file'),
  edge: z.int().min(64).max(8192).default(1600).describe('Longer side of the pictures on a web page, in pixels'),
})
export type PublishHow = z.infer<typeof publishHow>

/** Why a photo's file was left as it was. `hint` says what helps; the window has its own words for each code. */
export const refusalCode = z.enum([
  'read-only',
  'locked',
  'full',
  'cloud',
  'symlink',
  'hard-link',
  'outside',
  'away',
  'gone',
  'changed',
  'name',
  'unsupported',
  'damaged',
  'others-sidecar',
  'would-harm',
  'failed',
])
export type RefusalCode = z.infer<typeof refusalCode>

export const refusal = z.object({
  code: refusalCode,
  /** The file in question. */
  path: z.string(),
  reason: z.string(),
  hint: z.string(),
})
export type Refusal = z.infer<typeof refusal>

/** One photo before anything is done: three of them are shown as they will be. */
export const publishRow = z.object({
  photo: photoId,
  path: z.string(),
  /** Files that would be written: the photo itself, or a sidecar; nothing where there is no text. */
  targets: z.array(z.object({ path: z.string(), kind: z.enum(['embedded', 'sidecar', 'new-sidecar', 'copy']) })),
  language: z.string(),
  alt: z.string().optional(),
  description: z.string().optional(),
  decorative: z.boolean(),
  /** What stands in the file now, where it is another text. */
  altBefore: z.string().optional(),
  descriptionBefore: z.string().optional(),
  refusal: refusal.optional(),
})
export type PublishRow = z.infer<typeof publishRow>

export const publishPreview = z.object({
  photos: z.int(),
  withText: z.int(),
  withoutText: z.int(),
  /** They need no words; nothing is written into them. */
  decorative: z.int(),
  /** A model wrote the text and nobody has looked at it yet. */
  unseen: z.int(),
  /** Texts that ask for a look; not published where only settled ones are wanted. */
  doubtful: z.int(),
  /** The first three with a text, or fewer. */
  rows: z.array(publishRow).max(3),
  /** Whether a person has allowed files to be written; without it `start` and `run` refuse `files`. */
  allowed: z.boolean(),
})
export type PublishPreview = z.infer<typeof publishPreview>

export const publishCounts = z.object({
  /** Photos whose files were written now. */
  written: z.int(),
  /** Photos whose files said the same already. */
  same: z.int(),
  withoutText: z.int(),
  decorative: z.int(),
  refused: z.int(),
})
export type PublishCounts = z.infer<typeof publishCounts>

/** One run over a set of photos, under way or over. */
export const publishRun = z.object({
  id: z.int(),
  form: publishForm,
  /** The run that this one takes back. */
  undoes: z.int().optional(),
  state: z.enum(['running', 'paused', 'done', 'cancelled']),
  total: z.int(),
  done: z.int(),
  counts: publishCounts,
  /** Photos per second over the last seconds; 0 while unknown. */
  rate: z.number(),
  secondsLeft: z.number().optional(),
  begunAt: z.string(),
  endedAt: z.string().optional(),
  /** Where copies, page or document went. */
  to: z.string().optional(),
  /** It wrote into files and has not been taken back. */
  undoable: z.boolean(),
  /** What stopped it; it can be resumed. */
  trouble: z.object({ message: z.string(), hint: z.string() }).optional(),
})
export type PublishRun = z.infer<typeof publishRun>

/** What became of one photo, for the list behind the counts. */
export const publishOutcome = z.object({
  photo: photoId,
  path: z.string(),
  state: z.enum(['written', 'same', 'without-text', 'decorative', 'refused', 'waiting']),
  refusal: refusal.optional(),
  /** What was cut or left alone: texts too long for IPTC, a caption in another encoding, fields changed since. */
  notes: z.array(z.enum(['iptc-cut', 'iptc-left', 'changed-since', 'sidecar-too'])),
})
export type PublishOutcome = z.infer<typeof publishOutcome>

/** A document that somebody corrected elsewhere, as text or by its path. */
export const correctedTexts = z.object({
  text: z.string().max(100_000_000).optional(),
  file: path.optional().describe('A CSV or JSON file that Sightline wrote and somebody corrected'),
  language: z.string().max(20).optional().describe('Language of texts that name none'),
})
export type CorrectedTexts = z.infer<typeof correctedTexts>

export const textChange = z.object({
  photo: photoId,
  path: z.string(),
  kind: captionKind,
  language: z.string(),
  before: z.string(),
  after: z.string(),
  /** The photo is to need no words from now on. */
  decorative: z.boolean(),
})
export type TextChange = z.infer<typeof textChange>

export const correctionPreview = z.object({
  rows: z.int(),
  /** Photos whose texts would change. */
  changing: z.int(),
  /** The first hundred changes. */
  changes: z.array(textChange),
  unchanged: z.int(),
  /** Rows whose photo is not in this library, or of which several are: the first hundred, as the document names them. */
  unmatched: z.array(z.string()),
  unmatchedCount: z.int(),
  /** Stands for exactly these changes: `import` takes it, and refuses when the library has changed meanwhile. */
  mark: z.string(),
})
export type CorrectionPreview = z.infer<typeof correctionPreview>
