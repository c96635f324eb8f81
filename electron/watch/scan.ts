/**
 * @file Walks a folder and yields what lies in it, by names and stat alone: no file is opened. Names are read as
 * bytes, because on Linux a name need not be text.
 */
import { lstat, opendir, readdir, realpath, stat } from 'node:fs/promises'
import { basename, join, relative, sep } from 'node:path'
import { isUtf8 } from 'node:buffer'
import type { BigIntStats, Dirent } from 'node:fs'
import picomatch from 'picomatch'
import type { ErrorCode } from '../api/error-codes.ts'
import { isLeftOut, leftOutReason, type LeftOutReason } from './left-out.ts'
import { FollowedLinks, kindOfLink } from './links.ts'

export interface ScannedFile {
  /** Absolute, below `root`. */
  readonly path: string
  readonly sizeBytes: number
  readonly mtimeMs: number
  /** When the inode last changed: content, name or permission. */
  readonly ctimeMs: number
  /** 'dev:ino', which a renamed file keeps. */
  readonly inode: string
  readonly kind: 'photo' | 'sidecar' | 'video' | 'other'
}

export interface ScanProblem {
  /** Shown, not opened: bytes that are no UTF-8 are escaped as \xNN. */
  readonly path: string
  readonly reason: string
  readonly hint: string
  readonly code: ErrorCode
}

/** A folder or link that was passed over unasked. */
export interface LeftOut {
  readonly path: string
  readonly reason: LeftOutReason
}

export interface ScanOptions {
  /** Globs (picomatch) over paths relative to the root, with '/'. A glob without a slash matches names anywhere. */
  readonly ignore?: readonly string[]
  readonly signal?: AbortSignal
  /** By the name; 'unsure' asks `peek`. */
  readonly classify: (name: string) => ScannedFile['kind'] | 'unsure'
  /** Looks into a file whose name says nothing. */
  readonly peek?: (path: string) => Promise<ScannedFile['kind']>
  /** The whole folder, where `root` is a part of it: links within it lead to what a whole scan meets anyway. */
  readonly within?: string
}

export type ScanItem = ScannedFile | { readonly problem: ScanProblem } | { readonly leftOut: LeftOut }

/** Deeper than any library; a folder that contains itself by a mount ends here. */
const maxDepth = 100
/** Stats in flight: the libuv pool has 4 threads, more would only queue. */
const batch = 64

interface Walk {
  readonly root: string
  readonly links: FollowedLinks
  readonly options: ScanOptions
  readonly isIgnored: (path: string) => boolean
}

/**
 * Yields every file below `root`, folder by folder, and among them problems and what was left out; throws only when
 * aborted. Left out silently: names beginning with a dot, '@eaDir' (Synology's thumbnails), folders with a '.nomedia',
 * what `ignore` matches, sockets and the like, and links to what the scan reaches anyway. Said: bins, other programs'
 * previews, and links to folders that are not followed. A linked folder outside the root is followed once, a link to a
 * file there is a file. Unreadable folders, names that are no text and links in circles are problems, and the walk goes
 * on.
 */
export async function* scanFolder(root: string, options: ScanOptions): AsyncGenerator<ScanItem> {
  const whole = options.within ?? root
  // A hint may come from a bin, which a scan of the whole would pass over.
  if (whole !== root && isLeftOut(basename(whole), relative(whole, root).split(sep))) return
  const links = new FollowedLinks(await realpath(whole).catch(() => whole))
  const walk: Walk = { root, links, options, isIgnored: matcher(options.ignore ?? []) }
  const folders: { path: string; depth: number }[] = [{ path: root, depth: 0 }]
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    options.signal?.throwIfAborted()
    const listing = await list(walk, folder.path)
    yield* listing.problems
    yield* listing.leftOut
    if (folder.depth < maxDepth) {
      const depth = folder.depth + 1
      folders.push(...listing.folders.reverse().map((path) => ({ path, depth })))
    }
    for (let from = 0; from < listing.files.length; from += batch) {
      options.signal?.throwIfAborted()
      const items = await Promise.all(listing.files.slice(from, from + batch).map((path) => look(walk, path)))
      for (const item of items) if (item !== undefined) yield item
    }
  }
}

/**
 * Whether a library's folder can be trusted to be what it was: it is there, can be listed and holds something. An
 * unmounted volume leaves nothing or an empty mount point: then the folder is away, and nothing in it is gone.
 */
export async function isReachable(root: string): Promise<boolean> {
  try {
    const folder = await opendir(root)
    const first = await folder.read()
    await folder.close()
    return first !== null
  } catch {
    return false
  }
}

interface Listing {
  readonly folders: string[]
  readonly files: string[]
  readonly problems: { problem: ScanProblem }[]
  readonly leftOut: { leftOut: LeftOut }[]
}

async function list(walk: Walk, folder: string): Promise<Listing> {
  const listing: Listing = { folders: [], files: [], problems: [], leftOut: [] }
  let entries: Dirent<Buffer>[]
  try {
    entries = await readdir(folder, { withFileTypes: true, encoding: 'buffer' })
  } catch (error) {
    return { ...listing, problems: [{ problem: unreadableFolder(folder, error) }] }
  }
  if (folder !== walk.root && entries.some((entry) => entry.name.equals(noMedia))) return listing
  for (const entry of entries) {
    if (entry.name[0] === 0x2e) continue
    if (!isUtf8(entry.name)) {
      listing.problems.push({ problem: namelessFile(folder, entry.name) })
      continue
    }
    const name = entry.name.toString('utf8')
    const path = join(folder, name)
    if (name === '@eaDir' || walk.isIgnored(relative(walk.root, path).split(sep).join('/'))) continue
    if (entry.isDirectory()) {
      const reason = leftOutReason(name, basename(folder))
      if (reason === undefined) listing.folders.push(path)
      else listing.leftOut.push({ leftOut: { path, reason } })
    } else if (entry.isSymbolicLink() && (await isFolderLink(walk, listing, path))) continue
    else if (entry.isFile() || entry.isSymbolicLink() || isUntyped(entry)) listing.files.push(path)
  }
  return listing
}

/** Takes care of a link that leads to a folder, or did before its drive went. */
async function isFolderLink(walk: Walk, listing: Listing, path: string): Promise<boolean> {
  const kind = await kindOfLink(path)
  const isLost = kind === 'nowhere' && walk.options.classify(basename(path)) === 'unsure'
  if (kind !== 'folder' && !isLost) return false
  const outcome = isLost ? 'lost-link' : await walk.links.follow(path)
  if (outcome === 'follow') listing.folders.push(path)
  else if (outcome !== 'inside') listing.leftOut.push({ leftOut: { path, reason: outcome } })
  return true
}

const noMedia = Buffer.from('.nomedia')

/** Some network file systems give no types with the names. */
function isUntyped(entry: Dirent<Buffer>): boolean {
  return !entry.isBlockDevice() && !entry.isCharacterDevice() && !entry.isFIFO() && !entry.isSocket()
}

async function look(walk: Walk, path: string): Promise<ScanItem | undefined> {
  try {
    const stats = await lstat(path, { bigint: true })
    if (stats.isFile()) return await scanned(walk, path, stats)
    return stats.isSymbolicLink() ? await followLink(walk, path) : undefined
  } catch (error) {
    // Deleted between listing and stat: the next scan will not see it either.
    if (codeOf(error) === 'ENOENT') return undefined
    return { problem: unreadableFile(path, error) }
  }
}

/** A linked file counts where its target lies outside of what is scanned; inside, the scan meets the target itself. */
async function followLink(walk: Walk, path: string): Promise<ScanItem | undefined> {
  const target = await realpath(path)
  const stats = await stat(path, { bigint: true })
  return !stats.isFile() || walk.links.isMet(target) ? undefined : scanned(walk, path, stats)
}

async function scanned(walk: Walk, path: string, stats: BigIntStats): Promise<ScannedFile> {
  const kind = walk.options.classify(basename(path))
  return {
    path,
    sizeBytes: Number(stats.size),
    mtimeMs: Number(stats.mtimeMs),
    ctimeMs: Number(stats.ctimeNs) / 1e6,
    inode: `${stats.dev}:${stats.ino}`,
    kind: kind === 'unsure' ? ((await walk.options.peek?.(path)) ?? 'other') : kind,
  }
}

function matcher(globs: readonly string[]): (path: string) => boolean {
  if (globs.length === 0) return () => false
  const anywhere = globs.map((glob) => (glob.includes('/') ? glob : `**/${glob}`))
  return picomatch(anywhere, { dot: true, nocase: true })
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

function unreadableFolder(path: string, error: unknown): ScanProblem {
  const isDenied = ['EACCES', 'EPERM'].includes(codeOf(error))
  const reason = isDenied ? 'You may not open this folder.' : `This folder cannot be read (${codeOf(error)}).`
  return { path, code: 'unreadable', reason, hint: 'Check its permissions and the disk, then rescan.' }
}

function unreadableFile(path: string, error: unknown): ScanProblem {
  if (codeOf(error) !== 'ELOOP')
    return {
      path,
      code: 'unreadable',
      reason: `This file cannot be read (${codeOf(error)}).`,
      hint: 'Check its permissions, then rescan.',
    }
  return { path, code: 'unreadable', reason: 'This link leads in circles.', hint: 'Delete the link.' }
}

/** On Linux a name is bytes; no path that we could keep or pass on leads to this file. */
function namelessFile(folder: string, name: Buffer): ScanProblem {
  return {
    path: join(folder, escapeName(name)),
    code: 'unreadable',
    reason: 'The name of this file is not valid text (UTF-8), so it cannot be opened reliably.',
    hint: 'Rename it, for example with "convmv" or in your file manager, then rescan.',
  }
}

function escapeName(name: Buffer): string {
  return Array.from(name, (byte) =>
    byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`,
  ).join('')
}
