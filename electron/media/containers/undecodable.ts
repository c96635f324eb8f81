import { readHeif } from './isobmff.ts'
import { jpegShape } from './jpeg.ts'
import { readTiff } from './tiff.ts'
import { pictureOf, type PhotoFormat } from '../file/format.ts'
import type { Container } from '../file/formats.ts'

/**
 * Why sound bytes cannot be decoded here: read from the header, for a decoder's error text is no witness. `undefined`
 * where the header names nothing unusual; then a failure is damage. Never throws.
 */
export function undecodableReason(format: PhotoFormat, bytes: Buffer): string | undefined {
  return reasons[pictureOf(format).container](bytes)
}

const nothingUnusual = (): undefined => undefined

const reasons = {
  jpeg: ofJpeg,
  raw: ofJpeg,
  tiff: ofTiff,
  heif: ofHeif,
  png: nothingUnusual,
  webp: nothingUnusual,
  gif: nothingUnusual,
  bmp: nothingUnusual,
  psd: nothingUnusual,
  jxl: nothingUnusual,
} as const satisfies Readonly<Record<Container, (bytes: Buffer) => string | undefined>>

function ofJpeg(bytes: Buffer): string | undefined {
  const shape = jpegShape(bytes)
  if (shape?.lossless === true) return 'is a lossless JPEG, which cannot be decoded here'
  if (shape !== undefined && shape.bits !== 8) return `is a JPEG of ${shape.bits} bits, which cannot be decoded here`
  return undefined
}

/** None, CCITT, LZW, JPEG, Deflate (two numbers), PackBits [TIFF 6.0; Adobe's supplements]: what our libtiff is built with. */
const tiffCompressions = new Set([1, 2, 3, 4, 5, 6, 7, 8, 32771, 32773, 32946, 50001])
const compressionNames: Readonly<Record<number, string>> = {
  34712: 'JPEG 2000',
  34892: 'lossy JPEG of DNG',
  34925: 'LZMA',
  50000: 'Zstandard',
  50002: 'JPEG XL',
}

function ofTiff(bytes: Buffer): string | undefined {
  const tiff = readTiff(bytes)
  const first = tiff?.directories[0]?.entries
  const value = (tag: number): number | undefined => tiff?.numbers(first?.get(tag), 1)[0]
  const compression = value(0x0103) ?? 1
  if (!tiffCompressions.has(compression))
    return `uses a compression we cannot decode (${compressionNames[compression] ?? `number ${compression}`})`
  const bits = value(0x0102) ?? 1
  if (![1, 2, 4, 8, 16, 32, 64].includes(bits))
    return `is a TIFF of ${bits} bits a sample, which cannot be decoded here`
  const isSeparate = value(0x011c) === 2
  if (isSeparate) return 'is a TIFF with separate colour planes, which cannot be decoded here'
  if ((value(0x0106) ?? 1) > 6) return 'is a TIFF in a colour model that cannot be decoded here'
  return undefined
}

/** Items that HEIF files may hold and our libraries decode. */
const heifCodecs = new Set(['av01', 'hvc1', 'grid', 'iden', 'iovl'])

function ofHeif(bytes: Buffer): string | undefined {
  const heif = readHeif(bytes)
  const type = heif?.items.get(heif.primary)?.type
  return type === undefined || heifCodecs.has(type) ? undefined : `uses a compression we cannot decode (${type.trim()})`
}
