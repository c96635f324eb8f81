/** @file What Electron's executable does with its arguments: starts Chromium, runs the app's main file, says "ready". */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { becomeReady, configure } from './app.mjs'
import { startChromium } from './chromium.mjs'

const flags = process.argv.slice(2).filter((argument) => argument.startsWith('--'))
const folder = resolve(process.argv.slice(2).find((argument) => !argument.startsWith('--')) ?? '.')
const description = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))

// Playwright calls this when it has attached to both debuggers (its electron.ts); the app begins then.
const { promise: attached, resolve: run } = Promise.withResolvers()
globalThis.__playwright_run = run

const chromium = await startChromium()
configure({ flags, folder, description, temporary: chromium.folder })
// Playwright looks for this line.
console.error(`DevTools listening on ${chromium.url}`)
await import(pathToFileURL(resolve(folder, description.main)).href)
await attached
becomeReady()
