import { createHash } from 'node:crypto'
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { ExifTool } from 'exiftool-vendored'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '../../electron/api/errors.ts'
import { fingerprintFile } from '../../electron/media/fingerprint.ts'
import { readMetadata } from '../../electron/media/metadata/metadata.ts'
import { corpus } from './corpus.ts'
import { drawPhotos } from './drawn-photos.ts'

let folder = ''
const exiftool = new ExifTool({ maxProcs: 1 })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fingerprint-'))
  await drawPhotos(folder)
})
afterAll(async () => {
  await exiftool.end()
  await rm(folder, { recursive: true })
})

const generated = join(corpus ?? '', 'formats/generated')
const real = [
  'photo.heic',
  'photo.avif',
  'PXL_20230714_101112345.MP.jpg',
  'animated.png',
  'animated.webp',
  'animated.gif',
  'multipage.tif',
  'progressive.jpg',
].map((name) => join(generated, name))

async function editMetadata(path: string): Promise<void> {
  const alt = 'A red square on grass.'
  await exiftool.write(path, { 'XMP-iptcCore:AltTextAccessibility': alt, 'XMP-dc:Subject': ['meadow'] } as object, {
    writeArgs: ['-overwrite_original'],
  })
}

describe('fingerprintFile', () => {
  const cases = [
    'photo.jpg',
    'photo.png',
    'photo.webp',
    'photo.tif',
    'photo.gif',
    ...(corpus === undefined ? [] : real),
  ]

  it.each(cases)('keeps the pixels of %s when ExifTool writes an alt text and a keyword', async (name) => {
    const path = join(folder, `edited-${basename(name)}`)
    await copyFile(name.includes('/') ? name : join(folder, name), path)
    const before = await fingerprintFile(path)

    await editMetadata(path)

    const after = await fingerprintFile(path)
    const { keywords, altText } = await readMetadata(path)
    expect({ pixels: after.pixels, isEdited: !after.sha256.equals(before.sha256), keywords, altText }).toEqual({
      pixels: before.pixels,
      isEdited: true,
      keywords: ['meadow'],
      altText: 'A red square on grass.',
    })
  })

  it('hashes the whole file as sha256sum does, and tells other pixels apart', async () => {
    const [jpeg, png] = [join(folder, 'photo.jpg'), join(folder, 'photo.png')]

    const [one, other] = [await fingerprintFile(jpeg), await fingerprintFile(png)]

    const bytes = await readFile(jpeg)
    expect(one).toMatchObject({
      sha256: createHash('sha256').update(bytes).digest(),
      sizeBytes: bytes.length,
      head: bytes,
    })
    expect(one.pixels.equals(other.pixels)).toBe(false)
  })

  it('takes the whole file where it knows no pixels', async () => {
    const path = join(folder, 'note.txt')
    await writeFile(path, 'not a photo')

    const { sha256, pixels } = await fingerprintFile(path)

    expect(pixels).toEqual(sha256)
  })

  it('says what is wrong with a file that is not there or is a folder', async () => {
    const codes = await Promise.all(
      [join(folder, 'missing.jpg'), folder].map((path) =>
        fingerprintFile(path).catch((error: unknown) => (error instanceof AppError ? error.code : error)),
      ),
    )

    expect(codes).toEqual(['unreadable', 'unreadable'])
  })
})
