import { riffChunks } from './chunks.ts'
import { readHeif } from './isobmff.ts'
import { readTiff } from './tiff.ts'

/** @file The size that each kind of header declares, before orientation. `undefined` where it is missing or cut. */
export interface DeclaredSize {
  readonly width: number
  readonly height: number
}

export function pngSize(bytes: Buffer): DeclaredSize | undefined {
  if (bytes.length < 26 || bytes.toString('latin1', 12, 16) !== 'IHDR') return undefined
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
}

export function gifSize(bytes: Buffer): DeclaredSize | undefined {
  return bytes.length < 13 ? undefined : { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) }
}

/** Version 1 (OS/2) has 16-bit edges; a negative height means rows from the top. */
export function bmpSize(bytes: Buffer): DeclaredSize | undefined {
  if (bytes.length < 26) return undefined
  if (bytes.readUInt32LE(14) === 12) return { width: bytes.readUInt16LE(18), height: bytes.readUInt16LE(20) }
  return { width: Math.abs(bytes.readInt32LE(18)), height: Math.abs(bytes.readInt32LE(22)) }
}

export function psdSize(bytes: Buffer): DeclaredSize | undefined {
  return bytes.length < 26 ? undefined : { width: bytes.readUInt32BE(18), height: bytes.readUInt32BE(14) }
}

export function webpSize(bytes: Buffer): DeclaredSize | undefined {
  for (const chunk of riffChunks(bytes)) {
    const at = chunk.data
    if (chunk.dataEnd - at < 10 && chunk.type !== 'VP8L') return undefined
    if (chunk.type === 'VP8X')
      return { width: bytes.readUIntLE(at + 4, 3) + 1, height: bytes.readUIntLE(at + 7, 3) + 1 }
    if (chunk.type === 'VP8 ')
      return { width: bytes.readUInt16LE(at + 6) & 0x3fff, height: bytes.readUInt16LE(at + 8) & 0x3fff }
    if (chunk.type === 'VP8L') {
      if (chunk.dataEnd - at < 5) return undefined
      const bits = bytes.readUInt32LE(at + 1)
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
    }
  }
  return undefined
}

export function tiffSize(bytes: Buffer): DeclaredSize | undefined {
  const tiff = readTiff(bytes)
  const first = tiff?.directories[0]?.entries
  const width = tiff?.numbers(first?.get(0x0100), 1)[0]
  const height = tiff?.numbers(first?.get(0x0101), 1)[0]
  return width === undefined || height === undefined ? undefined : { width, height }
}

/** The largest item, for a small primary may be made of huge tiles; sequences ('avis') without items say nothing here. */
export function heifSize(bytes: Buffer): DeclaredSize | undefined {
  let largest: DeclaredSize | undefined
  for (const item of readHeif(bytes)?.items.values() ?? []) {
    if (item.width === undefined || item.height === undefined) continue
    if (largest === undefined || item.width * item.height > largest.width * largest.height)
      largest = { width: item.width, height: item.height }
  }
  return largest
}
