/** What a person did, as the side copy writes it: photos by their pictures, albums by their lasting names. */
import { z } from 'zod'
import { captionKind } from '../../api/caption.ts'
import { factsChange } from '../../api/facts.ts'
import { preferences } from '../../api/preferences.ts'

/**
 * A photo's lasting name: its picture (hex of the fingerprint), which survives any database. Where several photos
 * of the library have that picture, a colon and the path of the one that is meant follow.
 */
const photoName = z.string().regex(/^[0-9a-f]{64}(?::.+)?$/su)
export type PhotoName = z.infer<typeof photoName>
const photoNames = z.array(photoName)
const pictureName = z.string().regex(/^[0-9a-f]{64}$/u)

/** What was written before several photos could be named at once. */
function namesOfOne(line: unknown): unknown {
  if (typeof line !== 'object' || line === null || !('picture' in line) || !('act' in line)) return line
  return line.act === 'mark' || line.act === 'rating' ? { ...line, pictures: [line.picture] } : line
}

const act = z.discriminatedUnion('act', [
  z.object({
    act: z.literal('caption'),
    picture: photoName,
    kind: captionKind,
    text: z.string(),
    language: z.string(),
    decorative: z.boolean().optional(),
  }),
  z.object({ act: z.literal('caption-undone'), picture: photoName, kind: captionKind }),
  z.object({
    act: z.literal('mark'),
    pictures: photoNames,
    favourite: z.boolean().nullable().optional(),
    hidden: z.boolean().nullable().optional(),
  }),
  /** Without stars a person takes back that they gave any. */
  z.object({ act: z.literal('rating'), pictures: photoNames, rating: z.int().min(0).max(5).optional() }),
  z.object({ act: z.literal('facts'), pictures: photoNames, facts: factsChange }),
  z.object({ act: z.literal('confirmed'), pictures: photoNames }),
  z.object({ act: z.literal('place-declined'), pictures: photoNames, declined: z.boolean() }),
  z.object({ act: z.literal('doubted'), picture: photoName, ancestors: photoNames }),
  z.object({ act: z.literal('album'), album: z.string(), name: z.string(), query: z.string().optional() }),
  z.object({ act: z.literal('album-removed'), album: z.string() }),
  z.object({ act: z.literal('album-photos'), album: z.string(), add: photoNames, remove: photoNames }),
  z.object({ act: z.literal('album-cover'), album: z.string(), picture: photoName.optional() }),
  z.object({ act: z.literal('album-order'), album: z.string(), pictures: photoNames }),
  /** By their pictures alone, whatever photos show them: these are no doubles of each other, or they may be again. */
  z.object({ act: z.enum(['not-doubles', 'doubles-again']), pictures: z.array(pictureName).min(2) }),
  z.object({ act: z.literal('folder'), path: z.string(), ignore: z.array(z.string()) }),
  z.object({ act: z.literal('folder-removed'), path: z.string() }),
  z.object({ act: z.literal('preferences'), preferences }),
  z.object({ act: z.literal('packs'), set: z.string() }),
  /** Nobody's act, but without it the acts before it would lead nowhere: the photo's file shows another picture now. */
  z.object({ act: z.literal('picture-changed'), picture: photoName, to: z.string().regex(/^[0-9a-f]{64}$/u) }),
  /** Nobody's act either: what follows was written from a database, since what stood there was lost. */
  z.object({ act: z.literal('begun'), generation: z.int().min(1) }),
])
export type Act = z.infer<typeof act>

/** When it was done; how many lines, this one first, were done at once; whether they turned an earlier deed round. */
const stamp = z.object({
  at: z.string(),
  of: z.int().min(1).optional(),
  by: z.enum(['undo', 'redo']).optional(),
})

const line = z.preprocess(namesOfOne, z.intersection(stamp, act))
export type RecordedAct = z.infer<typeof line>

/** Without its stamp. */
export function actOf(recorded: RecordedAct): Act {
  return act.parse(recorded)
}

/** What is about this machine: it is kept, but means nothing in another library. */
export function isOfThisMachine({ act: kind }: Act): boolean {
  return ['folder', 'folder-removed', 'preferences', 'packs', 'begun'].includes(kind)
}

/** One line of a side copy; undefined for one that is none, as when a power cut ended it. */
export function readAct(text: string): RecordedAct | undefined {
  try {
    const parsed = line.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}

/** The acts of a whole side copy, in order; what is no act is passed over. */
export function readActs(text: string): readonly RecordedAct[] {
  // A program that put the mark of UTF-8 in front must not cost the first act.
  return text
    .replace(/^\u{FEFF}/u, '')
    .split('\n')
    .flatMap((each) => readAct(each) ?? [])
}
