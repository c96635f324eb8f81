/** @file Is a `tokenizer.json` of Gemma's shape, which our own piece table can stand for? */
import { z } from 'zod'

export const additions = z.object({
  /** Taken out of a text before anything else, as they stand. */
  added: z.array(z.object({ id: z.int(), content: z.string(), special: z.boolean() })),
  /** Appended to every text. */
  endId: z.int().optional(),
})
export type Additions = z.infer<typeof additions>

/**
 * Byte-level fallback, spaces as U+2581, no cut into words, added tokens taken as they stand, at most an end appended.
 * @param json the file without its vocabulary and merges
 * @returns what is added to pieces and texts; undefined for any other shape, which is left to its makers' library
 */
export function readGemmaShape(json: object): Additions | undefined {
  if (!isPlainBpe(part(json, 'model')) || !marksSpaces(json)) return undefined
  const added = addedPieces(json)
  const endId = appendedEnd(json)
  if (added === undefined || endId === 'other') return undefined
  return { added, ...(endId === undefined ? {} : { endId }) }
}

function isPlainBpe(model: Record<string, unknown>): boolean {
  return (
    model['type'] === 'BPE' &&
    model['byte_fallback'] === true &&
    [model['dropout'], model['continuing_subword_prefix'], model['end_of_word_suffix'], model['ignore_merges']].every(
      (value) => value === undefined || value === null || value === '' || value === false,
    )
  )
}

/** Spaces become U+2581 before anything is cut, so that a cut at spaces finds none. */
function marksSpaces(json: object): boolean {
  const normalizer = part(json, 'normalizer')
  const isMark = normalizer['type'] === 'Replace' && normalizer['content'] === '\u2581'
  if (!isMark || part(normalizer, 'pattern')['String'] !== ' ') return false
  const cutter = 'pre_tokenizer' in json ? json.pre_tokenizer : undefined
  if (cutter === undefined || cutter === null) return true
  const split = part(json, 'pre_tokenizer')
  return split['type'] === 'Split' && part(split, 'pattern')['String'] === ' ' && split['invert'] !== true
}

function addedPieces(json: object): Additions['added'] | undefined {
  const list = 'added_tokens' in json && Array.isArray(json.added_tokens) ? (json.added_tokens as unknown[]) : []
  const pieces: Additions['added'] = []
  for (const token of list) {
    const { id, content, special, single_word, lstrip, rstrip, normalized } = asRecord(token)
    const isPlain = [single_word, lstrip, rstrip, normalized].every((flag) => flag === false || flag === undefined)
    if (typeof id !== 'number' || typeof content !== 'string' || content === '' || !isPlain) return undefined
    pieces.push({ id, content, special: special === true })
  }
  return pieces
}

function appendedEnd(json: object): number | undefined | 'other' {
  const template = 'post_processor' in json ? json.post_processor : undefined
  if (template === undefined || template === null) return undefined
  const { type, single, special_tokens: specials } = part(json, 'post_processor')
  if (type !== 'TemplateProcessing' || !Array.isArray(single)) return 'other'
  const steps = single as unknown[]
  if (steps.length === 0 || steps.length > 2 || !('Sequence' in asRecord(steps[0]))) return 'other'
  if (steps.length === 1) return undefined
  const name = part(asRecord(steps[1]), 'SpecialToken')['id']
  const ids = typeof name === 'string' ? part(asRecord(specials), name)['ids'] : undefined
  const [id, second] = Array.isArray(ids) ? (ids as unknown[]) : []
  return typeof id === 'number' && second === undefined ? id : 'other'
}

function part(owner: object, name: string): Record<string, unknown> {
  return asRecord(Object.hasOwn(owner, name) ? owner[name as keyof typeof owner] : undefined) // own properties only
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {} // any object is one
}
