/** @file The lines of the inference thread: photos to look at and photos to caption; page-line.ts has a third. */
import { AppError, toErrorAnswer } from '../../api/errors.ts'
import { captionBatch } from '../device/captioner-in-use.ts'
import { DecodeLine, type Job } from './decode-line.ts'
import type { PacksInUse } from './packs-in-use.ts'
import type { ImageRule } from '../pack/pack.ts'
import { inputLength, normalisePixels } from '../pack/preprocess.ts'
import type { CaptionedPhoto, DecodedPhoto, ProcessedPhoto, Requests } from './protocol.ts'
import type { ThreadSettings } from '../device/thread-settings.ts'
import type { Picture } from '../ppocr/picture.ts'
import type { StageTimes } from '../device/stage-times.ts'
import type { Turns } from '../device/turns.ts'

/** What the decoder makes of one photo: see media/. It is handed in, because rooms of one rank never see each other. */
export type DecodePhoto = (
  path: string,
  options: {
    readonly inputs: readonly Pick<ImageRule, 'width' | 'height' | 'fit' | 'kernel'>[]
    readonly thumbnailSize: number
    /** Long edges of further pictures, in the photo's own shape. */
    readonly pictures?: readonly number[]
    /** Unreduced. */
    readonly all?: boolean
    /** Of its JPEG, 1 to 100. */
    readonly quality?: number
    readonly signal?: AbortSignal
  },
) => Promise<DecodedPhoto & { readonly inputs: readonly Uint8Array[]; readonly pictures?: readonly Picture[] }>

export interface LineParts {
  readonly decode: DecodePhoto
  readonly settings: ThreadSettings
  readonly packs: PacksInUse
  readonly turns: Turns
  readonly times: StageTimes
}

type ProcessAsk = Requests['processPhoto']['ask']
type CaptionAsk = Requests['captionPhoto']['ask']
type CaptionAnswer = Requests['captionPhoto']['answer']
type Decoded = Awaited<ReturnType<DecodePhoto>>

const thumbnailSize = 512
/** Words wait for the run of a batch of photos to end. */
const longestEmbedMs = 400
/**
 * Words and photos go between any two steps of a caption. Who asks for one photo's caption waits for the run before, so
 * models that take seconds a caption describe one at a time: it is the picture that takes their time, not the words.
 */
const longestCaptionMs = 4000

export function createEmbedLine(parts: LineParts): DecodeLine<ProcessAsk, Decoded, ProcessedPhoto> {
  const { settings, packs, turns, times } = parts
  const pixels = new PixelBuffer(times)
  return new DecodeLine({
    ahead: settings.decodeAhead,
    get batch() {
      return packs.embedding?.model.inUse.batch ?? settings.batch
    },
    longestRunMs: longestEmbedMs,
    // ViT-B/32 on a processor: alone 78 ms, in twos 64, in fours and eights 56 ms a photo (measured 2026-11).
    worthwhileBatch: 4,
    patienceMs: (lastRunMs) => lastRunMs / 4,
    decode: ({ path, embed, words, all }, signal) =>
      decodeFor(parts, path, {
        rule: embed ? packs.embedding?.pack.image : undefined,
        pictures: words === true && packs.reading !== undefined ? [packs.reading.pack.detector.longEdge] : [],
        all: all === true,
        signal,
      }),
    answerAtOnce: ({ embed, words }, picture) => {
      if (words === true && packs.reading !== undefined) return undefined
      if (!embed) return { decoded: withoutInputs(picture) }
      if (packs.embedding !== undefined) return undefined
      return { decoded: withoutInputs(picture), embeddingError: toErrorAnswer(noPack('search')) }
    },
    fitTogether: (first, other) => first.embed === other.embed,
    takeTurn: (work) => turns.take('photos', work),
    run: async (jobs) => {
      const seen = await embed(jobs)
      const looked: ProcessedPhoto[] = []
      for (const [index, photo] of seen.entries()) looked.push({ ...photo, ...(await sawText(parts, jobs[index])) })
      return looked
    },
  })

  async function embed(jobs: readonly Job<ProcessAsk, Decoded>[]): Promise<ProcessedPhoto[]> {
    const { embedding } = packs
    if (jobs[0]?.ask.embed !== true) return jobs.map(({ picture }) => ({ decoded: withoutInputs(picture) }))
    if (embedding === undefined) {
      const embeddingError = toErrorAnswer(noPack('search'))
      return jobs.map(({ picture }) => ({ decoded: withoutInputs(picture), embeddingError }))
    }
    const input = await pixels.fill(jobs, embedding.pack.image)
    const outcomes = await times.measure('embed-photos', jobs.length, () =>
      embedding.model.embedPhotos(input, jobs.length),
    )
    return jobs.map(({ picture }, index) => {
      const outcome = outcomes[index]
      const decoded = withoutInputs(picture)
      return outcome instanceof Float32Array
        ? { decoded, embedding: outcome }
        : { decoded, embeddingError: toErrorAnswer(outcome) }
    })
  }
}

/** A look that fails says nothing: the photo's words are then looked for on their own, and fail there by name. */
async function sawText(
  { packs, times }: LineParts,
  job: Job<ProcessAsk, Decoded> | undefined,
): Promise<{ sawText?: boolean }> {
  const { reading } = packs
  const [picture] = job?.picture.pictures ?? []
  if (reading === undefined || picture === undefined) return {}
  try {
    const found = await times.measure('find-text', 1, () => reading.model.findText(picture))
    return { sawText: found.length > 0 }
  } catch {
    return {}
  }
}

export function createCaptionLine(parts: LineParts): DecodeLine<CaptionAsk, Decoded, CaptionAnswer> {
  const { packs, times } = parts
  const pixels = new PixelBuffer(times)
  return new DecodeLine<CaptionAsk, Decoded, CaptionAnswer>({
    ahead: 2 * captionBatch,
    get batch() {
      return packs.caption?.model.inUse.batch ?? captionBatch
    },
    longestRunMs: longestCaptionMs,
    // A caption takes a second or more: a fuller batch is worth the time of a decode.
    worthwhileBatch: captionBatch,
    patienceMs: () => 200,
    decode: ({ path }, signal) => {
      if (packs.caption === undefined) throw noPack('captions')
      return decodeFor(parts, path, { rule: packs.caption.pack.image, signal })
    },
    answerAtOnce: () => undefined,
    fitTogether: (first, other) => first.beams === other.beams && first.levels.join(' ') === other.levels.join(' '),
    takeTurn: (work) => work(), // its steps take turns, one by one
    run: async (jobs) => {
      const { caption } = packs
      if (caption === undefined) throw noPack('captions')
      const input = await pixels.fill(jobs, caption.pack.image)
      const { levels = [], beams } = jobs[0]?.ask ?? {}
      const perPhoto = await times.measure('caption', jobs.length, () =>
        caption.model.captionLevels(input, jobs.length, {
          levels,
          ...(beams === undefined ? {} : { beams }),
          signal: allOf(jobs),
        }),
      )
      const embeddings = await embedCaptions(parts, perPhoto.flat())
      let next = 0
      return perPhoto.map((captions) => ({
        captions: captions.map(({ level, text, confidence }): CaptionedPhoto => {
          const embeddingOfText = embeddings[next++]
          return {
            ...(level === undefined ? {} : { level }),
            text,
            confidence,
            ...(embeddingOfText === undefined ? {} : { embeddingOfText }),
          }
        }),
      }))
    },
  })
}

/** The embeddings of captions, where they have words and a pack is loaded; without them the caption still counts. */
async function embedCaptions(
  { packs, turns, times }: LineParts,
  captions: readonly { readonly text: string }[],
): Promise<(Float32Array | undefined)[]> {
  const { embedding } = packs
  const texts = captions.map(({ text }) => text).filter((text) => text !== '')
  if (embedding === undefined || texts.length === 0) return []
  try {
    const rows = await turns.take('captions', () =>
      times.measure('embed-words', texts.length, () => embedding.model.embedTexts(texts)),
    )
    const { dims } = embedding.pack
    let row = 0
    return captions.map(({ text }) => (text === '' ? undefined : rows.slice(row * dims, ++row * dims)))
  } catch {
    return [] // counted as a failure of its stage; a caption without its check is shown as unchecked
  }
}

async function decodeFor(
  { decode, times }: LineParts,
  path: string,
  wanted: {
    readonly rule: ImageRule | undefined
    readonly pictures?: readonly number[]
    readonly all?: boolean
    readonly signal: AbortSignal
  },
): Promise<Decoded> {
  const { rule, pictures = [], all = false, signal } = wanted
  const inputs =
    rule === undefined ? [] : [{ width: rule.width, height: rule.height, fit: rule.fit, kernel: rule.kernel }]
  const picture = await times.measure('decode', 1, () => decode(path, { inputs, thumbnailSize, pictures, all, signal }))
  if (rule !== undefined && picture.inputs[0]?.length !== inputLength(rule))
    throw new AppError('internal', `The decoder gave no ${rule.width} × ${rule.height} picture of ${path}.`)
  return picture
}

function withoutInputs(picture: Decoded): DecodedPhoto {
  const {
    format,
    width,
    height,
    thumbnail,
    thumbnailWidth,
    thumbnailHeight,
    placeholder,
    signature,
    likeness,
    warning,
  } = picture
  const decoded = {
    format,
    width,
    height,
    thumbnail,
    thumbnailWidth,
    thumbnailHeight,
    placeholder,
    signature,
    likeness,
  }
  return warning === undefined ? decoded : { ...decoded, warning }
}

/** Normalised pixels of one run. Kept between runs: a run is over before the next begins. */
class PixelBuffer {
  readonly #times: StageTimes
  #values = new Float32Array(0)

  constructor(times: StageTimes) {
    this.#times = times
  }

  fill(jobs: readonly Job<unknown, Decoded>[], rule: ImageRule): Promise<Float32Array> {
    const length = inputLength(rule)
    if (this.#values.length < jobs.length * length) this.#values = new Float32Array(jobs.length * length)
    const values = this.#values.subarray(0, jobs.length * length)
    return this.#times.measure('normalise', jobs.length, () => {
      for (const [index, { picture }] of jobs.entries())
        normalisePixels(picture.inputs[0] ?? new Uint8Array(0), rule, values, index * length)
      return Promise.resolve(values)
    })
  }
}

/** Aborts when every photo of the batch was cancelled: as long as one is wanted the run goes on. */
function allOf(jobs: readonly { readonly signal: AbortSignal }[]): AbortSignal {
  const all = new AbortController()
  const check = (): void => {
    if (jobs.every(({ signal }) => signal.aborted)) all.abort(new AppError('cancelled', 'Cancelled.'))
  }
  for (const { signal } of jobs) signal.addEventListener('abort', check, { once: true })
  check()
  return all.signal
}

/** What is missing, in words. */
export function noPack(purpose: 'search' | 'captions' | 'words in photos'): AppError {
  return new AppError('no-pack', `No model for ${purpose} is loaded.`, { hint: 'Choose a model in the settings.' })
}
