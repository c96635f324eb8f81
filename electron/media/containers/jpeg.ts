/** One marker segment: `start` at the 0xFF of its marker, `end` after its payload (for SOS: after its coded data). */
export interface JpegSegment {
  readonly marker: number
  readonly start: number
  /** Where the payload begins (after the length bytes), or `end` where the marker has none. */
  readonly payload: number
  readonly end: number
}

/** What the header declares. `scans` counts the SOS markers seen before EOI. */
export interface JpegShape {
  readonly width: number
  readonly height: number
  readonly progressive: boolean
  readonly lossless: boolean
  /** Bits of a sample: 8, or 12 in medical pictures. */
  readonly bits: number
  /** Samples stored for each pixel: 3 for 4:4:4, 1.5 for 4:2:0, 1 for grey. */
  readonly samplesPerPixel: number
  readonly scans: number
  /** The first byte after EOI, or the length of the file where EOI is missing. */
  readonly end: number
  readonly complete: boolean
}

const sos = 0xda
const eoi = 0xd9

/**
 * Walks the segments of a JPEG from its SOI at `from` to EOI or to the end of the bytes. Never throws; stops at the
 * first byte that is no marker. Coded data is skipped with one `indexOf` per 0xFF.
 */
export function* walkJpeg(bytes: Buffer, from = 0): Generator<JpegSegment> {
  let at = from + 2
  for (;;) {
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at++
    if (at + 1 >= bytes.length || bytes[at] !== 0xff) return
    const marker = bytes[at + 1] ?? 0
    if (isBare(marker)) {
      yield { marker, start: at, payload: at + 2, end: at + 2 }
      if (marker === eoi) return
      at += 2
      continue
    }
    if (at + 4 > bytes.length) return
    const length = bytes.readUInt16BE(at + 2)
    if (length < 2) return
    const afterHead = Math.min(bytes.length, at + 2 + length)
    const end = marker === sos ? endOfCodedData(bytes, afterHead) : afterHead
    yield { marker, start: at, payload: at + 4, end }
    at = end
  }
}

function isBare(marker: number): boolean {
  return marker === 0x01 || (marker >= 0xd0 && marker <= 0xd9)
}

/** Coded data ends at the first 0xFF that is neither stuffed (FF00), a restart (FFD0-D7) nor filling (FFFF). */
function endOfCodedData(bytes: Buffer, from: number): number {
  let at = bytes.indexOf(0xff, from)
  while (at >= 0 && at + 1 < bytes.length) {
    const next = bytes[at + 1] ?? 0
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
    at = bytes.indexOf(0xff, next === 0xff ? at + 1 : at + 2)
  }
  return bytes.length
}

/** Reads the declared shape, or `undefined` where no frame header is found. Works on a head alone (`scans` is then partial). */
export function jpegShape(bytes: Buffer, from = 0): JpegShape | undefined {
  let frame: (Pick<JpegShape, 'width' | 'height' | 'bits' | 'samplesPerPixel'> & { marker: number }) | undefined
  let scans = 0
  let end = bytes.length
  let complete = false
  for (const segment of walkJpeg(bytes, from)) {
    if (isFrame(segment.marker) && frame === undefined && segment.payload + 5 <= bytes.length) {
      frame = {
        marker: segment.marker,
        height: bytes.readUInt16BE(segment.payload + 1),
        width: bytes.readUInt16BE(segment.payload + 3),
        bits: bytes[segment.payload] ?? 8,
        samplesPerPixel: samplesPerPixel(bytes, segment),
      }
    }
    if (segment.marker === sos) scans++
    if (segment.marker === eoi) {
      end = segment.end
      complete = true
    }
  }
  if (frame === undefined) return undefined
  const kind = frame.marker - 0xc0
  return {
    width: frame.width,
    height: frame.height,
    bits: frame.bits,
    samplesPerPixel: frame.samplesPerPixel,
    progressive: [2, 6, 10, 14].includes(kind),
    lossless: [3, 7, 11, 15].includes(kind),
    scans,
    end,
    complete,
  }
}

/** From the sampling factors of the components, three bytes each. */
function samplesPerPixel(bytes: Buffer, frame: JpegSegment): number {
  const count = bytes[frame.payload + 5] ?? 1
  const blocks = Array.from({ length: Math.min(count, 4) }, (_, index) => {
    const factors = bytes[frame.payload + 7 + index * 3] ?? 0x11
    return Math.max(1, factors >> 4) * Math.max(1, factors & 15)
  })
  return blocks.reduce((sum, each) => sum + each, 0) / Math.max(1, ...blocks)
}

/** SOF0..SOF15 without DHT (C4), JPG (C8) and DAC (CC). */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}
