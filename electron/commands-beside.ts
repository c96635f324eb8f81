/** Commands that are no methods of the contract: one carries it to a browser, the other wants the library closed. */
import { resolve } from 'node:path'
import { readMoveOptions, readServeOptions, serveArguments } from './command-line/arguments.ts'
import { serveHelp } from './command-line/help.ts'
import type { Terminal } from './command-line/terminal.ts'
import { defaultLibraryFolder, libraryPlace } from './places.ts'

/** Runs such a command; false where the words are none. Errors: `bad-request`, as `serve` and `moveLibrary`. */
export async function runBeside(args: readonly string[], terminal: Terminal): Promise<boolean> {
  const serving = serveArguments(args)
  if (serving !== undefined) {
    await serveWindow(serving, terminal)
    return true
  }
  const moving = readMoveOptions(args)
  if (moving === undefined) return false
  const { moveLibrary } = await import('./move-library.ts')
  const to = resolve(moving.to)
  const usual = moving.library === undefined ? { usual: resolve(defaultLibraryFolder()) } : {}
  await moveLibrary({ from: libraryPlace(moving.library).folder, to, ...usual })
  terminal.print(`The library lies at ${to} now.`)
  return true
}

async function serveWindow(args: readonly string[], terminal: Terminal): Promise<void> {
  if (args.includes('--help') || args.includes('-h')) {
    terminal.print(serveHelp)
    return
  }
  const { serve } = await import('./serve.ts')
  await serve(readServeOptions(args), (sentence) => terminal.complain(sentence))
}
