/**
 * @file `npm run demo`: draws a demo library, shows it in the window while it is being indexed, and runs five searches.
 * Without a terminal, or with `--no-window`, it indexes and searches only. A second run draws and indexes nothing.
 */
import { mkdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { drawDemoLibrary } from '../models/demo/scenes/library.ts'
import { contract } from './api/contract.ts'
import { answer, connect, type Client } from './api/rpc.ts'
import { buildWindow } from './build-window.ts'
import { progressLine, renderAnswer } from './command-line/render.ts'
import { createTerminal } from './command-line/terminal.ts'
import { findElectron, runDesktop } from './desktop.ts'
import { openLog } from './log/log.ts'
import { openLibrary } from './library/library.ts'
import { bundledPackFolders, cataloguePath, threadUrl } from './places.ts'
import { serve } from './serve.ts'

const searches = [
  'a puppy on the shore',
  'kites over the harbour at dusk',
  'a beach, summer 2023',
  'an elephant riding a submarine',
  'fresh eggs',
]

const terminal = createTerminal(process.stdout, process.stderr, process.env)
const root = fileURLToPath(new URL('..', import.meta.url))
const home = join(root, '.sightline', 'demo')
const photos = join(home, 'photos')
const libraryFolder = join(home, 'library')
const say = (sentence: string): void => terminal.complain(sentence)

async function showSearches(client: Client<typeof contract>): Promise<void> {
  for (const words of searches) {
    const page = await client.search.query({ words, limit: 3 })
    const inFolder = <Hit extends { readonly photo: { readonly path: string } }>(hit: Hit): Hit => ({
      ...hit,
      photo: { ...hit.photo, path: relative(photos, hit.photo.path) },
    })
    const shown = { ...page, hits: page.hits.map(inFolder), nearest: page.nearest.map(inFolder), notice: undefined }
    terminal.print(`\n${terminal.paint('bold', `“${words}”`)}  ${terminal.paint('dim', `${page.tookMs} ms`)}`)
    terminal.print(renderAnswer('search.query', shown, terminal) ?? '')
  }
  const where = relative('.', libraryFolder)
  terminal.print(`\nSearch it yourself: npx sightline search "two cats" --library ${where}`)
}

async function withoutWindow(): Promise<void> {
  const log = openLog({ folder: libraryFolder, part: 'demo' })
  const library = openLibrary({
    folder: libraryFolder,
    log,
    packFolders: bundledPackFolders(),
    cataloguePath: cataloguePath(),
    threadUrl,
  })
  library.onEvent((event) => {
    if (event.kind === 'progress') terminal.status(progressLine(event.stages))
  })
  const client = connect(
    contract,
    answer(contract, library.handlers, (method, error) => log.failure('a method failed', error, { method })),
  )
  try {
    const report = await client.index.run({ folders: [photos], pack: 'demo' })
    terminal.print(renderAnswer('index.run', { ...report, notice: undefined }, terminal) ?? '')
    await showSearches(client)
  } finally {
    await library.close()
  }
}

async function inWindow(): Promise<void> {
  buildWindow(root, say)
  const binary = await findElectron(root, say)
  if (binary !== undefined) {
    const asked = { SIGHTLINE_LIBRARY: libraryFolder, SIGHTLINE_FOLDER: photos, SIGHTLINE_PACK: 'demo' }
    say(`Try in the search box: ${searches.join(' · ')}`)
    process.exitCode = await runDesktop(binary, root, [], { ...process.env, ...asked })
    return
  }
  say('It is indexed while you look; Ctrl-C, or closing the window, ends it.')
  const firstLook = { folders: [photos], pack: 'demo' }
  await serve({ library: libraryFolder, port: 0, opens: true, firstLook, whenLookedThrough: showSearches }, say)
}

mkdirSync(photos, { recursive: true })
await drawDemoLibrary(photos, {
  count: 300,
  onDrawn: (drawn, count) => terminal.status(`drawing ${drawn}/${count}`),
})
if (process.stdout.isTTY && !process.argv.includes('--no-window')) await inWindow()
else await withoutWindow()
