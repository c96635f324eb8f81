import type { Pixels } from './raster.ts'

/**
 * Wraps raw RGB pixels and their ICC profile as an uncompressed TIFF, the cheapest way to tell libvips which
 * profile raw pixels are in (0.2 ms for 512 px). TIFF 6.0, tag 34675 from ICC.1:2010 annex B.
 */
export function tiffWithProfile(pixels: Pixels, profile: Buffer): Buffer {
  const entries = 10
  const bitsAt = 8 + 2 + entries * 12 + 4
  const profileAt = bitsAt + 8
  const dataAt = profileAt + profile.length + (profile.length & 1)
  const head = Buffer.alloc(dataAt)
  head.write('II*\0', 0, 'latin1')
  head.writeUInt32LE(8, 4)
  head.writeUInt16LE(entries, 8)
  const table: readonly (readonly [tag: number, type: number, count: number, value: number])[] = [
    [256, 4, 1, pixels.width],
    [257, 4, 1, pixels.height],
    [258, 3, 3, bitsAt],
    [259, 3, 1, 1],
    [262, 3, 1, 2],
    [273, 4, 1, dataAt],
    [277, 3, 1, 3],
    [278, 4, 1, pixels.height],
    [279, 4, 1, pixels.data.length],
    [34675, 7, profile.length, profileAt],
  ]
  for (const [index, [tag, type, count, value]] of table.entries()) {
    const at = 10 + index * 12
    head.writeUInt16LE(tag, at)
    head.writeUInt16LE(type, at + 2)
    head.writeUInt32LE(count, at + 4)
    head.writeUInt32LE(value, at + 8)
  }
  for (let channel = 0; channel < 3; channel++) head.writeUInt16LE(8, bitsAt + channel * 2)
  profile.copy(head, profileAt)
  return Buffer.concat([head, pixels.data])
}
