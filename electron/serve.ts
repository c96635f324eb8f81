/** The window in a browser: engine, watcher and loopback host of one library, in one process beside the engine's. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { AppError, toErrorAnswer } from './api/errors.ts'
import { answerThrough } from './api/rpc.ts'
import type { ServeOptions } from './command-line/arguments.ts'
import { openLog } from './log/log.ts'
import { removeEntries, show, writePrivately } from './open-browser.ts'
import {
  defaultLibraryFolder,
  engineArgument,
  engineUrl,
  libraryPlace,
  rendererFolder,
  type FirstLook,
} from './places.ts'
import { libraryGone } from './store/database/open.ts'
import { forkEngine, type EngineProcess } from './transport/engine-process.ts'
import { startHost } from './transport/http.ts'
import { startWindowEngine, type WindowEngine } from './window-engine.ts'

/** A reload closes the window and opens it again; this long nobody may be there. */
const reloadMs = 10_000
/** The first window may need a browser to start. */
const firstWindowMs = 120_000
/** Whoever is told to end has ended by then, whatever hangs. */
const endMs = 4500

const running = z.object({ port: z.int(), secret: z.string() })

export interface ServeRequest extends ServeOptions {
  readonly firstLook?: FirstLook
  /** Goes on without any window. */
  readonly stays?: boolean
  /** Answers for the window's own files in place of the built ones: for who works on them. */
  readonly page?: (request: Request) => Promise<Response>
  readonly whenStarted?: (engine: EngineProcess) => void
  /** Called once when the first look through the folders is over. */
  readonly whenLookedThrough?: (client: WindowEngine['client']) => Promise<void>
}

/** Serves until the last window has been closed, or the process is told to stop. */
export async function serve(options: ServeRequest, say: (sentence: string) => void): Promise<void> {
  const place = libraryPlace(options.library)
  const { folder: library, mustExist } = place
  const already = await openInRunning(library)
  if (already !== undefined) {
    say('This library is open already; another window of it opens.')
    show(already, { library, opens: options.opens }, say)
    return
  }
  if (options.page === undefined && !existsSync(join(rendererFolder, 'index.html')))
    throw new AppError('not-found', 'The window is not built yet.', { hint: 'Build it with: npm run build' })
  if (mustExist && !existsSync(library)) throw libraryGone(library)
  mkdirSync(library, { recursive: true, mode: 0o700 })
  const over = Promise.withResolvers<undefined>()
  const end = (): void => {
    // Whatever hangs: nothing of it is to be saved, and whoever ends a program must not wait for it.
    setTimeout(() => process.exit(1), endMs).unref()
    over.resolve(undefined)
  }
  process.once('SIGINT', end).once('SIGTERM', end)

  let stopping = false
  let timer: NodeJS.Timeout | undefined
  const endAfter = (ms: number): void => {
    clearTimeout(timer)
    if (options.stays !== true) timer = setTimeout(() => over.resolve(undefined), ms)
  }
  let window: WindowEngine | undefined
  const engine = (): EngineProcess => {
    if (window === undefined)
      throw new AppError('crashed', 'Sightline is starting.', { hint: 'Try again in a moment.' })
    return window.engine
  }
  const host = await startHost({
    port: options.port,
    rendererFolder,
    page: options.page,
    picture: async (request, signal) => engine().picture(request, signal),
    respond: (request, signal) => answerThrough((asked, until) => engine().transport(asked, until), request, signal),
    onWindows: (count) => {
      clearTimeout(timer)
      if (count === 0) endAfter(reloadMs)
    },
  })
  // It may have been moved meanwhile, with everything that lies in it.
  const libraryNow = (): string => window?.library() ?? library
  try {
    openLog({ folder: library, part: 'host' }).write('info', 'the host starts', { port: host.port })
    const started = startWindowEngine({
      place,
      usual: options.library === undefined ? resolve(defaultLibraryFolder()) : undefined,
      launch: (birth, folder) => forkEngine(engineUrl, engineArgument(folder, birth)),
      onEvent: (event) => host.tell(event),
      openLog: (folder) => openLog({ folder, part: 'host', creates: false }),
      ...(options.firstLook === undefined ? {} : { firstLook: options.firstLook }),
    })
    window = started
    writePrivately(join(library, 'serve.json'), JSON.stringify({ port: host.port, secret: host.secret }))
    options.whenStarted?.(started.engine)
    endAfter(firstWindowMs)
    show(host.mintUrl(), { library, opens: options.opens }, say)
    const { whenLookedThrough } = options
    if (whenLookedThrough !== undefined)
      // An extra beside the window: whatever goes wrong there is a sentence, and the window stays.
      void started.lookedThrough
        .then(() => (stopping ? undefined : whenLookedThrough(started.client)))
        .catch((error: unknown) => (stopping ? undefined : say(toErrorAnswer(error).message)))
    await over.promise
  } finally {
    stopping = true
    clearTimeout(timer)
    rmSync(join(libraryNow(), 'serve.json'), { force: true })
    removeEntries(libraryNow())
    await Promise.all([host.close(), window?.close()])
  }
}

/** Asks a host that serves this library already for another window's address. */
async function openInRunning(library: string): Promise<string | undefined> {
  try {
    const { port, secret } = running.parse(JSON.parse(readFileSync(join(library, 'serve.json'), 'utf8')))
    const answer = await fetch(`http://127.0.0.1:${port}/mint`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}` },
      signal: AbortSignal.timeout(2000),
    })
    return z.object({ url: z.url() }).parse(await answer.json()).url
  } catch {
    return undefined // none runs, or it was killed and left its note behind
  }
}
