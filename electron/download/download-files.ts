/** @file The files of a model, one after the other, into one folder: checked where they lie, fetched where they do not. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AppError } from '../api/errors.ts'
import { realDisk, type Disk } from './disk.ts'
import { fetchFile, type FetchNews, type FetchTools, type RemoteFile } from './fetch-file.ts'
import type { PinnedFile } from './part-file.ts'
import { TransferRate } from './transfer-rate.ts'

export interface WantedFile extends RemoteFile {
  /** Below the folder, with `/`. */
  readonly path: string
}

export interface FilesProgress {
  readonly state: 'checking' | 'downloading' | 'waiting'
  readonly file: string
  readonly doneBytes: number
  readonly totalBytes: number
  /** Of what comes over the line; 0 while unknown. */
  readonly bytesPerSecond: number
  readonly secondsLeft?: number
  /** While waiting: how long, and for what. */
  readonly waitMs?: number
  readonly why?: string
}

export interface FilesTools extends Omit<FetchTools, 'onNews' | 'hasAnswered'> {
  readonly onProgress?: (progress: FilesProgress) => void
}

/** Room for the file system's own needs, and for what else is written meanwhile. */
const spaceFactor = 1.2

/**
 * Makes every file lie in `folder`, whole and as pinned. What lies there already is hashed, never trusted.
 * @throws AppError as `fetchFile`; 'disk-full' before anything is fetched when there is not enough room
 */
export async function downloadFiles(files: readonly WantedFile[], folder: string, tools: FilesTools): Promise<void> {
  const { disk = realDisk, nowMs = Date.now, onProgress = () => undefined, signal, ...fetching } = tools
  await mkdir(folder, { recursive: true })
  await requireRoom(await missingBytes(files, folder), folder, disk)
  const totalBytes = files.reduce((sum, { bytes }) => sum + bytes, 0)
  const rate = new TransferRate()
  let before = 0
  let hasAnswered = false
  for (const file of files) {
    const target = join(folder, file.path)
    await mkdir(dirname(target), { recursive: true })
    let bytes = 0
    const onNews = (news: FetchNews): void => {
      const at = nowMs()
      if ('bytes' in news) bytes = news.bytes
      const doneBytes = before + bytes
      if (news.state === 'downloading') {
        hasAnswered = true
        rate.note(doneBytes, at)
      } else rate.clear()
      onProgress(progressOf(news, { file: file.path, doneBytes, totalBytes, bytesPerSecond: rate.at(at) }))
    }
    if (!(await isAsPinned(target, file, (read) => onNews({ state: 'checking', bytes: read }), signal)))
      await fetchFile(file, target, { ...fetching, disk, nowMs, signal, onNews, hasAnswered })
    before += file.bytes
  }
}

function progressOf(
  news: FetchNews,
  so: Pick<FilesProgress, 'file' | 'doneBytes' | 'totalBytes' | 'bytesPerSecond'>,
): FilesProgress {
  if (news.state === 'waiting') return { ...so, state: 'waiting', waitMs: news.ms, why: news.why }
  if (so.bytesPerSecond === 0) return { ...so, state: news.state }
  return { ...so, state: news.state, secondsLeft: Math.ceil((so.totalBytes - so.doneBytes) / so.bytesPerSecond) }
}

/** Whether a file lies at `path` and is the pinned one; one that is not counts as absent. */
export async function isAsPinned(
  path: string,
  { bytes, sha256 }: PinnedFile,
  onRead: (bytes: number) => void = () => undefined,
  signal?: AbortSignal,
): Promise<boolean> {
  if ((await sizeOf(path)) !== bytes) return false
  const hash = createHash('sha256')
  let read = 0
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20, ...(signal && { signal }) })) {
    hash.update(piece as Buffer) // a stream without encoding yields Buffers
    read += (piece as Buffer).length
    onRead(read)
  }
  return hash.digest('hex') === sha256
}

/** Bytes of these files that still have to come; parts count as far as they go. */
export async function missingBytes(files: readonly (PinnedFile & { path: string })[], folder: string): Promise<number> {
  const missing = await Promise.all(
    files.map(async ({ path, bytes }) => {
      const target = join(folder, path)
      const there = (await sizeOf(target)) ?? (await sizeOf(`${target}.part`)) ?? 0
      return Math.max(0, bytes - there)
    }),
  )
  return missing.reduce((sum, bytes) => sum + bytes, 0)
}

/** Errors: `disk-full`, with what is needed and what is there. */
export async function requireRoom(missing: number, folder: string, disk: Disk = realDisk): Promise<void> {
  const needed = missing * spaceFactor
  const free = await disk.freeBytes(folder)
  if (needed <= free) return
  const inMb = (bytes: number): string => `${Math.ceil(bytes / 1e6)} MB`
  throw new AppError('disk-full', `The model needs ${inMb(needed)}, and ${folder} has ${inMb(free)} free.`, {
    hint: 'Make room there, or choose another library with --library.',
  })
}

async function sizeOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ size }) => size,
    () => undefined,
  )
}
