import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { brotliDecompressSync } from 'node:zlib'

/**
 * A file of this folder, unpacked: lines of UTF-8. Found through "imports" of package.json, since this code runs from a
 * bundle in the installed program. scripts/make-places.ts says what the lines are and how they are made.
 */
export function readPackedFile(name: 'borders' | 'names' | 'towns'): Buffer {
  return brotliDecompressSync(readFileSync(createRequire(import.meta.url).resolve(`#places/${name}.br`)))
}
