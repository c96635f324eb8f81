/** @file Texts of fields that carry bytes: EXIF's UserComment, Windows' XP fields, comments of unknown encoding. */
import { isUtf8 } from 'node:buffer'
import { cleanText } from './tags.ts'

const maxBytes = 65536

/** Bytes of ExifReader's raw values, or none. */
export function bytesOf(value: unknown): Buffer | undefined {
  if (value instanceof Uint8Array) return Buffer.from(value.subarray(0, maxBytes))
  if (!Array.isArray(value) || !value.every((byte) => typeof byte === 'number')) return undefined
  return Buffer.from(value.slice(0, maxBytes)) // checked just now
}

/** Windows' XP tags: UTF-16LE, ended by a NUL. */
export function wideText(value: unknown): string | undefined {
  const bytes = bytesOf(value)
  return bytes === undefined ? undefined : cleanText(bytes.toString('utf16le').split('\0')[0] ?? '')
}

/** UTF-8 where the bytes are that, else Windows' Western letters (Latin-1 with its quotes and dashes). */
export function guessedText(bytes: Buffer): string | undefined {
  const end = bytes.indexOf(0)
  const text = end < 0 ? bytes : bytes.subarray(0, end)
  return cleanText(isUtf8(text) ? text.toString('utf8') : new TextDecoder('windows-1252').decode(text))
}

/**
 * EXIF's UserComment: eight bytes name the character code, the text follows [EXIF 2.32, 4.6.5]. Without a name it is
 * guessed. What cameras fill the field with (blanks, binary notes) is nothing. `little` is the block's byte order.
 */
export function userComment(value: unknown, little: boolean): string | undefined {
  const bytes = bytesOf(value)
  if (bytes === undefined || bytes.length <= 8) return undefined
  const code = bytes.toString('latin1', 0, 8).replaceAll('\0', '').trim().toUpperCase()
  const body = bytes.subarray(8)
  const text =
    code === 'UNICODE'
      ? wideOf(body, little)
      : code === 'JIS'
        ? cleanText(new TextDecoder('iso-2022-jp').decode(body))
        : code === 'ASCII' || code === ''
          ? guessedText(body)
          : guessedText(bytes)
  return text !== undefined && isReadable(text) ? text : undefined
}

/** UTF-16 in the block's order, but for a mark that says otherwise or zeros that lie on the other side. */
function wideOf(bytes: Buffer, little: boolean): string | undefined {
  const even = bytes.subarray(0, bytes.length & ~1)
  const mark = even.length < 2 ? 0 : even.readUInt16BE(0)
  const zeros = [0, 0]
  for (const [index, byte] of even.subarray(0, 200).entries())
    if (byte === 0) zeros[index & 1] = (zeros[index & 1] ?? 0) + 1
  const [high = 0, low = 0] = zeros
  const isLittle = mark === 0xfffe || (mark !== 0xfeff && (low > high || (low === high && little)))
  // ASCII under a wrong name: not a single zero, and readable as it is.
  if (mark !== 0xfffe && mark !== 0xfeff && high + low === 0 && /^[\x20-\x7e\s]+$/.test(bytes.toString('latin1')))
    return guessedText(bytes)
  const text = (isLittle ? even : Buffer.from(even).swap16()).toString('utf16le').replace(/^\uFEFF/, '')
  return cleanText(text.split('\0')[0] ?? '')
}

/** Letters or digits in a text of printable signs: no note of a maker, no row of question marks. */
function isReadable(text: string): boolean {
  const odd = text.match(/[\p{Co}\p{Cn}\uFFFD]/gu)?.length ?? 0
  return /[\p{L}\p{N}]/u.test(text) && odd * 10 <= text.length
}
