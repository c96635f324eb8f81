/** A chunk of a PNG or a RIFF (WebP) file: `start` at its head, `data`..`dataEnd` its payload, `end` the next chunk. */
export interface Chunk {
  readonly type: string
  readonly start: number
  readonly data: number
  readonly dataEnd: number
  readonly end: number
}

/** Chunks of a PNG. Never throws; a length that leads past the end is cut there. */
export function* pngChunks(bytes: Buffer): Generator<Chunk> {
  for (let at = 8; at + 8 <= bytes.length;) {
    const length = bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    const dataEnd = Math.min(bytes.length, at + 8 + length)
    const end = Math.min(bytes.length, at + 12 + length)
    yield { type, start: at, data: at + 8, dataEnd, end }
    at = end
  }
}

/** Chunks of a WebP. Never throws. Payloads are padded to even lengths. */
export function* riffChunks(bytes: Buffer): Generator<Chunk> {
  for (let at = 12; at + 8 <= bytes.length;) {
    const length = bytes.readUInt32LE(at + 4)
    const type = bytes.toString('latin1', at, at + 4)
    const dataEnd = Math.min(bytes.length, at + 8 + length)
    const end = Math.min(bytes.length, at + 8 + length + (length & 1))
    yield { type, start: at, data: at + 8, dataEnd, end }
    at = end
  }
}
