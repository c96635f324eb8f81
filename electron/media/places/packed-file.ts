import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'

/** From a bundle in out/main, as in the installed program. */
const fromBundle = '../../electron/media/places'

/** A file of this folder, unpacked: lines of UTF-8. scripts/make-places.ts says how they are made. */
export function readPackedFile(name: 'borders' | 'names' | 'towns'): Buffer {
  const beside = join(import.meta.dirname, `${name}.br`)
  const path = existsSync(beside) ? beside : join(import.meta.dirname, fromBundle, `${name}.br`)
  return brotliDecompressSync(readFileSync(path))
}
