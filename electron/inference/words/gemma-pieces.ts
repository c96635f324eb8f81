/** @file Byte-pair encoding over a piece table: the ids that the makers' library gives, in a thirtieth of its memory. */
import { byteIds, pieceBytes, type PieceTable } from './piece-table.ts'
import type { WordPieces } from './word-pieces.ts'

export function createGemmaPieces(table: PieceTable): WordPieces {
  const { added, endId } = table.additions
  const texts = new Map(added.map(({ id, content }) => [id, content]))
  const specialIds = new Set(added.filter(({ special }) => special).map(({ id }) => id))
  const addedIds = new Map(added.map(({ id, content }) => [content, id]))
  const cutter = cutterOf([...addedIds.keys()])
  const bytes = byteIds(table)
  return {
    specials: added.filter(({ special }) => special).map(({ content }) => content),
    has: (id) => texts.has(id) || id < table.ends.length,
    encode(text) {
      // With a group in the pattern, every other part is an added token.
      const parts = cutter === undefined ? [text] : text.split(cutter)
      const ids = parts.flatMap((part, index) => {
        const id = index % 2 === 1 ? addedIds.get(part) : undefined
        return id === undefined ? encodeWords(table, bytes, part.replaceAll(' ', '\u2581')) : [id]
      })
      return endId === undefined ? ids : [...ids, endId]
    },
    decode(ids) {
      const wanted = ids.filter((id) => !specialIds.has(id))
      const parts = wanted.map((id) => {
        const byte = bytes.indexOf(id)
        const content = texts.get(id)
        if (byte >= 0) return Uint8Array.of(byte)
        return content === undefined ? pieceBytes(table, id) : Buffer.from(content)
      })
      return Buffer.concat(parts).toString('utf8').replaceAll('\u2581', ' ')
    },
  }
}

/** Of several that begin at a place the longest is taken. */
function cutterOf(contents: readonly string[]): RegExp | undefined {
  if (contents.length === 0) return undefined
  const longestFirst = contents.toSorted((a, b) => b.length - a.length)
  return new RegExp(`(${longestFirst.map(escape).join('|')})`, 'u')
}

function escape(content: string): string {
  return content.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`)
}

/**
 * Letters first, then the merge of lowest rank, of equals the leftmost, until none is left (Sennrich et al. 2016).
 * Looking at every pair for each merge suffices: a text has at most a few hundred letters.
 */
function encodeWords(table: PieceTable, bytes: readonly number[], text: string): number[] {
  const ids = Array.from(text).flatMap((letter) => {
    const id = letterId(table, letter.codePointAt(0) ?? 0)
    return id === undefined ? [...Buffer.from(letter)].map((byte) => bytes[byte] ?? 0) : [id]
  })
  const merges = ids.map((id, index) => findMerge(table, id, ids[index + 1]))
  for (;;) {
    let best = -1
    let lowest = Number.POSITIVE_INFINITY
    for (let index = 0; index < merges.length; index++) {
      const merge = merges[index] ?? -1
      const rank = merge < 0 ? Number.POSITIVE_INFINITY : (table.ranks[merge] ?? 0)
      if (rank < lowest) {
        lowest = rank
        best = index
      }
    }
    if (best < 0) return ids
    ids.splice(best, 2, table.joined[merges[best] ?? 0] ?? 0)
    merges.splice(best + 1, 1)
    merges[best] = findMerge(table, ids[best] ?? 0, ids[best + 1])
    if (best > 0) merges[best - 1] = findMerge(table, ids[best - 1] ?? 0, ids[best])
  }
}

function letterId({ letters, letterIds }: PieceTable, point: number): number | undefined {
  const place = findSorted(letters, point, 0, letters.length)
  return place < 0 ? undefined : letterIds[place]
}

/** @returns the merge's place in the table, -1 for two pieces that do not join */
function findMerge({ starts, rights }: PieceTable, left: number, right: number | undefined): number {
  return right === undefined ? -1 : findSorted(rights, right, starts[left] ?? 0, starts[left + 1] ?? 0)
}

function findSorted(values: Uint32Array, wanted: number, from: number, to: number): number {
  while (from < to) {
    const middle = (from + to) >>> 1
    const value = values[middle] ?? 0
    if (value === wanted) return middle
    if (value < wanted) from = middle + 1
    else to = middle
  }
  return -1
}
