/**
 * @file The loop that every captioning family shares: a decoder steps, the search chooses, rows leave when their photo
 * is done, so that a long caption holds up nobody and costs only itself.
 */
import { AppError } from '../../api/errors.ts'
import { advance, bestBeam, startSearch, type Search, type SearchRule } from './beam-search.ts'
import type { CaptionResult } from './captioner.ts'
import type { FloatValues, Graph } from '../graphs/session.ts'
import { tidyCaption } from './tidy-caption.ts'
import type { Tokenizer } from '../words/tokenize.ts'

export type Feeds = Parameters<Graph['run']>[0]
export type Outputs = Awaited<ReturnType<Graph['run']>>

/** A family's decoder with its caches, one row per running beam; at first one row per photo. */
export interface StepDecoder {
  /**
   * Feeds each row its last id.
   * @returns the outputs with `logits` `[rows, 1, vocabulary]`
   */
  step(lastIds: readonly number[]): Promise<Outputs>
  /** Rearranges the caches: row `n` of the next step continues row `rows[n]` of this one. */
  keep(rows: readonly number[]): void
}

export interface Decoding {
  readonly packId: string
  readonly decoder: StepDecoder
  readonly photos: number
  readonly startId: number
  readonly vocabulary: number
  readonly rule: SearchRule
  readonly signal: AbortSignal | undefined
}

/** @throws AppError 'provider-failed' when the logits are not numbers; the signal's reason when aborted */
export async function decodeCaptions(decoding: Decoding): Promise<Search[]> {
  const { packId, decoder, photos, startId, vocabulary, rule, signal } = decoding
  const searches = Array.from({ length: photos }, () => startSearch(startId))
  while (searches.some(({ running }) => running.length > 0)) {
    signal?.throwIfAborted()
    const lastIds = searches.flatMap(({ running }) => running.map(({ ids }) => ids.at(-1) ?? startId))
    const outputs = await decoder.step(lastIds)
    const logits = finiteLogits(outputs, lastIds.length * vocabulary, packId)
    decoder.keep(advanceAll(searches, logits, vocabulary, rule))
  }
  return searches
}

/** Steps every running search in place and says which old row each new row continues. */
function advanceAll(searches: Search[], logits: Float32Array, vocabulary: number, rule: SearchRule): number[] {
  const rows: number[] = []
  let row = 0
  for (const [photo, before] of searches.entries()) {
    const count = before.running.length
    if (count === 0) continue
    const own = logits.subarray(row * vocabulary, (row + count) * vocabulary)
    const { search, parents } = advance(before, own, rule)
    searches[photo] = search
    for (const parent of parents) rows.push(row + parent)
    row += count
  }
  return rows
}

function finiteLogits(outputs: Outputs, length: number, packId: string): Float32Array {
  const { data } = output(outputs, 'logits')
  if (data.length !== length)
    throw new AppError('provider-failed', `The model "${packId}" gave ${data.length} logits instead of ${length}.`)
  // A logit of -infinity is a legal "never"; NaN and +infinity are not smaller than infinity.
  // An index: `of` over 50,000 numbers takes 0.5 ms instead of 0.03 (measured 2026-11), at each step of each caption.
  for (let index = 0; index < data.length; index++) {
    if (!((data[index] ?? Number.NaN) < Number.POSITIVE_INFINITY))
      throw new AppError('provider-failed', `The model "${packId}" gave probabilities that are not numbers.`, {
        hint: 'If other photos fail as well, choose another model or provider in the settings.',
      })
  }
  return data
}

/** @throws AppError 'provider-failed' when a run did not yield it */
export function output(outputs: Outputs, name: string): FloatValues {
  const found = outputs.get(name)
  if (found === undefined) throw new AppError('provider-failed', `The model gave no output "${name}".`)
  return found
}

/**
 * What a finished search says.
 * @param limit characters (UTF-16 units) at most
 */
export function captionOfSearch(
  search: Search,
  rule: SearchRule,
  { tokenizer, limit }: { readonly tokenizer: Tokenizer; readonly limit: number },
): CaptionResult {
  const { ids, logProbability } = bestBeam(search)
  const tokenIds = ids.slice(1)
  const isCutOff = tokenIds.at(-1) !== rule.endId
  const words = tokenizer.decode(tokenIds.filter((id) => id !== rule.endId))
  const forced = rule.forcedFirstId === undefined ? 0 : 1
  return {
    text: tidyCaption(words, { limit, isCutOff }),
    // A forced token was not chosen; it says nothing of how sure the model was.
    confidence: Math.min(1, Math.exp(logProbability / Math.max(1, tokenIds.length - forced))),
    tokenIds,
  }
}
