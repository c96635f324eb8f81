import { readHeif, type HeifItem } from './isobmff.ts'
import { walkJpeg } from './jpeg.ts'
import { maxFileBytes } from '../file/limits.ts'
import type { Source } from '../file/source.ts'
import { readTopBox } from './top-box.ts'

/** The metadata of a file, cut out of its container and bounded, not yet parsed. */
export interface MetadataBlocks {
  /** A TIFF structure: EXIF. */
  readonly exif?: Buffer
  /** An XMP packet of at most 1 MB that declares no document type: no entity of it can be resolved. */
  readonly xmp?: Buffer
  /** The payload of a JPEG's APP13 segment ('Photoshop 3.0' resources with IPTC). */
  readonly photoshop?: Buffer
  /** PNG text chunks by keyword; compressed ones are left out. */
  readonly text?: ReadonlyMap<string, string>
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
const exifMark = Buffer.from('Exif\0')

function blocksOfJpeg(head: Buffer): MetadataBlocks {
  const found: { exif?: Buffer; xmp?: Buffer; photoshop?: Buffer } = {}
  for (const { marker, payload, end } of walkJpeg(head)) {
    if (marker === 0xda) break
    const body = head.subarray(payload, end)
    if (marker === 0xe1 && found.exif === undefined && startsWith(body, exifMark)) found.exif = body.subarray(6)
    if (marker === 0xe1 && found.xmp === undefined && startsWith(body.subarray(4), xmpMark)) {
      const xmp = safeXmp(body.subarray(4 + xmpMark.length))
      if (xmp !== undefined) found.xmp = xmp
    }
    if (marker === 0xed && found.photoshop === undefined && startsWith(body, Buffer.from('Photoshop')))
      found.photoshop = body
  }
  return found
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
  const found: { exif?: Buffer; xmp?: Buffer; text: Map<string, string> } = { text: new Map() }
  const wanted = new Set(['eXIf', 'tEXt', 'iTXt'])
  await eachChunk(source, { first: 8, trailer: 4, little: false, wanted }, (type, data) => {
    if (type === 'eXIf') found.exif ??= data
    else readPngText(type, data, found)
  })
  return found
}

function readPngText(type: string, data: Buffer, found: { xmp?: Buffer; text: Map<string, string> }): void {
  const keyEnd = data.indexOf(0)
  if (keyEnd < 1 || keyEnd > 79) return
  const key = data.toString('latin1', 0, keyEnd)
  if (type === 'tEXt') {
    if (data.length <= maxTextBytes && !found.text.has(key)) found.text.set(key, data.toString('latin1', keyEnd + 1))
    return
  }
  const isCompressed = data[keyEnd + 1] !== 0
  const languageEnd = data.indexOf(0, keyEnd + 3)
  const translatedEnd = languageEnd < 0 ? -1 : data.indexOf(0, languageEnd + 1)
  if (isCompressed || translatedEnd < 0) return
  const value = data.subarray(translatedEnd + 1)
  if (key !== 'XML:com.adobe.xmp') {
    if (value.length <= maxTextBytes && !found.text.has(key)) found.text.set(key, value.toString('utf8'))
    return
  }
  const xmp = safeXmp(value)
  if (xmp !== undefined) found.xmp = xmp
}

export async function webpBlocks(source: Source): Promise<MetadataBlocks> {
  const found: { exif?: Buffer; xmp?: Buffer } = {}
  const wanted = new Set(['EXIF', 'XMP '])
  await eachChunk(source, { first: 12, trailer: 0, little: true, wanted }, (type, data) => {
    // Some writers keep the JPEG's 'Exif\0\0' in front.
    if (type === 'EXIF') found.exif ??= startsWith(data, exifMark) ? data.subarray(6) : data
    else Object.assign(found, safely(data))
  })
  return found
}

const maxMetaBytes = 8 * 1024 * 1024

export async function heifBlocks(source: Source): Promise<MetadataBlocks> {
  const meta = await readTopBox(source, 'meta', maxMetaBytes)
  const heif = meta === undefined ? undefined : readHeif(meta.box, meta.at)
  const items = [...(heif?.items.values() ?? [])]
  const exifItem = items.find((item) => item.type === 'Exif')
  const xmpItem = items.find((item) => item.contentType === 'application/rdf+xml')
  const exif = await readItem(source, exifItem)
  const xmp = await readItem(source, xmpItem)
  return {
    // ISO/IEC 23008-12 A.2.1: a 4-byte offset to the TIFF header comes first.
    ...(exif === undefined || exif.length < 8 ? {} : { exif: exif.subarray(4 + exif.readUInt32BE(0)) }),
    ...safely(xmp),
  }
}

async function readItem(source: Source, item: HeifItem | undefined): Promise<Buffer | undefined> {
  const [extent, second] = item?.extents ?? []
  if (extent === undefined || second !== undefined || extent.length > maxExifBytes) return undefined
  return source.read(extent.offset, extent.length)
}

export async function tiffBlocks(source: Source): Promise<MetadataBlocks> {
  const exif = source.sizeBytes <= maxFileBytes / 8 ? await source.readAll() : source.head
  return { exif, ...xmpIn(source.head) }
}

/** A GIF's XMP is found by its marks. */
export function gifBlocks(source: Source): Promise<MetadataBlocks> {
  return Promise.resolve(xmpIn(source.head))
}

/** TIFF-like RAWs are parsed as they are (RW2 and ORF under TIFF's mark); RAF has a whole JPEG in front. */
export async function rawBlocks(source: Source): Promise<MetadataBlocks> {
  const { head } = source
  if (head.toString('latin1', 0, 8) === 'FUJIFILM' && head.length >= 92)
    return blocksOfJpeg(await source.read(head.readUInt32BE(84), 256 * 1024))
  const mark = head.toString('latin1', 0, 2)
  if (mark !== 'II' && mark !== 'MM') return xmpIn(head)
  const exif = Buffer.from(head)
  exif.writeUInt8(mark === 'II' ? 0x2a : 0, 2)
  exif.writeUInt8(mark === 'II' ? 0 : 0x2a, 3)
  return { exif, ...xmpIn(head) }
}

/** A packet found by its begin and end marks, for containers where that is simpler than their structure. */
function xmpIn(bytes: Buffer): { xmp?: Buffer } {
  const start = bytes.indexOf('<x:xmpmeta')
  const end = start < 0 ? -1 : bytes.indexOf('</x:xmpmeta>', start)
  return end < 0 ? {} : safely(bytes.subarray(start, end + 12))
}

function safely(packet: Buffer | undefined): { xmp?: Buffer } {
  const xmp = packet === undefined ? undefined : safeXmp(packet)
  return xmp === undefined ? {} : { xmp }
}
