/** Formats we decode. The other ones have names only so that a refusal can say what the file is. */
export const photoFormats = ['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif', 'heic', 'raw'] as const
export type PhotoFormat = (typeof photoFormats)[number]

export type OtherFormat =
  | 'bmp'
  | 'ico'
  | 'jxl'
  | 'jp2'
  | 'psd'
  | 'svg'
  | 'pdf'
  | 'html'
  | 'video'
  | 'zip'
  | 'program'
  | 'lfs-pointer'
  | 'apple-double'
  | 'empty'
  | 'unknown'

export type SniffedFormat = PhotoFormat | OtherFormat

/** How a format is called in a sentence. */
export const formatNames: Readonly<Record<SniffedFormat, string>> = {
  jpeg: 'a JPEG',
  png: 'a PNG',
  webp: 'a WebP',
  gif: 'a GIF',
  tiff: 'a TIFF',
  avif: 'an AVIF',
  heic: 'a HEIC',
  raw: 'a camera RAW file',
  bmp: 'a BMP bitmap',
  ico: 'an icon',
  jxl: 'a JPEG XL picture',
  jp2: 'a JPEG 2000 picture',
  psd: 'a Photoshop document',
  svg: 'an SVG drawing',
  pdf: 'a PDF document',
  html: 'a web page',
  video: 'a video',
  zip: 'an archive',
  program: 'a program',
  'lfs-pointer': 'a Git LFS pointer, the picture itself was never downloaded',
  'apple-double': 'a macOS resource fork, not a picture',
  empty: 'empty',
  unknown: 'no picture',
}

export function isPhotoFormat(format: SniffedFormat): format is PhotoFormat {
  return (photoFormats as readonly string[]).includes(format)
}

/**
 * Names the format from the first bytes (give at least 4 KiB where the file has them).
 * Never throws. A TIFF that carries a camera RAW is 'raw' (DNGVersion, CR2 mark, Nikon, Sony or Pentax with sub-IFDs:
 * see `looksRaw`).
 */
export function sniff(head: Buffer): SniffedFormat {
  if (head.length === 0) return 'empty'
  return sniffBinary(head) ?? sniffText(head)
}

function sniffBinary(head: Buffer): SniffedFormat | undefined {
  if (starts(head, [0xff, 0xd8, 0xff])) return 'jpeg'
  if (starts(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png'
  if (has(head, 0, 'RIFF') && has(head, 8, 'WEBP')) return 'webp'
  if (has(head, 0, 'GIF87a') || has(head, 0, 'GIF89a')) return 'gif'
  if (has(head, 4, 'ftyp')) return sniffBrand(head)
  if (has(head, 0, 'FUJIFILMCCD-RAW')) return 'raw'
  if (isTiffMark(head)) return looksRaw(head) ? 'raw' : 'tiff'
  if (has(head, 0, 'IIRO') || has(head, 0, 'IIRS') || has(head, 0, 'MMOR') || has(head, 0, 'IIU\0')) return 'raw'
  if (starts(head, [0x00, 0x05, 0x16, 0x07])) return 'apple-double'
  if (starts(head, [0xff, 0x0a]) || has(head, 4, 'JXL \r\n')) return 'jxl'
  if (has(head, 4, 'jP  \r\n') || starts(head, [0xff, 0x4f, 0xff, 0x51])) return 'jp2'
  if (has(head, 0, 'BM') && head.length >= 26 && head.readUInt32LE(14) <= 124) return 'bmp'
  if (starts(head, [0, 0, 1, 0]) || starts(head, [0, 0, 2, 0])) return 'ico'
  if (has(head, 0, '8BPS')) return 'psd'
  if (has(head, 0, '%PDF')) return 'pdf'
  if (has(head, 0, 'PK\x03\x04') || starts(head, [0x1f, 0x8b])) return 'zip'
  if (has(head, 0, '\x7fELF') || has(head, 0, 'MZ')) return 'program'
  if (starts(head, [0x1a, 0x45, 0xdf, 0xa3]) || (has(head, 0, 'RIFF') && has(head, 8, 'AVI '))) return 'video'
  if (has(head, 4, 'moov') || has(head, 4, 'mdat') || has(head, 4, 'wide')) return 'video'
  return undefined
}

function sniffText(head: Buffer): SniffedFormat {
  const text = head.subarray(0, 1024).toString('latin1').toLowerCase()
  if (text.includes('<svg')) return 'svg'
  if (text.includes('<html') || text.includes('<!doctype html')) return 'html'
  if (text.startsWith('version https://git-lfs')) return 'lfs-pointer'
  return 'unknown'
}

const avifBrands = new Set(['avif', 'avis'])
const heicBrands = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs'])
const neutralBrands = new Set(['mif1', 'mif2', 'msf1', 'miaf'])

/** The major brand decides; a neutral one ('mif1') asks the compatible brands, and then the codec of the items. */
function sniffBrand(head: Buffer): SniffedFormat {
  const major = head.toString('latin1', 8, 12)
  if (major === 'crx ') return 'raw'
  if (avifBrands.has(major)) return 'avif'
  if (heicBrands.has(major)) return 'heic'
  const size = Math.min(head.readUInt32BE(0), head.length, 256)
  const brands: string[] = []
  for (let at = 16; at + 4 <= size; at += 4) brands.push(head.toString('latin1', at, at + 4))
  if (neutralBrands.has(major) || brands.some((brand) => neutralBrands.has(brand))) {
    if (brands.some((brand) => avifBrands.has(brand)) || head.includes('av01')) return 'avif'
    if (brands.some((brand) => heicBrands.has(brand)) || head.includes('hvc1')) return 'heic'
    return 'heic'
  }
  return 'video'
}

function isTiffMark(head: Buffer): boolean {
  return (
    starts(head, [0x49, 0x49, 0x2a, 0]) ||
    starts(head, [0x4d, 0x4d, 0, 0x2a]) ||
    starts(head, [0x49, 0x49, 0x2b, 0]) ||
    starts(head, [0x4d, 0x4d, 0, 0x2b])
  )
}

/** Ways to store sensor data that no picture uses: Sony, Samsung, Nikon, Kodak, Pentax [ExifTool, Exif.pm, Compression]. */
const rawCompressions = new Set([32767, 32769, 32770, 32772, 34713, 65000, 65535])
const colourFilterArray = 32803
const [compression, photometric, make, subDirectories, sampleFormat, dngVersion] = [259, 262, 271, 330, 339, 50706]

/**
 * Tells a RAW from a TIFF by IFD0: CR2's mark, DNGVersion, sensor data, or a camera's Make together with SubIFDs,
 * where NEF, ARW and SRW keep the sensor data. TIFFs exported by editors name their SampleFormat and have no SubIFDs.
 */
function looksRaw(head: Buffer): boolean {
  if (has(head, 8, 'CR\x02')) return true
  const tags = firstDirectory(head)
  if (tags.has(dngVersion) || rawCompressions.has(tags.get(compression) ?? 0)) return true
  if (tags.get(photometric) === colourFilterArray) return true
  return tags.has(make) && tags.has(subDirectories) && !tags.has(sampleFormat)
}

/** Tags of a classic TIFF's IFD0 with their value read as a short. */
function firstDirectory(head: Buffer): Map<number, number> {
  const tags = new Map<number, number>()
  if (head.length < 16) return tags
  const little = head[0] === 0x49
  const u16 = (at: number): number => (little ? head.readUInt16LE(at) : head.readUInt16BE(at))
  const ifd = little ? head.readUInt32LE(4) : head.readUInt32BE(4)
  if (u16(2) !== 42 || ifd + 2 > head.length) return tags
  const count = Math.min(u16(ifd), 200)
  for (let index = 0; index < count && ifd + 14 + index * 12 <= head.length; index++) {
    const at = ifd + 2 + index * 12
    tags.set(u16(at), u16(at + 8))
  }
  return tags
}

function starts(head: Buffer, bytes: readonly number[]): boolean {
  return head.length >= bytes.length && bytes.every((byte, index) => head[index] === byte)
}

function has(head: Buffer, at: number, text: string): boolean {
  return head.length >= at + text.length && head.toString('latin1', at, at + text.length) === text
}
