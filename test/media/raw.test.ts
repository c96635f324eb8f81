import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodePhoto } from '../../electron/media/pixels/decode.ts'
import { drawScene } from './drawn-photos.ts'

const options = { inputs: [], thumbnailSize: 256 }
let folder = ''
let preview = Buffer.alloc(0)
let thumbnail = Buffer.alloc(0)
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'raw-'))
  const scene = sharp(drawScene(1200, 900), { raw: { width: 1200, height: 900, channels: 3 } })
  preview = await scene.clone().jpeg().toBuffer()
  thumbnail = await scene.clone().resize(160).jpeg().toBuffer()
})
afterAll(() => rm(folder, { recursive: true }))

type Entry = readonly [tag: number, type: 3 | 4, value: number]

/** A little-endian directory of inline values. */
function directory(entries: readonly Entry[], next = 0): Buffer {
  const bytes = Buffer.alloc(2 + entries.length * 12 + 4)
  bytes.writeUInt16LE(entries.length, 0)
  for (const [index, [tag, type, value]] of entries.entries()) {
    bytes.writeUInt16LE(tag, 2 + index * 12)
    bytes.writeUInt16LE(type, 4 + index * 12)
    bytes.writeUInt32LE(1, 6 + index * 12)
    bytes.writeUInt32LE(value, 10 + index * 12)
  }
  bytes.writeUInt32LE(next, bytes.length - 4)
  return bytes
}

/** A TIFF-like RAW: IFD0 at 8, a sub-directory at 200, the JPEG at 400. */
function tiffLike(mark: string, first: readonly Entry[], second: readonly Entry[]): Buffer {
  const head = Buffer.alloc(400)
  head.write(`${mark}\x08\0\0\0`, 0, 'latin1')
  directory(first).copy(head, 8)
  directory(second).copy(head, 200)
  return Buffer.concat([head, preview])
}

function box(type: string, ...content: Buffer[]): Buffer {
  const payload = Buffer.concat(content)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(payload.length + 8, 0)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, payload])
}

const [make, subIfds, orientation, dngVersion] = [0x10f, 0x14a, 0x112, 0xc612]

describe('the preview of a camera RAW', () => {
  const cases: readonly (readonly [string, () => Buffer, readonly [number, number]])[] = [
    [
      'NEF, ARW: JPEGInterchangeFormat of a sub-directory, turned by IFD0, at the size of the sensor',
      () =>
        tiffLike(
          'II*\0',
          [[make, 4, 0], [orientation, 3, 6], [subIfds, 4, 200]],
          [[0x100, 4, 6000], [0x101, 4, 4000], [0x201, 4, 400], [0x202, 4, preview.length]],
        ), // prettier-ignore
      [4000, 6000],
    ],
    [
      'DNG: a JPEG strip',
      () =>
        tiffLike(
          'II*\0',
          [[dngVersion, 4, 1], [subIfds, 4, 200]],
          [[0x103, 3, 7], [0x111, 4, 400], [0x117, 4, preview.length]],
        ), // prettier-ignore
      [1200, 900],
    ],
    ['ORF: found by searching', () => tiffLike('IIRO', [[orientation, 3, 8]], []), [900, 1200]],
    [
      'RAF: its header says where',
      () => {
        const head = Buffer.alloc(160)
        head.write('FUJIFILMCCD-RAW 0201', 0, 'latin1')
        head.writeUInt32BE(160, 84)
        head.writeUInt32BE(preview.length, 88)
        return Buffer.concat([head, preview, Buffer.alloc(1000)])
      },
      [1200, 900],
    ],
    [
      'CR3: found by searching, turned by CMT1, the larger of two',
      () => {
        const block = Buffer.concat([Buffer.from('II*\0\x08\0\0\0', 'latin1'), directory([[orientation, 3, 3]])])
        const canon = box('uuid', Buffer.alloc(16), box('CMT1', block), box('THMB', thumbnail))
        return Buffer.concat([box('ftyp', Buffer.from('crx \0\0\0\0')), box('moov', canon), box('mdat', preview)])
      },
      [1200, 900],
    ],
  ]

  it.each(cases)('%s', async (name, make, [width, height]) => {
    const path = join(folder, `${name.slice(0, 3)}.raw`)
    await writeFile(path, make())

    const photo = await decodePhoto(path, options)

    expect([photo.format, photo.width, photo.height, photo.warning]).toEqual(['raw', width, height, undefined])
    expect(Math.max(photo.thumbnailWidth, photo.thumbnailHeight)).toBe(256)
    expect(photo.thumbnailWidth > photo.thumbnailHeight).toBe(width > height)
  })

  it('is found in a Canon CRW, whose container is no TIFF', async () => {
    const path = join(folder, 'old.crw')
    const head = Buffer.concat([Buffer.from('II\x1a\0\0\0HEAPCCDR', 'latin1'), Buffer.alloc(500)])
    await writeFile(path, Buffer.concat([head, preview, Buffer.alloc(3000, 7)]))

    expect(await decodePhoto(path, options)).toMatchObject({ format: 'raw', width: 1200, height: 900 })
  })

  it('is missing in a RAW without one, which is said', async () => {
    const path = join(folder, 'none.dng')
    await writeFile(path, tiffLike('II*\0', [[dngVersion, 4, 1]], []).subarray(0, 400))

    await expect(decodePhoto(path, options)).rejects.toMatchObject({
      code: 'unsupported',
      message: 'none.dng is a camera RAW file without a preview picture inside.',
    })
  })
})
