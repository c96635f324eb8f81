/**
 * @file `npm run demo`: draws a demo library, indexes it, shows five searches, and on a terminal opens the window.
 * A second run draws and indexes nothing. `--no-window` leaves the window out.
 */
import { mkdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { drawDemoLibrary } from '../models/demo/scenes/library.ts'
import { contract } from './api/contract.ts'
import { answer, connect } from './api/rpc.ts'
import { progressLine, renderAnswer } from './command-line/render.ts'
import { createTerminal } from './command-line/terminal.ts'
import { buildWindow } from './build-window.ts'
import { openLibrary } from './library/library.ts'
import { bundledPackFolders, threadUrl } from './places.ts'
import { serve } from './serve.ts'

const searches = [
  'a puppy on the shore',
  'kites over the harbour at dusk',
  'a beach, summer 2023',
  'birthday cake in the kitchen -flowers',
  'an elephant riding a submarine',
]

const terminal = createTerminal(process.stdout, process.stderr, process.env)
const root = fileURLToPath(new URL('..', import.meta.url))
const home = join(root, '.sightline', 'demo')
const photos = join(home, 'photos')
mkdirSync(photos, { recursive: true })

await drawDemoLibrary(photos, {
  count: 300,
  onDrawn: (drawn, count) => terminal.status(`drawing ${drawn}/${count}`),
})

const library = openLibrary({ folder: join(home, 'library'), packFolders: bundledPackFolders(), threadUrl })
library.onEvent((event) => {
  if (event.kind === 'progress') terminal.status(progressLine(event.stages))
})
const client = connect(contract, answer(contract, library.handlers, console.error))
try {
  const report = await client.index.run({ folders: [photos], pack: 'demo' })
  terminal.print(renderAnswer('index.run', { ...report, notice: undefined }, terminal) ?? '')
  for (const words of searches) {
    const page = await client.search.query({ words, limit: 3 })
    const hits = page.hits.map((hit) => ({ ...hit, photo: { ...hit.photo, path: relative(photos, hit.photo.path) } }))
    const nearest = page.nearest.map((hit) => ({
      ...hit,
      photo: { ...hit.photo, path: relative(photos, hit.photo.path) },
    }))
    terminal.print(`\n${terminal.paint('bold', `“${words}”`)}  ${terminal.paint('dim', `${page.tookMs} ms`)}`)
    terminal.print(renderAnswer('search.query', { ...page, hits, nearest, notice: undefined }, terminal) ?? '')
  }
  terminal.print(
    `\nSearch it yourself: npx sightline search "two cats" --library ${relative('.', join(home, 'library'))}`,
  )
} finally {
  await library.close()
}
if (process.stdout.isTTY && !process.argv.includes('--no-window')) {
  const say = (sentence: string): void => terminal.complain(sentence)
  buildWindow(root, say)
  say('The window opens in your browser; Ctrl-C closes it.')
  await serve({ library: join(home, 'library'), port: 0, opens: true, pack: 'demo' }, say)
}
