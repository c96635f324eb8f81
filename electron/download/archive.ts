/**
 * @file Archives (.zip, .tar, .tar.gz) that somebody hands us, as a sequence of entries. They are untrusted: a name that
 * leads outside, a link, a device or a bomb ends the reading before anything of it is written.
 */
import { createReadStream } from 'node:fs'
import { open as openFile, stat } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { openPromise, type Entry } from 'yauzl'
import { AppError } from '../api/errors.ts'
import type { ArchiveEntry } from './archive-entry.ts'
import { readTar } from './tar.ts'

const maxEntries = 10_000
/** Weights hardly compress, words by five at most; what unpacks to more is no model. */
const maxInflation = 20
const inflationAllowance = 64 * 1024 * 1024

/**
 * The entries of the archive at `path`, each checked before it is given out.
 * @throws AppError 'pack-damaged' for anything that is no sound and harmless archive, 'unreadable'
 */
export async function* readArchive(path: string): AsyncGenerator<ArchiveEntry> {
  let count = 0
  for await (const entry of await openArchive(path)) {
    count += 1
    if (count > maxEntries) throw refused(path, 'it has too many entries')
    if (entry.kind === 'other') throw refused(path, `${entry.path} is a link or a device`)
    if (leadsOutside(entry.path)) throw refused(path, `${entry.path} leads out of it`)
    yield entry
  }
}

async function openArchive(path: string): Promise<AsyncIterable<ArchiveEntry>> {
  const start = await firstBytes(path)
  if (start.readUInt32BE(0) === 0x504b0304) return readZip(path)
  const isGzip = start.readUInt16BE(0) === 0x1f8b
  if (!isGzip && start.toString('latin1', 257, 262) !== 'ustar')
    throw new AppError('unsupported', `${path} is neither a .zip nor a .tar nor a .tar.gz archive.`, {
      hint: 'Give one of these, or the folder with pack.json in it.',
    })
  return readTar(isGzip ? inflated(path) : piecesOf(path))
}

async function firstBytes(path: string): Promise<Buffer> {
  const start = Buffer.alloc(512)
  try {
    const handle = await openFile(path, 'r')
    await handle.read(start, 0, start.length, 0).finally(() => handle.close())
    return start
  } catch (error) {
    throw new AppError('unreadable', `${path} cannot be opened.`, { hint: 'Check its name.', cause: error })
  }
}

async function* piecesOf(path: string): AsyncGenerator<Buffer> {
  // A stream without an encoding yields Buffers.
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) yield piece as Buffer
}

async function* inflated(path: string): AsyncGenerator<Buffer> {
  const limit = (await stat(path)).size * maxInflation + inflationAllowance
  const packed = createReadStream(path, { highWaterMark: 1 << 20 })
  const unpacked = packed.pipe(createGunzip())
  packed.on('error', (error) => unpacked.destroy(error))
  let bytes = 0
  try {
    for await (const piece of unpacked) {
      bytes += (piece as Buffer).length
      if (bytes > limit) throw refused(path, 'it unpacks to far more than a model')
      yield piece as Buffer // a stream without an encoding yields Buffers
    }
  } catch (error) {
    throw error instanceof AppError ? error : refused(path, 'its compression is damaged', error)
  } finally {
    packed.destroy()
    unpacked.destroy()
  }
}

/** yauzl reads the directory at the end of the file, zip64 included, and refuses sizes that do not come out. */
async function* readZip(path: string): AsyncGenerator<ArchiveEntry> {
  const limit = (await stat(path)).size * maxInflation + inflationAllowance
  let total = 0
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true }).catch(
    (error: unknown) => {
      throw refused(path, wordsOf(error), error)
    },
  )
  try {
    for await (const entry of zip.eachEntry()) {
      total += entry.uncompressedSize
      if (total > limit) throw refused(path, 'it unpacks to far more than a model')
      yield {
        path: entry.fileName,
        bytes: entry.uncompressedSize,
        kind: zipKind(entry),
        async *read() {
          try {
            for await (const piece of await zip.openReadStreamPromise(entry)) yield piece as Buffer // no encoding is set
          } catch (error) {
            throw refused(path, wordsOf(error), error)
          }
        },
      }
    }
  } catch (error) {
    throw error instanceof AppError ? error : refused(path, wordsOf(error), error)
  } finally {
    zip.close()
  }
}

/** Unix modes lie in the upper half of the attributes: regular files, folders, and everything else. */
function zipKind({ fileName, externalFileAttributes }: Entry): ArchiveEntry['kind'] {
  const type = (externalFileAttributes >>> 16) & 0o170000
  if (fileName.endsWith('/')) return 'folder'
  return type === 0 || type === 0o100000 ? 'file' : 'other'
}

function leadsOutside(path: string): boolean {
  return /^[/\\]|^[A-Za-z]:|\\|\0/u.test(path) || path.split('/').includes('..')
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : 'it is damaged'
}

function refused(path: string, why: string, cause?: unknown): AppError {
  return new AppError('pack-damaged', `${path} was not imported: ${why}.`, {
    hint: 'Nothing of it was written. Copy or download it again from a source you trust.',
    cause,
  })
}
