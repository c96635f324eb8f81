import { fc } from '../random.ts'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { declaredSize, pixelRanges } from '../../electron/media/containers/containers.ts'
import { readHeif } from '../../electron/media/containers/isobmff.ts'
import { jpegShape, walkJpeg } from '../../electron/media/containers/jpeg.ts'
import { safeXmp } from '../../electron/media/containers/metadata-blocks.ts'
import { photoFormats, sniff } from '../../electron/media/file/format.ts'
import { readTiff } from '../../electron/media/containers/tiff.ts'
import { drawScene } from './drawn-photos.ts'

const scene = sharp(drawScene(64, 48), { raw: { width: 64, height: 48, channels: 3 } })
const files = {
  jpeg: await scene.clone().withMetadata({ orientation: 6 }).jpeg({ progressive: true }).toBuffer(),
  png: await scene.clone().png({ progressive: true }).toBuffer(),
  webp: await scene.clone().webp().toBuffer(),
  gif: await scene.clone().gif().toBuffer(),
  tiff: await scene.clone().tiff({ compression: 'lzw' }).toBuffer(),
  avif: await scene.clone().avif({ effort: 0 }).toBuffer(),
}

/** A real file with some bytes changed and its end cut off. */
const mutated = fc
  .record({
    format: fc.constantFrom(...(Object.keys(files) as (keyof typeof files)[])),
    changes: fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 12 }),
    keep: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ format, changes, keep }) => {
    const bytes = Buffer.from(files[format])
    // Most of the structure lies in front.
    for (const [at, value] of changes) bytes[at % Math.min(bytes.length, 400)] = value
    return bytes.subarray(0, Math.ceil(bytes.length * keep))
  })

const wild = fc.oneof(
  mutated,
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
)

describe('readers of wild bytes', () => {
  it('sniff names every format it is given', () => {
    expect(Object.entries(files).map(([, bytes]) => sniff(bytes))).toEqual(Object.keys(files))
  })

  it('read the declared size of every format', () => {
    const sizes = Object.entries(files).map(([format, bytes]) => declaredSize(format as keyof typeof files, bytes))

    expect(sizes).toEqual(sizes.map(() => expect.objectContaining({ width: 64, height: 48 }) as unknown))
  })

  it('never throw, and never point outside the bytes', () => {
    fc.assert(
      fc.property(wild, (bytes) => {
        sniff(bytes)
        readHeif(bytes)
        readTiff(bytes)
        for (const format of photoFormats) {
          declaredSize(format, bytes)
          for (const { offset, length } of pixelRanges(format, bytes)) {
            expect(offset).toBeLessThan(bytes.length)
            expect(length).toBeGreaterThan(0)
          }
        }
      }),
      { numRuns: 500 },
    )
  })

  it('walk JPEG segments forwards and without overlap', () => {
    fc.assert(
      fc.property(wild, (bytes) => {
        let last = 0
        for (const { start, payload, end } of walkJpeg(bytes)) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          expect(payload).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(bytes.length)
          last = end
        }
      }),
      { numRuns: 500 },
    )
  })

  it('count the scans of a progressive JPEG up to its end', () => {
    const shape = jpegShape(Buffer.concat([files.jpeg, Buffer.from('trailer')]))

    expect(shape).toMatchObject({ progressive: true, lossless: false, complete: true, end: files.jpeg.length })
    expect(shape?.scans).toBeGreaterThan(3)
  })

  it.each([
    ['a document type', '<!DOCTYPE x [<!ENTITY a "b">]><x:xmpmeta/>', false],
    ['an entity', '<!ENTITY a SYSTEM "file:///etc/passwd">', false],
    ['UTF-16 with an entity', '\uFEFF<!ENTITY a "b">', false],
    ['a plain packet', '<x:xmpmeta xmlns:x="adobe:ns:meta/"/>', true],
    ['2 MB', ' '.repeat(2 << 20), false],
  ])('XMP with %s is read: %s', (_name, text, isRead) => {
    const packet = Buffer.from(text, text.startsWith('\uFEFF') ? 'utf16le' : 'utf8')

    expect(safeXmp(packet) !== undefined).toBe(isRead)
  })
})
