/** The engine of a command in a terminal: in this process, or beside it where untrusted files are opened. */
import { contract } from './api/contract.ts'
import type { LibraryEvent } from './api/events.ts'
import { answer } from './api/rpc.ts'
import { progressLine } from './command-line/render.ts'
import { downloadLine } from './command-line/render-packs.ts'
import { publishLine } from './command-line/render-publish.ts'
import type { Terminal } from './command-line/terminal.ts'
import { openLibrary } from './library/library.ts'
import type { Log } from './log/log.ts'
import { bundledPackFolders, cataloguePath, engineUrl, threadUrl, type LibraryPlace, engineArgument } from './places.ts'
import { forkEngine, keeping, startEngineProcess, type EngineProcess } from './transport/engine-process.ts'

/** An engine for the length of one command. */
export type CommandEngine = Pick<EngineProcess, 'transport' | 'close'>

interface Parts {
  readonly log: Log
  /** Where its events are told. */
  readonly terminal: Terminal
}

function tell(terminal: Terminal, event: LibraryEvent): void {
  if (event.kind === 'progress') terminal.status(progressLine(event.stages))
  if (event.kind === 'publish') terminal.status(publishLine(event.run))
  if (event.kind === 'download') terminal.status(downloadLine(event.download))
  if (event.kind === 'notice') terminal.complain(`${event.message} ${event.hint}`)
}

/** They open untrusted files by the thousand, so they run in a process that may die; the rest runs here. */
const riskyMethods = [
  'index.run',
  'captions.forFiles',
  'publish.run',
  'publish.takeBack',
  'history.undo',
  'history.redo',
]

export function engineForCommand(
  methodName: string,
  { folder: library, mustExist }: LibraryPlace,
  { log, terminal }: Parts,
): CommandEngine {
  const hear = (event: LibraryEvent): void => tell(terminal, event)
  const packFolders = bundledPackFolders()
  if (riskyMethods.includes(methodName))
    return startEngineProcess({
      launch: (birth) => forkEngine(engineUrl, engineArgument(library, keeping(birth, mustExist))),
      onEvent: hear,
    })
  const opened = openLibrary({
    folder: library,
    mustExist,
    packFolders,
    cataloguePath: cataloguePath(),
    threadUrl,
    log,
  })
  opened.onEvent(hear)
  const respond = answer(contract, opened.handlers, (method, error) =>
    log.failure('a method failed', error, { method }),
  )
  return { transport: respond, close: () => opened.close() }
}
