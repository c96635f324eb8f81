/** @file Entry of the engine process: opens one library and answers over the port of its parent. */
import { z } from 'zod'
import { openLog } from './log/log.ts'
import { openPatiently } from './library/patient-library.ts'
import { cataloguePath } from './places.ts'
import { processPort } from './transport/engine-process.ts'
import { servePort, type Port } from './transport/port.ts'

const birth = z.object({
  library: z.string(),
  packFolders: z.array(z.string()),
  threadUrl: z.url(),
  witnessedDeath: z.boolean(),
  mustExist: z.boolean(),
  /** How long one call of a device may take; the tests wait less. */
  hangMs: z.number().optional(),
})

/** Exit code for "start me again": the inference thread died under the engine. */
const threadDied = 70

/** Electron gives its utility processes a port of their own. */
interface ParentPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { data: unknown }) => void): void
}

function parent(): Port {
  // Plain Node has none, whatever Electron's types say.
  const electron = Reflect.get(process, 'parentPort') as ParentPort | undefined
  if (electron === undefined) return processPort(process)
  return {
    post: (message) => electron.postMessage(message),
    onMessage: (listener) => electron.on('message', (event) => listener(event.data)),
    // Electron ends its utility processes with itself.
    onClose: () => undefined,
  }
}

const given = birth.parse(JSON.parse(process.argv.at(-1) ?? '{}'))
const log = openLog({ folder: given.library, part: 'engine', creates: !given.mustExist })
// Whatever ends the process unforeseen is told before it does.
process.on('uncaughtExceptionMonitor', (error, origin) => log.failure('the engine fell', error, { origin }))
log.write('info', 'the engine starts', {
  node: process.version,
  system: `${process.platform} ${process.arch}`,
  witnessedDeath: given.witnessedDeath,
})
const library = openPatiently({
  folder: given.library,
  packFolders: given.packFolders,
  cataloguePath: cataloguePath(),
  threadUrl: new URL(given.threadUrl),
  witnessedDeath: given.witnessedDeath,
  mustExist: given.mustExist,
  log,
  onFatal: (error) => {
    log.failure('the inference thread died', error)
    process.exit(threadDied)
  },
  // A proper exit would wait for the thread that hangs.
  risk: {
    onHang: () => {
      log.write('error', 'a device did not come back')
      process.kill(process.pid, 'SIGKILL')
    },
    hangMs: given.hangMs,
  },
})

let ending: Promise<never> | undefined
servePort(parent(), {
  respond: (request, signal) => library.respond(request, signal),
  picture: library.picture,
  onEvent: (listener) => library.onEvent(listener),
  onOpened: (listener) => library.onOpened(listener),
  onEnd: () => {
    ending ??= library.close().then(
      () => {
        log.write('info', 'the engine ends')
        process.exit(0)
      },
      (error: unknown) => {
        log.failure('the library did not close', error)
        process.exit(1)
      },
    )
  },
})
// Ctrl-C reaches the whole group; the parent decides when this one ends.
process.on('SIGINT', () => undefined)
