/** The loopback host alone, without an engine: what it answers to whom. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startHost, type Host } from '../../electron/transport/http.ts'
import { temporaryFolder } from '../library/open-test-library.ts'
import { builtWindow } from '../made-once.ts'
import { root } from '../import-graph.ts'

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

async function cookieOf(host: Host): Promise<string> {
  const entered = await say(host, [`GET ${host.mintUrl().replace(/^http:..[^/]+/u, '')} HTTP/1.1`])
  return /set-cookie: ([^;]+)/iu.exec(entered)?.[1] ?? ''
}

describe('the loopback host', () => {
  it('says how it may be used with every answer: entry, events, calls, pages and refusals', async () => {
    const host = await openHost()
    const address = host.mintUrl().replace(/^http:..[^/]+/u, '')
    const answers = [
      await say(host, [`GET ${address} HTTP/1.1`]),
      await say(host, ['GET /nothing HTTP/1.1']),
      await say(host, ['GET /events HTTP/1.1']),
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
      const cookie = `Cookie: ${await cookieOf(host)}`

      expect(await say(host, ['GET /events HTTP/1.1', cookie, `Sec-Fetch-Site: ${site}`])).toContain(' 403 ')
    },
  )

  it('answers an address that is none', async () => {
    expect(await say(await openHost(), ['GET http://[ HTTP/1.1'])).toContain(' 400 ')
  })
})

describe('the note by which another window finds a host', { timeout: 120_000 }, () => {
  /** Starts `serve` and waits for its address, or for its end. */
  async function serveOver(library: string): Promise<{ code: number | null; said: string }> {
    await builtWindow()
    const child = spawn(process.execPath, [join(root, 'test', 'browser', 'demo-host.ts'), library, 'none'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    let said = ''
    const address = new Promise<null>((resolve) => {
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (text: Buffer) => {
          said += text.toString()
          if (said.includes('?token=')) resolve(null)
        })
    })
    const ended = once(child, 'exit').then(([code]: unknown[]) => Number(code))
    return { code: await Promise.race([address, ended]), said }
  }

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
    expect(said).not.toContain('?token=')
  })
})
