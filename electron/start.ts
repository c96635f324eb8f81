/** @file `npm start`: the desktop app where Electron's binary is, else the same window in the browser. */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildWindow } from './build-window.ts'
import { readServeOptions } from './command-line/arguments.ts'
import { serve } from './serve.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Where Electron's own installer leaves it; importing the package would try to download it. */
function electronBinary(): string | undefined {
  const note = join(root, 'node_modules', 'electron', 'path.txt')
  if (!existsSync(note)) return undefined
  const binary = join(root, 'node_modules', 'electron', 'dist', readFileSync(note, 'utf8').trim())
  return existsSync(binary) ? binary : undefined
}

const say = (sentence: string): void => console.error(sentence)
buildWindow(root, say)
const binary = electronBinary()
if (binary === undefined) {
  say('Electron is not installed (npx install-electron fetches it), so the window opens in your browser.')
  await serve(readServeOptions(process.argv.slice(2)), say)
} else {
  const app = spawn(binary, [root, ...process.argv.slice(2)], { stdio: 'inherit' })
  app.once('exit', (code) => (process.exitCode = code ?? 1))
}
