/**
 * @file The loopback host: the window in any browser of this machine. Listens on 127.0.0.1 only; a one-time token is
 * exchanged for a place of the page's own, `/p/<secret>/`, and a strict cookie for that place; Host and Origin are
 * checked, so that no page of the web can reach the library. Knows no method names.
 *
 * A cookie knows no ports: any server on 127.0.0.1 is sent those of the others. Bound to a path that nobody else knows,
 * it goes to nobody else, and neither of the two opens anything without the other.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { LibraryEvent } from '../api/events.ts'
import { maxDocumentChars } from '../api/methods/library.ts'
import type { Response as Answer } from '../api/rpc.ts'
import { answerPage, isPicture, plain, safeHeaders, type PageParts } from './page.ts'

/** A backup to restore is the largest thing a window sends. */
/** Quotes are escaped on the way, and letters beyond ASCII are two or three bytes. */
const maxBodyBytes = 2 * maxDocumentChars
/** Comments that keep the stream of events from being taken for dead. */
const heartbeatMs = 15_000
/** A token lies in a browser's history; it must be worthless soon. */
const tokenLifeMs = 60_000
/** More windows than anybody opens; the oldest place is given up then. */
const mostPages = 200
const placed = /^\/p\/([\w-]{43})(\/.*)$/u

export interface HostOptions extends PageParts {
  /** 0 takes a free port. */
  readonly port: number
  /** Never rejects. */
  readonly respond: (request: unknown, signal: AbortSignal) => Promise<Answer>
  /** Answers for the window's own files in place of the built ones: for who works on them. */
  readonly page?: ((request: Request) => Promise<Response>) | undefined
  /** How many windows listen, whenever that changes. */
  readonly onWindows: (count: number) => void
}

export interface Host {
  readonly port: number
  /** Lets another process of the same user ask for tokens; to be kept in a file only that user can read. */
  readonly secret: string
  /** An address that opens one window, once, within a minute. */
  mintUrl(): string
  tell(event: LibraryEvent): void
  close(): Promise<void>
}

const newSecret = (): string => randomBytes(32).toString('base64url')

function same(a: string, b: string): boolean {
  const [first, second] = [Buffer.from(a), Buffer.from(b)]
  return first.length === second.length && timingSafeEqual(first, second)
}

/** Resolves when the host listens. Rejects when the port is taken. */
export async function startHost(options: HostOptions): Promise<Host> {
  const windows = new Set<ServerResponse>()
  const tokens = new Map<string, number>()
  /** What the cookie of each place holds. */
  const pages = new Map<string, string>()
  const secret = newSecret()
  const server = createServer((request, response) => {
    void handle(request, response).catch(() => response.destroy()) // the window went away in the middle
  })
  // What is no HTTP is answered by Node itself, and as strictly.
  server.on('clientError', (_, socket) => {
    if (socket.writable)
      socket.end(`HTTP/1.1 400 Bad Request\r\n${headLines({ ...safeHeaders, connection: 'close' })}\r\n`)
    else socket.destroy()
  })
  await new Promise<void>((done, fail) => {
    server.once('error', fail)
    server.listen(options.port, '127.0.0.1', done)
  })
  // A TCP server's address is an AddressInfo.
  const { port } = server.address() as AddressInfo
  const host = `127.0.0.1:${port}`
  const origin = `http://${host}`
  const cookieName = `sightline-${port}`

  function mintUrl(): string {
    const now = Date.now()
    for (const [token, until] of tokens) if (until < now) tokens.delete(token)
    const token = newSecret()
    tokens.set(token, now + tokenLifeMs)
    return `${origin}/?token=${token}`
  }

  /** The address below the page's own place, for who knows the place and holds its cookie. */
  function addressInside(request: IncomingMessage, url: URL): URL | undefined {
    const [, place = '', path = ''] = placed.exec(url.pathname) ?? []
    const session = pages.get(place)
    if (session === undefined) return undefined
    const cookies = (request.headers.cookie ?? '').split(';').map((each) => each.trim())
    const holds = cookies.some(
      (each) => each.startsWith(`${cookieName}=`) && same(each.slice(cookieName.length + 1), session),
    )
    return holds ? new URL(path + url.search, origin) : undefined
  }

  /** Why a request is refused, or undefined. The order matters: nothing is told to a stranger. */
  function refusal(request: IncomingMessage): Response | undefined {
    if (request.headers.host !== host) return plain(421, 'This is not the address of Sightline.')
    const from = request.headers.origin
    if (from !== undefined && from !== origin) return plain(403, 'Pages of other sites cannot reach Sightline.')
    if (request.method !== 'GET' && request.method !== 'HEAD' && from === undefined && !isClerk(request))
      return plain(403, 'Requests must say where they come from.')
    const site = request.headers['sec-fetch-site']
    const isOpening = request.headers['sec-fetch-mode'] === 'navigate'
    // Another port of this machine is the same site to a browser, and as much a stranger.
    if ((site === 'cross-site' || site === 'same-site') && !isOpening)
      return plain(403, 'Pages of other sites cannot reach Sightline.')
    return undefined
  }

  const isClerk = (request: IncomingMessage): boolean => same(request.headers.authorization ?? '', `Bearer ${secret}`)

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!URL.canParse(request.url ?? '/', origin)) return send(response, plain(400, 'This address cannot be read.'))
    const url = new URL(request.url ?? '/', origin)
    const refused = refusal(request)
    if (refused !== undefined) return send(response, refused)
    const token = url.searchParams.get('token')
    if (token !== null && request.method === 'GET') return enter(response, token)
    if (url.pathname === '/mint' && request.method === 'POST')
      return send(response, isClerk(request) ? Response.json({ url: mintUrl() }) : plain(401, 'Not for you.'))
    const inside = addressInside(request, url)
    // Modules of a page under work have addresses of their own; they are the program's, and nobody's photos.
    if (inside === undefined && options.page !== undefined && url.pathname !== '/' && !placed.test(url.pathname))
      return send(response, await options.page(toWeb(request, response, url)))
    if (inside === undefined) return send(response, plain(401, 'Open this window from Sightline: npx sightline serve'))
    if (inside.pathname === '/events' && request.method === 'GET') return listen(request, response)
    if (inside.pathname === '/rpc') return send(response, await call(request, response))
    const asked = toWeb(request, response, inside)
    const page = isPicture(inside) ? undefined : options.page
    return send(response, await (page === undefined ? answerPage(asked, options) : page(asked)))
  }

  /** The token is spent whether or not the window opens. */
  function enter(response: ServerResponse, token: string): Promise<void> {
    const until = tokens.get(token)
    tokens.delete(token)
    if (until === undefined || until < Date.now())
      return send(response, plain(401, 'This address was used already. Open Sightline again: npx sightline serve'))
    const [place, session] = [newSecret(), newSecret()]
    pages.set(place, session)
    for (const [oldest] of pages) if (pages.size > mostPages) pages.delete(oldest)
    response.writeHead(200, {
      ...safeHeaders,
      'content-type': 'text/html; charset=utf-8',
      'set-cookie': `${cookieName}=${session}; HttpOnly; SameSite=Strict; Path=/p/${place}/`,
      'cache-control': 'no-store',
    })
    // Not a redirect: where a file on disk led here, only a page of our own may lead on with a strict cookie.
    response.end(entryPage(`/p/${place}/`))
    return Promise.resolve()
  }

  function listen(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.writeHead(200, { ...safeHeaders, 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    response.write(': here\n\n')
    windows.add(response)
    options.onWindows(windows.size)
    const heartbeat = setInterval(() => response.write(': still here\n\n'), heartbeatMs)
    request.once('close', () => {
      clearInterval(heartbeat)
      windows.delete(response)
      options.onWindows(windows.size)
    })
    return Promise.resolve()
  }

  async function call(request: IncomingMessage, response: ServerResponse): Promise<Response> {
    if (request.method !== 'POST') return plain(405, 'Ask with POST.')
    if (request.headers['content-type']?.split(';')[0]?.trim() !== 'application/json') return plain(415, 'Ask in JSON.')
    const body = await readBody(request)
    if (body === undefined) return plain(413, 'This is too much at once.')
    const asked = parseJson(body)
    if (asked === undefined) return plain(400, 'This is no JSON.')
    const gone = abortWhenGone(response)
    return Response.json(await options.respond(asked.value, gone), { headers: { 'cache-control': 'no-store' } })
  }

  return {
    port,
    secret,
    mintUrl,
    tell: (event) => {
      for (const response of windows) response.write(`data: ${JSON.stringify(event)}\n\n`)
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

const headLines = (headers: Readonly<Record<string, string>>): string =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')

/** Leads on at once, without a script. */
const entryPage = (path: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Sightline</title><link rel="icon" href="data:,"><meta http-equiv="refresh" content="0;url=${path}"><p><a href="${path}">Sightline</a></p></html>`

/** Aborts when the other side leaves before it has its answer. */
function abortWhenGone(response: ServerResponse): AbortSignal {
  const controller = new AbortController()
  response.once('close', () => {
    if (!response.writableFinished) controller.abort()
  })
  return controller.signal
}

function toWeb(request: IncomingMessage, response: ServerResponse, url: URL): Request {
  const headers = new Headers()
  for (const name of ['range', 'if-none-match']) {
    const value = request.headers[name]
    if (typeof value === 'string') headers.set(name, value)
  }
  return new Request(url, { method: request.method ?? 'GET', headers, signal: abortWhenGone(response) })
}

async function send(response: ServerResponse, answer: Response): Promise<void> {
  response.writeHead(answer.status, { ...safeHeaders, ...Object.fromEntries(answer.headers) })
  if (answer.body === null) {
    response.end()
    return
  }
  // Node's web streams are the platform's, by another name.
  await pipeline(Readable.fromWeb(answer.body as Parameters<typeof Readable.fromWeb>[0]), response)
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > maxBodyBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}
