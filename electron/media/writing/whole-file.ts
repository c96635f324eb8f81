/** Whole files in memory that is used again: a thousand photos of 4 MB would keep the collector busy otherwise. */
import { open } from 'node:fs/promises'

/** As many as are written at once, and larger ones are let go. */
const keptBuffers = 4
const keptBytes = 64 * 1024 * 1024

const free: Buffer[] = []

/** Gives `use` the bytes, which are nobody's any more once it has returned. */
export async function withWholeFile<Result>(path: string, use: (bytes: Buffer) => Result): Promise<Result> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const memory = takeFor(size)
    try {
      let filled = 0
      while (filled < size) {
        const { bytesRead } = await file.read(memory, filled, size - filled, filled)
        if (bytesRead === 0) break
        filled += bytesRead
      }
      return use(memory.subarray(0, filled))
    } finally {
      if (memory.length <= keptBytes && free.length < keptBuffers) free.push(memory)
    }
  } finally {
    await file.close()
  }
}

function takeFor(size: number): Buffer {
  const index = free.findIndex((each) => each.length >= size)
  const [kept] = index === -1 ? free.splice(0, 1).slice(1) : free.splice(index, 1)
  return kept ?? Buffer.allocUnsafeSlow(Math.ceil(size * 1.25))
}

/** Lets go of all of it. */
export function forgetBuffers(): void {
  free.length = 0
}
