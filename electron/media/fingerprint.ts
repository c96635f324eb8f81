import { createHash, type Hash } from 'node:crypto'
import { edgesOf, edgesOfBytes } from './edges.ts'
import { maxFileBytes } from './file/limits.ts'
import { pixelRanges } from './containers/containers.ts'
import type { Extent } from './containers/isobmff.ts'
import { throwIfCancelled } from './file/refusals.ts'
import { sniff, type SniffedFormat } from './file/format.ts'
import { headBytes, openSource, type Source } from './file/source.ts'

export interface Fingerprint {
  /** SHA-256 of the whole file, 32 bytes. */
  readonly sha256: Buffer
  /** SHA-256 of the picture without its metadata, 32 bytes: writing a keyword or an alt text leaves it as it is. */
  readonly pixels: Buffer
  readonly sizeBytes: number
  /** See `edgesOf`. */
  readonly edges: Buffer
  /** The first 256 KiB, for `readMetadata`. */
  readonly head: Buffer
}

const pieceBytes = 4 * 1024 * 1024

/**
 * Reads a file once and identifies it twice. Files we cannot take apart (and those above 512 MB) have the whole file
 * as their picture. Throws AppError 'unreadable' or 'cancelled'.
 */
export async function fingerprintFile(path: string, signal?: AbortSignal): Promise<Fingerprint> {
  throwIfCancelled(signal)
  const source = await openSource(path)
  try {
    const whole = source.sizeBytes <= maxFileBytes ? await hashInMemory(source) : await hashInPieces(source, signal)
    throwIfCancelled(signal)
    return { ...whole, sizeBytes: source.sizeBytes, head: Buffer.from(source.head.subarray(0, headBytes)) }
  } finally {
    await source.close()
  }
}

/** The same for a whole file that is in memory, of at most 512 MB. */
export function fingerprintBytes(bytes: Buffer): Fingerprint {
  return { ...hashesOf(bytes), sizeBytes: bytes.length, head: Buffer.from(bytes.subarray(0, headBytes)) }
}

type Hashes = Pick<Fingerprint, 'sha256' | 'pixels' | 'edges'>

async function hashInMemory(source: Source): Promise<Hashes> {
  return hashesOf(await source.readAll())
}

function hashesOf(bytes: Buffer): Hashes {
  const sha256 = createHash('sha256').update(bytes).digest()
  const edges = edgesOfBytes(bytes)
  const format = sniff(bytes.subarray(0, headBytes))
  const ranges = pixelRanges(format, bytes)
  return { sha256, edges, pixels: ranges.length === 0 ? sha256 : picturePrint(format, bytes, ranges) }
}

/** `Fingerprint.pixels` of a file whose picture can be told from the rest. */
export function picturePrint(format: SniffedFormat, bytes: Buffer, ranges: readonly Extent[]): Buffer {
  const hash: Hash = createHash('sha256').update(format)
  for (const { offset, length } of ranges) hash.update(bytes.subarray(offset, offset + length))
  return hash.digest()
}

async function hashInPieces(source: Source, signal: AbortSignal | undefined): Promise<Hashes> {
  const hash = createHash('sha256')
  for (let at = 0; at < source.sizeBytes; at += pieceBytes) {
    throwIfCancelled(signal)
    hash.update(await source.read(at, pieceBytes))
  }
  const sha256 = hash.digest()
  return { sha256, edges: await edgesOf(source), pixels: sha256 }
}
