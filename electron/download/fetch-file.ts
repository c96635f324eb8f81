/** @file One file from a hub to the disk: resumed, tried again, and put in its place only when it is the pinned one. */
import type { IncomingHttpHeaders } from 'node:http'
import { AppError } from '../api/errors.ts'
import { realDisk, type Disk } from './disk.ts'
import { PartFile, type PinnedFile, type Validator } from './part-file.ts'
import { whyNoProxy } from './proxy.ts'
import { getFile, piecesOf, type HubAnswer, type Patience } from './request.ts'
import { Setback } from './setback.ts'

export interface RemoteFile extends PinnedFile {
  readonly url: URL
}

/** What the fetching is doing, as often as something changes. */
export type FetchNews =
  | { readonly state: 'checking' | 'downloading'; readonly bytes: number }
  | { readonly state: 'waiting'; readonly ms: number; readonly why: string }

export interface FetchTools {
  readonly signal: AbortSignal
  readonly onNews?: (news: FetchNews) => void
  /** The hub has answered before, so a silence now is probably short. */
  readonly hasAnswered?: boolean
  readonly patience?: Patience
  /** Rests; tests do not. */
  readonly rest?: (ms: number, signal: AbortSignal) => Promise<void>
  readonly environment?: NodeJS.ProcessEnv
  readonly disk?: Disk
  readonly nowMs?: () => number
}

const defaultPatience: Patience = { answerMs: 30_000, idleMs: 30_000 }
/** Attempts without gain before the person is told: fewer while nothing has ever come, since then it is the network. */
const maxFruitless = { never: 3, once: 8 } as const
const firstRestMs = 1000
const longestRestMs = 60_000
/** Beyond this a "come back later" is an answer, not a rest. */
const longestAskedRestMs = 15 * 60_000
/** An attempt that brings less gains nothing, so that a hub of one byte at a time comes to an end. */
const gainBytes = (bytes: number): number => Math.min(1 << 20, Math.ceil(bytes / 50))
/** A hub may have a bad copy in one of its caches; twice wrong is wrong. */
const maxWrong = 2

/**
 * Fetches one file to `target`. Stopped or failed, what has come stays beside it as `.part` and is gone on with.
 * @throws AppError 'offline', 'hub-refused', 'pack-damaged' (wrong bytes, twice), 'disk-full', 'unreadable', 'cancelled'
 */
export async function fetchFile(file: RemoteFile, target: string, tools: FetchTools): Promise<void> {
  const { disk = realDisk, onNews = () => undefined, signal } = tools
  const onRead = (bytes: number): void => onNews({ state: 'checking', bytes })
  try {
    const part = await PartFile.open(target, file, disk, onRead, signal)
    try {
      await fetchUntilWhole(file, part, tools)
      await part.finish()
    } finally {
      await part.close()
    }
  } catch (error) {
    if (signal.aborted) throw stopped(error)
    throw error
  }
}

async function fetchUntilWhole(file: RemoteFile, part: PartFile, tools: FetchTools): Promise<void> {
  const { signal, rest = restFor, onNews = () => undefined, hasAnswered = false, environment = process.env } = tools
  let fruitless = 0
  let wrong = 0
  let best = part.length
  while (!part.isTheFile) {
    try {
      if (part.length === file.bytes) {
        wrong += 1
        if (wrong >= maxWrong) throw wrongContent(file)
        await part.restart(undefined)
      }
      await attempt(file, part, tools)
      // All has come: the loop's condition judges it.
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof Setback)) throw error
      const gained = part.length - best >= gainBytes(file.bytes)
      best = Math.max(best, part.length)
      fruitless = gained ? 1 : fruitless + 1
      if (fruitless >= (best > 0 || hasAnswered ? maxFruitless.once : maxFruitless.never))
        throw gaveUp(file, error, environment)
      const ms = restAfter(error, fruitless)
      if (ms > longestAskedRestMs) throw gaveUp(file, error, environment)
      if (ms > 0) onNews({ state: 'waiting', ms, why: error.message })
      await rest(ms, signal)
    }
  }
}

function restAfter({ kind, waitMs }: Setback, fruitless: number): number {
  if (waitMs !== undefined) return waitMs
  if (kind === 'expired' && fruitless === 1) return 0
  return Math.min(longestRestMs, firstRestMs * 2 ** (fruitless - 1))
}

/** One request. Returns when all bytes have come; throws `Setback` before. */
async function attempt(file: RemoteFile, part: PartFile, tools: FetchTools): Promise<void> {
  const { signal, patience = defaultPatience, environment = process.env, onNews = () => undefined } = tools
  const from = part.validator === undefined ? 0 : part.length
  const ifRange = part.validator?.kind === 'plain' ? part.validator.value : undefined
  const options = { from, ifRange, patience, environment, signal }
  const answer = await getFile(file.url, options)
  try {
    refuseTrouble(file, answer, tools.nowMs ?? Date.now)
    refuseOtherBody(file, part, answer, from)
  } catch (error) {
    answer.body.destroy()
    if (error instanceof Setback && [206, 416].includes(answer.status)) await part.restart(undefined)
    throw error
  }
  // Only now, with the body being read: whatever is awaited before that is time in which a broken connection eats it.
  let isFresh = answer.status === 200
  for await (const piece of piecesOf(answer.body, options)) {
    if (isFresh) await part.restart(validatorOf(answer))
    isFresh = false
    if (part.length + piece.length > file.bytes) {
      await part.restart(undefined)
      throw new Setback('interrupted', `${file.url.host} sent more than the file holds`)
    }
    await part.append(piece)
    onNews({ state: 'downloading', bytes: part.length })
  }
  if (part.length < file.bytes) throw new Setback('interrupted', 'the connection broke off')
}

/** Throws `Setback` for a body that is neither the whole file nor the rest of the part. */
function refuseOtherBody(file: RemoteFile, part: PartFile, answer: HubAnswer, from: number): void {
  const { status, headers } = answer
  const encoding = headers['content-encoding']
  if (encoding !== undefined && encoding !== 'identity')
    throw new Setback('interrupted', `${file.url.host} sent the file in another encoding`)
  if (status === 206) {
    const range = /^bytes (\d+)-\d+\/(\d+|\*)$/u.exec(headers['content-range'] ?? '')
    const fits = Number(range?.[1]) === from && (range?.[2] === '*' || Number(range?.[2]) === file.bytes)
    if (from > 0 && fits && sameValidator(part.validator, validatorOf(answer))) return
    throw new Setback('expired', 'the file has changed there since')
  }
  // A model is never a page: a proxy, a hotel's network or a login stands between.
  if (/^text\/html\b/iu.test(headers['content-type'] ?? ''))
    throw new AppError('hub-refused', `A web page came from ${file.url.host} instead of ${nameOf(file)}.`, {
      hint: `Something in between answered, such as a proxy or a network that asks for a login. Open ${file.url.origin} in a browser, or use: sightline packs import`,
    })
  const length = headers['content-length']
  if (length !== undefined && Number(length) !== file.bytes)
    throw new Setback('interrupted', `${file.url.host} gave ${length} bytes instead of ${file.bytes}`)
}

/** The hub's own hash of the file where it gives one, else a strong ETag of whoever answered. */
function validatorOf({ headers, hubHeaders }: HubAnswer): Validator | undefined {
  const linked = hubHeaders['x-linked-etag']
  if (typeof linked === 'string') return { kind: 'linked', value: linked }
  const { etag } = headers
  return etag === undefined || etag.startsWith('W/') ? undefined : { kind: 'plain', value: etag }
}

function sameValidator(one: Validator | undefined, other: Validator | undefined): boolean {
  // A partial answer need not repeat the ETag: the host has checked If-Range itself.
  if (one?.kind === 'plain' && other === undefined) return true
  return one !== undefined && one.kind === other?.kind && one.value === other.value
}

/** Throws for every answer that is not the file: `Setback` for what may pass. */
function refuseTrouble(file: RemoteFile, answer: HubAnswer, nowMs: () => number): void {
  const { status, headers, hubHeaders, wasRedirected } = answer
  const { host } = file.url
  if (hasOther(hubHeaders, file))
    throw new AppError(
      'hub-refused',
      `${host} has another ${nameOf(file)} than the one this version was tested with.`,
      {
        hint: 'Update Sightline, or choose another mirror in the settings.',
      },
    )
  if (status === 200 || status === 206) return
  if (status === 416) throw new Setback('expired', `${host} knows no such part of the file`)
  if (status === 429 || status === 408 || status === 425 || status >= 500)
    throw new Setback('busy', `${host} is busy (${status})`, { waitMs: askedWait(headers, nowMs()) })
  // A signed address beyond the hub lives for an hour or less; the hub gives another.
  if (wasRedirected && status >= 400)
    throw new Setback('expired', `the address that ${host} gave has expired (${status})`)
  throw new AppError('hub-refused', `${host} does not give ${nameOf(file)} (${status}).`, {
    hint:
      status === 404 || status === 410
        ? 'The mirror may lack this model; choose another one in the settings.'
        : 'Try again later, choose another mirror in the settings, or import the pack from a folder.',
  })
}

/** The hub says beforehand which file it would give; another one is not worth fetching. */
function hasOther(headers: IncomingHttpHeaders, { sha256, bytes }: PinnedFile): boolean {
  const etag = String(headers['x-linked-etag'] ?? '').replaceAll('"', '')
  const size = headers['x-linked-size']
  return (/^[0-9a-f]{64}$/u.test(etag) && etag !== sha256) || (size !== undefined && Number(size) !== bytes)
}

/** `Retry-After`: seconds, or a date. */
function askedWait(headers: IncomingHttpHeaders, nowMs: number): number | undefined {
  const asked = headers['retry-after']
  if (asked === undefined) return undefined
  if (/^\d+$/u.test(asked)) return Number(asked) * 1000
  const until = Date.parse(asked)
  return Number.isNaN(until) ? undefined : Math.max(0, until - nowMs)
}

function nameOf({ url }: RemoteFile): string {
  return decodeURIComponent(url.pathname.split('/').slice(-1)[0] ?? url.pathname)
}

function wrongContent(file: RemoteFile): AppError {
  return new AppError('pack-damaged', `${nameOf(file)} from ${file.url.host} is not the published file, twice over.`, {
    hint: 'Nothing was installed. Try another mirror or another network: something on the way changes what it carries.',
  })
}

function gaveUp(file: RemoteFile, setback: Setback, environment: NodeJS.ProcessEnv): AppError {
  const { host, protocol } = file.url
  const unused = whyNoProxy(protocol, environment)
  const aside = unused === undefined ? '' : ` ${unused}`
  switch (setback.kind) {
    case 'offline':
      return new AppError('offline', `There is no connection to ${host}: ${setback.message}.`, {
        hint: `Check the network, or install from a file: sightline packs import <folder or archive>.${aside}`,
        cause: setback,
      })
    case 'busy': {
      const minutes = Math.ceil((setback.waitMs ?? 0) / 60_000)
      return new AppError('hub-refused', `${setback.message}${minutes > 0 ? `, for ${minutes} minutes more` : ''}.`, {
        hint: 'Try again later; what has come is kept and gone on with.',
        cause: setback,
      })
    }
    default:
      return new AppError('hub-refused', `${nameOf(file)} could not be fetched whole: ${setback.message}.`, {
        hint: `Try again; what has come is kept and gone on with.${aside}`,
        cause: setback,
      })
  }
}

function stopped(cause: unknown): AppError {
  return new AppError('cancelled', 'The download was stopped.', {
    hint: 'What has come is kept; ask again and it goes on from there.',
    cause,
  })
}

async function restFor(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await new Promise<void>((done) => {
    const finish = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', finish)
      done()
    }
    const timer = setTimeout(finish, ms)
    signal.addEventListener('abort', finish, { once: true })
  })
}
