import { damagedAt, type RowSource } from './rows.ts'

/** Colour modes of a Photoshop document [Adobe Photoshop File Formats Specification, File Header Section]. */
const modes = { grey: 1, indexed: 2, rgb: 3, cmyk: 4, multichannel: 7, duotone: 8 } as const

interface PsdHead {
  readonly channels: number
  readonly width: number
  readonly height: number
  readonly bytesPerSample: number
  readonly mode: number
  /** Red, then green, then blue of 256 colours. */
  readonly palette: Buffer
  /** Where the merged picture begins: its compression, then its planes. */
  readonly pictureAt: number
  readonly isBig: boolean
}

/**
 * Rows of a Photoshop document's merged picture, which is there unless its owner switched "maximise compatibility"
 * off. Throws where the document has none or is of a kind we do not know (bitmap, Lab, 32 bits).
 */
export function psdRows(bytes: Buffer): RowSource {
  const head = readHead(bytes)
  const compression = bytes.readUInt16BE(head.pictureAt)
  const plane = compression === 0 ? rawRows(bytes, head) : compression === 1 ? packedRows(bytes, head) : undefined
  if (plane === undefined) throw new Error('a compression of the merged picture that is not known')
  const colours = Math.min(head.channels, { [modes.rgb]: 3, [modes.cmyk]: 4 }[head.mode] ?? 1)
  const { mode, palette, width, height, bytesPerSample } = head
  const samples = Array.from({ length: colours }, () => Buffer.alloc(width * bytesPerSample))
  return {
    width,
    height,
    row(y, target) {
      for (const [channel, sample] of samples.entries()) plane(channel, y, sample)
      for (let x = 0; x < width; x++) {
        const at = x * bytesPerSample
        const [first, second, third, fourth] = samples.map((sample) => sample[at] ?? 0)
        const from = first ?? 0
        if (mode === modes.indexed) put(target, x, palette[from], palette[256 + from], palette[512 + from])
        // Inks are stored inverted: 255 is none.
        else if (mode === modes.cmyk)
          put(
            target,
            x,
            (from * (fourth ?? 0)) / 255,
            ((second ?? 0) * (fourth ?? 0)) / 255,
            ((third ?? 0) * (fourth ?? 0)) / 255,
          )
        else put(target, x, from, second ?? from, third ?? from)
      }
    },
  }
}

function put(target: Buffer, x: number, red = 0, green = 0, blue = 0): void {
  target[x * 3] = red
  target[x * 3 + 1] = green
  target[x * 3 + 2] = blue
}

function readHead(bytes: Buffer): PsdHead {
  const bits = bytes.readUInt16BE(22)
  const mode = bytes.readUInt16BE(24)
  if ((bits !== 8 && bits !== 16) || !(Object.values(modes) as number[]).includes(mode))
    throw new Error('a kind of Photoshop document that is not known')
  const isBig = bytes.readUInt16BE(4) === 2
  const colours = bytes.readUInt32BE(26)
  const resourcesAt = 30 + colours
  const layersAt = resourcesAt + 4 + bytes.readUInt32BE(resourcesAt)
  const layers = isBig ? Number(bytes.readBigUInt64BE(layersAt)) : bytes.readUInt32BE(layersAt)
  return {
    channels: bytes.readUInt16BE(12),
    height: bytes.readUInt32BE(14),
    width: bytes.readUInt32BE(18),
    bytesPerSample: bits / 8,
    mode,
    palette: bytes.subarray(30, 30 + colours),
    pictureAt: layersAt + (isBig ? 8 : 4) + layers,
    isBig,
  }
}

/** Copies one row of one channel into `target`. */
type PlaneRow = (channel: number, y: number, target: Buffer) => void

function rawRows(bytes: Buffer, head: PsdHead): PlaneRow {
  const step = head.width * head.bytesPerSample
  return (channel, y, target) => {
    const at = head.pictureAt + 2 + (channel * head.height + y) * step
    if (at + step > bytes.length) throw damagedAt(y)
    bytes.copy(target, 0, at, at + step)
  }
}

/** PackBits by rows; the lengths of all rows of all channels come first. */
function packedRows(bytes: Buffer, head: PsdHead): PlaneRow {
  const count = head.channels * head.height
  const size = head.isBig ? 4 : 2
  const starts = new Float64Array(count + 1)
  let at = head.pictureAt + 2 + count * size
  for (let index = 0; index < count; index++) {
    starts[index] = at
    const place = head.pictureAt + 2 + index * size
    if (place + size > bytes.length) throw damagedAt(0)
    at += head.isBig ? bytes.readUInt32BE(place) : bytes.readUInt16BE(place)
  }
  starts[count] = at
  return (channel, y, target) => {
    const index = channel * head.height + y
    const [from, end] = [starts[index] ?? 0, starts[index + 1] ?? 0]
    if (end > bytes.length) throw damagedAt(y)
    unpackBits(bytes.subarray(from, end), target)
  }
}

/** n below 128: n + 1 bytes follow; above: the next byte 257 - n times; 128 is nothing. */
function unpackBits(packed: Buffer, target: Buffer): void {
  for (let at = 0, to = 0; at < packed.length && to < target.length;) {
    const count = packed[at++] ?? 128
    if (count < 128) {
      packed.copy(target, to, at, at + count + 1)
      at += count + 1
      to += count + 1
    } else if (count > 128) {
      target.fill(packed[at++] ?? 0, to, Math.min(target.length, to + 257 - count))
      to += 257 - count
    }
  }
}
