/**
 * @file Every kind of file we know, a row each: what it is called, how it begins, which names it goes by, and, for
 * pictures, how it is taken apart and decoded and what it may cost. A new format is a row here; where it needs a
 * container or a decoder of its own, the compiler names the places (`containers/containers.ts`, `pixels/decode.ts`).
 */
import { begins, brandOf, isBitmap, isRawTiff, isTiffMark, isZeros, jpegStart, says } from './first-bytes.ts'

/** How a file is taken apart: where its metadata, its declared size and its picture lie. */
export type Container = 'jpeg' | 'png' | 'webp' | 'gif' | 'tiff' | 'heif' | 'raw' | 'bmp' | 'psd' | 'jxl'
/** What turns it into pixels: sharp's libvips, libheif and jxl-oxide in WebAssembly, a RAW's preview, our own readers. */
export type Decoder = 'libvips' | 'libheif' | 'jxl' | 'preview' | 'bmp' | 'psd'

export interface PictureRow {
  readonly container: Container
  readonly decoder: Decoder
  /** Pixels we agree to decode, by what the decoder must hold at once (see limits.ts). */
  readonly maxPixels: number
  /**
   * What makes the first decode fail, so that damage is noticed. Of 317 real JPEGs none gave a warning, of 20 with bit
   * flips or holes all but three did (2026-11). TIFFs warn about harmless tags.
   */
  readonly failOn: 'error' | 'warning'
  /** Rows stream from disk: a file of any size is decoded in bounded memory. */
  readonly streams: boolean
}

interface FormatRow {
  /** In a sentence: "x.jpg is ...". */
  readonly called: string
  /** Extensions, lower case. */
  readonly names: readonly string[]
  readonly is: (head: Buffer) => boolean
  /** Absent for what is no photo to us: such a row exists so that a refusal or a count can say what the file is. */
  readonly picture?: PictureRow
}

const names = (text: string): readonly string[] => text.split(' ')

/** In the order in which they are tried. */
export const formats = {
  empty: { called: 'empty', names: [], is: (head) => head.length === 0 },
  jpeg: {
    called: 'a JPEG',
    names: names(
      'jpg jpeg jpe jfif jfi jif mpo insp jps jpg_large jpg_medium jpg_small jpg_orig jpg-large jpeg_large jpg:large jpg:orig',
    ),
    is: (head) => jpegStart(head) !== undefined,
    picture: { container: 'jpeg', decoder: 'libvips', maxPixels: 600e6, failOn: 'warning', streams: true },
  },
  png: {
    called: 'a PNG',
    names: names('png apng'),
    is: begins([0, '\x89PNG\r\n\x1a\n']),
    picture: { container: 'png', decoder: 'libvips', maxPixels: 600e6, failOn: 'error', streams: true },
  },
  webp: {
    called: 'a WebP',
    names: names('webp'),
    is: (head) => begins([0, 'RIFF'])(head) && begins([8, 'WEBP'])(head),
    picture: { container: 'webp', decoder: 'libvips', maxPixels: 100e6, failOn: 'error', streams: false },
  },
  gif: {
    called: 'a GIF',
    names: names('gif'),
    is: begins([0, 'GIF87a'], [0, 'GIF89a']),
    picture: { container: 'gif', decoder: 'libvips', maxPixels: 100e6, failOn: 'warning', streams: false },
  },
  avif: {
    called: 'an AVIF',
    names: names('avif avifs'),
    is: (head) => brandOf(head) === 'avif',
    picture: { container: 'heif', decoder: 'libvips', maxPixels: 64e6, failOn: 'error', streams: false },
  },
  heic: {
    called: 'a HEIC',
    names: names('heic heif hif heics heifs'),
    is: (head) => brandOf(head) === 'heic',
    picture: { container: 'heif', decoder: 'libheif', maxPixels: 64e6, failOn: 'error', streams: false },
  },
  raw: {
    called: 'a camera RAW file',
    names: names(
      '3fr ari arw cap cr2 cr3 crw dcr dng erf fff gpr iiq k25 kdc mef mos mrw nef nrw orf ori pef raf raw rw2 rwl sr2 srf srw x3f',
    ),
    is: (head) =>
      isRawTiff(head) ||
      brandOf(head) === 'crx' ||
      begins(
        [0, 'FUJIFILMCCD-RAW'],
        [0, 'IIRO'],
        [0, 'IIRS'],
        [0, 'MMOR'],
        [0, 'IIU\0'],
        [6, 'HEAPCCDR'],
        [0, 'FOVb'],
        [0, '\0MRM'],
      )(head),
    // Of the preview, which is a JPEG.
    picture: { container: 'raw', decoder: 'preview', maxPixels: 600e6, failOn: 'warning', streams: false },
  },
  tiff: {
    called: 'a TIFF',
    names: names('tif tiff'),
    is: isTiffMark,
    picture: { container: 'tiff', decoder: 'libvips', maxPixels: 600e6, failOn: 'error', streams: true },
  },
  bmp: {
    called: 'a BMP bitmap',
    names: names('bmp dib'),
    is: isBitmap,
    picture: { container: 'bmp', decoder: 'bmp', maxPixels: 100e6, failOn: 'error', streams: false },
  },
  psd: {
    called: 'a Photoshop document',
    names: names('psd psb'),
    is: begins([0, '8BPS']),
    picture: { container: 'psd', decoder: 'psd', maxPixels: 100e6, failOn: 'error', streams: false },
  },
  jxl: {
    called: 'a JPEG XL picture',
    names: names('jxl'),
    is: begins([0, '\xff\x0a'], [4, 'JXL \r\n']),
    picture: { container: 'jxl', decoder: 'jxl', maxPixels: 16e6, failOn: 'error', streams: false },
  },
  video: {
    called: 'a video',
    names: names('mov mp4 m4v avi mkv webm mpg mpeg mts m2ts 3gp 3g2 wmv flv vob insv lrv'),
    is: (head) =>
      brandOf(head) === 'video' ||
      begins([0, '\x1a\x45\xdf\xa3'], [4, 'moov'], [4, 'mdat'], [4, 'wide'])(head) ||
      (begins([0, 'RIFF'])(head) && begins([8, 'AVI '])(head)),
  },
  'apple-double': {
    called: 'a macOS resource fork, not a picture',
    names: [],
    is: begins([0, '\0\x05\x16\x07']),
  },
  jp2: {
    called: 'a JPEG 2000 picture',
    names: names('jp2 j2k jpf jpx jpm j2c jpc'),
    is: begins([4, 'jP  \r\n'], [0, '\xff\x4f\xff\x51']),
  },
  ico: {
    called: 'an icon',
    names: names('ico cur icns'),
    is: begins([0, '\0\0\x01\0'], [0, '\0\0\x02\0'], [0, 'icns']),
  },
  pdf: { called: 'a PDF document', names: names('pdf ai'), is: begins([0, '%PDF']) },
  zip: {
    called: 'an archive',
    names: names('zip gz tgz 7z rar tar'),
    is: begins([0, 'PK\x03\x04'], [0, '\x1f\x8b'], [0, 'Rar!'], [0, '7z\xbc\xaf']),
  },
  program: { called: 'a program', names: names('exe dll so'), is: begins([0, '\x7fELF'], [0, 'MZ']) },
  svg: { called: 'an SVG drawing', names: names('svg svgz'), is: says('<svg') },
  html: { called: 'a web page', names: names('html htm'), is: says('<html', '<!doctype html') },
  'lfs-pointer': {
    called: 'a Git LFS pointer, the picture itself was never downloaded',
    names: [],
    is: begins([0, 'version https://git-lfs']),
  },
  zeros: { called: 'full of zeros, as a copy that failed leaves it', names: [], is: isZeros },
  unknown: { called: 'no picture', names: [], is: () => true },
} as const satisfies Readonly<Record<string, FormatRow>>

export type SniffedFormat = keyof typeof formats

/** Formats we decode. */
export type PhotoFormat = {
  [Name in SniffedFormat]: (typeof formats)[Name] extends { readonly picture: PictureRow } ? Name : never
}[SniffedFormat]
