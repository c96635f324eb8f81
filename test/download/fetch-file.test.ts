import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fc } from '../random.ts'
import { describe, expect, it, onTestFinished } from 'vitest'
import { AppError } from '../../electron/api/errors.ts'
import { realDisk, type Disk } from '../../electron/download/disk.ts'
import { fetchFile, type FetchNews, type FetchTools } from '../../electron/download/fetch-file.ts'
import { whyUnsafe } from '../../electron/download/request.ts'
import { temporaryFolder } from '../library/open-test-library.ts'
import { sha256Of, startHub, type Fault, type Hub, type HubOptions } from './hub.ts'

const content = Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 31 + (at >> 5)) & 255))
const name = 'owner/model/resolve/abc123/onnx/model.onnx'

interface Tried {
  readonly outcome: 'done' | AppError
  readonly news: readonly FetchNews[]
  /** Rests that would have been taken, in milliseconds. */
  readonly rests: readonly number[]
}

async function tryFetch(hub: Pick<Hub, 'url'>, target: string, tools: Partial<FetchTools> = {}): Promise<Tried> {
  const news: FetchNews[] = []
  const rests: number[] = []
  const file = { url: new URL(`${hub.url}/${name}`), bytes: content.length, sha256: sha256Of(content) }
  const outcome = await fetchFile(file, target, {
    signal: new AbortController().signal,
    environment: {},
    patience: { answerMs: 2000, idleMs: 60 },
    rest: (ms) => {
      rests.push(ms)
      return Promise.resolve()
    },
    nowMs: () => Date.parse('2026-11-25T10:00:00Z'),
    onNews: (each) => news.push(each),
    ...tools,
  }).then(
    () => 'done' as const,
    (error: unknown) => {
      if (error instanceof AppError) return error
      throw error
    },
  )
  return { outcome, news, rests }
}

const target = (): string => join(temporaryFolder(), 'model.onnx')
const start = (options: Partial<HubOptions> = {}): Promise<Hub> => startHub({ files: { [name]: content }, ...options })
const ranges = (hub: Hub): (string | undefined)[] =>
  hub.requests.filter(({ at }) => at === 'hub').map(({ headers }) => headers.range)

describe('fetching a file', () => {
  it('sends nothing but the address: plain GETs, no cookie, no referrer, nothing carried to the second host', async () => {
    const hub = await start()

    const { outcome } = await tryFetch(hub, target())

    expect(outcome).toBe('done')
    expect(
      hub.requests.map(({ at, method, headers }) => ({ at, method, headers: Object.keys(headers).sort() })),
    ).toEqual(
      (['hub', 'store'] as const).map((at) => ({
        at,
        method: 'GET',
        headers: ['accept-encoding', 'connection', 'host', 'user-agent'],
      })),
    )
  })

  it.each<[string, Partial<HubOptions>, Fault, (string | undefined)[]]>([
    ['a cut', {}, { kind: 'cut', after: 3000 }, [undefined, 'bytes=3000-']],
    ['silence', {}, { kind: 'stall', after: 3000 }, [undefined, 'bytes=3000-']],
    ['a cut of a plain mirror', { plain: true }, { kind: 'cut', after: 3000 }, [undefined, 'bytes=3000-']],
    ['a cut of a mirror that names nothing', { bare: true }, { kind: 'cut', after: 3000 }, [undefined, undefined]],
    ['an expired link', {}, { kind: 'status', at: 'store', status: 403 }, [undefined, undefined]],
    ['a busy hub', {}, { kind: 'status', at: 'hub', status: 503 }, [undefined, undefined]],
    ['a busy store', {}, { kind: 'status', at: 'store', status: 500 }, [undefined, undefined]],
    ['a hung-up connection', {}, { kind: 'hang-up', at: 'hub' }, [undefined, undefined]],
    ['a wrong byte', {}, { kind: 'wrong-byte', at: 77 }, [undefined, undefined]],
    ['too many bytes', {}, { kind: 'too-long' }, [undefined, undefined]],
    ['a page to sign in', {}, { kind: 'sign-in' }, [undefined, undefined]],
    ['a circle of redirects', {}, { kind: 'circle' }, [undefined, undefined]],
  ])('gets over %s', async (_, options, fault, asked) => {
    const hub = await start(options)
    hub.misbehave(fault)
    const path = target()

    const { outcome } = await tryFetch(hub, path)

    expect(outcome).toBe('done')
    expect(readFileSync(path).equals(content)).toBe(true)
    expect(ranges(hub)).toEqual(asked)
    expect([existsSync(`${path}.part`), existsSync(`${path}.part.json`)]).toEqual([false, false])
  })

  it.each<[string, Fault]>([
    ['ranges are ignored', { kind: 'no-range' }],
    ['another range comes', { kind: 'other-range' }],
  ])('begins anew where %s', async (_, fault) => {
    const hub = await start()
    hub.misbehave({ kind: 'cut', after: 2000 }, fault)
    const path = target()

    const { outcome } = await tryFetch(hub, path)

    expect(outcome).toBe('done')
    expect(readFileSync(path).equals(content)).toBe(true)
  })

  it.each<[string, Fault[], string, string]>([
    ['a hub without the file', [{ kind: 'status', at: 'hub', status: 404 }], 'hub-refused', '404'],
    ['a hub that wants a name', [{ kind: 'status', at: 'hub', status: 401 }], 'hub-refused', '401'],
    ['another file under the name', [{ kind: 'other-file' }], 'hub-refused', 'tested with'],
    [
      'wrong bytes twice',
      Array<Fault>(2).fill({ kind: 'wrong-byte', at: 9 }),
      'pack-damaged',
      'not the published file',
    ],
    ['a hub that stays busy', Array<Fault>(9).fill({ kind: 'status', at: 'hub', status: 500 }), 'hub-refused', 'busy'],
    ['nobody there', Array<Fault>(9).fill({ kind: 'hang-up', at: 'hub' }), 'offline', 'no connection'],
    [
      'a hub that asks to come back tomorrow',
      [{ kind: 'status', at: 'hub', status: 429, retryAfter: '86400' }],
      'hub-refused',
      '1440 minutes',
    ],
  ])('says so plainly with %s, and installs nothing', async (_, faults, code, words) => {
    const hub = await start()
    hub.misbehave(...faults)
    const path = target()

    const { outcome } = await tryFetch(hub, path)

    expect(outcome).toMatchObject({ code, message: expect.stringContaining(words) as unknown })
    expect(outcome).toHaveProperty('hint', expect.stringMatching(/\w/u))
    expect(existsSync(path)).toBe(false)
  })

  it('waits as long as it is asked to, by seconds and by date, and else longer each time', async () => {
    const hub = await start()
    hub.misbehave(
      { kind: 'status', at: 'hub', status: 429, retryAfter: '7' },
      { kind: 'status', at: 'hub', status: 503, retryAfter: 'Wed, 25 Nov 2026 10:00:30 GMT' },
      { kind: 'cut', after: 1000 },
      { kind: 'hang-up', at: 'store' },
      { kind: 'hang-up', at: 'store' },
    )

    const { outcome, rests, news } = await tryFetch(hub, target(), { hasAnswered: true })

    expect(outcome).toBe('done')
    expect(rests).toEqual([7000, 30_000, 1000, 2000, 4000])
    expect(news.filter(({ state }) => state === 'waiting')).toHaveLength(5)
  })

  it('goes on after an abort where it was, hashing again what is there', async () => {
    const hub = await start()
    hub.misbehave({ kind: 'stall', after: 3500 })
    const path = target()
    const stop = new AbortController()

    const stopped = await tryFetch(hub, path, {
      signal: stop.signal,
      patience: { answerMs: 2000, idleMs: 60_000 },
      onNews: (news) => {
        if (news.state === 'downloading' && news.bytes >= 3500) stop.abort()
      },
    })
    const { outcome, news } = await tryFetch(hub, path)

    expect(stopped.outcome).toMatchObject({ code: 'cancelled', hint: expect.stringContaining('kept') as unknown })
    expect(outcome).toBe('done')
    expect(news[0]).toEqual({ state: 'checking', bytes: 3500 })
    expect(ranges(hub)).toEqual([undefined, 'bytes=3500-'])
    expect(readFileSync(path).equals(content)).toBe(true)
  })

  it('does not go on with what belongs to another file, is too long, or has rotted', async () => {
    const hub = await start()
    const state = {
      sha256: sha256Of(content),
      bytes: content.length,
      validator: { kind: 'linked', value: `"${sha256Of(content)}"` },
    }
    const cases: [Buffer, object][] = [
      [content.subarray(0, 100), { ...state, sha256: sha256Of(Buffer.from('other')) }],
      [Buffer.concat([content, content]), state],
      [Buffer.alloc(100), state],
      [Buffer.alloc(content.length), state],
      [content.subarray(0, 100), {}],
    ]

    for (const [part, json] of cases) {
      const path = target()
      writeFileSync(`${path}.part`, part)
      writeFileSync(`${path}.part.json`, JSON.stringify(json))
      const { outcome } = await tryFetch(hub, path)
      expect(outcome).toBe('done')
      expect(readFileSync(path).equals(content)).toBe(true)
    }
  })

  it('says that the disk is full, and goes on when there is room', async () => {
    const hub = await start()
    const path = target()
    const full: Disk = {
      ...realDisk,
      async openPart(part) {
        const handle = await realDisk.openPart(part)
        const write = handle.write.bind(handle)
        let room = 2000
        handle.write = ((piece: Buffer, offset: number, length: number, position: number) => {
          if (room <= 0) return Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' }))
          const some = Math.min(room, length)
          room -= some
          return write(piece, offset, some, position)
        }) as typeof handle.write
        return handle
      },
    }

    const first = await tryFetch(hub, path, { disk: full })
    const second = await tryFetch(hub, path)

    expect(first.outcome).toMatchObject({ code: 'disk-full' })
    expect(second.outcome).toBe('done')
    expect(readFileSync(path).equals(content)).toBe(true)
  })

  it('refuses addresses that are not encrypted, the first as well as one it is sent to', async () => {
    const wanted = { bytes: 1, sha256: sha256Of(content), url: new URL('http://models.example/x') }
    const tools = { signal: new AbortController().signal, environment: {} }
    const sending = createServer((_, response) =>
      response.writeHead(302, { location: 'http://models.example/x' }).end(),
    )
    sending.listen(0, '127.0.0.1')
    await once(sending, 'listening')
    onTestFinished(() => void sending.close())
    const { port } = sending.address() as AddressInfo

    const direct = fetchFile(wanted, target(), tools)
    const sent = fetchFile({ ...wanted, url: new URL(`http://127.0.0.1:${port}/x`) }, target(), tools)

    await expect(direct).rejects.toMatchObject({
      code: 'hub-refused',
      message: expect.stringContaining('not encrypted') as unknown,
    })
    await expect(sent).rejects.toMatchObject({
      code: 'hub-refused',
      message: expect.stringContaining('not encrypted') as unknown,
    })
  })

  it.each([
    ['https://huggingface.co/x', 'https://cdn.example/y', undefined],
    ['https://huggingface.co/x', 'http://cdn.example/y', 'it is not encrypted'],
    ['https://huggingface.co/x', 'http://127.0.0.1:8080/y', 'it is this machine'],
    ['https://huggingface.co/x', 'https://localhost/y', 'it is this machine'],
    ['http://127.0.0.1:9000/x', 'http://127.0.0.1:8080/y', undefined],
    ['http://[::1]:9000/x', 'http://localhost:8080/y', undefined],
    ['http://127.0.0.1:9000/x', 'http://192.168.1.2/y', 'it is not encrypted'],
  ])('from %s to %s: %s', (hub, to, why) => {
    expect(whyUnsafe(new URL(to), new URL(hub))).toBe(why)
  })

  it('goes through the proxy of the environment, and around it where told', async () => {
    const hub = await start()
    const tunnels: string[] = []
    const proxied: string[] = []
    const proxy = createServer((request, response) => {
      proxied.push(request.url ?? '')
      response.writeHead(502).end()
    })
    proxy.on('connect', (request, socket) => {
      tunnels.push(request.url ?? '')
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
    })
    proxy.listen(0, '127.0.0.1')
    await once(proxy, 'listening')
    onTestFinished(() => void proxy.close())
    const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`

    const through = await tryFetch(hub, target(), { environment: { HTTP_PROXY: address } })
    const around = await tryFetch(hub, target(), { environment: { HTTP_PROXY: address, NO_PROXY: '127.0.0.1' } })
    const secure = await tryFetch({ url: 'https://models.example' }, target(), {
      environment: { HTTPS_PROXY: address },
    })

    expect(through.outcome).toMatchObject({ code: 'hub-refused' })
    expect(proxied[0]).toBe(`${hub.url}/${name}`)
    expect(around.outcome).toBe('done')
    expect(tunnels[0]).toBe('models.example:443')
    expect(secure.outcome).toMatchObject({ code: 'offline', message: expect.stringContaining('proxy') as unknown })
  })

  it.each([
    ['without a scheme', (at: string) => ({ HTTP_PROXY: at.replace('http://', '') })],
    ['in lower case, which wins', (at: string) => ({ http_proxy: at, HTTP_PROXY: 'http://127.0.0.1:1' })],
    ['for everything', (at: string) => ({ ALL_PROXY: at })],
  ])('goes through a proxy named %s', async (_how, environmentOf) => {
    const hub = await start()
    const asked: string[] = []
    const proxy = createServer((request, response) => {
      asked.push(request.url ?? '')
      response.writeHead(410).end()
    })
    proxy.listen(0, '127.0.0.1')
    await once(proxy, 'listening')
    onTestFinished(() => void proxy.close())

    await tryFetch(hub, target(), {
      environment: environmentOf(`http://127.0.0.1:${(proxy.address() as AddressInfo).port}`),
    })

    expect(asked).toEqual([`${hub.url}/${name}`])
    expect(hub.requests).toEqual([])
  })

  it('says that a proxy was not gone through, where that may be why nothing came', async () => {
    const nobody = { url: 'http://127.0.0.1:1' }

    const socks = await tryFetch(nobody, target(), { environment: { ALL_PROXY: 'socks5://me:secret@127.0.0.1:1080' } })
    const none = await tryFetch(nobody, target())

    expect(socks.outcome).toMatchObject({
      code: 'offline',
      hint: expect.stringMatching(/ALL_PROXY.*not through socks5/u) as unknown,
    })
    expect(socks.outcome).not.toMatchObject({ hint: expect.stringContaining('secret') as unknown })
    expect(none.outcome).toMatchObject({ hint: expect.not.stringContaining('proxy') as unknown })
  })

  it('ends with the pinned file or a clear error, whatever the hub does', { timeout: 240_000 }, async () => {
    const at = fc.constantFrom('hub' as const, 'store' as const)
    const place = fc.integer({ min: 0, max: content.length - 1 })
    const fault: fc.Arbitrary<Fault> = fc.oneof(
      fc.constant<Fault>({ kind: 'fine' }),
      fc.record({
        kind: fc.constant('status' as const),
        at,
        status: fc.constantFrom(400, 403, 404, 408, 416, 418, 429, 500, 503),
        retryAfter: fc.constantFrom('0', '3', '99999', 'soon', 'Wed, 25 Nov 2026 10:01:00 GMT'),
      }),
      fc.record({ kind: fc.constant('hang-up' as const), at }),
      fc.record({ kind: fc.constant('cut' as const), after: place }),
      fc.record({ kind: fc.constant('wrong-byte' as const), at: place }),
      fc.constantFrom<Fault>(
        { kind: 'no-range' },
        { kind: 'other-range' },
        { kind: 'too-long' },
        { kind: 'sign-in' },
        { kind: 'other-file' },
        { kind: 'circle' },
        { kind: 'stall', after: 900 },
      ),
    )
    const scripts = fc.record({
      faults: fc.array(fault, { maxLength: 12 }),
      mirror: fc.constantFrom<Partial<HubOptions>>({}, { plain: true }, { bare: true }),
    })

    await fc.assert(
      fc.asyncProperty(scripts, async ({ faults, mirror }) => {
        const hub = await start(mirror)
        hub.misbehave(...faults)
        const path = target()
        const { outcome } = await tryFetch(hub, path, { patience: { answerMs: 2000, idleMs: 30 } })
        const again = outcome === 'done' ? outcome : (await tryFetch(hub, path)).outcome
        for (const each of [outcome, again])
          if (each !== 'done') expect(['offline', 'hub-refused', 'pack-damaged']).toContain(each.code)
        expect(existsSync(path)).toBe(outcome === 'done' || again === 'done')
        if (existsSync(path)) expect(sha256Of(readFileSync(path))).toBe(sha256Of(content))
        await hub.close()
      }),
      { numRuns: 120 },
    )
  })
})
