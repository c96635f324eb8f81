/**
 * @file One provider against the processor, on the same model and the fixed input: does it compute the same, and is
 * it faster at the real work? Every run takes a turn of its own, so that words typed meanwhile wait for one run only.
 */
import type { VerdictState } from '../../api/device.ts'
import { disagreement, shift, tokenDisagreement } from './agreement.ts'
import type { Captioner } from '../models/captioner.ts'
import type { Embedder } from '../models/embedder.ts'
import type { Reader } from '../ppocr/reader.ts'
import { goldenPictureCount, goldenPixels, goldenTexts } from './golden.ts'

export interface Outcome {
  readonly state: Extract<VerdictState, 'trusted' | 'slower' | 'wrong'>
  readonly detail: string
  /** Times as fast as the processor. */
  readonly speedup?: number
}

/** A provider must be clearly faster: it also costs memory, warmth and the person's other programs. */
const leastSpeedup = 1.1
/** After a warm run so much slower on three pictures, a whole batch would only hold up the search. */
const hopeless = 0.3
/** A rate is taken over at least so long, or so many runs. */
const timedMs = 100
const timedRuns = 5

type TakeTurn = <Result>(run: () => Promise<Result>) => Promise<Result>

export interface EmbedderTrial {
  readonly candidate: Embedder
  /** Runs the same on the processor. */
  readonly processor: <Result>(work: (model: Embedder) => Promise<Result>) => Promise<Result>
  /** Photos in a real run. */
  readonly batch: number
  readonly takeTurn: TakeTurn
}

/**
 * Judges an embedder.
 * @throws what the candidate throws, and AppError 'provider-failed' for rows that are no direction
 */
export async function tryEmbedder(trial: EmbedderTrial): Promise<Outcome> {
  const { candidate, processor, batch, takeTurn } = trial
  const few = await comparePictures(trial, goldenPictureCount)
  if (few.wrong !== undefined) return { state: 'wrong', detail: few.wrong }
  const wrongText = await compareTexts(trial)
  if (wrongText !== undefined) return { state: 'wrong', detail: wrongText }
  const firstMs = await fastest(takeTurn, few.run(candidate))
  if (few.processorMs / firstMs < hopeless) return speedOutcome(few.processorMs / firstMs, goldenPictureCount)

  const many = await comparePictures(trial, batch) // the provider makes its kernels for this size here
  if (many.wrong !== undefined) return { state: 'wrong', detail: `in a batch of ${batch}, ${many.wrong}` }
  const processorMs = await fastest(takeTurn, () => processor((model) => many.run(model)()))
  return speedOutcome(processorMs / (await fastest(takeTurn, many.run(candidate))), batch)
}

/** What is wrong with an embedder that was trusted before, if anything. Throws as {@link tryEmbedder} does. */
export async function checkEmbedder(trial: EmbedderTrial): Promise<string | undefined> {
  return (await comparePictures(trial, trial.batch)).wrong ?? (await compareTexts(trial))
}

async function comparePictures({ candidate, processor, takeTurn }: EmbedderTrial, count: number) {
  const { dims, image } = candidate.pack
  const pixels = goldenPixels(image, count)
  const run = (model: Embedder) => () => timed(() => model.embedImages(pixels, count))
  const wanted = await takeTurn(() => processor((model) => run(model)()))
  const found = await takeTurn(run(candidate))
  const wrong = disagreement(found.result, wanted.result, { dims, what: 'picture' })
  return { wrong, processorMs: wanted.ms, run }
}

async function compareTexts({ candidate, processor, takeTurn }: EmbedderTrial): Promise<string | undefined> {
  const wanted = await takeTurn(() => processor((model) => model.embedTexts(goldenTexts)))
  const found = await takeTurn(() => candidate.embedTexts(goldenTexts))
  return disagreement(found, wanted, { dims: candidate.pack.dims, what: 'text' })
}

/** A captioner that knows how long it computed, without the time it waited for its turns. */
export interface TimedCaptioner extends Captioner {
  readonly spentMs: () => number
}

export interface CaptionerTrial {
  /** It takes its turns by itself. */
  readonly candidate: TimedCaptioner
  readonly processor: <Result>(work: (model: TimedCaptioner) => Promise<Result>) => Promise<Result>
  readonly signal: AbortSignal
}

/**
 * Judges a captioner by its words: a wrong number anywhere changes one sooner or later.
 * @throws what the candidate throws; the signal's reason
 */
export async function tryCaptioner(trial: CaptionerTrial): Promise<Outcome> {
  const { wrong, processorMs, describe } = await compareCaptions(trial)
  if (wrong !== undefined) return { state: 'wrong', detail: wrong }
  const { ms } = await describe(trial.candidate) // warm now
  return speedOutcome(processorMs / ms, goldenPictureCount)
}

/** What is wrong with a captioner that was trusted before, if anything. Throws as {@link tryCaptioner} does. */
export async function checkCaptioner(trial: CaptionerTrial): Promise<string | undefined> {
  return (await compareCaptions(trial)).wrong
}

async function compareCaptions({ candidate, processor, signal }: CaptionerTrial) {
  const pixels = goldenPixels(candidate.pack.image, goldenPictureCount)
  const describe = async (model: TimedCaptioner): Promise<Timed<number[][]>> => {
    const before = model.spentMs()
    const captions = await model.caption(pixels, goldenPictureCount, { signal })
    return { result: captions.map(({ tokenIds }) => tokenIds), ms: Math.max(0.001, model.spentMs() - before) }
  }
  const wanted = await processor(describe)
  const found = await describe(candidate)
  return { wrong: tokenDisagreement(found.result, wanted.result), processorMs: wanted.ms, describe }
}

export interface ReaderTrial {
  readonly candidate: Reader
  readonly processor: <Result>(work: (model: Reader) => Promise<Result>) => Promise<Result>
  readonly takeTurn: TakeTurn
}

/** Judges a reader by its map and its letters. @throws what the candidate throws */
export async function tryReader(trial: ReaderTrial): Promise<Outcome> {
  const { candidate, processor, takeTurn } = trial
  const wrong = await checkReader(trial)
  if (wrong !== undefined) return { state: 'wrong', detail: wrong }
  const run = (model: Reader) => () => timed(() => model.probe())
  const processorMs = await fastest(takeTurn, () => processor((model) => run(model)()))
  return speedOutcome(processorMs / (await fastest(takeTurn, run(candidate))), 1)
}

/** What is wrong with a reader that was trusted before, if anything. Throws as {@link tryReader} does. */
export async function checkReader({ candidate, processor, takeTurn }: ReaderTrial): Promise<string | undefined> {
  const wanted = await takeTurn(() => processor((model) => model.probe()))
  return shift(await takeTurn(() => candidate.probe()), wanted)
}

function speedOutcome(speedup: number, batch: number): Outcome {
  const detail = `${rounded(speedup)} times as fast as the processor, in batches of ${batch}`
  return { state: speedup >= leastSpeedup ? 'trusted' : 'slower', detail, speedup }
}

/** Two digits that matter. */
function rounded(value: number): string {
  return String(Number(value.toPrecision(2)))
}

interface Timed<Result> {
  readonly result: Result
  readonly ms: number
}

async function timed<Result>(work: () => Promise<Result>): Promise<Timed<Result>> {
  const begun = performance.now()
  const result = await work()
  return { result, ms: Math.max(0.001, performance.now() - begun) }
}

async function fastest(takeTurn: TakeTurn, run: () => Promise<Timed<unknown>>): Promise<number> {
  let best = Number.POSITIVE_INFINITY
  let spentMs = 0
  for (let runs = 0; runs < timedRuns && (runs === 0 || spentMs < timedMs); runs++) {
    const { ms } = await takeTurn(run)
    best = Math.min(best, ms)
    spentMs += ms
  }
  return best
}
