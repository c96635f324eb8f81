/** A sentence cut into what its signs say: quotes, fields, brackets, minus, and the words between them. */
import { lookupForm } from '../languages/lexicon.ts'
import { fieldNamed } from './fields.ts'

export type Piece = { readonly at: number; readonly end: number; readonly minus?: true } & (
  | { readonly is: 'words' }
  | { readonly is: 'phrase'; readonly text: string }
  | { readonly is: 'field'; readonly name: string; readonly value: string }
  | { readonly is: 'or' }
  | { readonly is: 'group'; readonly pieces: readonly Piece[] }
)

const fieldPattern = /(\p{L}[\p{L}\p{M}]{0,20}):(?!\/)(?:"([^"]*)"|((?:(?:>=|<=|>|<)\s*)?[^\s"()|]+))/uy
/** `place:` and no value yet. */
const begunPattern = /(\p{L}[\p{L}\p{M}]{0,20}):(?=[\s)|]|$)/uy
const phrasePattern = /"([^"]*)"/uy
const chunkPattern = /[^\s"()|]+/uy

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at
  return pattern.exec(text) ?? undefined
}

/** `letters:` is a field where it is known, or long enough to be one with a mistake in it. */
const fewestOfUnknown = 3

interface Cursor {
  at: number
}

/** Deeper brackets than anybody means are read as if they were not there. */
const deepest = 20

function piecesUntil(text: string, cursor: Cursor, depth: number): Piece[] {
  const pieces: Piece[] = []
  const put = (piece: Piece): void => {
    const last = pieces.at(-1)
    if (piece.is === 'words' && last?.is === 'words' && piece.minus === undefined && last.minus === undefined)
      pieces[pieces.length - 1] = { ...last, end: piece.end }
    else pieces.push(piece)
  }
  while (cursor.at < text.length) {
    const sign = text[cursor.at] ?? ''
    if (sign === ')') {
      cursor.at += 1
      if (depth > 0) return pieces
    } else if (/\s/u.test(sign)) cursor.at += 1
    else put(pieceAt(text, cursor, depth))
  }
  return pieces
}

function startsPiece(text: string, at: number): boolean {
  return at === 0 || /[\s(|]/u.test(text[at - 1] ?? '')
}

function pieceAt(text: string, cursor: Cursor, depth: number): Piece {
  const at = cursor.at
  const isMinus = text[at] === '-' && startsPiece(text, at) && /^["(\p{L}\p{N}]/u.test(text.slice(at + 1, at + 3))
  if (isMinus) cursor.at += 1
  const piece = plainPiece(text, cursor, depth)
  return isMinus ? { ...piece, at, minus: true } : piece
}

function plainPiece(text: string, cursor: Cursor, depth: number): Piece {
  const at = cursor.at
  const ended = (end: number): { at: number; end: number } => {
    cursor.at = end
    return { at, end }
  }
  const sign = text[at] ?? ''
  if (sign === '|') return { is: 'or', ...ended(at + 1) }
  if (sign === '(') {
    cursor.at += 1
    if (depth >= deepest) return { is: 'words', ...ended(at + 1) }
    const pieces = piecesUntil(text, cursor, depth + 1)
    return { is: 'group', pieces, at, end: cursor.at }
  }
  const phrase = match(phrasePattern, text, at)
  if (phrase !== undefined) return { is: 'phrase', text: phrase[1] ?? '', ...ended(at + phrase[0].length) }
  const field = match(fieldPattern, text, at)
  if (field !== undefined) {
    const [whole, name = '', quoted = '', bare = ''] = field
    const known = fieldNamed(name) !== undefined
    if (known || lookupForm(name).length >= fewestOfUnknown) {
      const value = (quoted === '' ? bare : quoted).trim()
      return { is: 'field', name, value, ...ended(at + whole.length) }
    }
  }
  const begun = match(begunPattern, text, at)
  if (begun !== undefined && fieldNamed(begun[1] ?? '') !== undefined)
    return { is: 'field', name: begun[1] ?? '', value: '', ...ended(at + begun[0].length) }
  const chunk = match(chunkPattern, text, at)
  // A quote that nothing closes.
  return { is: 'words', ...ended(at + (chunk?.[0].length ?? 1)) }
}

/** The pieces of a sentence whose quotes are plain ones. Total: every string has some. */
export function piecesOf(text: string): readonly Piece[] {
  return piecesUntil(text, { at: 0 }, 0)
}
