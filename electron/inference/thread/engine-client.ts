/**
 * @file The engine's side of the inference thread: starts it, asks it, and says so when it dies. Runs on the engine's
 * main thread. One per engine life; the thread is never terminated, it is asked to release its graphs and leaves.
 */
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { CaptionLevel } from '../../api/caption.ts'
import { AppError } from '../../api/errors.ts'
import { MachineNotes } from '../device/machine-notes.ts'
import type {
  CaptionedPhoto,
  FromThread,
  InferenceStats,
  LoadedPacks,
  PackFolders,
  ProcessedPhoto,
  RequestName,
  Requests,
  WordsOfPhoto,
} from './protocol.ts'
import type { Measuring, ThreadSettings } from '../device/thread-settings.ts'
import { createPulse, watchPulse } from '../device/pulse.ts'
import { RecentTexts } from './recent-texts.ts'
import { disableTelemetry } from '../graphs/telemetry.ts'
import { keepWasmWrappersGeneral } from './wasm-wrappers.ts'

export interface InferenceOptions {
  /** The thread's entry; tests give one with a decoder of their own. */
  readonly threadUrl: URL
  /** Threads of one model run. Default: half the cores, 1 to 4; the others decode. */
  readonly threads?: number
  /** Photos in one model run, at most. Default 8: on a processor more only costs memory and latency. */
  readonly batch?: number
  /** Photos decoding or decoded ahead of the model. Default: twice the batch, at least 4. */
  readonly decodeAhead?: number
  /** The library's folder, whose log hears of what nobody foresaw in the thread. Default: nothing is kept. */
  readonly logFolder?: string | undefined
  /** What may be found out about this machine. Default: nothing; the processor does everything. */
  readonly measuring?: MeasuringOptions | undefined
}

export interface MeasuringOptions extends Omit<Measuring, 'pulse' | 'after'> {
  readonly after?: Measuring['after']
  /** How long one call of a device may take; the first one makes its kernels, which takes seconds. Default 60 s. */
  readonly hangMs?: number | undefined
  /** A call does not come back: this process cannot go on and cannot even end properly. */
  readonly onHang: () => void
}

/** Fewer are done before a trial would have paid; more would be slow for longer than need be. */
const measureAfter = { photos: 32, captions: 8 } as const
const longestCallMs = 60_000

export interface CaptionRequest {
  readonly path: string
  readonly beams?: number | undefined
  readonly signal?: AbortSignal | undefined
}

export interface Inference {
  /**
   * Makes these the loaded packs; one that is loaded and not named is released. May be called again at any time:
   * photos under way are finished with the pack they began with.
   * @returns what is loaded; a pack that cannot be is a sentence in `problems` and does not stop the other
   */
  load(packs: PackFolders): Promise<LoadedPacks>
  /**
   * Decodes once for thumbnail, placeholder, signature and, when asked and loaded, the embedding.
   * @throws AppError of the decoder for this photo; 'cancelled'; 'crashed' when the thread died
   */
  processPhoto(request: {
    path: string
    embed: boolean
    /** Also look whether there are words in it. */
    words?: boolean | undefined
    /** See the photo unreduced, for a likeness that tells all its pixels. */
    all?: boolean | undefined
    signal?: AbortSignal | undefined
  }): Promise<ProcessedPhoto>
  /**
   * Reads all the words in a photo.
   * @throws as `captionPhoto`
   */
  readPhoto(request: { path: string; signal?: AbortSignal | undefined }): Promise<WordsOfPhoto>
  /**
   * One caption, `detailed` unless a level is named.
   * @throws AppError of the decoder for this photo; 'no-pack'; 'provider-failed'; 'cancelled'; 'crashed'
   */
  captionPhoto(request: CaptionRequest & { readonly level?: CaptionLevel | undefined }): Promise<CaptionedPhoto>
  /**
   * Captions at several levels from one look at the photo.
   * @returns one per level, in their order; a model with one way of speaking gives one
   * @throws as `captionPhoto`
   */
  captionLevels(
    request: CaptionRequest & { readonly levels: readonly CaptionLevel[] },
  ): Promise<readonly CaptionedPhoto[]>
  /**
   * A JPEG of at most `longEdge` px, for looking at.
   * @throws AppError of the decoder for this photo; 'cancelled'; 'crashed'
   */
  renderPhoto(request: { path: string; longEdge: number; signal?: AbortSignal | undefined }): Promise<Uint8Array>
  /**
   * Jumps the queue: waits for the run under way, no longer. The last 1024 texts are remembered.
   * @param model by this one only: vectors of two models must never meet
   * @returns `[dims]`, of length 1; the caller may keep and change it
   * @throws AppError 'no-pack' when that model is neither the loaded nor the replaced one
   */
  embedText(text: string, signal?: AbortSignal, model?: string): Promise<Float32Array>
  /**
   * Words of a vocabulary, a few at a time; they take turns with the photos, and what somebody types goes first.
   * @returns `[texts.length, dims]`, each row of length 1
   * @throws AppError 'no-pack' when that model is not the loaded one; 'cancelled'; 'crashed'
   */
  embedLabels(texts: readonly string[], model: string, signal?: AbortSignal): Promise<Float32Array>
  /** Does now what is otherwise done after some work: finds the best settings and tries other devices. */
  measure(): Promise<void>
  /** Time and counts of each stage since the start. */
  stats(): Promise<InferenceStats>
  /** Drops what waits, finishes the run under way, releases the graphs and waits for the thread to leave. */
  close(): Promise<void>
}

/** Starts the inference thread. Telemetry is switched off for the whole process first. */
export function startInference(options: InferenceOptions): Inference {
  keepWasmWrappersGeneral()
  const batch = options.batch ?? 8
  const settings: ThreadSettings = {
    ...disableTelemetry(),
    threads: options.threads ?? Math.max(1, Math.min(4, Math.floor(availableParallelism() / 2))),
    batch,
    decodeAhead: options.decodeAhead ?? Math.max(4, 2 * batch),
    logFolder: options.logFolder,
    ...(options.measuring === undefined ? {} : { measuring: measuringOf(options.measuring) }),
  }
  const thread = new Thread(new Worker(options.threadUrl, { workerData: settings, name: 'inference' }))
  const unwatch = watch(settings.measuring, options.measuring)
  const recent = new RecentTexts(1024)
  let closing: Promise<void> | undefined
  const captionLevels: Inference['captionLevels'] = async ({ path, levels, beams, signal }) =>
    (await thread.ask('captionPhoto', { path, levels, beams }, signal)).captions

  return {
    async load(packs) {
      recent.clear()
      try {
        return await thread.ask('load', packs)
      } finally {
        recent.clear() // words asked for meanwhile may have met the old model
      }
    },
    processPhoto: ({ path, embed, words, all, signal }) =>
      thread.ask('processPhoto', { path, embed, words, all }, signal),
    readPhoto: ({ path, signal }) => thread.ask('readPhoto', { path }, signal),
    async captionPhoto({ level = 'detailed', ...request }) {
      const [caption] = await captionLevels({ ...request, levels: [level] })
      if (caption === undefined) throw new AppError('internal', 'A photo got no caption.')
      return caption
    },
    captionLevels,
    renderPhoto: async ({ path, longEdge, signal }) =>
      (await thread.ask('renderPhoto', { path, longEdge }, signal)).jpeg,
    embedText: (text, signal, model) =>
      recent.get(`${model ?? ''}\n${text}`, () => thread.ask('embedText', { text, model }, signal)),
    embedLabels: (texts, model, signal) => thread.ask('embedLabels', { texts, model }, signal),
    async measure() {
      await thread.ask('measure', {})
    },
    stats: () => thread.ask('stats', {}),
    close: () => (closing ??= thread.close().finally(unwatch)),
  }
}

function measuringOf({
  machine,
  notes,
  life,
  witnessedDeath,
  mayRisk,
  after = measureAfter,
}: MeasuringOptions): Measuring {
  return { machine, notes, life, witnessedDeath, mayRisk, after, pulse: createPulse() }
}

/** Looks for a thread that hangs in a device's call; what it used is written down before anybody is told. */
function watch(measuring: Measuring | undefined, options: MeasuringOptions | undefined): () => void {
  if (measuring === undefined || options === undefined) return () => undefined
  const limitMs = options.hangMs ?? longestCallMs
  return watchPulse(measuring.pulse, limitMs, () => {
    const notes = new MachineNotes(measuring.notes, measuring.life, measuring.witnessedDeath)
    notes.condemn(`a call did not come back within ${limitMs / 1000} s`)
    options.onHang()
  })
}

interface Pending {
  readonly settle: (message: FromThread) => void
  readonly fail: (error: Error) => void
}

class Thread {
  readonly #worker: Worker
  readonly #pending = new Map<number, Pending>()
  readonly #gone = Promise.withResolvers<undefined>()
  #nextId = 1
  #death: AppError | undefined

  constructor(worker: Worker) {
    this.#worker = worker
    let cause: unknown
    worker.on('message', (message: FromThread) => this.#pending.get(message.id)?.settle(message))
    worker.on('error', (error: unknown) => {
      cause = error
    })
    worker.on('exit', () => this.#bury(cause))
  }

  ask<Name extends RequestName>(
    kind: Name,
    ask: Requests[Name]['ask'],
    signal?: AbortSignal,
  ): Promise<Requests[Name]['answer']> {
    if (this.#death !== undefined) return Promise.reject(this.#death)
    if (signal?.aborted === true) return Promise.reject(cancelled())
    const id = this.#nextId++
    const { promise, resolve, reject } = Promise.withResolvers<Requests[Name]['answer']>()
    const abort = (): void => {
      finish()
      this.#worker.postMessage({ kind: 'abort', id })
      reject(cancelled())
    }
    const finish = (): void => {
      this.#pending.delete(id)
      signal?.removeEventListener('abort', abort)
    }
    this.#pending.set(id, {
      settle: (message) => {
        finish()
        if (message.kind === 'answer') resolve(message.answer)
        else reject(new AppError(message.error.code, message.error.message, { hint: message.error.hint }))
      },
      fail: (error) => {
        finish()
        reject(error)
      },
    })
    signal?.addEventListener('abort', abort, { once: true })
    this.#worker.postMessage({ kind, id, ask })
    return promise
  }

  async close(): Promise<void> {
    if (this.#death === undefined) {
      const closed = this.ask('close', {})
      this.#death = new AppError('cancelled', 'The inference thread is closed.')
      await closed.catch(() => undefined) // it died instead of closing: gone all the same
    }
    await this.#gone.promise
  }

  #bury(cause: unknown): void {
    this.#death ??= new AppError('crashed', 'The part of Sightline that reads photos and runs models has stopped.', {
      hint: 'It is started again; a photo that stops it repeatedly is set aside.',
      cause,
    })
    for (const { fail } of [...this.#pending.values()]) fail(this.#death)
    this.#gone.resolve(undefined)
  }
}

function cancelled(): AppError {
  return new AppError('cancelled', 'Cancelled.')
}
