/**
 * @file Carries envelopes and events between two processes over any message port: a child process of plain Node, or
 * Electron's utility process. Knows no method names.
 */
import { z } from 'zod'
import { AppError } from '../api/errors.ts'
import { libraryEvent, type LibraryEvent } from '../api/events.ts'
import { requestSchema, responseSchema, type Response, type Transport } from '../api/rpc.ts'

/** What both kinds of child process can do. */
export interface Port {
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  /** The other side is gone. */
  onClose(listener: () => void): void
}

const toEngine = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('request'), id: z.int(), request: requestSchema }),
  z.object({ kind: z.literal('abort'), id: z.int() }),
  z.object({ kind: z.literal('close') }),
])

const fromEngine = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('response'), id: z.int(), response: responseSchema }),
  z.object({ kind: z.literal('event'), event: libraryEvent }),
])

export interface ServedPort {
  readonly respond: (request: unknown, signal: AbortSignal) => Promise<Response>
  readonly onEvent: (listener: (event: LibraryEvent) => void) => void
  /** The other side asked for the end, or vanished. */
  readonly onEnd: () => void
}

/** The engine's end of a port. */
export function servePort(port: Port, { respond, onEvent, onEnd }: ServedPort): void {
  const running = new Map<number, AbortController>()
  onEvent((event) => port.post({ kind: 'event', event }))
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
    // `respond` never rejects.
    void respond(message.data.request, controller.signal).then((response) => {
      running.delete(id)
      port.post({ kind: 'response', id, response })
    })
  })
}

export interface ConnectedPort {
  readonly transport: Transport
  /** Asks the engine to end; it closes its library first. */
  end(): void
}

/** The client's end of a port. When the engine vanishes every waiting request fails with `crashed`. */
export function connectPort(port: Port, onEvent: (event: LibraryEvent) => void): ConnectedPort {
  const waiting = new Map<number, { resolve: (response: Response) => void; reject: (error: Error) => void }>()
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
    waiting.get(message.data.id)?.resolve(message.data.response)
    waiting.delete(message.data.id)
  })
  return {
    transport: (request, signal) => {
      if (closed) return Promise.reject(engineGone())
      const id = nextId++
      const { promise, resolve, reject } = Promise.withResolvers<Response>()
      waiting.set(id, { resolve, reject })
      const abort = (): void => port.post({ kind: 'abort', id })
      signal.addEventListener('abort', abort, { once: true })
      port.post({ kind: 'request', id, request })
      if (signal.aborted) abort()
      return promise.finally(() => signal.removeEventListener('abort', abort))
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
