/**
 * @file A hub of models on this machine that behaves like the real one, and misbehaves as told: the hub itself on one
 * port, which names size and hash and sends on, and the store of bytes on another, which honours ranges.
 */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** What goes wrong with one request for a file. */
export type Fault =
  | { readonly kind: 'fine' }
  /** An answer without a file, from the hub or from the store. */
  | {
      readonly kind: 'status'
      readonly at: 'hub' | 'store'
      readonly status: number
      readonly retryAfter?: string
    }
  /** The connection ends without an answer. */
  | { readonly kind: 'hang-up'; readonly at: 'hub' | 'store' }
  /** So many bytes of the body, then the connection breaks. */
  | { readonly kind: 'cut'; readonly after: number }
  /** So many bytes of the body, then silence. */
  | { readonly kind: 'stall'; readonly after: number }
  /** One byte is another one. */
  | { readonly kind: 'wrong-byte'; readonly at: number }
  /** The store answers a range with the whole file. */
  | { readonly kind: 'no-range' }
  /** The store answers another range than was asked for. */
  | { readonly kind: 'other-range' }
  /** More bytes than the file has, without a length. */
  | { readonly kind: 'too-long' }
  /** A page to sign in, as networks of hotels give. */
  | { readonly kind: 'sign-in' }
  /** The hub names another file under this address. */
  | { readonly kind: 'other-file' }
  /** Sends in circles. */
  | { readonly kind: 'circle' }

export interface SeenRequest {
  readonly at: 'hub' | 'store'
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
}

export interface Hub {
  readonly url: string
  readonly requests: readonly SeenRequest[]
  /** One fault per request for a file, in order; when they are used up all is well. */
  misbehave(...faults: readonly Fault[]): void
  /** Gives other bytes under this name from now on. */
  put(path: string, bytes: Buffer): void
  close(): Promise<void>
}

export interface HubOptions {
  /** By `repo/resolve/revision/path`. */
  readonly files: Readonly<Record<string, Buffer>>
  /** As a plain mirror: no second host, no linked hash, only an ETag. */
  readonly plain?: boolean
  /** A mirror that names nothing at all. */
  readonly bare?: boolean
}

export const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

const listen = async (server: Server): Promise<string> => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Starts a hub; it ends with the test. */
export async function startHub({ files, plain = false, bare = false }: HubOptions): Promise<Hub> {
  const known = new Map(Object.entries(files))
  const requests: SeenRequest[] = []
  const faults: Fault[] = []
  const links = new Map<string, { readonly bytes: Buffer; readonly fault: Fault }>()
  const note = (at: SeenRequest['at'], { method = '', url = '', headers }: IncomingMessage): void =>
    void requests.push({ at, method, path: url, headers })

  const hub = createServer((request, response) => {
    note('hub', request)
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://hub').pathname.slice(1))
    if (path.startsWith('api/models/')) {
      answerApi(path, known, response)
      return
    }
    const bytes = known.get(path)
    if (bytes === undefined) return void response.writeHead(404).end('Entry not found')
    const fault = faults.shift() ?? { kind: 'fine' }
    if (fault.kind === 'circle') return void response.writeHead(302, { location: request.url ?? '/' }).end()
    if (fault.kind === 'hang-up' && fault.at === 'hub') return void request.socket.destroy()
    if (fault.kind === 'status' && fault.at === 'hub') {
      answerStatus(fault, response)
      return
    }
    if (fault.kind === 'sign-in') return void response.writeHead(200).end('<html>Please sign in</html>')
    const named = fault.kind === 'other-file' ? Buffer.from('another file') : bytes
    const etag = `"${sha256Of(named)}"`
    if (plain || bare) {
      answerBytes(request, response, { bytes, fault, etag: bare ? undefined : etag })
      return
    }
    const link = `/signed/${links.size}?Expires=1`
    links.set(link, { bytes, fault })
    response
      .writeHead(302, {
        location: `${storeUrl}${link}`,
        'x-repo-commit': path.split('/').at(3) ?? '',
        'x-linked-size': String(named.length),
        'x-linked-etag': etag,
        'set-cookie': 'secret=1',
      })
      .end()
  })
  const store = createServer((request, response) => {
    note('store', request)
    const link = links.get(request.url ?? '')
    if (link === undefined) return void response.writeHead(403).end('Request has expired')
    links.delete(request.url ?? '') // signed for one use
    links.set(`used ${links.size}`, link)
    const { fault, bytes } = link
    if (fault.kind === 'hang-up') return void request.socket.destroy()
    if (fault.kind === 'status') answerStatus(fault, response)
    else answerBytes(request, response, { bytes, fault, etag: '"a-hash-of-the-store"' })
  })
  const [url, storeUrl] = [await listen(hub), await listen(store)]
  const close = async (): Promise<void> => {
    for (const server of [hub, store]) {
      server.closeAllConnections()
      server.close()
    }
    await Promise.resolve()
  }
  onTestFinished(close)
  return {
    url,
    requests,
    misbehave: (...next) => void faults.push(...next),
    put: (path, bytes) => void known.set(path, bytes),
    close,
  }
}

function answerStatus(fault: Extract<Fault, { kind: 'status' }>, response: ServerResponse): void {
  const headers = fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter }
  response.writeHead(fault.status, headers).end('no')
}

function answerBytes(
  request: IncomingMessage,
  response: ServerResponse,
  { bytes, fault, etag }: { bytes: Buffer; fault: Fault; etag: string | undefined },
): void {
  const asked = Number(/^bytes=(\d+)-$/u.exec(request.headers.range ?? '')?.[1] ?? Number.NaN)
  const ifRange = request.headers['if-range']
  const ranged = !Number.isNaN(asked) && fault.kind !== 'no-range' && (ifRange === undefined || ifRange === etag)
  if (ranged && asked >= bytes.length) return void response.writeHead(416).end()
  const from = ranged ? (fault.kind === 'other-range' ? Math.max(0, asked - 7) : asked) : 0
  const whole = Buffer.from(bytes)
  if (fault.kind === 'wrong-byte')
    whole.writeUInt8(whole.readUInt8(fault.at % whole.length) ^ 1, fault.at % whole.length)
  const body = whole.subarray(from)
  response.writeHead(ranged ? 206 : 200, {
    ...(etag === undefined ? {} : { etag }),
    ...(ranged ? { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` } : {}),
    ...(fault.kind === 'too-long' ? {} : { 'content-length': String(body.length) }),
  })
  if (fault.kind === 'cut') response.write(body.subarray(0, fault.after), () => request.socket.end())
  else if (fault.kind === 'stall') response.write(body.subarray(0, fault.after))
  else if (fault.kind === 'too-long') response.end(Buffer.concat([body, Buffer.from('and more')]))
  else response.end(body)
}

/** What a maintainer's script asks: every file of a revision with its size and hash. */
function answerApi(path: string, known: ReadonlyMap<string, Buffer>, response: ServerResponse): void {
  const [, repo = '', revision = ''] = /^api\/models\/(.+)\/revision\/([^/]+)$/u.exec(path) ?? []
  const prefix = `${repo}/resolve/${revision}/`
  const siblings = [...known]
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, bytes]) => ({
      rfilename: name.slice(prefix.length),
      size: bytes.length,
      blobId: createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex'),
      // Small files lie in git itself and have no such hash.
      ...(bytes.length > 100 ? { lfs: { sha256: sha256Of(bytes), size: bytes.length, pointerSize: 134 } } : {}),
    }))
  if (siblings.length === 0) return void response.writeHead(404).end('Repository not found')
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ id: repo, sha: revision, siblings }))
}
