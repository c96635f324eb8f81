/** @file Words into token ids and back, by the pack's own `tokenizer.json`. */
import { join } from 'node:path'
import { AppError } from '../../api/errors.ts'
import { canonicalWords } from './canonical-words.ts'
import { openPieces, type PieceFile } from './open-pieces.ts'
import type { InstalledPack, SeeingPack } from '../pack/pack.ts'
import type { WordPieces } from './word-pieces.ts'

export interface Tokenizer {
  /**
   * Ids of a text with the pack's start and end ids, at most `contextLength` of them, the end id always last.
   * Any string is accepted; lone surrogates become U+FFFD and the names of special tokens are no longer special.
   */
  encode(text: string): BigInt64Array
  /** The words of some ids, without special tokens. */
  decode(ids: readonly number[]): string
}

/** Characters per context position that are looked at: no token of a real vocabulary is longer on average. */
const charactersPerToken = 32

/**
 * Loads a pack's tokenizer.
 * @throws AppError 'pack-damaged' when the file is not a tokenizer or lacks the ids the pack names
 */
export async function createTokenizer(installed: InstalledPack<SeeingPack>): Promise<Tokenizer> {
  const { pack, folder } = installed
  const rule = pack.tokenizer
  const file = pack.files.find(({ path }) => path === rule.file)
  const pieces = await load(
    { path: join(folder, rule.file), bytes: file?.bytes ?? 0, sha256: file?.sha256 ?? '' },
    pack.id,
  )
  for (const id of [rule.startId, rule.endId, rule.padId]) {
    if (id !== undefined && !pieces.has(id)) throw damaged(pack.id, `${rule.file} has no token with the id ${id}`)
  }
  const limit = charactersPerToken * rule.contextLength
  const isCanonical = pack.task === 'embedding' && pack.family === 'siglip2'

  function encode(text: string): BigInt64Array {
    // Canonical words are shorter than what was typed: more of it is looked at, and then cut to the same length.
    const words = isCanonical ? canonicalWords(text.slice(0, 8 * limit)) : text
    const ids = pieces.encode(withoutSpecials(words.slice(0, limit).toWellFormed(), pieces.specials))
    if (rule.startId !== undefined && ids[0] !== rule.startId) ids.unshift(rule.startId)
    // With one id for both, an end that is there may be the start.
    const hasEnd = ids.length > (rule.startId === undefined ? 0 : 1) && ids.at(-1) === rule.endId
    if (!hasEnd) ids.push(rule.endId)
    if (ids.length > rule.contextLength) ids.splice(rule.contextLength - 1, ids.length, rule.endId)
    return BigInt64Array.from(ids, BigInt)
  }

  function decode(ids: readonly number[]): string {
    return ids.length === 0 ? '' : pieces.decode(ids)
  }

  return { encode, decode }
}

async function load(file: PieceFile, packId: string): Promise<WordPieces> {
  try {
    return await openPieces(file)
  } catch (error) {
    throw damaged(packId, 'its tokenizer cannot be read', error)
  }
}

/** Somebody who types `<|endoftext|>` searches for those characters, not for the end of the text. */
function withoutSpecials(text: string, specials: readonly string[]): string {
  return specials.reduce((rest, special) => (special === '' ? rest : rest.replaceAll(special, ' ')), text)
}

function damaged(packId: string, what: string, cause?: unknown): AppError {
  return new AppError('pack-damaged', `The model pack "${packId}" does not fit: ${what}.`, {
    hint: 'Download or import this model pack again.',
    cause,
  })
}
