/** The loopback host alone, without an engine: what it answers to whom. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startHost, type Host } from '../../electron/transport/http.ts'
import { temporaryFolder } from '../library/open-test-library.ts'
import { builtWindow } from '../made-once.ts'
import { root } from '../import-graph.ts'
import { childrenOf, killChildren } from '../processes.ts'

async function openHost(): Promise<Host> {
  const host = await startHost({
    port: 0,
    rendererFolder: temporaryFolder(),
    picture: () => Promise.resolve(undefined),
    respond: () => Promise.resolve({ ok: true, output: {} }),
    onWindows: () => undefined,
  })
  onTestFinished(() => host.close())
  return host
}

/** A request as it stands on the wire, and all that comes back until the other side has said its head. */
async function say(host: Host, lines: readonly string[]): Promise<string> {
  const socket = connect(host.port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  socket.write([...lines, `Host: 127.0.0.1:${host.port}`, '', ''].join('\r\n'))
  let text = ''
  for await (const piece of socket) {
    text += String(piece)
    if (text.includes('\r\n\r\n')) break
  }
  return text
}

async function enter(host: Host): Promise<{ cookie: string; place: string }> {
  const entered = await say(host, [`GET ${host.mintUrl().replace(/^http:..[^/]+/u, '')} HTTP/1.1`])
  const [, cookie = '', place = ''] = /set-cookie: ([^;]+);.*Path=(\S+)\//iu.exec(entered) ?? []
  return { cookie: `Cookie: ${cookie}`, place }
}

describe('the loopback host', () => {
  it('says how it may be used with every answer: entry, events, calls, pages and refusals', async () => {
    const host = await openHost()
    const address = host.mintUrl().replace(/^http:..[^/]+/u, '')
    const inside = await enter(host)
    const answers = [
      await say(host, [`GET ${address} HTTP/1.1`]),
      await say(host, ['GET /nothing HTTP/1.1']),
      await say(host, ['GET /events HTTP/1.1']),
      await say(host, [`GET ${inside.place}/events HTTP/1.1`, inside.cookie]),
      await say(host, [`GET ${inside.place}/thumbnail/1 HTTP/1.1`, inside.cookie]),
      await say(host, ['no HTTP at all']),
      await say(host, ['POST /mint HTTP/1.1', `Authorization: Bearer ${host.secret}`, 'Content-Length: 0']),
    ]

    for (const answer of answers) {
      expect(answer).toContain('x-content-type-options: nosniff')
      expect(answer).toContain('cross-origin-resource-policy: same-origin')
      expect(answer).toContain("content-security-policy: default-src 'none'")
    }
  })

  it.each(['same-site', 'cross-site'])(
    'tells a page that is %s nothing, not even that something happens',
    async (site) => {
      const host = await openHost()
      const { cookie, place } = await enter(host)

      expect(await say(host, [`GET ${place}/events HTTP/1.1`, cookie])).toContain(' 200 ')
      expect(await say(host, [`GET ${place}/events HTTP/1.1`, cookie, `Sec-Fetch-Site: ${site}`])).toContain(' 403 ')
      expect(await say(host, ['GET /events HTTP/1.1', cookie])).toContain(' 401 ')
    },
  )

  it('answers an address that is none', async () => {
    expect(await say(await openHost(), ['GET http://[ HTTP/1.1'])).toContain(' 400 ')
  })
})

/** Starts `serve` and waits for its address, or for its end. */
async function serveOver(library: string, options: ServeTestOptions = {}): Promise<Served> {
  await builtWindow()
  const child = spawn(
    process.execPath,
    [join(root, 'test', 'browser', 'demo-host.ts'), library, 'none', ...(options.opens ? ['opens'] : [])],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...options.environment },
    },
  )
  onTestFinished(() => {
    killChildren(child.pid)
    child.kill('SIGKILL')
  })
  let said = ''
  const address = new Promise<null>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text: Buffer) => {
        said += text.toString()
        if (said.includes('?token=')) resolve(null)
      })
  })
  const ended = once(child, 'exit').then(([code]: unknown[]) => Number(code))
  return { code: await Promise.race([address, ended]), said: () => said, child, ended }
}

interface ServeTestOptions {
  readonly opens?: boolean
  readonly environment?: NodeJS.ProcessEnv
}

interface Served {
  readonly code: number | null
  readonly said: () => string
  readonly child: ChildProcess
  readonly ended: Promise<number>
}

describe('the note by which another window finds a host', { timeout: 120_000 }, () => {
  it('is a new file that only its owner reads, whatever lay there before', async () => {
    const [library, elsewhere] = [temporaryFolder(), join(temporaryFolder(), 'target')]
    writeFileSync(elsewhere, 'mine')
    symlinkSync(elsewhere, join(library, 'serve.json'))

    await serveOver(library)

    expect(readFileSync(elsewhere, 'utf8')).toBe('mine')
    const { mode } = statSync(join(library, 'serve.json'))
    if (process.platform !== 'win32') expect(mode & 0o777).toBe(0o600)
  })

  it('ends the host, and lets go of the library, where it cannot be written', async () => {
    const library = temporaryFolder()
    mkdirSync(join(library, 'serve.json'))
    chmodSync(join(library, 'serve.json'), 0o700)

    const { code, said } = await serveOver(library)

    expect(code).toBeGreaterThan(0)
    expect(said()).not.toContain('?token=')
  })
})

describe.skipIf(process.platform === 'win32')('a host that is told to end', { timeout: 120_000 }, () => {
  it('has ended within five seconds, also where its engine hangs', async () => {
    const library = temporaryFolder()
    const { child, ended } = await serveOver(library)
    const engines = childrenOf(child.pid)
    for (const pid of engines) process.kill(pid, 'SIGSTOP')

    const begun = performance.now()
    child.kill('SIGTERM')
    await ended

    expect(engines.length).toBeGreaterThan(0)
    expect(performance.now() - begun).toBeLessThan(5000)
    expect(readdirSync(library).filter((name) => /^serve\.json|^open-/u.test(name))).toEqual([])
  })
})

describe.skipIf(process.platform !== 'linux')('the browser that a host opens', { timeout: 120_000 }, () => {
  it('is given a page on disk that only its owner reads, and no token among its arguments', async () => {
    const [library, bin] = [temporaryFolder(), temporaryFolder()]
    const told = join(bin, 'told')
    writeFileSync(join(bin, 'xdg-open'), `#!/bin/sh\nprintf '%s\\n' "$@" > ${told}.part && mv ${told}.part ${told}\n`, {
      mode: 0o755,
    })

    await serveOver(library, { opens: true, environment: { PATH: `${bin}:${process.env['PATH'] ?? ''}` } })
    await expect.poll(() => existsSync(told), { timeout: 20_000 }).toBe(true)

    const page = fileURLToPath(readFileSync(told, 'utf8').trim())
    expect(page).not.toContain('token')
    expect(statSync(page).mode & 0o777).toBe(0o600)
    expect(readFileSync(page, 'utf8')).toMatch(/http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}/u)
  })
})
