/**
 * @file What the page's origin serves, the same under `app:` in Electron and on the loopback host: the built window,
 * and pictures by relative URL. Web-standard requests and answers, so that both hosts share it.
 */
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { extname, join, resolve, sep } from 'node:path'
import { Readable } from 'node:stream'
import { pictureRequest, type PictureRequest } from '../api/shell.ts'
import type { PictureAnswer } from './picture.ts'

/** Nothing from anywhere else, no code from strings, no styles in attributes; pictures also from memory. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** On every answer, whatever it is. */
export const safeHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=()',
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
}

export interface PageParts {
  /** The built window. */
  readonly rendererFolder: string
  readonly picture: (request: PictureRequest, signal: AbortSignal) => Promise<PictureAnswer | undefined>
}

const pictureAddress = /^\/(thumbnail|screen|full)\/(\d{1,15})$/u

/** Whether an address is that of a photo's picture. */
export const isPicture = (url: URL): boolean => pictureAddress.test(url.pathname)

/** Answers a GET or HEAD; anything unknown is 404. Never rejects for what a page can ask. */
export async function answerPage(request: Request, parts: PageParts): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405, 'Only reading is possible here.')
  const path = readPath(request.url)
  if (path === undefined) return plain(400, 'This address cannot be read.')
  const [, kind, id] = pictureAddress.exec(path) ?? []
  const wanted = pictureRequest.safeParse({ kind, photo: Number(id) })
  return wanted.success ? answerPicture(request, wanted.data, parts) : answerFile(request, path, parts.rendererFolder)
}

function readPath(url: string): string | undefined {
  try {
    return decodeURIComponent(new URL(url).pathname)
  } catch {
    return undefined
  }
}

async function answerPicture(request: Request, wanted: PictureRequest, parts: PageParts): Promise<Response> {
  const found = await parts.picture(wanted, request.signal).catch(() => undefined) // the engine is restarting
  if (found === undefined) return plain(404, 'This picture cannot be shown at the moment.')
  const headers = {
    'content-type': found.contentType,
    etag: `"${found.etag}"`,
    // The version in the URL changes with the picture.
    'cache-control': 'private, max-age=31536000, immutable',
  }
  if (request.headers.get('if-none-match') === headers.etag) return answer(304, undefined, headers)
  if (found.path !== undefined) return streamFile(request, found.path, headers)
  // Bytes from another process; `BodyInit` wants them over a plain buffer, which they are.
  return answer(200, request.method === 'HEAD' ? undefined : Buffer.from(found.bytes ?? []), headers)
}

async function answerFile(request: Request, path: string, folder: string): Promise<Response> {
  const file = resolve(join(folder, path === '/' ? 'index.html' : path))
  if (!file.startsWith(`${resolve(folder)}${sep}`) || path.includes('\0')) return plain(404, 'There is no such page.')
  const contentType = contentTypes[extname(file)]
  const bytes = contentType === undefined ? undefined : await readFile(file).catch(() => undefined)
  if (contentType === undefined || bytes === undefined) return plain(404, 'There is no such page.')
  // The build puts a hash into the names below assets/.
  const cache = path.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-cache'
  const headers = { 'content-type': contentType, 'cache-control': cache }
  return answer(200, request.method === 'HEAD' ? undefined : bytes, headers)
}

/** `bytes=first-last`, one range; anything else is answered whole, as RFC 9110 (14.2) allows. */
function readRange(header: string | null, size: number): { first: number; last: number } | 'none' | 'impossible' {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/u.exec(header ?? '') ?? []
  if (from === '' && to === '') return 'none'
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from)
  const last = from === '' || to === '' ? size - 1 : Math.min(size - 1, Number(to))
  return first > last || first >= size ? 'impossible' : { first, last }
}

async function streamFile(
  request: Request,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const facts = await stat(path).catch(() => undefined)
  if (facts?.isFile() !== true) return plain(404, 'The file is not there at the moment.')
  const range = readRange(request.headers.get('range'), facts.size)
  if (range === 'impossible') return answer(416, undefined, { 'content-range': `bytes */${facts.size}` })
  const { first, last } = range === 'none' ? { first: 0, last: facts.size - 1 } : range
  const described = {
    ...headers,
    'accept-ranges': 'bytes',
    'content-length': String(last - first + 1),
    ...(range === 'none' ? {} : { 'content-range': `bytes ${first}-${last}/${facts.size}` }),
  }
  const status = range === 'none' ? 200 : 206
  if (request.method === 'HEAD' || facts.size === 0) return answer(status, undefined, described)
  // A stream that begins aborted ends the whole process: its error comes before anybody listens.
  if (request.signal.aborted) return plain(404, 'Nobody waits for this file any more.')
  const stream = createReadStream(path, { start: first, end: last, signal: request.signal })
  // Node's web streams are the platform's, by another name.
  return answer(status, Readable.toWeb(stream) as ReadableStream<Uint8Array>, described)
}

function answer(
  status: number,
  body: Buffer<ArrayBuffer> | ReadableStream<Uint8Array> | undefined,
  headers: Readonly<Record<string, string>>,
): Response {
  return new Response(body ?? null, { status, headers: { ...safeHeaders, ...headers } })
}

/** A sentence; for people who type addresses and for failed pictures. */
export function plain(status: number, sentence: string): Response {
  return new Response(sentence, {
    status,
    headers: { ...safeHeaders, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  })
}
