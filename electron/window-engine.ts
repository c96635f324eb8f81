/**
 * The engine as a window wants it, in Electron and on the loopback host: kept alive, indexing from the start, its
 * folders watched.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { contract } from './api/contract.ts'
import { AppError, toErrorAnswer } from './api/errors.ts'
import type { LibraryEvent } from './api/events.ts'
import { answer, connect, type Client, type Transport } from './api/rpc.ts'
import { silentLog, type Log } from './log/log.ts'
import type { FirstLook, LibraryPlace } from './places.ts'
import { freeFolderIn, moveLibrary } from './move-library.ts'
import {
  keeping,
  startEngineProcess,
  type Birth,
  type EngineProcess,
  type LaunchedEngine,
} from './transport/engine-process.ts'
import { keepWatching } from './watch/keep-watching.ts'

/** Folders are added by hand; a list that is a few seconds old is young enough. */
const folderCheckMs = 3000

export interface WindowEngine {
  readonly engine: EngineProcess
  readonly client: Client<typeof contract>
  /** Where the library lies by now. */
  readonly library: () => string
  /** Resolves when the first look through all folders is over, however it ended. */
  readonly lookedThrough: Promise<void>
  close(): Promise<void>
}

/** Starts the engine; it begins to look through the known folders at once. Trouble comes as events. */
export function startWindowEngine(options: {
  readonly place: LibraryPlace
  /** Where Sightline looks unasked; it is told where the library goes. Absent where the library was named. */
  readonly usual?: string | undefined
  readonly launch: (birth: Birth, library: string) => LaunchedEngine
  readonly onEvent: (event: LibraryEvent) => void
  readonly firstLook?: FirstLook
  readonly openLog?: (library: string) => Log
}): WindowEngine {
  const { onEvent, firstLook = {}, openLog = () => silentLog } = options
  let { place } = options
  let log = openLog(place.folder)
  const stop = new AbortController()
  const engine = startEngineProcess({
    launch: (birth) => options.launch(keeping(birth, place.mustExist), place.folder),
    keepsAlive: true,
    onEvent: (event) => {
      onEvent(event)
      if (event.kind === 'engine') log.write('warn', `the engine is ${event.state}`)
      if (event.kind === 'engine' && event.state === 'back') void lookThrough()
    },
  })
  const move = answer(
    { library: { move: contract.library.move } },
    {
      library: {
        async move({ folder }) {
          const to = freeFolderIn(folder)
          await engine.whileClosed(async () => {
            await moveLibrary({ from: place.folder, to, usual: options.usual })
            place = { folder: to, mustExist: true }
            log = openLog(to)
          })
          return { folder: to }
        },
      },
    },
    (method, error) => log.failure('a method failed', error, { method }),
  )
  const transport: Transport = (request, signal) =>
    request.method === 'library.move' ? move(request, signal) : engine.transport(request, signal)
  const client = connect(contract, transport)

  async function lookThrough(): Promise<void> {
    try {
      await client.index.run({ folders: [...(firstLook.folders ?? [])], pack: firstLook.pack }, stop.signal)
    } catch (error) {
      // A crash is told by the supervisor, which starts this again.
      if (error instanceof AppError && (error.code === 'crashed' || error.code === 'cancelled')) return
      const { message, hint } = toErrorAnswer(error)
      onEvent({ kind: 'notice', message, hint })
    }
  }

  const lookedThrough = lookThrough() // as long as it takes; what goes wrong is an event
  const watching = watchFolders(client, stop.signal, onEvent)
  return {
    engine: { ...engine, transport },
    client,
    library: () => place.folder,
    lookedThrough,
    async close() {
      stop.abort()
      // A watcher that does not let go must not keep the program: nothing of it is to be saved.
      await Promise.all([Promise.race([watching, wait(watchEndMs, undefined, { ref: false })]), engine.close()])
    },
  }
}

/** So long may the watchers of folders take to let go. */
const watchEndMs = 2000

/** Watches the folders of the library, whichever they are by now. Never rejects. */
async function watchFolders(
  client: Client<typeof contract>,
  signal: AbortSignal,
  onEvent: (event: LibraryEvent) => void,
): Promise<void> {
  let watched = ''
  let watch: { readonly stop: AbortController; readonly done: Promise<void> } | undefined
  while (!signal.aborted) {
    const folders = await client.folders.list({}, signal).then(
      (answer) => answer.folders.map(({ path }) => path),
      () => undefined, // the engine is away for a moment
    )
    if (folders !== undefined && folders.join('\0') !== watched) {
      watched = folders.join('\0')
      watch?.stop.abort()
      await watch?.done
      const own = new AbortController()
      const done = keepWatching(folders, {
        signal: own.signal,
        onNotice: (message) => onEvent({ kind: 'notice', message, hint: '' }),
        hint: async (paths) => {
          // A hint that is lost costs time, never correctness: the next scan sees the same.
          await client.index.hint({ paths: [...paths] }).catch(() => undefined)
        },
      })
      watch = { stop: own, done }
    }
    await pause(signal)
  }
  watch?.stop.abort()
  await watch?.done
}

async function pause(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await new Promise<void>((done) => {
    const timer = setTimeout(finish, folderCheckMs)
    signal.addEventListener('abort', finish, { once: true })
    function finish(): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', finish)
      done()
    }
  })
}
