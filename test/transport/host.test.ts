import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { drawPhotos } from '../browser/demo-library.ts'
import { scratchFolder, startTestHost, type TestHost } from '../browser/open-window.ts'

interface Reply {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

interface Ask {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** Plain HTTP, since `fetch` sets Host and Origin as it likes. */
function ask(port: number, path: string, { method = 'GET', headers = {}, body }: Ask = {}): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      )
    })
    request.on('error', reject)
    request.end(body)
  })
}

interface Visitor {
  readonly port: number
  readonly host: TestHost
  readonly library: string
  readonly cookie: string
  /** Where the page lies: nobody else knows. */
  readonly place: string
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Reply>
  readonly call: (method: string, input: unknown, headers?: Readonly<Record<string, string>>) => Promise<Reply>
}

/** What entering gives: a cookie, and the place that it is for. */
function admission({ headers }: Reply): { cookie: string; place: string } {
  const [cookie = '', path = ''] = /^([^;]+);.*Path=([^;]*)\/$/u.exec(headers['set-cookie']?.[0] ?? '')?.slice(1) ?? []
  return { cookie, place: path }
}

async function enter(): Promise<Visitor> {
  const library = scratchFolder()
  const host = await startTestHost(library)
  const address = new URL(await host.openAddress())
  const port = Number(address.port)
  const { cookie, place } = admission(await ask(port, `/${address.search}`))
  return {
    port,
    host,
    library,
    cookie,
    place,
    get: (path, headers = {}) => ask(port, `${place}${path}`, { headers: { cookie, ...headers } }),
    call: (method, input, headers = {}) =>
      ask(port, `${place}/rpc`, {
        method: 'POST',
        headers: { cookie, origin: address.origin, 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ method, input }),
      }),
  }
}

const json = (reply: Reply): unknown => JSON.parse(reply.body.toString())

describe('the loopback host', { timeout: 120_000 }, () => {
  it('lets a one-time token in once, and gives a cookie that no script and no other site can use', async () => {
    const host = await startTestHost(scratchFolder())
    const address = new URL(await host.openAddress())
    const port = Number(address.port)

    const first = await ask(port, `/${address.search}`)
    const second = await ask(port, `/${address.search}`)
    const guessed = await ask(port, '/?token=guessed')

    expect(first.status).toBe(200)
    expect(first.headers['set-cookie']?.[0]).toMatch(/; HttpOnly; SameSite=Strict; Path=\/p\/[\w-]{43}\/$/u)
    expect(first.body.toString()).toContain(`url=${admission(first).place}/`)
    expect([second.status, guessed.status]).toEqual([401, 401])
    expect(second.headers['set-cookie']).toBeUndefined()
  })

  it('refuses whoever has no cookie, another Host, another Origin, or comes from another site', async () => {
    const { port, host, cookie, place, get, call } = await enter()
    const other = admission(await ask(port, `/${new URL(await host.openAddress()).search}`))

    const statuses = {
      stranger: (await ask(port, '/')).status,
      cookieAlone: (await ask(port, '/', { headers: { cookie } })).status,
      cookieAloneAsking: (await ask(port, '/thumbnail/1', { headers: { cookie } })).status,
      placeAlone: (await ask(port, `${place}/`)).status,
      placeOfAnother: (await ask(port, `${other.place}/`, { headers: { cookie } })).status,
      wrongCookie: (await ask(port, `${place}/`, { headers: { cookie: `sightline-${port}=guess` } })).status,
      rebound: (await get('/', { host: `evil.example:${port}` })).status,
      localhostName: (await get('/', { host: `localhost:${port}` })).status,
      foreignOrigin: (await call('library.status', {}, { origin: 'https://evil.example' })).status,
      noOrigin: (await ask(port, `${place}/rpc`, { method: 'POST', headers: { cookie } })).status,
      crossSite: (await get('/thumbnail/1', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' })).status,
      mintWithoutSecret: (await ask(port, '/mint', { method: 'POST', headers: { cookie } })).status,
      welcome: (await get('/')).status,
    }

    expect(statuses).toEqual({
      stranger: 401,
      cookieAlone: 401,
      cookieAloneAsking: 401,
      placeAlone: 401,
      placeOfAnother: 401,
      wrongCookie: 401,
      rebound: 421,
      localhostName: 421,
      foreignOrigin: 403,
      noOrigin: 403,
      crossSite: 403,
      mintWithoutSecret: 403,
      welcome: 200,
    })
  })

  it('serves the built window under a strict policy and nothing outside its folder', async () => {
    const { get } = await enter()

    const page = await get('/')
    const outside = await Promise.all(
      [
        '/../package.json',
        '/..%2f..%2fpackage.json',
        '/%2e%2e/%2e%2e/package.json',
        '/assets/..%5c..%5cpackage.json',
        '/index.html%00.js',
        '/no-such-page.js',
        '/%E0%A4%A',
      ].map(async (path) => (await get(path)).status),
    )

    expect(page.headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'; style-src 'self'")
    expect(page.headers['x-content-type-options']).toBe('nosniff')
    expect(page.body.toString()).toContain('<title>Sightline</title>')
    expect(outside.every((status) => [400, 401, 404].includes(status))).toBe(true)
  })

  it('carries envelopes: answers, errors, nonsense, and no more than it can hold', async () => {
    const { port, cookie, place, call } = await enter()
    const origin = `http://127.0.0.1:${port}`
    const post = (body: string, type = 'application/json'): Promise<Reply> =>
      ask(port, `${place}/rpc`, { method: 'POST', headers: { cookie, origin, 'content-type': type }, body })

    const good = await call('folders.list', {})
    const unknown = await call('__proto__.constructor', {})
    const notJson = await post('{')
    const notAnEnvelope = await post('[1]')
    const form = await post('method=x', 'application/x-www-form-urlencoded')

    expect(json(good)).toEqual({ ok: true, output: { folders: [] } })
    expect(json(unknown)).toMatchObject({ ok: false, error: { code: 'bad-request' } })
    expect(notJson.status).toBe(400)
    expect(json(notAnEnvelope)).toMatchObject({ ok: false, error: { code: 'bad-request' } })
    expect(form.status).toBe(415)
  })

  it('serves thumbnails and originals with ETag and ranges, by number alone', async () => {
    const photos = scratchFolder()
    await drawPhotos(photos, 2)
    const { get, call } = await enter()
    await call('index.run', { folders: [photos] })
    const listed = json(await call('photos.list', {})) as { output: { photos: { id: number; path: string }[] } }
    const [photo] = listed.output.photos
    if (photo === undefined) throw new Error('they were indexed')
    const size = statSync(photo.path).size

    const thumbnail = await get(`/thumbnail/${photo.id}?v=x`)
    const again = await get(`/thumbnail/${photo.id}?v=x`, { 'if-none-match': thumbnail.headers.etag ?? '' })
    const whole = await get(`/screen/${photo.id}?v=x`)
    const part = await get(`/screen/${photo.id}?v=x`, { range: 'bytes=10-19' })
    const tail = await get(`/screen/${photo.id}?v=x`, { range: 'bytes=-5' })
    const beyond = await get(`/screen/${photo.id}?v=x`, { range: `bytes=${size}-` })
    const missing = await Promise.all(['/thumbnail/999', '/screen/abc', '/screen/1e3'].map((path) => get(path)))

    expect(thumbnail.headers['content-type']).toBe('image/jpeg')
    expect(thumbnail.body.subarray(0, 2).toString('hex')).toBe('ffd8')
    expect(again.status).toBe(304)
    expect(whole.body).toHaveLength(size)
    expect([part.status, part.headers['content-range']]).toEqual([206, `bytes 10-19/${size}`])
    expect(part.body.equals(whole.body.subarray(10, 20))).toBe(true)
    expect(tail.body.equals(whole.body.subarray(size - 5))).toBe(true)
    expect(beyond.status).toBe(416)
    expect(missing.map((reply) => reply.status)).toEqual([404, 404, 404])
  })

  it('keeps its secret in a file that only its owner can read', async () => {
    const { library } = await enter()

    const { mode } = statSync(join(library, 'serve.json'))

    expect(mode & 0o777).toBe(0o600)
  })

  it('starts a killed engine again and goes on answering', async () => {
    const { host, call } = await enter()
    await call('preferences.set', { theme: 'dark' })

    host.killEngine()

    await expect
      .poll(async () => json(await call('preferences.get', {})), { timeout: 20_000 })
      .toMatchObject({ ok: true, output: { theme: 'dark' } })
  })
})
