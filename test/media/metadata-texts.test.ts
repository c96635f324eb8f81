import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ExifTool } from 'exiftool-vendored'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askExifTool } from '../../electron/media/metadata/exiftool.ts'
import { closeMedia, readMetadata } from '../../electron/media/metadata/metadata.ts'
import { corpus } from './corpus.ts'
import { drawPhotos } from './drawn-photos.ts'

let folder = ''
const exiftool = new ExifTool({ maxProcs: 1 })
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'texts-'))
  await drawPhotos(folder)
})
afterAll(async () => {
  await Promise.all([exiftool.end(), closeMedia()])
  await rm(folder, { recursive: true })
})

/** A copy of the drawn JPEG with tags written by ExifTool. */
async function photoWith(name: string, tags: object): Promise<string> {
  const path = join(folder, name)
  await copyFile(join(folder, 'photo.jpg'), path)
  await exiftool.write(path, tags, { writeArgs: ['-overwrite_original'] })
  return path
}

function packet(properties: string): string {
  return `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description
    xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:exif="http://ns.adobe.com/exif/1.0/"
    xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">${properties}</rdf:Description></rdf:RDF></x:xmpmeta>`
}

describe('texts in a photo', () => {
  it('are read with camera, exposure, place names and rating', async () => {
    const path = await photoWith('all.jpg', {
      'XMP-iptcCore:AltTextAccessibility': 'A red house.',
      'XMP-iptcCore:ExtDescrAccessibility': 'A red house behind two birches.',
      'XMP-dc:Title': 'Home',
      'XMP-dc:Description': 'Grüße aus 東京',
      'XMP-dc:Subject': ['house', 'birch'],
      'IPTC:Keywords': ['house', 'summer'],
      'XMP-photoshop:City': 'Kyoto',
      'XMP-photoshop:Country': 'Japan',
      'XMP-xmp:Rating': 4,
      'XMP-xmp:Label': 'Red',
      'EXIF:Make': 'FUJIFILM  ',
      'EXIF:Model': 'X-T20',
      'EXIF:LensModel': 'XF23mmF2 R WR',
      'EXIF:ISO': 200,
      'EXIF:FNumber': 5.6,
      'EXIF:ExposureTime': '1/250',
      'EXIF:FocalLength': 23,
    })

    expect(await readMetadata(path)).toEqual({
      orientation: 1,
      altText: 'A red house.',
      extendedDescription: 'A red house behind two birches.',
      title: 'Home',
      description: 'Grüße aus 東京',
      keywords: ['house', 'birch', 'summer'],
      city: 'Kyoto',
      country: 'Japan',
      rating: 4,
      label: 'Red',
      make: 'FUJIFILM',
      model: 'X-T20',
      lens: 'XF23mmF2 R WR',
      exposure: { iso: 200, aperture: 5.6, shutterSeconds: 1 / 250, focalLengthMm: 23 },
    })
  })

  it('fall back from XMP to IPTC to EXIF, and leave out what cameras write by themselves', async () => {
    const iptc = await photoWith('iptc.jpg', { 'IPTC:Caption-Abstract': 'by IPTC', 'EXIF:ImageDescription': 'by EXIF' })
    const exif = await photoWith('exif.jpg', { 'EXIF:ImageDescription': 'by EXIF' })
    const junk = await photoWith('junk.jpg', { 'EXIF:ImageDescription': 'OLYMPUS DIGITAL CAMERA' })

    const descriptions = await Promise.all(
      [iptc, exif, junk].map(async (path) => (await readMetadata(path)).description),
    )

    expect(descriptions).toEqual(['by IPTC', 'by EXIF', undefined])
  })

  it('come from sidecars first, also from alt texts in the wrong namespace', async () => {
    const path = await photoWith('sided.jpg', { 'XMP-dc:Title': 'old', 'XMP-xmp:Rating': 1 })
    await writeFile(
      `${path}.xmp`,
      packet(`<xmp:Rating>5</xmp:Rating><Iptc4xmpExt:AltTextAccessibility><rdf:Alt>
        <rdf:li xml:lang="de">Ein Haus.</rdf:li><rdf:li xml:lang="x-default">A house.</rdf:li></rdf:Alt></Iptc4xmpExt:AltTextAccessibility>`),
    )

    const { rating, title, altText } = await readMetadata(path)

    expect({ rating, title, altText }).toEqual({ rating: 5, title: 'old', altText: 'A house.' })
  })

  it('never resolve an entity', async () => {
    await copyFile(join(folder, 'photo.png'), join(folder, 'xxe.png'))
    await writeFile(
      join(folder, 'xxe.xmp'),
      `<!DOCTYPE x [<!ENTITY leak SYSTEM "file:///etc/passwd">]>${packet('<dc:title>&leak;</dc:title>')}`,
    )

    expect(await readMetadata(join(folder, 'xxe.png'))).toEqual({ orientation: 1, keywords: [] })
  })

  it('are asked from ExifTool for RAW files, in the same shape', async () => {
    const path = await photoWith('raw.jpg', {
      'EXIF:DateTimeOriginal': '2019:06:15 14:30:05',
      'EXIF:OffsetTimeOriginal': '+05:45',
      'EXIF:SubSecTimeOriginal': '98',
      'EXIF:Make': 'Canon',
      'XMP-dc:Subject': ['house'],
    })

    expect(await askExifTool(path, Date.parse('2026-01-01'))).toEqual({
      takenAt: {
        local: '2019-06-15T14:30:05.980',
        offsetMinutes: 345,
        precision: 'second',
        source: 'exif',
        doubtful: false,
        meaning: 'original',
      },
      make: 'Canon',
      keywords: ['house'],
    })
  })
})

describe.skipIf(corpus === undefined)('texts of the crafted corpus', () => {
  const crafted = join(corpus ?? '', 'metadata/crafted')
  const cases: readonly (readonly [string, object])[] = [
    ['text_utf8.jpg', { keywords: ['Straße', '東京'] }],
    ['text_latin1_iptc.jpg', { keywords: ['Möwe'], description: 'Größe' }],
    ['keywords_hier.jpg', { keywords: ['Falcon', 'Animals', 'Birds'] }],
    ['rating_5.jpg', { rating: 5 }],
    ['rating_reject.jpg', { rating: -1 }],
    ['label_red.jpg', { label: 'Red' }],
    ['gps_altitude_below.jpg', { altitude: -430 }],
    ['date_1980_default.jpg', { takenAt: expect.objectContaining({ doubtful: true }) as unknown }],
    ['date_2001_reset.jpg', { takenAt: expect.objectContaining({ doubtful: true }) as unknown }],
    ['date_future.jpg', { takenAt: expect.objectContaining({ doubtful: true }) as unknown }],
    ['date_plain.jpg', { takenAt: expect.objectContaining({ doubtful: false, precision: 'second' }) as unknown }],
    ['date_xmp_partial_year.jpg', { takenAt: expect.objectContaining({ precision: 'year' }) as unknown }],
    ['date_xmp_partial_month.jpg', { takenAt: expect.objectContaining({ precision: 'month' }) as unknown }],
    ['date_subsec.jpg', { takenAt: expect.objectContaining({ local: '2019-06-15T14:30:05.987' }) as unknown }],
    ['Takeout/IMG_1001.jpg', { description: 'Lisbon trip' }],
    ['sidecar_darktable.jpg', { rating: 4, keywords: ['darktable keyword'] }],
    [
      '../../formats/generated/IMG_4711.MOV',
      { contentIdentifier: expect.stringMatching(/^[0-9A-F-]{36}$/i) as unknown },
    ],
  ]

  it.each(cases)('%s', async (file, expected) => {
    expect(await readMetadata(join(crafted, file))).toMatchObject(expected)
  })
})
