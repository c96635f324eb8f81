import { boxes, findBox, type Box } from '../containers/isobmff.ts'
import { readTopBox } from '../containers/top-box.ts'
import type { Source } from '../file/source.ts'

const appleMark = 'Apple iOS\0'
const identifierTag = 0x0011

/**
 * The ContentIdentifier in Apple's MakerNote, which the still and the movie of a Live Photo share. The note is a
 * big-endian TIFF directory after 14 bytes of header, with offsets from its start [ExifTool, Apple.pm].
 */
export function readAppleIdentifier(makerNote: unknown): string | undefined {
  if (!Array.isArray(makerNote) && !(makerNote instanceof Uint8Array)) return undefined
  const note = Buffer.from(makerNote as number[])
  if (note.length < 18 || note.toString('latin1', 0, appleMark.length) !== appleMark) return undefined
  const count = Math.min(note.readUInt16BE(14), 200)
  for (let index = 0; index < count; index++) {
    const at = 16 + index * 12
    if (at + 12 > note.length) return undefined
    if (note.readUInt16BE(at) !== identifierTag || note.readUInt16BE(at + 2) !== 2) continue
    const length = note.readUInt32BE(at + 4)
    const from = length <= 4 ? at + 8 : note.readUInt32BE(at + 8)
    return identifier(note.toString('latin1', from, Math.min(note.length, from + Math.min(length, 100))))
  }
  return undefined
}

const quickTimeKey = 'com.apple.quicktime.content.identifier'
const maxMoovBytes = 8 * 1024 * 1024

/** The same identifier in a movie: the value in moov/meta/ilst whose key says so. Never throws for a bad movie. */
export async function readMovieIdentifier(source: Source): Promise<string | undefined> {
  const moov = (await readTopBox(source, 'moov', maxMoovBytes))?.payload
  const meta = moov === undefined ? undefined : findBox(moov, 'meta')
  if (moov === undefined || meta === undefined) return undefined
  const keys = findBox(moov, 'keys', meta)
  const list = findBox(moov, 'ilst', meta)
  if (keys === undefined || list === undefined) return undefined
  // Keys are numbered from 1; an entry's box type in ilst is the number of its key.
  const names = [...boxes(moov, keys.data + 8, keys.end)].map((box) => moov.toString('latin1', box.data, box.end))
  const wanted = names.indexOf(quickTimeKey) + 1
  for (const entry of wanted === 0 ? [] : boxes(moov, list.data, list.end)) {
    if (moov.readUInt32BE(entry.start + 4) !== wanted) continue
    const value: Box | undefined = findBox(moov, 'data', entry)
    if (value !== undefined) return identifier(moov.toString('utf8', value.data + 8, value.end))
  }
  return undefined
}

function identifier(text: string): string | undefined {
  const clean = text.replaceAll('\0', '').trim()
  return /^[0-9A-Za-z-]{8,64}$/.test(clean) ? clean : undefined
}
