/** @file Entry of the command line: the contract's verbs in a terminal, the engine in-process or beside it. */
import { createRequire } from 'node:module'
import { z } from 'zod'
import { contract } from './api/contract.ts'
import { AppError, toErrorAnswer } from './api/errors.ts'
import { runBeside } from './commands-beside.ts'
import { callUntilAlive } from './call-until-alive.ts'
import { connect, type Client } from './api/rpc.ts'
import { acceptLicences } from './command-line/accept-licences.ts'
import { parseCommand, type Command } from './command-line/arguments.ts'
import { helpText } from './command-line/help.ts'
import { isPartialFailure, renderAnswer } from './command-line/render.ts'
import { createTerminal } from './command-line/terminal.ts'
import { printableDeep } from './domain/printable.ts'
import { logLevel, openLog, type Log } from './log/log.ts'
import { engineForCommand, type CommandEngine } from './engine-for-command.ts'
import { libraryPlace, type LibraryPlace } from './places.ts'
import { keepWatching } from './watch/keep-watching.ts'

const terminal = createTerminal(process.stdout, process.stderr, process.env)
const say = (sentence: string): void => terminal.complain(sentence)
const exit = { done: 0, failed: 1, usage: 2, locked: 3, interrupted: 130 } as const

type CallCommand = Extract<Command, { kind: 'call' }>

/** What nobody foresaw is kept with its stack; `report` says a sentence. */
async function call(command: CallCommand): Promise<number> {
  const library = libraryPlace(command.options.library)
  const log = openLog({ folder: library.folder, part: 'cli', creates: !library.mustExist })
  try {
    return await callMethod(command, library, log)
  } catch (error) {
    if (!(error instanceof AppError)) log.failure('a command failed', error, { method: command.verb.methodName })
    throw error
  }
}

async function callMethod(
  { verb, options, input: asked }: CallCommand,
  library: LibraryPlace,
  log: Log,
): Promise<number> {
  const stop = new AbortController()
  const interrupt = (): void => stop.abort()
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt)
  const engine = engineForCommand(verb.methodName, library, { log, terminal })
  try {
    const input = verb.methodName === 'packs.install' ? await withLicences(asked, engine, stop.signal) : asked
    const output = await callUntilAlive(
      engine.transport,
      { methodName: verb.methodName, input, signal: stop.signal },
      say,
    )
    const text = options.json ? undefined : renderAnswer(verb.methodName, output, terminal)
    if (text === undefined) terminal.printJson(output)
    else terminal.print(text)
    if (options.watch) await watchUntilStopped(connect(contract, engine.transport), stop.signal)
    return isPartialFailure(verb.methodName, output) ? exit.failed : exit.done
  } finally {
    await engine.close()
  }
}

/** Licences are read before anything is fetched; `--accept` says that they have been. */
async function withLicences(input: unknown, engine: CommandEngine, signal: AbortSignal): Promise<unknown> {
  const asked = contract.packs.install.input.safeParse(input)
  if (!asked.success || asked.data.accept) return input
  const { what } = asked.data
  const { licences } = await connect(contract, engine.transport).packs.licences({ what }, signal)
  const accept = await acceptLicences(licences, terminal, { input: process.stdin, output: process.stderr, signal })
  return { what, accept }
}

async function watchUntilStopped(client: Client<typeof contract>, signal: AbortSignal): Promise<void> {
  const { folders } = await client.folders.list({})
  await keepWatching(
    folders.map((folder) => folder.path),
    {
      hint: async (paths) => {
        await client.index.hint({ paths: [...paths] })
      },
      signal,
      onWatching: () => terminal.complain(`Following changes in ${folders.length} folders. Stop with Ctrl-C.`),
      onNotice: say,
    },
  )
}

function version(): string {
  const read: unknown = createRequire(import.meta.url)('../package.json')
  return z.object({ version: z.string() }).parse(read).version
}

function report(error: unknown): number {
  const { code, message, hint } = printableDeep(toErrorAnswer(error))
  // Its stack is in the log; here only for who asked for everything, or where there is no library to keep one.
  if (code === 'internal' && logLevel() === 'debug') console.error(error)
  terminal.complain(`${terminal.paint('red', 'sightline:')} ${message}${hint === '' ? '' : `\n  ${hint}`}`)
  if (code === 'bad-request') return exit.usage
  if (code === 'library-locked') return exit.locked
  return code === 'cancelled' ? exit.interrupted : exit.failed
}

async function main(): Promise<number> {
  try {
    if (await runBeside(process.argv.slice(2), terminal)) return exit.done
    const command = parseCommand(contract, process.argv.slice(2))
    if (command.kind === 'call') return await call(command)
    terminal.print(command.kind === 'version' ? version() : helpText(contract, command.verb))
    if (command.kind === 'help' && command.verb?.methodName === 'search.query')
      terminal.print(`\n${(await import('./command-line/search-help.ts')).searchHelp()}`)
    return exit.done
  } catch (error) {
    return report(error)
  }
}

process.exitCode = await main()
