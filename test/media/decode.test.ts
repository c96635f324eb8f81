import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { thumbHashToRGBA } from 'thumbhash'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '../../electron/api/errors.ts'
import { decodePhoto, type DecodeOptions, type InputShape } from '../../electron/media/pixels/decode.ts'
import { corpus, readCsv } from './corpus.ts'
import { drawPhotos, drawScene } from './drawn-photos.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'decode-'))
  await drawPhotos(folder)
})
afterAll(() => rm(folder, { recursive: true }))

const squash: InputShape = { width: 32, height: 32, fit: 'squash', kernel: 'linear' }
const options: DecodeOptions = { inputs: [squash], thumbnailSize: 256 }

function difference(one: Uint8Array | undefined, other: Uint8Array | undefined): number {
  if (one === undefined || one.length !== other?.length) return 255
  return one.reduce((sum, value, index) => sum + Math.abs(value - (other[index] ?? 0)), 0) / one.length
}

async function codeOf(decoding: Promise<unknown>): Promise<string> {
  return decoding.then(
    () => 'decoded',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  )
}

describe('decodePhoto', () => {
  it.each(['jpg', 'png', 'webp', 'tif', 'gif', 'avif'])('decodes %s to the same picture', async (extension) => {
    const photo = await decodePhoto(join(folder, `photo.${extension}`), options)

    const reference = await sharp(drawScene(), { raw: { width: 400, height: 300, channels: 3 } })
      .resize(32, 32, { fit: 'fill', kernel: 'linear' })
      .raw()
      .toBuffer()
    const { width, height, thumbnailWidth, thumbnailHeight } = photo
    expect([width, height, thumbnailWidth, thumbnailHeight]).toEqual([400, 300, 256, 192])
    expect(difference(photo.inputs[0], reference)).toBeLessThan(extension === 'gif' ? 6 : 3)
  })

  it('makes a bare sRGB JPEG thumbnail and a placeholder of the same shape', async () => {
    const { thumbnail, placeholder } = await decodePhoto(join(folder, 'photo.webp'), options)

    const shown = thumbHashToRGBA(placeholder)
    expect(await sharp(thumbnail).metadata()).toMatchObject({
      format: 'jpeg',
      width: 256,
      height: 192,
      hasProfile: false,
    })
    expect((await sharp(thumbnail).metadata()).exif).toBeUndefined()
    expect(placeholder.length).toBeLessThanOrEqual(32)
    expect(shown.w / shown.h).toBeCloseTo(4 / 3, 0)
  })

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('turns orientation %d upright', async (orientation) => {
    const upright = sharp(drawScene(), { raw: { width: 400, height: 300, channels: 3 } })
    // What the camera stores so that the given orientation shows it upright: the inverse turn.
    const stored: Record<number, () => Sharp> = {
      1: () => upright,
      2: () => upright.flop(),
      3: () => upright.rotate(180),
      4: () => upright.flip(),
      5: () => upright.rotate(270).flop(),
      6: () => upright.rotate(270),
      7: () => upright.rotate(90).flop(),
      8: () => upright.rotate(90),
    }
    const turned = await (stored[orientation]?.() ?? upright).png().toBuffer()
    const path = join(folder, `orientation-${orientation}.jpg`)
    await sharp(turned).withMetadata({ orientation }).jpeg({ quality: 95 }).toFile(path)

    const photo = await decodePhoto(path, options)

    const plain = await decodePhoto(join(folder, 'photo.png'), options)
    expect([photo.width, photo.height]).toEqual([400, 300])
    expect(difference(photo.inputs[0], plain.inputs[0])).toBeLessThan(3)
  })

  it('crops the middle and squashes the whole, at any size', async () => {
    const crop: InputShape = { width: 30, height: 30, fit: 'crop', kernel: 'cubic' }
    const large: InputShape = { width: 768, height: 768, fit: 'squash', kernel: 'cubic' }

    const { inputs } = await decodePhoto(join(folder, 'photo.png'), { inputs: [crop, large], thumbnailSize: 100 })

    const middle = await sharp(join(folder, 'photo.png'))
      .extract({ left: 50, top: 0, width: 300, height: 300 })
      .resize(30, 30, { kernel: 'cubic' })
      .raw()
      .toBuffer()
    expect(inputs.map((input) => input.length)).toEqual([30 * 30 * 3, 768 * 768 * 3])
    expect(difference(inputs[0], middle)).toBeLessThan(2)
  })

  it.each([
    [1, 1],
    [1, 3000],
    [5000, 2],
  ])('takes a photo of %d × %d px', async (width, height) => {
    const path = join(folder, 'odd.png')
    const created = { width, height, channels: 4 as const, background: { r: 255, g: 0, b: 0, alpha: 0.5 } }
    await sharp({ create: created }).png().toFile(path)

    const photo = await decodePhoto(path, {
      inputs: [squash, { ...squash, fit: 'crop' }],
      thumbnailSize: 256,
    })

    expect([photo.width, photo.height]).toEqual([width, height])
    expect(Math.max(photo.thumbnailWidth, photo.thumbnailHeight)).toBe(Math.min(256, Math.max(width, height)))
    // Half-transparent red on white.
    expect([...(photo.inputs[1]?.subarray(0, 3) ?? [])]).toEqual([
      255,
      expect.closeTo(127, -1),
      expect.closeTo(127, -1),
    ])
  })

  it('goes by the bytes, not by the name', async () => {
    await copyFile(join(folder, 'photo.webp'), join(folder, 'really.jpg'))
    await writeFile(join(folder, 'text.jpg'), 'Dear diary, no picture today.')
    await writeFile(join(folder, 'drawing.png'), '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    await writeFile(join(folder, 'empty.jpg'), '')

    const { format } = await decodePhoto(join(folder, 'really.jpg'), options)
    const codes = await Promise.all(
      ['text.jpg', 'drawing.png', 'empty.jpg', 'missing.jpg'].map((name) =>
        codeOf(decodePhoto(join(folder, name), options)),
      ),
    )

    expect([format, ...codes]).toEqual(['webp', 'unsupported', 'unsupported', 'damaged', 'unreadable'])
  })

  it('shows what is left of a photo that was cut short, with a warning', async () => {
    const bytes = await readFile(join(folder, 'photo.jpg'))
    await writeFile(join(folder, 'cut.jpg'), bytes.subarray(0, bytes.length * 0.7))
    await writeFile(join(folder, 'stump.jpg'), bytes.subarray(0, 20))

    const photo = await decodePhoto(join(folder, 'cut.jpg'), options)
    const error = await decodePhoto(join(folder, 'stump.jpg'), options).catch((thrown: unknown) => thrown)

    expect(photo.warning).toBe('Part of this file is damaged; only what could be read is shown.')
    expect(error).toMatchObject({
      code: 'damaged',
      message: 'stump.jpg is damaged and cannot be decoded.',
      hint: 'Re-copy it from the camera or a backup.',
    })
  })

  it('stops when told to', async () => {
    const decoding = decodePhoto(join(folder, 'photo.jpg'), { ...options, signal: AbortSignal.abort() })

    expect(await codeOf(decoding)).toBe('cancelled')
  })
})

describe.skipIf(corpus === undefined)('decodePhoto on the generated corpus', () => {
  const generated = join(corpus ?? '', 'formats/generated')
  const rows = corpus === undefined ? [] : readCsv(join(generated, 'README.csv'))
  const same = rows.filter((row) => row.get('expected_look') === 'same picture').map((row) => row.get('file') ?? '')
  const refused = /\.(jp2|ico)$|^zstd\.tif$/

  it.each(same.filter((file) => !refused.test(file)))('%s looks like base.png', async (file) => {
    const [photo, base] = [
      await decodePhoto(join(generated, file), options),
      await decodePhoto(join(generated, 'base.png'), options),
    ]

    expect(photo.width / photo.height).toBeCloseTo(base.width / base.height, 1)
    // Mean difference of 8-bit channels; CMYK without a profile shifts most.
    expect(difference(photo.inputs[0], base.inputs[0])).toBeLessThan(file.startsWith('cmyk') ? 14 : 8)
  })

  it.each(rows.map((row) => row.get('file') ?? '').filter((file) => refused.test(file)))(
    'refuses %s as unsupported',
    async (file) => {
      expect(await codeOf(decodePhoto(join(generated, file), options))).toBe('unsupported')
    },
  )

  it('shows the eight orientations of one picture alike', async () => {
    const photos = await Promise.all(
      [1, 2, 3, 4, 5, 6, 7, 8].map((n) => decodePhoto(join(corpus ?? '', `metadata/crafted/orient_${n}.jpg`), options)),
    )

    expect(photos.map((photo) => Math.round(difference(photo.inputs[0], photos[0]?.inputs[0]) / 6))).toEqual(
      Array<number>(8).fill(0),
    )
  })
})
