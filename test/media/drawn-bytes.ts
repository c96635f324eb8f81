/** @file Pictures in formats that sharp does not write, made byte by byte from rows of RGB. */

export interface Rgb {
  readonly width: number
  readonly height: number
  /** `width` × `height` × 3. */
  readonly data: Buffer
}

/** An uncompressed BMP of 24 or 32 bits, its rows from the bottom unless `fromTop`. */
export function bmpOf({ width, height, data }: Rgb, bits: 24 | 32 = 24, fromTop = false): Buffer {
  const step = bits / 8
  const stride = Math.ceil((width * step) / 4) * 4
  const rows = Buffer.alloc(stride * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const from = ((fromTop ? y : height - 1 - y) * width + x) * 3
      const to = y * stride + x * step
      rows[to] = data[from + 2] ?? 0
      rows[to + 1] = data[from + 1] ?? 0
      rows[to + 2] = data[from] ?? 0
    }
  return Buffer.concat([bmpHead({ width, height: fromTop ? -height : height, bits, compression: 0 }), rows])
}

/** A BMP of 8 bits with 216 colours, its rows as run lengths. */
export function rleBmpOf({ width, height, data }: Rgb): Buffer {
  const palette = Buffer.alloc(256 * 4)
  for (let index = 0; index < 216; index++)
    palette.set([(index % 6) * 51, (Math.floor(index / 6) % 6) * 51, Math.floor(index / 36) * 51, 0], index * 4)
  const runs: number[] = []
  for (let y = height - 1; y >= 0; y--) {
    for (let x = 0; x < width;) {
      const index = colourAt(data, (y * width + x) * 3)
      let count = 1
      while (count < 255 && x + count < width && colourAt(data, (y * width + x + count) * 3) === index) count++
      runs.push(count, index)
      x += count
    }
    runs.push(0, 0)
  }
  runs.push(0, 1)
  return Buffer.concat([
    bmpHead({ width, height, bits: 8, compression: 1, paletteBytes: palette.length }),
    palette,
    Buffer.from(runs),
  ])
}

function colourAt(data: Buffer, at: number): number {
  const level = (value: number | undefined): number => Math.round((value ?? 0) / 51)
  return level(data[at]) * 36 + level(data[at + 1]) * 6 + level(data[at + 2])
}

function bmpHead(of: {
  width: number
  height: number
  bits: number
  compression: number
  paletteBytes?: number
}): Buffer {
  const head = Buffer.alloc(54)
  head.write('BM', 'latin1')
  head.writeUInt32LE(54 + (of.paletteBytes ?? 0), 10)
  head.writeUInt32LE(40, 14)
  head.writeInt32LE(of.width, 18)
  head.writeInt32LE(of.height, 22)
  head.writeUInt16LE(1, 26)
  head.writeUInt16LE(of.bits, 28)
  head.writeUInt32LE(of.compression, 30)
  return head
}

/** A Photoshop document with a merged picture only, as planes or packed by PackBits. */
export function psdOf({ width, height, data }: Rgb, isPacked: boolean): Buffer {
  const head = Buffer.alloc(26)
  head.write('8BPS', 'latin1')
  head.writeUInt16BE(1, 4)
  head.writeUInt16BE(3, 12)
  head.writeUInt32BE(height, 14)
  head.writeUInt32BE(width, 18)
  head.writeUInt16BE(8, 22)
  head.writeUInt16BE(3, 24)
  const rows: Buffer[] = []
  for (let channel = 0; channel < 3; channel++)
    for (let y = 0; y < height; y++)
      rows.push(Buffer.from(Array.from({ length: width }, (_, x) => data[(y * width + x) * 3 + channel] ?? 0)))
  const packed = isPacked ? rows.map(packBits) : rows
  const lengths = Buffer.alloc(isPacked ? rows.length * 2 : 0)
  if (isPacked) packed.forEach((row, index) => lengths.writeUInt16BE(row.length, index * 2))
  return Buffer.concat([head, Buffer.alloc(12), Buffer.from([0, isPacked ? 1 : 0]), lengths, ...packed])
}

function packBits(row: Buffer): Buffer {
  const packed: number[] = []
  for (let at = 0; at < row.length;) {
    let run = 1
    while (run < 128 && row[at + run] === row[at]) run++
    if (run > 1) packed.push(257 - run, row[at] ?? 0)
    else packed.push(0, row[at] ?? 0)
    at += run
  }
  return Buffer.from(packed)
}
