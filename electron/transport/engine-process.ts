/**
 * @file Keeps an engine running in a process of its own, so that a native crash costs the engine and not the program.
 * The supervisor is the witness: an engine that died unasked is started again and told so.
 */
import { fork, type ChildProcess, type Serializable } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { AppError } from '../api/errors.ts'
import type { LibraryEvent } from '../api/events.ts'
import type { Transport } from '../api/rpc.ts'
import type { PictureRequest } from '../api/shell.ts'
import type { PictureAnswer } from './picture.ts'
import { connectPort, type ConnectedPort, type Port } from './port.ts'

/** A sixth death in one session is no accident. */
const maxRestarts = 5

/** What a person asks for to have an engine that stopped too often again. */
const beginMethod = 'library.begin'

/** An engine's process, whatever kind it is of. */
export interface LaunchedEngine {
  readonly port: Port
  /** Resolves when it is gone for good, its lock released. */
  readonly exited: Promise<void>
  /** Ends it whatever it is doing: what it has not committed is done again, and nothing is lost. */
  kill(): void
}

/** What an engine is told at birth. */
export interface Birth {
  /** The former one was seen to die. */
  readonly witnessedDeath: boolean
  /** A former one had the library open: where it is gone now, nothing begins in its place. */
  readonly mustExist: boolean
}

/** The same birth, of a library that is known to have been somewhere. */
export const keeping = (birth: Birth, mustExist: boolean): Birth => ({
  ...birth,
  mustExist: birth.mustExist || mustExist,
})

export interface EngineProcessOptions {
  /** Starts one process. */
  readonly launch: (birth: Birth) => LaunchedEngine
  readonly onEvent: (event: LibraryEvent) => void
  /** Starts the next one at once, as a window wants it, and not only when something is asked. */
  readonly keepsAlive?: boolean
}

export interface EngineProcess {
  readonly transport: Transport
  picture(request: PictureRequest, signal: AbortSignal): Promise<PictureAnswer | undefined>
  /** Ends the engine properly and starts the next, which is no death: for who works on its code. */
  restart(): Promise<void>
  /** Ends the engine properly, does something that wants the library closed, and starts the next; calls wait meanwhile. */
  whileClosed<Result>(work: () => Promise<Result>): Promise<Result>
  /** Deaths seen so far. */
  readonly deaths: () => number
  close(): Promise<void>
}

/** A port over Node's own channel to a child, or from it to its parent. */
export function processPort(peer: NodeJS.Process | ChildProcess): Port {
  return {
    // A send to a peer that just left fails, and its going is told by `onClose`.
    post: (message) => {
      if (peer.connected && peer.send !== undefined)
        peer.send(message as Serializable, undefined, undefined, () => undefined)
    },
    onMessage: (listener) => void peer.on('message', listener),
    onClose: (listener) => void peer.on('disconnect', listener),
  }
}

/** An engine as a child of plain Node. Pictures cross as bytes, so the channel clones values instead of writing JSON. */
export function forkEngine(entry: URL, argument: string): LaunchedEngine {
  const child = fork(fileURLToPath(entry), [argument], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  })
  return {
    port: processPort(child),
    exited: new Promise((resolve) => child.once('exit', () => resolve())),
    kill: () => void child.kill('SIGKILL'),
  }
}

interface Life {
  readonly port: ConnectedPort
  readonly exited: Promise<void>
  kill(): void
}

/** Closing a library takes a moment; whoever quits the program must not wait for a driver that hangs. */
const closeMs = 3500

async function endInTime(life: Life | undefined): Promise<void> {
  if (life === undefined) return
  const timer = setTimeout(() => life.kill(), closeMs)
  life.port.end()
  await life.exited
  clearTimeout(timer)
}

export function startEngineProcess({ launch, onEvent, keepsAlive = false }: EngineProcessOptions): EngineProcess {
  let deaths = 0
  /** Those before a person asked for another attempt. */
  let forgiven = 0
  let mustExist = false
  let closing = false
  let restarting = false
  let life: Life | undefined
  /** Resolves when the former engine is gone for good, its lock released. */
  let ending: Promise<void> | undefined
  /** Resolves when the library may be opened again. */
  let held: Promise<void> | undefined

  const isGone = (): boolean => deaths - forgiven > maxRestarts
  const begin = (): Life => {
    if (isGone())
      throw new AppError('engine-gone', `The engine stopped ${deaths - forgiven} times and is not started again.`, {
        hint: 'Start it again; "sightline errors" then names the file that may be the cause. See also "sightline doctor".',
      })
    const launched = launch({ witnessedDeath: deaths > 0, mustExist })
    const { port, exited } = launched
    const connected = connectPort(port, { onEvent, onOpened: () => (mustExist = true) })
    const born = { port: connected, exited, kill: () => launched.kill() }
    void exited.then(() => {
      if (!closing && !restarting) deaths += 1
    })
    port.onClose(() => {
      if (life === born) life = undefined
      ending = exited
      if (keepsAlive && !closing) void revive(exited)
    })
    return born
  }
  const living = async (): Promise<ConnectedPort> => {
    await held
    await ending
    if (closing && life === undefined) throw new AppError('cancelled', 'Sightline is closing.')
    life ??= begin()
    return life.port
  }
  const revive = async (exited: Promise<void>): Promise<void> => {
    onEvent({ kind: 'engine', state: 'restarting' })
    await exited
    await held
    if (closing) return
    try {
      life ??= begin()
      onEvent({ kind: 'engine', state: 'back' })
    } catch {
      // Too many deaths; whoever asks is told why.
      onEvent({ kind: 'engine', state: 'gone' })
    }
  }

  return {
    async transport(request, signal) {
      const isBegun = request.method === beginMethod && isGone()
      if (isBegun) forgiven = deaths
      const answer = await (await living()).transport(request, signal)
      if (isBegun) onEvent({ kind: 'engine', state: 'back' })
      return answer
    },
    picture: async (request, signal) => (await living()).picture(request, signal),
    async restart() {
      restarting = true
      life?.port.end()
      await life?.exited
      restarting = false
    },
    async whileClosed(work) {
      const former = held
      const { promise, resolve } = Promise.withResolvers<undefined>()
      held = promise.then(() => undefined)
      await former
      restarting = true
      try {
        await endInTime(life)
        await ending
        return await work()
      } finally {
        restarting = false
        resolve(undefined)
      }
    },
    deaths: () => deaths,
    async close() {
      closing = true
      await endInTime(life)
    },
  }
}
