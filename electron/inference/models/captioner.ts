/** @file Photos into sentences: what a captioner is. */
import type { CaptionLevel } from '../../api/caption.ts'
import type { CaptionPack } from '../pack/pack.ts'
import type { ProviderChoice } from '../graphs/providers.ts'
import type { GraphOptions } from '../graphs/session.ts'

export interface CaptionResult {
  /** Tidied; empty when the model said nothing readable. */
  readonly text: string
  /** `exp(mean log p)` of the chosen tokens, the end included, from the unmodified softmax: 0 to 1. */
  readonly confidence: number
  /** What was chosen, without the start, with the end where it was reached. */
  readonly tokenIds: number[]
  /** Absent for a model with one way of speaking. */
  readonly level?: CaptionLevel
}

export interface CaptionOptions {
  /** Default: the pack's. 1 is greedy. */
  readonly beams?: number
  /** Looked at between steps. */
  readonly signal?: AbortSignal
}

export interface Captioner {
  readonly pack: CaptionPack
  /** What a person should know of how the model runs: a correction that could not be made. */
  readonly notice: string | undefined
  /** Opens the graphs now instead of at the first use. */
  prepare(): Promise<ProviderChoice>
  /**
   * One result per photo, in order; each is what the photo alone would have got.
   * @param pixels `[count, 3, height, width]`, normalised by the pack's image rule
   * @param options `level` is `detailed` unless named; a model with one way of speaking ignores it
   * @throws AppError 'provider-failed'; the signal's reason when aborted
   */
  caption(
    pixels: Float32Array,
    count: number,
    options?: CaptionOptions & { readonly level?: CaptionLevel },
  ): Promise<CaptionResult[]>
  /**
   * As `caption`, at several levels from one look at each photo.
   * @returns per photo one result per level, in their order; a model with one way of speaking gives one result
   */
  captionLevels(
    pixels: Float32Array,
    count: number,
    options: CaptionOptions & { readonly levels: readonly CaptionLevel[] },
  ): Promise<CaptionResult[][]>
  close(): Promise<void>
}

export interface CaptionerOptions extends GraphOptions {
  /** Wraps every run of a graph, so that others can go between two steps of a long caption. */
  readonly takeTurn?: <Result>(run: () => Promise<Result>) => Promise<Result>
  /** Run the corrected copy of a graph whose attention scales were frozen at another size. Default: as published. */
  readonly correctAttention?: boolean
  /** Memory for what decoders keep of the pictures; photos beyond it are described after the others. Default 150 MB. */
  readonly cacheBytes?: number
}
