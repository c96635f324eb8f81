import { z } from 'zod'
import { photoId, photoSummary } from './photo.ts'
import { column } from './timeline.ts'

/** Why a photo is in the answer: one reason per way it matched. */
export const reason = z.discriminatedUnion('kind', [
  /** The picture itself matches the words; `probability` is calibrated per pack. */
  z.object({ kind: z.literal('looks'), probability: z.number() }),
  /** Things that were asked for were found in the picture: their names, in the language of the preferences. */
  z.object({ kind: z.literal('shows'), things: z.string() }),
  /** A number of things was asked for (`two dogs`): the photo's text says as many, leaves it open, or says another number. */
  z.object({ kind: z.literal('counted'), words: z.string(), said: z.enum(['same', 'open', 'other']) }),
  /** Written words match: where, and an excerpt. */
  z.object({ kind: z.literal('text'), field: z.string(), excerpt: z.string() }),
  /** The words stand in the picture: the line, and where it is (see `pictureLine`). */
  z.object({ kind: z.literal('pictured'), line: z.string(), corners: z.array(z.number()).length(8) }),
  /** A rule recognised in the query holds, such as a date or a camera. */
  z.object({ kind: z.literal('filter'), label: z.string() }),
  /** It resembles the photo asked about; 1 is the same picture. */
  z.object({ kind: z.literal('similar'), similarity: z.number() }),
])
export type Reason = z.infer<typeof reason>

export const hit = z.object({ photo: photoSummary, score: z.number(), why: z.array(reason) })
export type Hit = z.infer<typeof hit>

export const searchOrders = ['relevance', 'newest', 'oldest', 'name'] as const
export type SearchOrder = (typeof searchOrders)[number]

/** What a part of the words was taken for. */
export const searchPartKinds = [
  ...(['words', 'phrase', 'date', 'time', 'place', 'camera', 'setting', 'field', 'without', 'group'] as const),
] as const
export type SearchPartKind = (typeof searchPartKinds)[number]

/** What a picker shows of a part: days (`2019-06-12`, both included, an open side left out), a place, stars. */
export const searchChoice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('days'), from: z.string().optional(), to: z.string().optional() }),
  z.object({ kind: z.literal('place'), name: z.string() }),
  z.object({ kind: z.literal('stars'), min: z.number(), max: z.number() }),
])
export type SearchChoice = z.infer<typeof searchChoice>

export const searchInput = z.object({
  words: z.string().max(1000).default('').describe('What to look for, in plain words'),
  similar: z.string().max(4096).optional().describe('Find photos that resemble this file'),
  similarTo: photoId.optional().describe('Find photos that resemble this one of the library, by its number'),
  picture: z
    .base64()
    .max(2_000_000)
    .optional()
    .describe('Find photos that resemble this picture: the bytes of a small JPEG or PNG, in base64'),
  limit: z.int().min(1).max(1000).default(20).describe('How many photos at most'),
  sort: z.enum(searchOrders).default('relevance').describe('What comes first'),
  rest: z.boolean().default(false).describe('Also number the photos beyond the limit'),
  pack: z.string().max(64).optional().describe('Use this set of model packs, such as demo'),
})
export type SearchInput = z.infer<typeof searchInput>

export const searchPage = z.object({
  /** `full`: pictures and words were searched; `text-only`: no model is ready; `look-alike`: compared by appearance alone. */
  mode: z.enum(['full', 'text-only', 'look-alike']),
  /** What stands in the way of `full`, and what to do about it. */
  notice: z.string().optional(),
  /** What the rules recognised in the words, where these stand in them; removable one by one. */
  filters: z.array(
    z.object({
      label: z.string(),
      words: z.string(),
      kind: z.enum(searchPartKinds),
      at: z.int().nonnegative(),
      choice: searchChoice.optional(),
    }),
  ),
  /** What was written as a field and is none, with the one perhaps meant; or has a value that it cannot have. */
  complaints: z.array(
    z.object({
      field: z.string(),
      meant: z.string().optional(),
      value: z.string().optional(),
      example: z.string().optional(),
    }),
  ),
  /** Dates that can be read in two ways: the first day of each, as `2015-09-01`. The preference `dateOrder` decides. */
  ambiguous: z.array(z.object({ words: z.string(), taken: z.string(), other: z.string() })),
  /** Words that nothing says, and those that were looked for in their place. */
  spelled: z.array(z.object({ typed: z.string(), taken: z.array(z.string()) })),
  /** Where everything together finds nothing: what would, without a part of it. `words` asks for that. */
  relaxed: z.array(
    z.object({ dropped: z.string(), kind: z.enum(searchPartKinds), words: z.string(), total: z.int().positive() }),
  ),
  /** What was left for the model and the full text. */
  freeText: z.string(),
  /** Photos matching, best first. Empty means: no good match. */
  hits: z.array(hit),
  /** With no good match: the nearest ones, to be shown as such. */
  nearest: z.array(hit),
  total: z.int(),
  /** There may be more than `total`. */
  atLeast: z.boolean(),
  /** When asked for: the photos that match beyond `hits`, in order, as columns that a grid lays itself out from. */
  rest: z.object({ ids: column, ratios: column }).optional(),
  tookMs: z.number(),
})
export type SearchPage = z.infer<typeof searchPage>

/** `field` is the name of one, to be followed by a value; `value` is one of its values. */
export const suggestionKinds = ['recent', 'album', 'camera', 'place', 'folder', 'date', 'field', 'value'] as const

/** Something to type next. `words` replaces what is in the box. */
export const suggestion = z.object({
  kind: z.enum(suggestionKinds),
  words: z.string(),
  label: z.string(),
})
export type Suggestion = z.infer<typeof suggestion>
