/**
 * @file `npm run dev`: the window while one works on it, over the demo library. The app's own host serves it, with its
 * token, cookie and checks; what it serves is made by vite, which replaces modules in the open page. A change below
 * `electron/` starts the engine again, which goes on where it was.
 *
 *     npm run dev                                  # says the address, and opens it
 *     npm run dev -- --no-open --port 4173 --library <folder>
 */
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createServer as createViteServer, type Plugin } from 'vite'
import { readServeOptions } from '../electron/command-line/arguments.ts'
import { serve } from '../electron/serve.ts'
import { contentSecurityPolicy } from '../electron/transport/page.ts'
import { watchFolder } from '../electron/watch/watcher.ts'
import { drawDemoLibrary } from '../models/demo/scenes/library.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const home = join(root, '.sightline', 'demo')
const say = (sentence: string): void => console.error(sentence)

/** A save is several events, and several saves are one thought. */
const quietMs = 200
/** What the host itself has loaded: changed, it cannot be started again under an open window. */
const ofHost = /^(?:api|transport|command-line|watch|log)\/|^[\w-]+\.ts$/u
const entriesOfEngine = ['engine.ts', 'thread.ts', 'places.ts']

interface Vite {
  readonly port: number
  close(): Promise<void>
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A TCP server's address is an AddressInfo.
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

/** The page names the product's policy as well; while one works on it, the host's header is the one that counts. */
const withoutPolicyInPage: Plugin = {
  name: 'without-policy-in-page',
  transformIndexHtml: (html) => html.replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/iu, ''),
}

/** Modules come through the host; news of changes come from here, so the page must know the port. */
async function startVite(): Promise<Vite> {
  const port = await freePort()
  const vite = await createViteServer({
    root: join(root, 'renderer'),
    configFile: false,
    plugins: [svelte(), withoutPolicyInPage],
    cacheDir: join(root, 'node_modules', '.cache', 'vite-dev'),
    server: { host: '127.0.0.1', port, strictPort: true, hmr: { host: '127.0.0.1', protocol: 'ws', clientPort: port } },
  })
  await vite.listen()
  return { port, close: () => vite.close() }
}

/** Vite puts styles into the page and hears of changes over a socket; the product allows neither. */
function pageOf({ port }: Vite): (request: Request) => Promise<Response> {
  const policy = contentSecurityPolicy
    .replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
    .replace("connect-src 'self'", `connect-src 'self' ws://127.0.0.1:${port}`)
  return async (request) => {
    const { pathname, search } = new URL(request.url)
    const made = await fetch(`http://127.0.0.1:${port}${pathname}${search}`, { signal: request.signal })
    const headers = { 'content-type': made.headers.get('content-type') ?? 'text/plain', 'cache-control': 'no-store' }
    return new Response(await made.arrayBuffer(), {
      status: made.status,
      headers: { ...headers, 'content-security-policy': policy, 'x-content-type-options': 'nosniff' },
    })
  }
}

async function restartOnChange(restart: () => Promise<void>): Promise<void> {
  const folder = join(root, 'electron')
  let timer: NodeJS.Timeout | undefined
  await watchFolder(folder, {
    onHint: (paths) => {
      const changed = paths.map((path) => relative(folder, path).replaceAll('\\', '/'))
      if (changed.some((path) => ofHost.test(path) && !entriesOfEngine.includes(path)))
        say('What changed is part of the host as well: for that, start npm run dev again.')
      clearTimeout(timer)
      timer = setTimeout(() => {
        say(`The engine starts again: ${changed.join(', ')}`)
        void restart() // never rejects; a broken engine says so in the terminal and the window
      }, quietMs)
    },
    onLost: (reason) => say(`Changes of the engine are not seen: ${reason}`),
  })
}

const photos = join(home, 'photos')
mkdirSync(photos, { recursive: true })
await drawDemoLibrary(photos, { count: 300 })
const vite = await startVite()
const options = readServeOptions(process.argv.slice(2))
await serve(
  {
    ...options,
    library: options.library ?? join(home, 'library'),
    firstLook: { folders: [photos], pack: 'demo' },
    stays: true,
    page: pageOf(vite),
    whenStarted: (engine) => void restartOnChange(() => engine.restart()),
  },
  say,
)
await vite.close()
process.exit()
