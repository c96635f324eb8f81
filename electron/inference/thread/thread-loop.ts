/**
 * @file The inference thread's loop: takes requests from the engine, runs them in the order words, photos, pages, captions,
 * answers each. It writes nothing but what it finds out about the machine; the engine has recorded its attempt before
 * it asks.
 *
 * Decodes run on libuv's threads beside the models; `UV_THREADPOOL_SIZE` (default 4, shared by the whole process)
 * bounds how many make progress at once. 4 suffices for up to 4 cores; set it in the environment of the engine's
 * process, it is read before any JavaScript runs there.
 */
import { isMarkedAsUntransferable, type MessagePort } from 'node:worker_threads'
import { AppError, toErrorAnswer } from '../../api/errors.ts'
import { openLog, silentLog } from '../../log/log.ts'
import { ReplacedPackWords } from './replaced-pack-words.ts'
import { PacksInUse } from './packs-in-use.ts'
import { MachineNotes } from '../device/machine-notes.ts'
import { modelName } from '../pack/pack.ts'
import { createPageLine } from './page-line.ts'
import { createCaptionLine, createEmbedLine, noPack, type DecodePhoto, type LineParts } from './photo-lines.ts'
import type { DecodedPhoto, FromThread, InferenceStats, RequestName, Requests, ToThread } from './protocol.ts'
import type { ThreadSettings } from '../device/thread-settings.ts'
import { withPulse } from '../device/pulse.ts'
import { openWithRuntime, type OpenSession } from '../graphs/session.ts'
import { StageTimes } from '../device/stage-times.ts'
import { assertTelemetryOff } from '../graphs/telemetry.ts'
import { Turns } from '../device/turns.ts'

type Answer = Requests[RequestName]['answer']

/** Of a picture that fills a screen, where 80 shows. JPEG's scale. */
const renderedQuality = 90

/**
 * Serves until the engine asks to close; then the port is closed and the thread ends by itself.
 * @param decode makes thumbnail, placeholder, signature and model inputs of one photo
 * @param openSession opens graphs; tests give providers that lie
 * @throws AppError 'internal' when the telemetry of onnxruntime was not switched off by the parent
 */
export function serveInference(
  port: MessagePort,
  settings: ThreadSettings,
  decode: DecodePhoto,
  openSession: OpenSession = openWithRuntime,
): void {
  assertTelemetryOff()
  const log =
    settings.logFolder === undefined
      ? silentLog
      : openLog({ folder: settings.logFolder, part: 'thread', creates: false })
  const desk = new Desk(settings, decode, openSession)
  const underWay = new Map<number, AbortController>()
  port.on('message', (message: ToThread) => {
    if (message.kind === 'abort') {
      underWay.get(message.id)?.abort()
      return
    }
    const controller = new AbortController()
    underWay.set(message.id, controller)
    void desk // its outcome, good or bad, is posted; nothing is left to reject
      .answer(message, controller.signal)
      .then(
        (answer) => post(port, { kind: 'answer', id: message.id, answer }),
        (error: unknown) => {
          const told = toErrorAnswer(error)
          if (told.code === 'internal') log.failure('a request failed', error, { request: message.kind })
          post(port, { kind: 'failed', id: message.id, error: told })
        },
      )
      .then(() => {
        underWay.delete(message.id)
        if (message.kind === 'close') port.close()
      })
    if (message.kind === 'close') for (const other of underWay.values()) if (other !== controller) other.abort()
  })
}

class Desk {
  readonly #packs: PacksInUse
  readonly #replaced: ReplacedPackWords
  readonly #turns = new Turns()
  readonly #times = new StageTimes()
  readonly #embedLine: ReturnType<typeof createEmbedLine>
  readonly #pageLine: ReturnType<typeof createPageLine>
  readonly #captionLine: ReturnType<typeof createCaptionLine>
  readonly #decode: DecodePhoto
  #loading: Promise<unknown> = Promise.resolve()

  constructor(settings: ThreadSettings, decode: DecodePhoto, openSession: OpenSession) {
    this.#decode = decode
    const { measuring } = settings
    const shared = { settings, turns: this.#turns, times: this.#times }
    this.#packs = new PacksInUse({
      ...shared,
      openSession: measuring === undefined ? openSession : withPulse(measuring.pulse, openSession),
      notes: measuring && new MachineNotes(measuring.notes, measuring.life, measuring.witnessedDeath),
    })
    this.#replaced = new ReplacedPackWords(settings)
    const parts: LineParts = { ...shared, decode, packs: this.#packs }
    this.#embedLine = createEmbedLine(parts)
    this.#pageLine = createPageLine(parts)
    this.#captionLine = createCaptionLine(parts)
  }

  answer(message: Exclude<ToThread, { kind: 'abort' }>, signal: AbortSignal): Promise<Answer> {
    switch (message.kind) {
      case 'load':
        return this.#standStill(() => this.#times.measure('load', 1, () => this.#load(message.ask)))
      case 'processPhoto':
        return this.#embedLine.add(message.ask, signal)
      case 'readPhoto':
        return this.#pageLine.add(message.ask, signal)
      case 'captionPhoto':
        return this.#captionLine.add(message.ask, signal)
      case 'renderPhoto':
        return this.#render(message.ask, signal)
      case 'embedText':
        return this.#embedText(message.ask, signal)
      case 'embedLabels':
        return this.#embedLabels(message.ask, signal)
      case 'measure':
        return this.#loading.then(() => this.#packs.measure()).then(() => ({}))
      case 'stats':
        return Promise.resolve(this.#stats())
      case 'close':
        return this.#standStill(async () => {
          await this.#replaced.load(undefined)
          await this.#packs.close()
          return {}
        })
    }
  }

  /** Waits for nothing: somebody looks at the screen, and decoding runs beside the models. */
  async #render(
    { path, longEdge }: Requests['renderPhoto']['ask'],
    signal: AbortSignal,
  ): Promise<{ jpeg: Uint8Array }> {
    const decoded = await this.#decode(path, { inputs: [], thumbnailSize: longEdge, quality: renderedQuality, signal })
    return { jpeg: decoded.thumbnail }
  }

  /** A replaced pack that cannot be read is a problem like any other; the new one goes on. */
  async #load(folders: Requests['load']['ask']): Promise<Requests['load']['answer']> {
    const loaded = await this.#packs.load(folders)
    try {
      await this.#replaced.load(folders.replaced)
      return loaded
    } catch (error) {
      return { ...loaded, problems: [...loaded.problems, toErrorAnswer(error)] }
    }
  }

  async #embedText({ text, model }: Requests['embedText']['ask'], signal: AbortSignal): Promise<Float32Array> {
    await this.#loading // words typed while a model loads wait for it
    return this.#turns.take('words', async () => {
      signal.throwIfAborted()
      const { embedding } = this.#packs
      const isLoaded = embedding !== undefined && (model === undefined || modelName(embedding.pack) === model)
      const embedder = isLoaded ? embedding.model : this.#replaced.of(model ?? '')
      if (embedder === undefined) throw noPack('search')
      return this.#times.measure('embed-words', 1, () => embedder.embedTexts([text]))
    })
  }

  async #embedLabels({ texts, model }: Requests['embedLabels']['ask'], signal: AbortSignal): Promise<Float32Array> {
    await this.#loading
    return this.#turns.take('labels', () => {
      signal.throwIfAborted()
      const { embedding } = this.#packs
      if (embedding === undefined || modelName(embedding.pack) !== model) throw noPack('search')
      return embedding.model.embedTexts(texts)
    })
  }

  /** Changes the packs while nothing uses them: what is decoded for the old ones is finished with them first. */
  #standStill<Result>(change: () => Promise<Result>): Promise<Result> {
    const changed = this.#loading.then(async () => {
      const lines = [this.#embedLine, this.#pageLine, this.#captionLine]
      await Promise.all(lines.map((line) => line.pause()))
      try {
        return await this.#turns.take('load', change)
      } finally {
        for (const line of lines) line.resume()
      }
    })
    this.#loading = changed.catch(() => undefined) // the asker hears of it
    return changed
  }

  #stats(): InferenceStats {
    const problem = this.#packs.embedding?.model.problem
    return {
      stages: this.#times.snapshot(),
      waitingPhotos: this.#embedLine.length,
      waitingPages: this.#pageLine.length,
      waitingCaptions: this.#captionLine.length,
      devices: this.#packs.devices(),
      ...(problem === undefined ? {} : { embeddingProblem: problem }),
    }
  }
}

function post(port: MessagePort, message: FromThread): void {
  try {
    port.postMessage(message, message.kind === 'answer' ? buffersOf(message.answer) : [])
  } catch (error) {
    const cause = new AppError('internal', 'An answer could not be sent.', { cause: error })
    port.postMessage({ kind: 'failed', id: message.id, error: toErrorAnswer(cause) } satisfies FromThread)
  }
}

/** The buffers that can be moved instead of copied: not a slice of a pool, not owned by a native library. */
function buffersOf(answer: Answer): ArrayBuffer[] {
  const views: Uint8Array[] = 'decoded' in answer ? decodedViews(answer.decoded) : []
  const floats = [
    answer,
    'embedding' in answer ? answer.embedding : undefined,
    ...('captions' in answer ? answer.captions.map(({ embeddingOfText }) => embeddingOfText) : []),
  ]
  const arrays = [...views, ...floats.filter((value) => value instanceof Float32Array)]
  const whole = arrays.filter(({ buffer, byteLength }) => buffer.byteLength === byteLength)
  const buffers = whole.map(({ buffer }) => buffer).filter((buffer) => buffer instanceof ArrayBuffer)
  return [...new Set(buffers)].filter((buffer) => !isMarkedAsUntransferable(buffer))
}

function decodedViews({ thumbnail, placeholder, signature, likeness }: DecodedPhoto): Uint8Array[] {
  return [thumbnail, placeholder, signature, likeness]
}
