import { createHash } from 'node:crypto'
import { openSource, type Source } from './file/source.ts'

/** Read at either end: headers and the last blocks of a picture differ between any two photos of a camera. */
const edgeBytes = 64 * 1024

/**
 * A hash of size, beginning and end, 32 bytes: with the same time of change it tells a file that only lies elsewhere
 * from another one, without reading all of it.
 */
export async function edgesOf(source: Source): Promise<Buffer> {
  const tailAt = Math.max(edgeBytes, source.sizeBytes - edgeBytes)
  return hashOf(source.sizeBytes, source.head.subarray(0, edgeBytes), await source.read(tailAt, edgeBytes))
}

/** The same for a file that is in memory. */
export function edgesOfBytes(bytes: Buffer): Buffer {
  const tail = bytes.subarray(Math.max(edgeBytes, bytes.length - edgeBytes))
  return hashOf(bytes.length, bytes.subarray(0, edgeBytes), tail)
}

function hashOf(sizeBytes: number, head: Buffer, tail: Buffer): Buffer {
  return createHash('sha256').update(`${sizeBytes}\n`).update(head).update(tail).digest()
}

/** The same for the file at `path`. Errors: AppError 'unreadable'. */
export async function edgesOfFile(path: string): Promise<Buffer> {
  const source = await openSource(path)
  try {
    return await edgesOf(source)
  } finally {
    await source.close()
  }
}
