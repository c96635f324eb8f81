/** @file How each kind of file begins. Nothing here throws, however short or wild the bytes are. */

type Mark = readonly [at: number, text: string]

/** Whether the bytes hold one of these texts (latin1) at its place. */
export function begins(...marks: readonly Mark[]): (head: Buffer) => boolean {
  const wanted = marks.map(([at, text]) => ({ at, bytes: Buffer.from(text, 'latin1') }))
  return (head) =>
    wanted.some(
      ({ at, bytes }) =>
        head.length >= at + bytes.length && head.compare(bytes, 0, bytes.length, at, at + bytes.length) === 0,
    )
}

/** How far behind junk a JPEG may begin: some cameras and downloads put a line or a few bytes in front. */
const junkBytes = 64

/**
 * A JPEG begins with SOI and any further marker. Where a few bytes of junk lie in front, an APPn, a table or a comment
 * must follow at once, for three bytes alone are found in anything.
 */
export function jpegStart(head: Buffer): number | undefined {
  if (head[0] === 0xff && head[1] === 0xd8)
    return head[2] === 0xff || head.subarray(2, 66).includes(0xff) ? 0 : undefined
  if (sureMarks(head)) return undefined
  const at = head.subarray(0, junkBytes + 3).indexOf(soi)
  const next = head[at + 3] ?? 0
  return at > 0 && ((next >= 0xe0 && next <= 0xef) || next === 0xdb || next === 0xfe) ? at : undefined
}

const soi = Buffer.from([0xff, 0xd8, 0xff])
/** Files that may hold a JPEG near their start without being one. */
const sureMarks = begins(
  [0, 'II'],
  [0, 'MM'],
  [0, 'RIFF'],
  [0, '8BPS'],
  [0, 'FUJI'],
  [4, 'ftyp'],
  [0, '\x89PNG'],
  [0, 'PK'],
  [0, '%PDF'],
  [0, 'HEAPCCDR'],
)

export const isTiffMark = begins([0, 'II*\0'], [0, 'MM\0*'], [0, 'II+\0'], [0, 'MM\0+'])

/** Ways to store sensor data that no picture uses: Sony, Samsung, Nikon, Kodak, Pentax [ExifTool, Exif.pm, Compression]. */
const rawCompressions = new Set([32767, 32769, 32770, 32772, 34713, 65000, 65535])
const colourFilterArray = 32803
const [compression, photometric, make, subDirectories, sampleFormat, dngVersion] = [259, 262, 271, 330, 339, 50706]

/**
 * Tells a RAW from a TIFF by IFD0: CR2's mark, DNGVersion, sensor data, or a camera's Make together with SubIFDs,
 * where NEF, ARW and SRW keep the sensor data. TIFFs exported by editors name their SampleFormat and have no SubIFDs.
 */
export function isRawTiff(head: Buffer): boolean {
  if (!isTiffMark(head)) return false
  if (begins([8, 'CR\x02'])(head)) return true
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

const isFtyp = begins([4, 'ftyp'])
const avifBrands = new Set(['avif', 'avis'])
const heicBrands = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs'])
const neutralBrands = new Set(['mif1', 'mif2', 'msf1', 'miaf'])

/**
 * What the brands of an ISO base media file say: the major one decides; a neutral one ('mif1') asks the compatible
 * brands, and then the codec of the items.
 */
export function brandOf(head: Buffer): 'avif' | 'heic' | 'crx' | 'video' | undefined {
  if (!isFtyp(head)) return undefined
  const major = head.toString('latin1', 8, 12)
  if (major === 'crx ') return 'crx'
  if (avifBrands.has(major)) return 'avif'
  if (heicBrands.has(major)) return 'heic'
  const size = Math.min(head.readUInt32BE(0), head.length, 256)
  const brands: string[] = []
  for (let at = 16; at + 4 <= size; at += 4) brands.push(head.toString('latin1', at, at + 4))
  if (!neutralBrands.has(major) && !brands.some((brand) => neutralBrands.has(brand))) return 'video'
  return brands.some((brand) => avifBrands.has(brand)) ||
    (!brands.some((brand) => heicBrands.has(brand)) && head.includes('av01'))
    ? 'avif'
    : 'heic'
}

/** A bitmap's header names the size of its second part, 12 to 124 bytes. */
export function isBitmap(head: Buffer): boolean {
  return (
    head.length >= 26 &&
    head[0] === 0x42 &&
    head[1] === 0x4d &&
    head.readUInt32LE(14) >= 12 &&
    head.readUInt32LE(14) <= 124
  )
}

/** Text files by a word near their start. */
export function says(...words: readonly string[]): (head: Buffer) => boolean {
  return (head) => {
    const text = head.subarray(0, 1024).toString('latin1').toLowerCase()
    return words.some((word) => text.includes(word))
  }
}

/** What a copy that failed leaves behind. */
export function isZeros(head: Buffer): boolean {
  return head.length > 0 && head.every((byte) => byte === 0)
}
