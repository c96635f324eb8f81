/**
 * @file The choosing in beam search, without a model: pure functions over log probabilities.
 * Follows Hugging Face's `_beam_search` with `early_stopping=True`, so that captions equal the reference's token for
 * token: twice as many candidates as beams; those among the first `beams` that end are finished with the score
 * `sum(log p) / length ** penalty`; a photo is done when it has `beams` finished ones. One beam is greedy search.
 */
import { blockedTokens } from './ngram-blocker.ts'

export interface Beam {
  /** Start token first, then what was chosen. */
  readonly ids: readonly number[]
  /** Sum of the natural logarithms of the chosen tokens' probabilities, from the unmodified softmax. */
  readonly logProbability: number
}

export interface SearchRule {
  readonly beams: number
  readonly endId: number
  readonly maxTokens: number
  readonly noRepeatNgram: number
  readonly lengthPenalty: number
  /** Said first, whatever the logits; it counts towards the length, with the probability 1. */
  readonly forcedFirstId?: number | undefined
}

/** One photo's search. */
export interface Search {
  readonly running: readonly Beam[]
  readonly finished: readonly (Beam & { readonly score: number })[]
}

export function startSearch(startId: number): Search {
  return { running: [{ ids: [startId], logProbability: 0 }], finished: [] }
}

/**
 * Takes one step.
 * @param logits `[running.length, vocabulary]` of this photo's running beams
 * @returns the next state, and for each beam that runs on which old beam it continues; none means done
 */
export function advance(
  search: Search,
  logits: Float32Array,
  rule: SearchRule,
): { readonly search: Search; readonly parents: readonly number[] } {
  const vocabulary = logits.length / search.running.length
  const candidates = search.running
    .flatMap((beam, parent) => {
      const row = logits.subarray(parent * vocabulary, (parent + 1) * vocabulary)
      return choices(beam, row, rule).map(({ token, logProbability }) => ({
        parent,
        token,
        logProbability: beam.logProbability + logProbability,
      }))
    })
    .sort((a, b) => b.logProbability - a.logProbability || a.parent - b.parent || a.token - b.token)
    .slice(0, 2 * rule.beams)
  const length = search.running[0]?.ids.length ?? 0 // tokens chosen once this step is taken: the start is not one
  const running: Beam[] = []
  const parents: number[] = []
  const finished = [...search.finished]
  for (const [rank, { parent, token, logProbability }] of candidates.entries()) {
    const beam = { ids: [...(search.running[parent]?.ids ?? []), token], logProbability }
    const ends = token === rule.endId || length >= rule.maxTokens
    if (ends && rank < rule.beams) finished.push({ ...beam, score: logProbability / length ** rule.lengthPenalty })
    if (ends || running.length === rule.beams) continue
    running.push(beam)
    parents.push(parent)
  }
  // Array sorting is stable: of equals the one that finished first stays ahead.
  finished.sort((a, b) => b.score - a.score)
  finished.splice(rule.beams)
  const done = finished.length === rule.beams || running.length === 0
  return done ? { search: { running: [], finished }, parents: [] } : { search: { running, finished }, parents }
}

function choices(beam: Beam, logits: Float32Array, rule: SearchRule): Choice[] {
  if (beam.ids.length === 1 && rule.forcedFirstId !== undefined)
    return [{ token: rule.forcedFirstId, logProbability: 0 }]
  return bestTokens(logits, blockedTokens(beam.ids, rule.noRepeatNgram), 2 * rule.beams)
}

/** The winner of a search that is done: the best finished beam. */
export function bestBeam(search: Search): Beam {
  return search.finished[0] ?? search.running[0] ?? { ids: [], logProbability: Number.NEGATIVE_INFINITY }
}

interface Choice {
  readonly token: number
  readonly logProbability: number
}

/**
 * The `count` likeliest tokens that are not blocked, likeliest first; of equals the lower id. Their probabilities
 * are those of the whole vocabulary's softmax, blocked tokens included.
 */
export function bestTokens(logits: Float32Array, blocked: ReadonlySet<number>, count: number): Choice[] {
  // Indices instead of `of` and entries(): these loops run over the whole vocabulary for each row of each step.
  let highest = Number.NEGATIVE_INFINITY
  for (let token = 0; token < logits.length; token++) {
    const logit = logits[token] ?? Number.NEGATIVE_INFINITY
    if (logit > highest) highest = logit
  }
  let sum = 0
  const best: { token: number; logit: number }[] = []
  let bar = Number.NEGATIVE_INFINITY
  for (let token = 0; token < logits.length; token++) {
    const logit = logits[token] ?? Number.NEGATIVE_INFINITY
    sum += Math.exp(logit - highest)
    if (logit <= bar || blocked.has(token)) continue
    let place = best.length
    while (place > 0 && (best[place - 1]?.logit ?? 0) < logit) place--
    best.splice(place, 0, { token, logit })
    if (best.length > count) best.pop()
    if (best.length === count) bar = best.at(-1)?.logit ?? bar
  }
  const logSum = highest + Math.log(sum)
  return best.map(({ token, logit }) => ({ token, logProbability: logit - logSum }))
}
