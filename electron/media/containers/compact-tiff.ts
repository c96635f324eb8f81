import type { Source } from '../file/source.ts'

export interface CompactTiff {
  /** A classic TIFF with IFD0, the Exif and the GPS directory, and no picture. */
  readonly exif: Buffer
  readonly xmp?: Buffer
  /** IPTC-IIM as it is. */
  readonly iptc?: Buffer
  /** Photoshop's resources. */
  readonly photoshop?: Buffer
}

const [exifTag, gpsTag, xmpTag, iptcTag, photoshopTag] = [0x8769, 0x8825, 700, 33723, 34377]
/** Where the picture lies, its colour tables and profile: no metadata, and long. */
const pictureTags = new Set([273, 279, 320, 324, 325, 330, 347, 513, 514, 519, 520, 521, 34675])
const typeBytes: readonly number[] = [1, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 1, 1, 8, 8, 8]
const maxValueBytes = 256 * 1024
const maxBlockBytes = 4 * 1024 * 1024
const maxEntries = 512

interface Entry {
  readonly tag: number
  readonly type: number
  readonly count: number
  readonly value: Buffer
}

interface Layout {
  readonly little: boolean
  readonly big: boolean
}

/**
 * Copies the directories that say something about the picture out of a TIFF of any size, classic or Big, reading only
 * them. Bounded; never throws but for AppError 'unreadable'.
 */
export async function compactTiff(source: Source): Promise<CompactTiff> {
  const { head } = source
  if (head.length < 16) return { exif: head }
  const little = head[0] === 0x49
  const big = (little ? head.readUInt16LE(2) : head.readUInt16BE(2)) === 43
  const layout = { little, big }
  const first = await readDirectory(source, layout, offsetIn(head, big ? 8 : 4, layout))
  const part = async (tag: number): Promise<Entry[]> => {
    const pointer = first.find((entry) => entry.tag === tag)
    return pointer === undefined ? [] : readDirectory(source, layout, numberIn(pointer, layout))
  }
  const exif = writeTiff(layout, { first, exif: await part(exifTag), gps: await part(gpsTag) })
  const block = (tag: number): Buffer | undefined => first.find((entry) => entry.tag === tag)?.value
  const [xmp, iptc, photoshop] = [block(xmpTag), block(iptcTag), block(photoshopTag)]
  return {
    exif,
    ...(xmp === undefined ? {} : { xmp }),
    ...(iptc === undefined ? {} : { iptc }),
    ...(photoshop === undefined ? {} : { photoshop }),
  }
}

function offsetIn(bytes: Buffer, at: number, { little, big }: Layout): number {
  if (!big) return little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at)
  const value = little ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at)
  return value > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(value)
}

function numberIn({ value }: Entry, { little }: Layout): number {
  if (value.length >= 8) return offsetIn(value, 0, { little, big: true })
  return value.length < 4 ? 0 : offsetIn(value, 0, { little, big: false })
}

async function readDirectory(source: Source, layout: Layout, at: number): Promise<Entry[]> {
  const { little, big } = layout
  const step = big ? 20 : 12
  const countBytes = big ? 8 : 2
  const start = await source.read(at, countBytes)
  if (at < 8 || start.length < countBytes) return []
  const count = Math.min(
    big ? offsetIn(start, 0, layout) : little ? start.readUInt16LE(0) : start.readUInt16BE(0),
    maxEntries,
  )
  const rows = await source.read(at + countBytes, count * step)
  const entries: Entry[] = []
  for (let from = 0; from + step <= rows.length; from += step) {
    const tag = little ? rows.readUInt16LE(from) : rows.readUInt16BE(from)
    if (!pictureTags.has(tag)) entries.push(...(await readEntry(source, layout, rows.subarray(from, from + step), tag)))
  }
  return entries
}

async function readEntry(source: Source, layout: Layout, row: Buffer, tag: number): Promise<Entry[]> {
  const { little, big } = layout
  const type = little ? row.readUInt16LE(2) : row.readUInt16BE(2)
  const count = offsetIn(row, 4, layout)
  const place = big ? 12 : 8
  const length = count * (typeBytes[type] ?? 1)
  const isBlock = tag === xmpTag || tag === iptcTag || tag === photoshopTag
  if (!(length <= (isBlock ? maxBlockBytes : maxValueBytes))) return []
  const value =
    length <= row.length - place
      ? row.subarray(place, place + length)
      : await source.read(offsetIn(row, place, layout), length)
  return value.length === length ? [{ tag, type, count, value }] : []
}

function writeTiff(
  { little }: Layout,
  parts: { readonly first: readonly Entry[]; readonly exif: readonly Entry[]; readonly gps: readonly Entry[] },
): Buffer {
  const isOwn = ({ tag, type }: Entry): boolean =>
    ![xmpTag, iptcTag, photoshopTag, exifTag, gpsTag].includes(tag) && type < 14
  const pointer = (tag: number, entries: readonly Entry[]): Entry[] =>
    entries.length === 0 ? [] : [{ tag, type: 4, count: 1, value: Buffer.alloc(4) }]
  const first = [...parts.first.filter(isOwn), ...pointer(exifTag, parts.exif), ...pointer(gpsTag, parts.gps)]
  const directories = [first, parts.exif.filter(({ type }) => type < 14), parts.gps.filter(({ type }) => type < 14)]
  const starts: number[] = []
  let size = 8
  for (const entries of directories) {
    starts.push(size)
    size +=
      6 +
      entries.length * 12 +
      entries.reduce((sum, { value }) => sum + (value.length > 4 ? value.length + (value.length & 1) : 0), 0)
  }
  const bytes = Buffer.alloc(size)
  const put16 = (value: number, at: number): number =>
    little ? bytes.writeUInt16LE(value, at) : bytes.writeUInt16BE(value, at)
  const put32 = (value: number, at: number): number =>
    little ? bytes.writeUInt32LE(value, at) : bytes.writeUInt32BE(value, at)
  bytes.write(little ? 'II' : 'MM', 'latin1')
  put16(42, 2)
  put32(8, 4)
  for (const [index, entries] of directories.entries()) {
    let at = starts[index] ?? 8
    let free = at + 6 + entries.length * 12
    put16(entries.length, at)
    at += 2
    for (const { tag, type, count, value } of entries) {
      put16(tag, at)
      put16(type, at + 2)
      put32(count, at + 4)
      if (tag === exifTag || tag === gpsTag) put32(starts[tag === exifTag ? 1 : 2] ?? 0, at + 8)
      else if (value.length <= 4) value.copy(bytes, at + 8)
      else {
        put32(free, at + 8)
        value.copy(bytes, free)
        free += value.length + (value.length & 1)
      }
      at += 12
    }
  }
  return bytes
}
