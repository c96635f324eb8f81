/** @file A pack's `tokenizer.json`, opened as cheaply as its shape allows. */
import { readFile } from 'node:fs/promises'
import { createGemmaPieces } from './gemma-pieces.ts'
import { readGemmaShape } from './gemma-shape.ts'
import { scanTokenizer } from './piece-scan.ts'
import { buildPieceTable, readPieceTable, writePieceTable, type PieceTable } from './piece-table.ts'
import { readWordPieces, type WordPieces } from './word-pieces.ts'
import { writeWhole } from '../pack/write-whole.ts'

/** Below this the JSON is read faster than it would be worth a second file: CLIP's and BART's have 2 MB. */
const largeBytes = 8_000_000

export interface PieceFile {
  readonly path: string
  readonly bytes: number
  readonly sha256: string
}

/**
 * A large file of Gemma's shape is turned into a piece table, which is kept beside it for the next time; a folder that
 * cannot be written to costs the next start a second, no more.
 * @throws what reading and parsing throw
 */
export async function openPieces({ path, bytes, sha256 }: PieceFile, large = largeBytes): Promise<WordPieces> {
  if (bytes < large) return readWordPieces(await readJson(path))
  const cachePath = `${path}.pieces`
  const cached = await readCache(cachePath, sha256)
  if (cached !== undefined) return cached
  const table = tableOf(await readFile(path))
  if (table === undefined) return readWordPieces(await readJson(path))
  await writeWhole(cachePath, writePieceTable(table, sha256)).catch(() => undefined) // read-only folder, full disk
  return createGemmaPieces(table)
}

/** Bytes that cannot be scanned are left to JSON.parse, whose complaint is the better one. */
function tableOf(bytes: Buffer): PieceTable | undefined {
  try {
    const scanned = scanTokenizer(bytes)
    const added = readGemmaShape(scanned.rest)
    return added && buildPieceTable(scanned, added)
  } catch {
    return undefined
  }
}

async function readCache(path: string, sha256: string): Promise<WordPieces | undefined> {
  try {
    const table = readPieceTable(await readFile(path), sha256)
    return table && createGemmaPieces(table)
  } catch {
    return undefined // not made yet
  }
}

async function readJson(path: string): Promise<object> {
  const json: unknown = JSON.parse(await readFile(path, 'utf8'))
  if (typeof json !== 'object' || json === null) throw new Error('not an object')
  return json
}
