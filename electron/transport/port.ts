/**
 * @file Carries envelopes and events between two processes over any message port: a child process of plain Node, or
 * Electron's utility process. Knows no method names.
 */
import { z } from 'zod'
import { AppError } from '../api/errors.ts'
import { libraryEvent, type LibraryEvent } from '../api/events.ts'
import { requestSchema, responseSchema, type Response, type Transport } from '../api/rpc.ts'
import { pictureRequest, type PictureRequest } from '../api/shell.ts'
import { pictureAnswer, type PictureAnswer } from './picture.ts'

/** What both kinds of child process can do. */
export interface Port {
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  /** The other side is gone. */
  onClose(listener: () => void): void
}

const toEngine = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('request'), id: z.int(), request: requestSchema }),
  z.object({ kind: z.literal('picture'), id: z.int(), picture: pictureRequest }),
  z.object({ kind: z.literal('abort'), id: z.int() }),
  z.object({ kind: z.literal('close') }),
])

const fromEngine = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('response'), id: z.int(), response: responseSchema }),
  z.object({ kind: z.literal('picture'), id: z.int(), picture: pictureAnswer.optional() }),
  z.object({ kind: z.literal('event'), event: libraryEvent }),
  z.object({ kind: z.literal('opened') }),
])

type Answer = Exclude<z.infer<typeof fromEngine>, { kind: 'event' | 'opened' }>

export interface ServedPort {
  readonly respond: (request: unknown, signal: AbortSignal) => Promise<Response>
  /** `undefined`: there is no such picture, or it cannot be shown. */
  readonly picture: (request: PictureRequest, signal: AbortSignal) => Promise<PictureAnswer | undefined>
  readonly onEvent: (listener: (event: LibraryEvent) => void) => void
  /** Tells once that the library is open; until then every answer says why it is not. */
  readonly onOpened: (listener: () => void) => void
  /** The other side asked for the end, or vanished. */
  readonly onEnd: () => void
}

/** The engine's end of a port. */
export function servePort(port: Port, { respond, picture, onEvent, onOpened, onEnd }: ServedPort): void {
  const running = new Map<number, AbortController>()
  onEvent((event) => port.post({ kind: 'event', event }))
  onOpened(() => port.post({ kind: 'opened' }))
  port.onClose(onEnd)
  port.onMessage((raw) => {
    const message = toEngine.safeParse(raw)
    if (!message.success) return
    if (message.data.kind === 'close') {
      onEnd()
      return
    }
    const { id } = message.data
    if (message.data.kind === 'abort') {
      running.get(id)?.abort()
      return
    }
    const controller = new AbortController()
    running.set(id, controller)
    const { data } = message
    const answered =
      data.kind === 'request'
        ? respond(data.request, controller.signal).then((response) => ({ kind: 'response', id, response }))
        : // A picture that cannot be shown is none; its reason is among the library's errors already.
          picture(data.picture, controller.signal)
            .catch(() => undefined)
            .then((found) => ({ kind: 'picture', id, picture: found }))
    // Neither rejects: `respond` never does.
    void answered.then((answer) => {
      running.delete(id)
      port.post(answer)
    })
  })
}

export interface ConnectedPort {
  readonly transport: Transport
  picture(request: PictureRequest, signal: AbortSignal): Promise<PictureAnswer | undefined>
  /** Asks the engine to end; it closes its library first. */
  end(): void
}

export interface PortListeners {
  readonly onEvent: (event: LibraryEvent) => void
  /** The library is open. */
  readonly onOpened: () => void
}

/** The client's end of a port. When the engine vanishes every waiting request fails with `crashed`. */
export function connectPort(port: Port, { onEvent, onOpened }: PortListeners): ConnectedPort {
  const waiting = new Map<number, { resolve: (message: Answer) => void; reject: (error: Error) => void }>()
  let nextId = 1
  let closed = false
  port.onClose(() => {
    closed = true
    const error = engineGone()
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  })
  port.onMessage((raw) => {
    const message = fromEngine.safeParse(raw)
    if (!message.success) return
    if (message.data.kind === 'event') {
      onEvent(message.data.event)
      return
    }
    if (message.data.kind === 'opened') {
      onOpened()
      return
    }
    waiting.get(message.data.id)?.resolve(message.data)
    waiting.delete(message.data.id)
  })
  const ask = (message: object, signal: AbortSignal): Promise<Answer> => {
    if (closed) return Promise.reject(engineGone())
    const id = nextId++
    const { promise, resolve, reject } = Promise.withResolvers<Answer>()
    waiting.set(id, { resolve, reject })
    const abort = (): void => port.post({ kind: 'abort', id })
    signal.addEventListener('abort', abort, { once: true })
    port.post({ ...message, id })
    if (signal.aborted) abort()
    return promise.finally(() => signal.removeEventListener('abort', abort))
  }
  return {
    transport: async (request, signal) => {
      const answer = await ask({ kind: 'request', request }, signal)
      if (answer.kind === 'response') return answer.response
      throw new AppError('internal', 'The engine gave a picture where an answer was due.')
    },
    picture: async (request, signal) => {
      const answer = await ask({ kind: 'picture', picture: request }, signal)
      return answer.kind === 'picture' ? answer.picture : undefined
    },
    end: () => {
      if (!closed) port.post({ kind: 'close' })
    },
  }
}

function engineGone(): AppError {
  return new AppError('crashed', 'The engine stopped unexpectedly.', {
    hint: 'It is started again and goes on where it was.',
  })
}
