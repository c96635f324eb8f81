import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fc } from '../random.ts'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sniff } from '../../electron/media/file/format.ts'
import { formats } from '../../electron/media/file/formats.ts'
import { decodePhoto } from '../../electron/media/pixels/decode.ts'
import { bmpRows } from '../../electron/media/pixels/bmp.ts'
import { psdRows } from '../../electron/media/pixels/psd.ts'
import { gatherRows } from '../../electron/media/pixels/rows.ts'
import { bmpOf, psdOf, rleBmpOf, type Rgb } from './drawn-bytes.ts'
import { drawScene } from './drawn-photos.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'formats-'))
})
afterAll(() => rm(folder, { recursive: true }))

const scene: Rgb = { width: 401, height: 300, data: drawScene(401, 300) }
const jpeg = await sharp(scene.data, { raw: { width: 401, height: 300, channels: 3 } })
  .jpeg({ quality: 95 })
  .toBuffer()

async function shown(name: string, bytes: Buffer): Promise<{ format: string; warning?: string; differs: number }> {
  const path = join(folder, name)
  await writeFile(path, bytes)
  const photo = await decodePhoto(path, { inputs: [], thumbnailSize: 401 })
  const { data } = await sharp(photo.thumbnail).raw().toBuffer({ resolveWithObject: true })
  const differs = data.reduce((sum, value, at) => sum + Math.abs(value - (scene.data[at] ?? 0)), 0) / data.length
  return { format: photo.format, differs, ...(photo.warning === undefined ? {} : { warning: photo.warning }) }
}

describe('formats that libvips does not read', () => {
  it.each([
    ['24.bmp', bmpOf(scene), 'bmp', 2],
    ['32-from-top.bmp', bmpOf(scene, 32, true), 'bmp', 2],
    ['runs.bmp', rleBmpOf(scene), 'bmp', 16],
    ['planes.psd', psdOf(scene, false), 'psd', 2],
    ['packed.psd', psdOf(scene, true), 'psd', 2],
    ['junk-in-front.jpg', Buffer.concat([Buffer.from('\r\n\0\0'), jpeg]), 'jpeg', 3],
    ['junk-after-soi.jpg', Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0, 7, 9]), jpeg.subarray(2)]), 'jpeg', 3],
    ['camera.MPO', Buffer.concat([jpeg, jpeg]), 'jpeg', 3],
  ])('%s looks like what was drawn', async (name, bytes, format, tolerance) => {
    const { differs, ...photo } = await shown(name, bytes)

    expect(photo).toEqual({ format })
    expect(differs).toBeLessThan(tolerance)
  })

  it.each([
    ['cut.bmp', bmpOf(scene, 24, true)],
    ['cut.psd', psdOf({ ...scene, data: scene.data }, false)],
  ])('%s is shown as far as it goes, with a warning', async (name, bytes) => {
    const { warning } = await shown(name, bytes.subarray(0, bytes.length * 0.9))

    expect(warning).toBe('Part of this file is damaged; only what could be read is shown.')
  })

  it('never throws anything but errors, and ends, whatever the bytes of a BMP or a PSD are', () => {
    const small = { width: 20, height: 9, data: drawScene(20, 9) }
    const files = [bmpOf(small), rleBmpOf(small), psdOf(small, true), psdOf(small, false)]
    const mutated = fc
      .record({
        file: fc.constantFrom(...files),
        changes: fc.array(fc.tuple(fc.nat(80), fc.nat(255)), { maxLength: 4 }),
      })
      .map(({ file, changes }) => {
        const bytes = Buffer.from(file)
        for (const [at, value] of changes) bytes[at] = value
        return bytes
      })

    fc.assert(
      fc.property(mutated, (bytes) => {
        for (const open of [bmpRows, psdRows]) {
          try {
            const rows = open(bytes)
            if (rows.width * rows.height > 0 && rows.width * rows.height < 1e5) gatherRows(rows, 64)
          } catch (error) {
            expect(error).toBeInstanceOf(Error)
          }
        }
      }),
    )
  })
})

describe('what cannot be shown', () => {
  const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]))
  const changed = (at: number, value: number): Buffer => {
    const bytes = Buffer.from(jpeg)
    bytes[at] = value
    return bytes
  }

  it.each([
    ['lossless.jpg', changed(frame + 1, 0xc3), 'lossless.jpg is a lossless JPEG, which cannot be decoded here.'],
    ['twelve.jpg', changed(frame + 4, 12), 'twelve.jpg is a JPEG of 12 bits, which cannot be decoded here.'],
    ['copied.jpg', Buffer.alloc(5000), 'copied.jpg is full of zeros, as a copy that failed leaves it.'],
    ['page.jpg', Buffer.from('<!DOCTYPE html><p>no'), 'page.jpg is a web page.'],
    ['scan.jp2', Buffer.from('\0\0\0\x0cjP  \r\n\x87\n', 'latin1'), 'scan.jp2 is a JPEG 2000 picture.'],
  ])('%s says what it is', async (name, bytes, message) => {
    await writeFile(join(folder, name), bytes)

    const error: unknown = await decodePhoto(join(folder, name), { inputs: [], thumbnailSize: 64 }).catch(
      (thrown: unknown) => thrown,
    )

    expect(error).toMatchObject({ message })
  })
})

describe('large pictures', () => {
  it.each([
    ['stitched.png', 20_000, 9000],
    ['scan.tif', 18_000, 12_000],
  ])('%s is shown from its rows', { timeout: 60_000 }, async (name, width, height) => {
    const path = join(folder, name)
    const create = { width, height, channels: 3 as const, background: '#3c80ff' }
    const picture = sharp({ create, limitInputPixels: false })
    await (
      name.endsWith('png') ? picture.png({ compressionLevel: 1 }) : picture.tiff({ compression: 'deflate' })
    ).toFile(path)

    const photo = await decodePhoto(path, { inputs: [], thumbnailSize: 256 })

    expect(photo).toMatchObject({ width, height, thumbnailWidth: 256 })
    const { channels } = await sharp(photo.thumbnail).stats()
    expect(channels.map(({ mean }) => Math.round(mean / 8))).toEqual(
      [60, 128, 255].map((value) => Math.round(value / 8)),
    )
  })

  it('are refused beyond 600 megapixels, by the header alone', async () => {
    const bytes = bmpOf({ width: 1, height: 1, data: Buffer.alloc(3) })
    bytes.writeInt32LE(40_000, 18)
    bytes.writeInt32LE(20_000, 22)
    await writeFile(join(folder, 'huge.bmp'), bytes)

    await expect(decodePhoto(join(folder, 'huge.bmp'), { inputs: [], thumbnailSize: 64 })).rejects.toMatchObject({
      code: 'too-large',
    })
  })
})

describe('a verdict', () => {
  it('is the same alone and among many', { timeout: 60_000 }, async () => {
    const tiff = await sharp(scene.data, { raw: { width: 401, height: 300, channels: 3 } })
      .tiff({ compression: 'lzw' })
      .toBuffer()
    const absurd = Buffer.from(jpeg)
    absurd.writeUInt16BE(65_000, absurd.indexOf(Buffer.from([0xff, 0xc0])) + 5)
    const cases = {
      'hole.tif': Buffer.concat([tiff.subarray(0, 300), Buffer.alloc(3000, 0x55), tiff.subarray(3300)]),
      'cut.tif': tiff.subarray(0, 2000),
      'absurd.jpg': absurd,
      'cut.jpg': jpeg.subarray(0, 700),
      'sound.jpg': jpeg,
      'cut.png': (await sharp(jpeg).png().toBuffer()).subarray(0, 60),
    }
    for (const [name, bytes] of Object.entries(cases)) await writeFile(join(folder, name), bytes)
    const verdict = (name: string): Promise<string> =>
      decodePhoto(join(folder, name), { inputs: [], thumbnailSize: 64 }).then(
        ({ warning }) => warning ?? 'shown',
        (error: unknown) => (error instanceof Error ? error.message : ''),
      )

    const alone: string[] = []
    for (const name of Object.keys(cases)) alone.push(await verdict(name))

    for (let round = 0; round < 5; round++) expect(await Promise.all(Object.keys(cases).map(verdict))).toEqual(alone)
  })
})

describe('the table of formats', () => {
  it('gives each extension to one row only', () => {
    const names = Object.values(formats).flatMap((row) => row.names as readonly string[])

    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })

  it('names something for all bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => sniff(Buffer.from(bytes)) in formats))
  })
})
