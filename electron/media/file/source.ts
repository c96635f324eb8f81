import { constants } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { isPhotoFormat, sniff } from './format.ts'
import { unreadable } from './refusals.ts'

/** Bytes read when a file is opened; holds the metadata of nearly every JPEG, and all box and IFD heads. */
export const headBytes = 256 * 1024

/** A file opened for reading at any place. Close it with `close()`. */
export interface Source {
  readonly path: string
  readonly sizeBytes: number
  /** The first 256 KiB, or the whole file when it is smaller. */
  readonly head: Buffer
  /** Up to `length` bytes from `offset`; fewer at the end of the file, none beyond it. */
  read(offset: number, length: number): Promise<Buffer>
  /** The whole file. Ask for `sizeBytes` first. */
  readAll(): Promise<Buffer>
  close(): Promise<void>
}

/** Opens `path`; throws AppError 'unreadable'. Only regular files are read: a pipe named photo.jpg would wait for ever. */
export async function openSource(path: string): Promise<Source> {
  const file = await openRegular(path)
  try {
    const { size } = await file.stat()
    const head = await readAt(file, 0, Math.min(headBytes, size))
    return sourceOf({ path, head, size, file: () => Promise.resolve(file), close: () => file.close() })
  } catch (error) {
    await file.close()
    throw unreadable(path, error)
  }
}

/** The same for a file that was just read: it is opened only where its head is not enough, which saves half a millisecond. */
export function sourceWithHead(path: string, head: Buffer, sizeBytes: number): Source {
  let opened: Promise<FileHandle> | undefined
  return sourceOf({
    path,
    head,
    size: sizeBytes,
    file: () => (opened ??= openRegular(path)),
    close: async () => (await opened)?.close(),
  })
}

interface Reading {
  readonly path: string
  readonly head: Buffer
  readonly size: number
  readonly file: () => Promise<FileHandle>
  readonly close: () => Promise<void>
}

function sourceOf(reading: Reading): Source {
  const { path, head, size, close } = reading
  return {
    path,
    sizeBytes: size,
    head,
    read: (offset, length) => guarded(path, () => readRange(reading, offset, length)),
    readAll: () => guarded(path, () => readRange(reading, 0, size)),
    close,
  }
}

/** Whether a file's first bytes are a photo's; false where it cannot be opened. */
export async function isPhotoFile(path: string): Promise<boolean> {
  try {
    const file = await openRegular(path)
    try {
      return isPhotoFormat(sniff(await readAt(file, 0, sniffedBytes)))
    } finally {
      await file.close()
    }
  } catch {
    return false
  }
}

/** Enough to tell a RAW from a TIFF. */
const sniffedBytes = 4096

async function openRegular(path: string): Promise<FileHandle> {
  return guarded(path, async () => {
    // O_NONBLOCK: opening a FIFO must not wait for a writer. Windows has neither.
    const file = await open(
      path,
      process.platform === 'win32' ? constants.O_RDONLY : constants.O_RDONLY | constants.O_NONBLOCK,
    )
    const stat = await file.stat()
    if (stat.isFile()) return file
    await file.close()
    throw Object.assign(new Error('not a regular file'), { code: stat.isDirectory() ? 'EISDIR' : 'ENOTSUP' })
  })
}

async function readRange(from: Reading, offset: number, length: number): Promise<Buffer> {
  const end = Math.min(from.size, offset + length)
  if (end <= offset || offset < 0) return Buffer.alloc(0)
  if (end <= from.head.length) return from.head.subarray(offset, end)
  return readAt(await from.file(), offset, end - offset)
}

async function readAt(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, offset + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return filled === length ? buffer : buffer.subarray(0, filled)
}

async function guarded<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    throw unreadable(path, error)
  }
}
