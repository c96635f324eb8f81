/** @file One decoder for each kind that formats.ts names. */
import { AppError } from '../../api/errors.ts'
import { bmpRows } from './bmp.ts'
import { decodeBytes, isFlat, partialWarning, type DecodedPixels } from './decode-bytes.ts'
import { decodeHeic } from './heic.ts'
import { jxlToPng } from './jxl.ts'
import { fromPixels } from './pixels.ts'
import { psdRows } from './psd.ts'
import { findPreview } from './raw.ts'
import { gatherRows, type RowSource } from './rows.ts'
import type { Size, WorkingSize } from './working-size.ts'
import { refuseArea, refuseBombs } from '../containers/refuse-bombs.ts'
import { jpegStart } from '../file/first-bytes.ts'
import { pictureOf, type PhotoFormat } from '../file/format.ts'
import type { Decoder } from '../file/formats.ts'
import { maxFileBytes, streamedBytes } from '../file/limits.ts'
import { refusal, throwIfCancelled } from '../file/refusals.ts'
import type { Source } from '../file/source.ts'

export interface DecodeRequest {
  readonly source: Source
  readonly format: PhotoFormat
  readonly working: WorkingSize
  readonly signal: AbortSignal | undefined
}

type Decode = (request: DecodeRequest) => Promise<DecodedPixels>

const decoders = {
  libvips: byLibvips,
  libheif: async (request) => decodeHeic(request.source.path, await wholeFile(request), request.working),
  jxl: byJxl,
  preview: byPreview,
  bmp: (request) => byRows(request, bmpRows),
  psd: (request) => byRows(request, psdRows),
} as const satisfies Readonly<Record<Decoder, Decode>>

/** Decodes a file by its format's decoder. Throws AppError (see `decodePhoto`). */
export function decodeSource(request: DecodeRequest): Promise<DecodedPixels> {
  return decoders[pictureOf(request.format).decoder](request)
}

/** All bytes, refused before they are read where they are too many, and after where they promise too much. */
async function wholeFile({ source, format, signal }: DecodeRequest): Promise<Buffer> {
  if (source.sizeBytes > maxFileBytes) throw refusal('too-large', source.path, 'is larger than 512 MB')
  const bytes = await source.readAll()
  throwIfCancelled(signal)
  refuseBombs(source.path, format, bytes)
  return bytes
}

async function byLibvips(request: DecodeRequest): Promise<DecodedPixels> {
  const { source, format, working } = request
  const { path } = source
  const { container } = pictureOf(format)
  // A JPEG's passes are counted before it is decoded, and its junk is cut off: it is read whole, and small beside others.
  if (pictureOf(format).streams && container !== 'jpeg' && source.sizeBytes > streamedBytes) {
    refuseBombs(path, format, source.head)
    return decodeBytes({ path, format, bytes: source.head, isWhole: false }, working)
  }
  const bytes = await wholeFile(request)
  const cleaned = container === 'jpeg' ? withoutJunk(bytes) : container === 'heif' ? asStill(bytes) : bytes
  return decodeBytes({ path, format, bytes: cleaned, isWhole: true }, working)
}

/** libvips wants FF D8 FF at the very start: bytes before SOI and between it and the first marker go. */
function withoutJunk(bytes: Buffer): Buffer {
  const start = jpegStart(bytes.subarray(0, 4096)) ?? 0
  if (start === 0 && bytes[2] === 0xff) return bytes
  const marker = bytes.indexOf(0xff, start + 2)
  return marker < 0 ? bytes : Buffer.concat([bytes.subarray(start, start + 2), bytes.subarray(marker)])
}

/** libvips does not know the brand of AVIF sequences, but reads their first picture when they are called a still one. */
function asStill(bytes: Buffer): Buffer {
  if (bytes.toString('latin1', 8, 12) === 'avis') bytes.write('avif', 8, 'latin1')
  return bytes
}

async function byPreview({ source, working }: DecodeRequest): Promise<DecodedPixels> {
  const preview = await findPreview(source)
  refuseBombs(source.path, 'jpeg', preview.jpeg)
  const { jpeg: bytes, orientation } = preview
  const decoded = await decodeBytes({ path: source.path, format: 'jpeg', bytes, isWhole: true, orientation }, working)
  return preview.size === undefined ? decoded : { ...decoded, ...likeSized(decoded, preview.size) }
}

/** The RAW's own size, turned the way its preview is; the preview's where that is larger (sizes of strips and tiles lie). */
function likeSized(shown: DecodedPixels, stored: Size): Size {
  if (stored.width * stored.height < shown.width * shown.height) return { width: shown.width, height: shown.height }
  const [long, short] = [Math.max(stored.width, stored.height), Math.min(stored.width, stored.height)]
  return shown.width >= shown.height ? { width: long, height: short } : { width: short, height: long }
}

async function byJxl(request: DecodeRequest): Promise<DecodedPixels> {
  const { source, working } = request
  const bytes = await wholeFile(request)
  try {
    const png = await jxlToPng(bytes, (size) => refuseArea(source.path, size, pictureOf('jxl').maxPixels))
    return await decodeBytes({ path: source.path, format: 'png', bytes: png, isWhole: true }, working)
  } catch (error) {
    if (error instanceof AppError) throw error
    throw refusal('damaged', source.path, 'is damaged and cannot be decoded', error)
  }
}

async function byRows(request: DecodeRequest, open: (bytes: Buffer) => RowSource): Promise<DecodedPixels> {
  const { source, working } = request
  const bytes = await wholeFile(request)
  const rows = opened(source.path, open, bytes)
  const whole = { width: rows.width, height: rows.height }
  const wanted = working.edgeFor(whole)
  const { pixels: gathered, isWhole } = gatherRows(rows, wanted)
  if (!isWhole && isFlat(gathered)) throw refusal('damaged', source.path, 'is damaged: nothing of the picture is left')
  const { data, info } = await fromPixels(gathered)
    .resize({ width: wanted, height: wanted, fit: 'inside', withoutEnlargement: true })
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  const pixels = { data, width: info.width, height: info.height }
  return { ...whole, whole, pixels, ...(isWhole ? {} : { warning: partialWarning }) }
}

function opened(path: string, open: (bytes: Buffer) => RowSource, bytes: Buffer): RowSource {
  try {
    return open(bytes)
  } catch (error) {
    if (error instanceof RangeError) throw refusal('damaged', path, 'is damaged and cannot be decoded', error)
    throw refusal('unsupported', path, 'is of a kind that cannot be decoded here', error)
  }
}
