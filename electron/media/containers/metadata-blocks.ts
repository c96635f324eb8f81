import { isUtf8 } from 'node:buffer'
import { brotliDecompressSync, inflateSync } from 'node:zlib'
import { compactTiff } from './compact-tiff.ts'
import { readHeif, type HeifItem } from './isobmff.ts'
import { walkJpeg } from './jpeg.ts'
import { readTopBox } from './top-box.ts'
import type { Source } from '../file/source.ts'

/** The metadata of a file, cut out of its container and bounded, not yet parsed. */
export interface MetadataBlocks {
  /** A TIFF structure: EXIF. */
  readonly exif?: Buffer
  /**
   * XMP packets of at most 1 MB that declare no document type, so that no entity of them can be resolved: the packet,
   * and what did not fit into it (a JPEG's extended XMP).
   */
  readonly xmp?: readonly Buffer[]
  /** 'Photoshop 3.0' resources with IPTC, as in a JPEG's APP13 segment. */
  readonly photoshop?: Buffer
  /** PNG text chunks by keyword. */
  readonly text?: ReadonlyMap<string, string>
  /** A JPEG's comment, of unknown encoding. */
  readonly comment?: Buffer
  /** A colour profile, or as much of it as lies in one piece. */
  readonly profile?: Buffer
}

export const maxXmpBytes = 1024 * 1024
const maxExifBytes = 4 * 1024 * 1024
const maxTextBytes = 64 * 1024

/** Drops what is too large or declares entities (XXE, billion laughs). */
export function safeXmp(packet: Buffer): Buffer | undefined {
  if (packet.length > maxXmpBytes) return undefined
  const start =
    packet[0] === 0xff || packet[0] === 0xfe || packet[1] === 0 ? packet.toString('utf16le') : packet.toString('latin1')
  return /<!(DOCTYPE|ENTITY)/i.test(start) ? undefined : packet
}

/** Enough of a JPEG to hold its APPn segments: 256 KiB, or 4 MiB where they run on (a large profile, a depth map). */
async function jpegHead(source: Source): Promise<Buffer> {
  for (const { marker } of walkJpeg(source.head)) if (marker === 0xda) return source.head
  return source.read(0, 4 * 1024 * 1024)
}

export async function jpegBlocks(source: Source): Promise<MetadataBlocks> {
  return blocksOfJpeg(await jpegHead(source))
}

/** After 'http', over which Flickr once wrote 'XMP\\0'. */
const xmpMark = Buffer.from('://ns.adobe.com/xap/1.0/\0')
const extendedMark = Buffer.from('http://ns.adobe.com/xmp/extension/\0')
const exifMark = Buffer.from('Exif\0')
const photoshopMark = Buffer.from('Photoshop')
/** Its number of parts and this part's place follow. */
const profileMark = Buffer.from('ICC_PROFILE\0')

function blocksOfJpeg(head: Buffer): MetadataBlocks {
  const found: { exif?: Buffer; photoshop?: Buffer; comment?: Buffer; profile?: Buffer } = {}
  let packet: Buffer | undefined
  const extended: Buffer[] = []
  for (const { marker, payload, end } of walkJpeg(head)) {
    if (marker === 0xda) break
    const body = head.subarray(payload, end)
    if (marker === 0xe1 && startsWith(body, exifMark)) found.exif ??= body.subarray(6)
    if (marker === 0xe1 && startsWith(body.subarray(4), xmpMark)) packet ??= body.subarray(4 + xmpMark.length)
    if (marker === 0xe1 && startsWith(body, extendedMark)) extended.push(body.subarray(extendedMark.length))
    if (marker === 0xe2 && startsWith(body, profileMark)) found.profile ??= body.subarray(profileMark.length + 2)
    if (marker === 0xed && startsWith(body, photoshopMark)) found.photoshop ??= body
    if (marker === 0xfe) found.comment ??= body.subarray(0, maxTextBytes)
  }
  return { ...found, ...safely(packet, joinExtended(extended)) }
}

/** Parts of one extended XMP: 32 letters of its GUID, its whole length, this part's place [XMP part 3, 1.1.3.1]. */
function joinExtended(parts: readonly Buffer[]): Buffer | undefined {
  const [first] = parts
  if (first === undefined || first.length < 40) return undefined
  const length = first.readUInt32BE(32)
  if (length > maxXmpBytes) return undefined
  const whole = Buffer.alloc(length, ' ')
  for (const part of parts) {
    if (part.length < 40 || part.compare(first, 0, 32, 0, 32) !== 0) continue
    const at = part.readUInt32BE(36)
    if (at < length) part.copy(whole, at, 40)
  }
  return whole
}

function startsWith(bytes: Buffer, mark: Buffer): boolean {
  return bytes.length >= mark.length && bytes.compare(mark, 0, mark.length, 0, mark.length) === 0
}

/** A chunk's type, and its payload where `wants` says so; the rest is skipped on disk. */
type ChunkReader = (type: string, data: Buffer) => void

/** At most 2000 chunks of at most 4 MB are looked at: 12,000 text chunks must not make 12,000 reads. */
const maxChunks = 2000

async function eachChunk(
  source: Source,
  shape: { first: number; trailer: number; little: boolean; wanted: ReadonlySet<string> },
  act: ChunkReader,
): Promise<void> {
  let at = shape.first
  for (let count = 0; count < maxChunks && at + 8 <= source.sizeBytes; count++) {
    const head = await source.read(at, 8)
    if (head.length < 8) return
    const length = shape.little ? head.readUInt32LE(4) : head.readUInt32BE(0)
    const type = shape.little ? head.toString('latin1', 0, 4) : head.toString('latin1', 4, 8)
    if (shape.wanted.has(type) && length <= maxExifBytes) act(type, await source.read(at + 8, length))
    at += 8 + length + shape.trailer + (shape.little ? length & 1 : 0)
  }
}

export async function pngBlocks(source: Source): Promise<MetadataBlocks> {
  const text = new Map<string, Buffer>()
  let own: Buffer | undefined
  let profile: Buffer | undefined
  const wanted = new Set(['eXIf', 'tEXt', 'zTXt', 'iTXt', 'iCCP'])
  await eachChunk(source, { first: 8, trailer: 4, little: false, wanted }, (type, data) => {
    if (type === 'eXIf') own ??= data
    else if (type === 'iCCP') profile ??= unpacked(data.subarray(data.indexOf(0) + 2))
    else readPngText(type, data, text)
  })
  const exif = own ?? afterMark(rawProfile(text, 'exif') ?? rawProfile(text, 'APP1'), exifMark)
  const iptc = rawProfile(text, 'iptc') ?? rawProfile(text, '8bim')
  return {
    ...(exif === undefined ? {} : { exif }),
    ...(profile === undefined ? {} : { profile }),
    ...(iptc === undefined ? {} : { photoshop: Buffer.concat([Buffer.from('Photoshop 3.0\0'), iptc]) }),
    ...safely(text.get('XML:com.adobe.xmp') ?? rawProfile(text, 'xmp')),
    text: new Map(Array.from(text, ([key, value]) => [key, textOf(value)])),
  }
}

/** Texts are Latin-1 by the standard, and UTF-8 from many writers. */
function textOf(value: Buffer): string {
  const short = value.subarray(0, maxTextBytes)
  return short.toString(isUtf8(short) ? 'utf8' : 'latin1')
}

/** Keeps the bytes of a text chunk [PNG specification 11.3.3]; compressed ones are unpacked to 2 MB at most. */
function readPngText(type: string, data: Buffer, texts: Map<string, Buffer>): void {
  const keyEnd = data.indexOf(0)
  if (keyEnd < 1 || keyEnd > 79) return
  const key = data.toString('latin1', 0, keyEnd)
  if (texts.has(key)) return
  const [start, isPacked] =
    type === 'tEXt' ? [keyEnd + 1, false] : type === 'zTXt' ? [keyEnd + 2, true] : internationalText(data, keyEnd)
  if (start < 0) return
  const value = isPacked ? unpacked(data.subarray(start)) : data.subarray(start)
  if (value !== undefined) texts.set(key, value)
}

function internationalText(data: Buffer, keyEnd: number): [start: number, isPacked: boolean] {
  const languageEnd = data.indexOf(0, keyEnd + 3)
  const translatedEnd = languageEnd < 0 ? -1 : data.indexOf(0, languageEnd + 1)
  return [translatedEnd < 0 ? -1 : translatedEnd + 1, data[keyEnd + 1] !== 0]
}

const maxUnpackedBytes = 2 * 1024 * 1024

function unpacked(data: Buffer): Buffer | undefined {
  try {
    return inflateSync(data, { maxOutputLength: maxUnpackedBytes })
  } catch {
    return undefined
  }
}

/** ImageMagick's way to keep a block in a PNG: its name, its length, then its bytes as hexadecimal digits. */
function rawProfile(texts: ReadonlyMap<string, Buffer>, name: string): Buffer | undefined {
  const text = texts.get(`Raw profile type ${name}`)?.toString('latin1') ?? ''
  const match = /^\s*[\w-]+\s+\d+\s+([0-9a-f\s]+)$/i.exec(text)
  return match === null ? undefined : Buffer.from((match[1] ?? '').replace(/\s+/g, ''), 'hex')
}

/** Without the JPEG's 'Exif\0\0' that some writers keep in front. */
function afterMark(block: Buffer | undefined, mark: Buffer): Buffer | undefined {
  return block !== undefined && startsWith(block, mark) ? block.subarray(mark.length + 1) : block
}

export async function webpBlocks(source: Source): Promise<MetadataBlocks> {
  const found: { exif?: Buffer; profile?: Buffer } = {}
  let packet: Buffer | undefined
  const wanted = new Set(['EXIF', 'XMP ', 'ICCP'])
  await eachChunk(source, { first: 12, trailer: 0, little: true, wanted }, (type, data) => {
    if (type === 'EXIF') found.exif ??= afterMark(data, exifMark) ?? data
    else if (type === 'ICCP') found.profile ??= data
    else packet ??= data
  })
  return { ...found, ...safely(packet) }
}

const maxMetaBytes = 8 * 1024 * 1024

export async function heifBlocks(source: Source): Promise<MetadataBlocks> {
  const meta = await readTopBox(source, 'meta', maxMetaBytes)
  const heif = meta === undefined ? undefined : readHeif(meta.box, meta.at)
  const items = [...(heif?.items.values() ?? [])]
  const exifItem = items.find((item) => item.type === 'Exif')
  const xmpItem = items.find((item) => item.contentType === 'application/rdf+xml')
  const exif = withoutOffset(await readItem(source, exifItem))
  const profile = meta === undefined ? undefined : heifProfile(meta.box)
  return {
    ...(exif === undefined ? {} : { exif }),
    ...(profile === undefined ? {} : { profile }),
    ...safely(await readItem(source, xmpItem)),
  }
}

/** The first box of colour information that holds a profile [ISO/IEC 14496-12, 12.1.5]. */
function heifProfile(meta: Buffer): Buffer | undefined {
  const at = Math.max(meta.indexOf('colrprof'), meta.indexOf('colrrICC'))
  return at < 4 ? undefined : meta.subarray(at + 8, at - 4 + meta.readUInt32BE(at - 4))
}

/** ISO/IEC 23008-12 A.2.1: a 4-byte offset to the TIFF header comes first. */
function withoutOffset(exif: Buffer | undefined): Buffer | undefined {
  return exif === undefined || exif.length < 8 ? undefined : exif.subarray(4 + exif.readUInt32BE(0))
}

async function readItem(source: Source, item: HeifItem | undefined): Promise<Buffer | undefined> {
  const [extent, second] = item?.extents ?? []
  if (extent === undefined || second !== undefined || extent.length > maxExifBytes) return undefined
  return source.read(extent.offset, extent.length)
}

/** JPEG XL's boxes, of which Brotli may have packed some; a bare codestream has none. */
export async function jxlBlocks(source: Source): Promise<MetadataBlocks> {
  const exif = (await readTopBox(source, 'Exif', maxExifBytes))?.payload ?? (await packedBox(source, 'Exif'))
  const xmp = (await readTopBox(source, 'xml ', maxXmpBytes))?.payload ?? (await packedBox(source, 'xml '))
  const block = withoutOffset(exif)
  return { ...(block === undefined ? {} : { exif: block }), ...safely(xmp) }
}

async function packedBox(source: Source, type: string): Promise<Buffer | undefined> {
  const found = await readTopBox(source, 'brob', maxExifBytes, (start) => start.toString('latin1', 0, 4) === type)
  if (found === undefined) return undefined
  try {
    return brotliDecompressSync(found.payload.subarray(4), { maxOutputLength: maxUnpackedBytes })
  } catch {
    return undefined
  }
}

/** A TIFF's directories without its picture: from memory where the head is all of it, else copied together. */
export async function tiffBlocks(source: Source): Promise<MetadataBlocks> {
  const isAll = source.sizeBytes <= source.head.length
  const { exif, xmp, iptc, photoshop } = await compactTiff(source)
  return {
    exif: isAll ? source.head : exif,
    ...safely(xmp ?? xmpIn(source.head)),
    ...(photoshop === undefined && iptc === undefined
      ? {}
      : {
          photoshop: Buffer.concat([Buffer.from('Photoshop 3.0\0'), photoshop ?? asResource(iptc ?? Buffer.alloc(0))]),
        }),
  }
}

/** IPTC as Photoshop keeps it: resource 0x0404 without a name. */
function asResource(iptc: Buffer): Buffer {
  const head = Buffer.from('8BIM\x04\x04\0\0\0\0\0\0', 'latin1')
  head.writeUInt32BE(iptc.length, 8)
  return Buffer.concat([head, iptc, Buffer.alloc(iptc.length & 1)])
}

/** Resources of a Photoshop document: 0x0404 IPTC, 0x0422 EXIF, 0x0424 XMP. */
export async function psdBlocks(source: Source): Promise<MetadataBlocks> {
  const { head } = source
  if (head.length < 34) return {}
  const at = 30 + head.readUInt32BE(26)
  const length = (await source.read(at, 4)).readUIntBE(0, 4)
  const resources = await source.read(at + 4, Math.min(length, maxExifBytes))
  const found = new Map<number, Buffer>()
  for (let from = 0; from + 12 <= resources.length && resources.toString('latin1', from, from + 4) === '8BIM';) {
    const name = 1 + (resources[from + 6] ?? 0)
    const sizeAt = from + 6 + name + (name & 1)
    if (sizeAt + 4 > resources.length) break
    const size = resources.readUInt32BE(sizeAt)
    found.set(resources.readUInt16BE(from + 4), resources.subarray(sizeAt + 4, sizeAt + 4 + size))
    from = sizeAt + 4 + size + (size & 1)
  }
  const exif = found.get(0x0422)
  return {
    ...(exif === undefined ? {} : { exif }),
    ...safely(found.get(0x0424)),
    photoshop: Buffer.concat([Buffer.from('Photoshop 3.0\0'), asResource(found.get(0x0404) ?? Buffer.alloc(0))]),
  }
}

/** A GIF's XMP is found by its marks. */
export function gifBlocks(source: Source): Promise<MetadataBlocks> {
  return Promise.resolve(safely(xmpIn(source.head)))
}

/** TIFF-like RAWs are parsed as they are (RW2 and ORF under TIFF's mark); RAF has a whole JPEG in front. */
export async function rawBlocks(source: Source): Promise<MetadataBlocks> {
  const { head } = source
  if (head.toString('latin1', 0, 8) === 'FUJIFILM' && head.length >= 92)
    return blocksOfJpeg(await source.read(head.readUInt32BE(84), 256 * 1024))
  const mark = head.toString('latin1', 0, 2)
  if (mark !== 'II' && mark !== 'MM') return safely(xmpIn(head))
  const exif = Buffer.from(head)
  exif.writeUInt8(mark === 'II' ? 0x2a : 0, 2)
  exif.writeUInt8(mark === 'II' ? 0 : 0x2a, 3)
  return { exif, ...safely(xmpIn(head)) }
}

/** A packet found by its begin and end marks, for containers where that is simpler than their structure. */
function xmpIn(bytes: Buffer): Buffer | undefined {
  const start = bytes.indexOf('<x:xmpmeta')
  const end = start < 0 ? -1 : bytes.indexOf('</x:xmpmeta>', start)
  return end < 0 ? undefined : bytes.subarray(start, end + 12)
}

function safely(...packets: readonly (Buffer | undefined)[]): { xmp?: readonly Buffer[] } {
  const safe = packets.flatMap((packet) => (packet === undefined ? [] : (safeXmp(packet) ?? [])))
  return safe.length === 0 ? {} : { xmp: safe }
}
