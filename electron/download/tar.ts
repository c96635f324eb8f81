/** @file Reads tar archives (ustar, with the long names of pax and GNU) as they stream by. Written nowhere, only read. */
import { AppError } from '../api/errors.ts'
import type { ArchiveEntry } from './archive-entry.ts'

const blockBytes = 512
/** No path of a pack is near this; a longer one is an attack on memory. */
const longestName = 64 * 1024

/** Hands out exactly as many bytes as are asked for, however they come. */
class Feed {
  readonly #pieces: AsyncIterator<Buffer>
  #rest: Buffer = Buffer.alloc(0)

  constructor(pieces: AsyncIterable<Buffer>) {
    this.#pieces = pieces[Symbol.asyncIterator]()
  }

  /** Up to `bytes` bytes; an empty one means the end. */
  async some(bytes: number): Promise<Buffer> {
    if (this.#rest.length === 0) {
      const next = await this.#pieces.next()
      if (next.done === true) return Buffer.alloc(0)
      this.#rest = next.value
    }
    const taken = this.#rest.subarray(0, bytes)
    this.#rest = this.#rest.subarray(taken.length)
    return taken
  }

  /** Exactly `bytes` bytes, or undefined at a clean end. */
  async exactly(bytes: number): Promise<Buffer | undefined> {
    const pieces: Buffer[] = []
    let missing = bytes
    while (missing > 0) {
      const piece = await this.some(missing)
      if (piece.length === 0) {
        if (missing === bytes) return undefined
        throw damaged('it ends in the middle')
      }
      pieces.push(piece)
      missing -= piece.length
    }
    return Buffer.concat(pieces)
  }

  async close(): Promise<void> {
    await this.#pieces.return?.()
  }
}

/**
 * The entries in order. Each entry's bytes must be read before the next is asked for; unread ones are skipped.
 * @throws AppError 'pack-damaged' for a file that is no tar or ends too early
 */
export async function* readTar(pieces: AsyncIterable<Buffer>): AsyncGenerator<ArchiveEntry> {
  const feed = new Feed(pieces)
  let longName: string | undefined
  let longSize: number | undefined
  try {
    for (;;) {
      const header = await feed.exactly(blockBytes)
      if (header === undefined || header.every((byte) => byte === 0)) return
      const { name, bytes, type } = parseHeader(header)
      const size = longSize ?? bytes
      if (type === 'L' || type === 'x') {
        if (bytes > longestName) throw damaged('it has a name of impossible length')
        const text = (await feed.exactly(padded(bytes)))?.subarray(0, bytes).toString('utf8') ?? ''
        if (type === 'L') longName = text.replace(/\0.*$/su, '')
        else {
          longName = paxValue(text, 'path') ?? longName
          const value = paxValue(text, 'size')
          longSize = value === undefined ? undefined : Number(value)
        }
        continue
      }
      let unread = size
      const entry: ArchiveEntry = {
        path: longName ?? name,
        bytes: size,
        kind: kindOf(type),
        async *read() {
          while (unread > 0) {
            const piece = await feed.some(unread)
            if (piece.length === 0) throw damaged('it ends in the middle')
            unread -= piece.length
            yield piece
          }
        },
      }
      longName = undefined
      longSize = undefined
      yield entry
      while (unread > 0) {
        const piece = await feed.some(unread)
        if (piece.length === 0) throw damaged('it ends in the middle')
        unread -= piece.length
      }
      if (padded(size) > size) await feed.exactly(padded(size) - size)
    }
  } finally {
    await feed.close()
  }
}

const padded = (bytes: number): number => Math.ceil(bytes / blockBytes) * blockBytes

function kindOf(type: string): ArchiveEntry['kind'] {
  if (type === '0' || type === '\0' || type === '7') return 'file'
  return type === '5' || type === 'g' ? 'folder' : 'other'
}

function parseHeader(header: Buffer): { name: string; bytes: number; type: string } {
  const text = (from: number, to: number): string => header.toString('utf8', from, to).replace(/\0.*$/su, '')
  const stated = Number.parseInt(text(148, 156).trim(), 8)
  // The sum over the header with its own field as spaces.
  const sum = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 32 : byte), 0)
  if (stated !== sum) throw damaged('it is no tar archive, or damaged')
  const prefix = text(257, 262) === 'ustar' && header[263] !== 32 ? text(345, 500) : ''
  const name = text(0, 100)
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    bytes: numberOf(header.subarray(124, 136)),
    type: header.toString('latin1', 156, 157),
  }
}

/** Octal text, or big-endian binary for what does not fit into it. */
function numberOf(field: Buffer): number {
  const first = field[0] ?? 0
  const value =
    (first & 0x80) === 0
      ? Number.parseInt(field.toString('latin1').replace(/\0.*$/su, '').trim() || '0', 8)
      : Number(field.readBigUInt64BE(4))
  if (!Number.isSafeInteger(value) || value < 0) throw damaged('it states an impossible size')
  return value
}

/** One record of an extended header: `length key=value\n`. */
function paxValue(text: string, key: string): string | undefined {
  return new RegExp(`(?:^|\\n)\\d+ ${key}=([^\\n]*)\\n`, 'u').exec(text)?.[1]
}

function damaged(why: string): AppError {
  return new AppError('pack-damaged', `The archive cannot be read: ${why}.`, {
    hint: 'Copy or download it again, then import it.',
  })
}
