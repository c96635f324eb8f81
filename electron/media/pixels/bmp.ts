import { damagedAt, type RowSource } from './rows.ts'

/** What a BMP's two headers say [Microsoft, BITMAPINFOHEADER to BITMAPV5HEADER, and OS/2's 12-byte one]. */
interface BmpHead {
  readonly width: number
  readonly height: number
  readonly fromTop: boolean
  readonly bits: number
  readonly compression: number
  /** Blue, green, red of each colour, one after another. */
  readonly palette: Buffer
  readonly masks: readonly number[]
  readonly dataAt: number
}

const [noCompression, rle8, rle4, bitFields, alphaBitFields] = [0, 1, 2, 3, 6]

/** Rows of a BMP, from the top, as RGB. Throws RangeError or AppError-free `Error` where it is no BMP we know. */
export function bmpRows(bytes: Buffer): RowSource {
  const head = readHead(bytes)
  const indexes = head.compression === rle8 || head.compression === rle4 ? unpackRuns(bytes, head) : undefined
  const stride = ((head.width * head.bits + 31) >> 5) * 4
  return {
    width: head.width,
    height: head.height,
    row(y, target) {
      const stored = head.fromTop ? y : head.height - 1 - y
      if (indexes !== undefined) {
        fromPalette(head, (x) => indexes[stored * head.width + x] ?? 0, target)
        return
      }
      const at = head.dataAt + stored * stride
      if (at + stride > bytes.length + 3) throw damagedAt(y)
      readRow(head, bytes.subarray(at, at + stride), target)
    },
  }
}

function readHead(bytes: Buffer): BmpHead {
  const size = bytes.readUInt32LE(14)
  const isOld = size === 12
  const width = isOld ? bytes.readUInt16LE(18) : bytes.readInt32LE(18)
  const signed = isOld ? bytes.readUInt16LE(20) : bytes.readInt32LE(22)
  const bits = bytes.readUInt16LE(isOld ? 24 : 28)
  const compression = isOld ? noCompression : bytes.readUInt32LE(30)
  const hasMasks = compression === bitFields || compression === alphaBitFields
  if (
    ![1, 4, 8, 16, 24, 32].includes(bits) ||
    ![noCompression, rle8, rle4, bitFields, alphaBitFields].includes(compression)
  )
    throw new Error('a kind of BMP that is not known')
  if (hasMasks && bits <= 8) throw new Error('OS/2 Huffman')
  const paletteAt = 14 + size + (hasMasks && size === 40 ? (compression === bitFields ? 12 : 16) : 0)
  return {
    width,
    height: Math.abs(signed),
    fromTop: signed < 0,
    bits,
    compression,
    palette: bits <= 8 ? readPalette(bytes, { at: paletteAt, step: isOld ? 3 : 4, count: 2 ** bits }) : Buffer.alloc(0),
    masks: hasMasks
      ? [0, 4, 8].map((at) => bytes.readUInt32LE(54 + at))
      : bits === 16
        ? [0x7c00, 0x3e0, 0x1f]
        : [0xff0000, 0xff00, 0xff],
    dataAt: bytes.readUInt32LE(10),
  }
}

/** Files may hold fewer colours than their bits allow: the others are black. */
function readPalette(bytes: Buffer, from: { at: number; step: number; count: number }): Buffer {
  const palette = Buffer.alloc(from.count * 3)
  for (let index = 0; index < from.count; index++) {
    const at = from.at + index * from.step
    if (at < bytes.length) bytes.copy(palette, index * 3, at, at + 3)
  }
  return palette
}

function readRow(head: BmpHead, row: Buffer, target: Buffer): void {
  const { bits, width } = head
  if (bits <= 8) {
    const mask = 2 ** bits - 1
    fromPalette(head, (x) => ((row[(x * bits) >> 3] ?? 0) >> (8 - bits - ((x * bits) & 7))) & mask, target)
    return
  }
  const step = bits >> 3
  if (step === 3) {
    for (let x = 0, at = 0; x < width; x++, at += 3) {
      target[at] = row[at + 2] ?? 0
      target[at + 1] = row[at + 1] ?? 0
      target[at + 2] = row[at] ?? 0
    }
    return
  }
  const scales = head.masks.map((mask) => ({
    mask,
    shift: lowestBit(mask),
    most: Math.max(1, mask >>> lowestBit(mask)),
  }))
  for (let x = 0; x < width; x++) {
    const value = x * step + step > row.length ? 0 : row.readUIntLE(x * step, step)
    for (const [channel, { mask, shift, most }] of scales.entries())
      target[x * 3 + channel] = Math.round((((value & mask) >>> shift) * 255) / most)
  }
}

function lowestBit(mask: number): number {
  return mask === 0 ? 0 : 31 - Math.clz32(mask & -mask)
}

function fromPalette({ palette, width }: BmpHead, indexAt: (x: number) => number, target: Buffer): void {
  for (let x = 0; x < width; x++) {
    const from = indexAt(x) * 3
    target[x * 3] = palette[from + 2] ?? 0
    target[x * 3 + 1] = palette[from + 1] ?? 0
    target[x * 3 + 2] = palette[from] ?? 0
  }
}

/** Run lengths: (count, colour), or 0 and: 0 end of row, 1 end of picture, 2 a jump, n so many colours as they are. */
function unpackRuns(bytes: Buffer, head: BmpHead): Uint8Array {
  const { width, height } = head
  const indexes = new Uint8Array(width * height)
  const isNibble = head.compression === rle4
  let [at, x, y] = [head.dataAt, 0, 0]
  const put = (index: number): void => {
    if (x < width) indexes[y * width + x++] = index
  }
  while (at + 1 < bytes.length && y < height) {
    const [count = 0, value = 0] = [bytes[at], bytes[at + 1]]
    at += 2
    if (count > 0)
      for (let index = 0; index < count; index++) put(isNibble ? (index & 1 ? value & 15 : value >> 4) : value)
    else if (value === 0) [x, y] = [0, y + 1]
    else if (value === 1) break
    else if (value === 2) {
      x += bytes[at] ?? 0
      y += bytes[at + 1] ?? 0
      at += 2
    } else {
      for (let index = 0; index < value; index++) {
        const byte = bytes[at + (isNibble ? index >> 1 : index)] ?? 0
        put(isNibble ? (index & 1 ? byte & 15 : byte >> 4) : byte)
      }
      const used = isNibble ? (value + 1) >> 1 : value
      at += used + (used & 1)
    }
  }
  return indexes
}
