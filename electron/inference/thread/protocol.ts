/**
 * @file What the engine's main thread and the inference thread say to each other. Both ends are ours and of one
 * build, so the messages are typed, not parsed.
 */
import type { CaptionLevel } from '../../api/caption.ts'
import type { DevicePreference, DeviceUse } from '../../api/device.ts'
import type { ErrorAnswer } from '../../api/error-codes.ts'
import type { ReadLine } from '../ppocr/doubles.ts'
import type { Stage, StageTime } from '../device/stage-times.ts'
import type { ProviderName } from '../graphs/providers.ts'

/** A decoded photo, as it crosses to the engine. */
export interface DecodedPhoto {
  readonly format: string
  /** Pixels of the upright original. */
  readonly width: number
  readonly height: number
  /** An encoded picture of at most 512 pixels on its longer side. */
  readonly thumbnail: Uint8Array
  readonly thumbnailWidth: number
  readonly thumbnailHeight: number
  readonly placeholder: Uint8Array
  readonly signature: Uint8Array
  /** A hash of all pixels and a grey copy, for finding doubles. */
  readonly likeness: Uint8Array
  readonly warning?: string
}

export interface ProcessedPhoto {
  readonly decoded: DecodedPhoto
  /** `[dims]`, of length 1. Absent when it was not asked for or failed. */
  readonly embedding?: Float32Array
  readonly embeddingError?: ErrorAnswer
  /** Whether there may be words in it. Absent when nobody looked, or the look failed. */
  readonly sawText?: boolean
}

/** Words that stand in a picture. */
export interface WordsOfPhoto {
  readonly lines: readonly ReadLine[]
}

export interface CaptionedPhoto {
  /** Absent from a model with one way of speaking. */
  readonly level?: CaptionLevel
  readonly text: string
  readonly confidence: number
  /** The caption through the loaded embedding pack, for comparing it with its photo. */
  readonly embeddingOfText?: Float32Array
}

export interface PackFolders {
  readonly embedding?: string | undefined
  readonly caption?: string | undefined
  /** The pack that reads words in photos. */
  readonly reading?: string | undefined
  /** Default: `auto`. */
  readonly device?: DevicePreference | undefined
  /** Run the caption model's corrected copy where its pack has one. */
  readonly correctAttention?: boolean
  /** A pack whose words are still asked for, while `embedding` takes its place. */
  readonly replaced?: string | undefined
}

export interface LoadedEmbedding {
  readonly id: string
  readonly revision: string
  readonly dims: number
  readonly provider: ProviderName
  /** Why this provider. */
  readonly reason: string
}

export interface LoadedCaption {
  readonly id: string
  readonly revision: string
  readonly provider: ProviderName
  readonly reason: string
}

/** Opened when first needed, so nothing is said of where it runs. */
export type LoadedReading = Pick<LoadedCaption, 'id' | 'revision'>

export interface LoadedPacks {
  readonly embedding?: LoadedEmbedding
  readonly reading?: LoadedReading
  readonly caption?: LoadedCaption
  /** A sentence for each pack that could not be loaded. */
  readonly problems: readonly ErrorAnswer[]
}

export interface InferenceStats {
  readonly stages: Readonly<Record<Stage, StageTime>>
  readonly waitingPhotos: number
  readonly waitingPages: number
  readonly waitingCaptions: number
  /** Set when the embedding model was given up after repeated failures. */
  readonly embeddingProblem?: ErrorAnswer
  /** One for each loaded pack. */
  readonly devices: readonly DeviceUse[]
}

/** Each request's name with what goes in and what comes out. */
export interface Requests {
  load: { readonly ask: PackFolders; readonly answer: LoadedPacks }
  processPhoto: {
    /** `words`: also look whether there are any, where a pack that reads is loaded. `all`: see all pixels, unreduced. */
    readonly ask: {
      readonly path: string
      readonly embed: boolean
      readonly words?: boolean | undefined
      readonly all?: boolean | undefined
    }
    readonly answer: ProcessedPhoto
  }
  /** All the words in a photo. */
  readPhoto: { readonly ask: { readonly path: string }; readonly answer: WordsOfPhoto }
  captionPhoto: {
    readonly ask: {
      readonly path: string
      readonly levels: readonly CaptionLevel[]
      readonly beams?: number | undefined
    }
    /** One per level, in their order; a model with one way of speaking gives one. */
    readonly answer: { readonly captions: readonly CaptionedPhoto[] }
  }
  /** A JPEG for the screen, of a photo that no browser shows. */
  renderPhoto: {
    readonly ask: { readonly path: string; readonly longEdge: number }
    readonly answer: { readonly jpeg: Uint8Array }
  }
  embedText: {
    /** `model`: only by this one (`modelName` of its pack), the loaded or the replaced; none: by the loaded one. */
    readonly ask: { readonly text: string; readonly model?: string | undefined }
    readonly answer: Float32Array
  }
  /** A few words of a vocabulary, by that model alone: `[texts.length, dims]`. Nobody waits for them at the screen. */
  embedLabels: {
    readonly ask: { readonly texts: readonly string[]; readonly model: string }
    readonly answer: Float32Array
  }
  /** Measures and tries at once what it would after some work, and answers when that is over. */
  measure: { readonly ask: Record<string, never>; readonly answer: Record<string, never> }
  stats: { readonly ask: Record<string, never>; readonly answer: InferenceStats }
  close: { readonly ask: Record<string, never>; readonly answer: Record<string, never> }
}
export type RequestName = keyof Requests

export type ToThread =
  | {
      [Name in RequestName]: { readonly kind: Name; readonly id: number; readonly ask: Requests[Name]['ask'] }
    }[RequestName]
  | { readonly kind: 'abort'; readonly id: number }

export type FromThread =
  | { readonly kind: 'answer'; readonly id: number; readonly answer: Requests[RequestName]['answer'] }
  | { readonly kind: 'failed'; readonly id: number; readonly error: ErrorAnswer }
