/**
 * @file Keeps an engine running in a process of its own, so that a native crash costs the engine and not the program.
 * The supervisor is the witness: an engine that died unasked is started again and told so.
 */
import { fork, type ChildProcess, type Serializable } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { AppError } from '../api/errors.ts'
import type { LibraryEvent } from '../api/events.ts'
import type { Transport } from '../api/rpc.ts'
import { connectPort, type ConnectedPort, type Port } from './port.ts'

/** A sixth death in one session is no accident. */
const maxRestarts = 5

export interface EngineProcessOptions {
  readonly entry: URL
  /** What the engine is told at birth; it reads it from its arguments. */
  readonly argument: (witnessedDeath: boolean) => string
  readonly onEvent: (event: LibraryEvent) => void
}

export interface EngineProcess {
  readonly transport: Transport
  /** Deaths seen so far. */
  readonly deaths: () => number
  close(): Promise<void>
}

/** A port over Node's own channel to a child, or from it to its parent. */
export function processPort(peer: NodeJS.Process | ChildProcess): Port {
  return {
    // Envelopes are JSON by schema. A send to a peer that just left fails, and its going is told by `onClose`.
    post: (message) => {
      if (peer.connected && peer.send !== undefined)
        peer.send(message as Serializable, undefined, undefined, () => undefined)
    },
    onMessage: (listener) => void peer.on('message', listener),
    onClose: (listener) => void peer.on('disconnect', listener),
  }
}

interface Life {
  readonly port: ConnectedPort
  readonly exited: Promise<void>
}

export function startEngineProcess({ entry, argument, onEvent }: EngineProcessOptions): EngineProcess {
  let deaths = 0
  let closing = false
  let life: Life | undefined
  /** Resolves when the former engine is gone for good, its lock released. */
  let ending: Promise<void> | undefined

  const begin = (): Life => {
    if (deaths > maxRestarts)
      throw new AppError('internal', `The engine stopped ${deaths} times and is not started again.`, {
        hint: 'See "sightline errors" for the file that may be the cause, and "sightline doctor".',
      })
    const child = fork(fileURLToPath(entry), [argument(deaths > 0)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    const born: Life = { port: connectPort(processPort(child), onEvent), exited }
    child.once('exit', () => (deaths += closing ? 0 : 1))
    child.once('disconnect', () => {
      if (life === born) life = undefined
      ending = exited
    })
    return born
  }

  return {
    transport: async (request, signal) => {
      await ending
      life ??= begin()
      return life.port.transport(request, signal)
    },
    deaths: () => deaths,
    async close() {
      closing = true
      life?.port.end()
      await life?.exited
    },
  }
}
