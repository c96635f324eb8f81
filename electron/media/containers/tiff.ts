/** One value list of an IFD, still in the file. */
export interface TiffEntry {
  readonly tag: number
  readonly type: number
  readonly count: number
  /** Where the values lie in the file. */
  readonly offset: number
}

export interface TiffDirectory {
  readonly at: number
  readonly entries: ReadonlyMap<number, TiffEntry>
}

export interface TiffFile {
  readonly little: boolean
  /** IFD0 and the directories chained to it, then the sub-IFDs, in the order found. */
  readonly directories: readonly TiffDirectory[]
  /** Up to `limit` numbers of an entry; empty where the values lie outside the bytes. */
  numbers(entry: TiffEntry | undefined, limit?: number): number[]
}

const typeBytes: Readonly<Record<number, number>> = {
  1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8,
} // prettier-ignore

/** A scan of a book has a few hundred pages; beyond this it is a trap. */
const maxDirectories = 512
const maxEntries = 1024
const subDirectories = 0x014a

/**
 * Walks the directories of a TIFF (classic or Big; RW2 and ORF marks are taken as TIFF) within `bytes`.
 * Bounded: loops, endless chains and absurd counts end the walk. Never throws.
 */
export function readTiff(bytes: Buffer): TiffFile | undefined {
  if (bytes.length < 16) return undefined
  const little = bytes[0] === 0x49
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const big = view.getUint16(2, little) === 43
  const reader: Reader = { view, little, big, size: bytes.length }
  const directories: TiffDirectory[] = []
  const seen = new Set<number>()
  const queue = [big ? wide(reader, 8) : view.getUint32(4, little)]
  while (queue.length > 0 && directories.length < maxDirectories) {
    const at = queue.shift() ?? 0
    if (at < 8 || at >= bytes.length || seen.has(at)) continue
    seen.add(at)
    const { directory, next } = readDirectory(reader, at)
    directories.push(directory)
    if (next > 0) queue.unshift(next)
    queue.push(...numbersOf(reader, directory.entries.get(subDirectories), 16))
  }
  return { little, directories, numbers: (entry, limit = 65536) => numbersOf(reader, entry, limit) }
}

interface Reader {
  readonly view: DataView
  readonly little: boolean
  readonly big: boolean
  readonly size: number
}

function readDirectory(reader: Reader, at: number): { directory: TiffDirectory; next: number } {
  const { view, little, big, size } = reader
  const entries = new Map<number, TiffEntry>()
  const countBytes = big ? 8 : 2
  const entryBytes = big ? 20 : 12
  if (at + countBytes > size) return { directory: { at, entries }, next: 0 }
  const count = big ? wide(reader, at) : view.getUint16(at, little)
  for (let index = 0; index < Math.min(count, maxEntries); index++) {
    const from = at + countBytes + index * entryBytes
    if (from + entryBytes > size) break
    const tag = view.getUint16(from, little)
    const type = view.getUint16(from + 2, little)
    const values = big ? wide(reader, from + 4) : view.getUint32(from + 4, little)
    const inline = big ? 8 : 4
    const place = from + (big ? 12 : 8)
    const bytes = values * (typeBytes[type] ?? 1)
    const offset = bytes <= inline ? place : big ? wide(reader, place) : view.getUint32(place, little)
    if (!entries.has(tag)) entries.set(tag, { tag, type, count: values, offset })
  }
  const after = at + countBytes + count * entryBytes
  if (after + (big ? 8 : 4) > size) return { directory: { at, entries }, next: 0 }
  return { directory: { at, entries }, next: big ? wide(reader, after) : view.getUint32(after, little) }
}

function numbersOf(reader: Reader, entry: TiffEntry | undefined, limit: number): number[] {
  if (entry === undefined) return []
  const { view, little, size } = reader
  const step = typeBytes[entry.type] ?? 1
  const numbers: number[] = []
  for (let index = 0; index < Math.min(entry.count, limit); index++) {
    const at = entry.offset + index * step
    if (at + step > size) break
    if (step === 1) numbers.push(view.getUint8(at))
    else if (step === 2) numbers.push(view.getUint16(at, little))
    else if (step === 4) numbers.push(view.getUint32(at, little))
    else if (entry.type === 5 || entry.type === 10)
      numbers.push(view.getUint32(at, little) / (view.getUint32(at + 4, little) || 1))
    else numbers.push(wide(reader, at))
  }
  return numbers
}

/** A 64-bit number; beyond 2^53 it is no offset of ours. */
function wide(reader: Reader, at: number): number {
  if (at + 8 > reader.size) return 0
  const value = reader.view.getBigUint64(at, reader.little)
  return value > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(value)
}
