/** @file `npm start`: the desktop app where Electron is or can be fetched, else the same window in the browser. */
import { fileURLToPath } from 'node:url'
import { buildWindow } from './build-window.ts'
import { readServeOptions } from './command-line/arguments.ts'
import { createTerminal } from './command-line/terminal.ts'
import { findElectron, runDesktop } from './desktop.ts'
import { serve } from './serve.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const args = process.argv.slice(2)

const terminal = createTerminal(process.stdout, process.stderr, process.env)
const say = (sentence: string): void => terminal.complain(sentence)
buildWindow(root, say)
const binary = await findElectron(root, say)
if (binary === undefined) await serve(readServeOptions(args), say)
else process.exitCode = await runDesktop(binary, root, args)
