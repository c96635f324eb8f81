/**
 * @file One GET to a hub of model files: redirects followed by hand, proxies taken from the environment, every wait
 * bounded. Nothing is ever sent but the address and which bytes of it are wanted.
 */
import { Agent as HttpAgent, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { AppError } from '../api/errors.ts'
import { agentVariables } from './proxy.ts'
import { Setback } from './setback.ts'

/** How long silence is borne. */
export interface Patience {
  /** Until the headers of an answer are there. */
  readonly answerMs: number
  /** Between two pieces of a body. */
  readonly idleMs: number
}

export interface GetOptions {
  /** Ask for the bytes from here on. */
  readonly from: number
  /** ... only if the file is still the one with this strong validator. */
  readonly ifRange?: string | undefined
  readonly patience: Patience
  /** Where HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY are looked for. */
  readonly environment: NodeJS.ProcessEnv
  readonly signal: AbortSignal
}

export interface HubAnswer {
  readonly status: number
  /** Of the host that answered in the end. */
  readonly headers: IncomingHttpHeaders
  /** Of the hub itself, which names size and hash before it sends us on. */
  readonly hubHeaders: IncomingHttpHeaders
  /** Another address than the hub's own answered. */
  readonly wasRedirected: boolean
  readonly body: IncomingMessage
}

/** Hugging Face needs one, at most two; more is a loop. */
const maxRedirects = 6
const redirects = new Set([301, 302, 303, 307, 308])

/**
 * Asks for a file.
 * @returns the answer with its body unread: read it with `piecesOf` or destroy it
 * @throws AppError 'hub-refused' for an address that is neither https nor on this machine, 'offline' for a certificate
 * that is not trusted; `Setback` for what may pass
 */
export async function getFile(url: URL, options: GetOptions): Promise<HubAnswer> {
  let at = url
  let hubHeaders: IncomingHttpHeaders | undefined
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    requireSafe(at, url)
    const body = await send(at, options)
    const { headers, statusCode: status = 0 } = body
    hubHeaders ??= headers
    if (!redirects.has(status)) return { status, headers, hubHeaders, wasRedirected: hop > 0, body }
    body.destroy()
    if (headers.location === undefined || !URL.canParse(headers.location, at))
      throw new Setback('interrupted', `${at.host} points nowhere`)
    at = new URL(headers.location, at)
  }
  throw new Setback('interrupted', `${url.host} sends us in circles`)
}

/** The pieces of a body as they come. Throws `Setback` when it breaks off or falls silent. */
export async function* piecesOf(body: IncomingMessage, { patience, signal }: GetOptions): AsyncGenerator<Buffer> {
  const giveUp = (): void => void body.destroy(new Setback('interrupted', 'it fell silent'))
  let timer = setTimeout(giveUp, patience.idleMs)
  try {
    for await (const piece of body) {
      clearTimeout(timer)
      yield piece as Buffer // a body without an encoding yields Buffers
      timer = setTimeout(giveUp, patience.idleMs)
    }
  } catch (error) {
    signal.throwIfAborted()
    throw error instanceof AppError ? error : Setback.from(error)
  } finally {
    clearTimeout(timer)
    body.destroy()
  }
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/u.test(host)
}

/**
 * Why an address may not be asked, or undefined. Only a hub on this machine may send us to this machine: one elsewhere
 * has no business with what listens here.
 */
export function whyUnsafe(to: URL, hub: URL): string | undefined {
  if (isThisMachine(to.hostname)) return isThisMachine(hub.hostname) ? undefined : 'it is this machine'
  return to.protocol === 'https:' ? undefined : 'it is not encrypted'
}

function requireSafe(to: URL, hub: URL): void {
  const why = ['http:', 'https:'].includes(to.protocol) ? whyUnsafe(to, hub) : 'it is no address of the web'
  if (why === undefined) return
  throw new AppError('hub-refused', `Models are not fetched from ${to.protocol}//${to.host}: ${why}.`, {
    hint: 'Use an address that begins with https://, or a mirror on this machine.',
  })
}

function send(url: URL, { from, ifRange, patience, environment, signal }: GetOptions): Promise<IncomingMessage> {
  // Made anew for every host, so that a redirect carries nothing along.
  const headers = {
    'user-agent': 'Sightline',
    'accept-encoding': 'identity',
    ...(from > 0 ? { range: `bytes=${from}-` } : {}),
    ...(from > 0 && ifRange !== undefined ? { 'if-range': ifRange } : {}),
  }
  const secure = url.protocol === 'https:'
  const proxyEnv = agentVariables(url.protocol, environment)
  const agent = secure ? new HttpsAgent({ proxyEnv }) : new HttpAgent({ proxyEnv })
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const asked = (secure ? httpsRequest : httpRequest)(url, { method: 'GET', headers, agent, signal })
  const timer = setTimeout(
    () => asked.destroy(new Setback('offline', `${url.host} does not answer`)),
    patience.answerMs,
  )
  asked.once('response', (answer) => {
    clearTimeout(timer)
    answer.once('close', () => agent.destroy())
    resolve(answer)
  })
  asked.on('error', (error) => {
    clearTimeout(timer)
    agent.destroy()
    reject(signal.aborted ? error : Setback.from(error, url))
  })
  asked.end()
  return promise
}
