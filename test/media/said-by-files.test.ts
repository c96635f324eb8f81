import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, deflateSync } from 'node:zlib'
import { ExifTool } from 'exiftool-vendored'
import sharp from 'sharp'
import { fc } from '../random.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { userComment } from '../../electron/media/metadata/encodings.ts'
import { closeMedia, readMetadata, type PhotoMetadata } from '../../electron/media/metadata/metadata.ts'
import { decodePhoto } from '../../electron/media/pixels/decode.ts'
import { psdOf } from './drawn-bytes.ts'
import { drawPhotos, drawScene } from './drawn-photos.ts'

/** Each file gets a name of its own. */
let madeFiles = 0
let folder = ''
const exiftool = new ExifTool({ maxProcs: 1 })
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'said-'))
  await drawPhotos(folder)
})
afterAll(async () => {
  await Promise.all([exiftool.end(), closeMedia()])
  await rm(folder, { recursive: true })
})

/** A copy of the drawn JPEG with tags written by ExifTool. */
async function photoWith(tags: object, options: readonly string[] = [], extension = 'jpg'): Promise<string> {
  const path = join(folder, `with-${++madeFiles}.${extension}`)
  await copyFile(join(folder, `photo.${extension}`), path)
  await exiftool.write(path, tags, { writeArgs: ['-overwrite_original', ...options] })
  return path
}

async function readWith(tags: object, options: readonly string[] = [], extension = 'jpg'): Promise<PhotoMetadata> {
  return readMetadata(await photoWith(tags, options, extension))
}

const face = (name: string, type = 'Face'): object => ({
  Area: { X: 0.5, Y: 0.5, W: 0.2, H: 0.2, Unit: 'normalized' },
  Name: name,
  Type: type,
})

describe('what a file says', () => {
  it.each<readonly [name: string, tags: object, expected: Partial<PhotoMetadata>]>([
    [
      'people in MWG regions, but no focus points',
      {
        'XMP-mwg-rs:RegionInfo': {
          AppliedToDimensions: { W: 4, H: 3, Unit: 'pixel' },
          RegionList: [face('Zelda Quill'), face('middle', 'Focus'), face('Otto')],
        },
      },
      { people: ['Zelda Quill', 'Otto'] },
    ],
    [
      "people in IPTC's list",
      { 'XMP-iptcExt:PersonInImage': ['Zelda Quill', 'Otto'] },
      { people: ['Zelda Quill', 'Otto'] },
    ],
    [
      "people in Microsoft's regions",
      { 'XMP-MP:RegionInfoMP': { Regions: [{ PersonDisplayName: 'Zelda Quill', Rectangle: '0.4, 0.4, 0.2, 0.2' }] } },
      { people: ['Zelda Quill'] },
    ],
    [
      'every level of a hierarchy',
      { 'XMP-lr:HierarchicalSubject': ['Animals|Birds|Falcon', 'Places|Lisbon'], 'XMP-dc:Subject': ['Falcon'] },
      { keywords: ['Falcon', 'Animals', 'Birds', 'Places', 'Lisbon'] },
    ],
    ["digiKam's tags", { 'XMP-digiKam:TagsList': ['Animals/Birds'] }, { keywords: ['Animals', 'Birds'] }],
    ['joined keywords', { 'XMP-dc:Subject': ['beach; sunset; Zoë'] }, { keywords: ['beach', 'sunset', 'Zoë'] }],
    [
      'a comma that belongs to a keyword',
      { 'XMP-dc:Subject': ['Lisbon, Portugal'] },
      { keywords: ['Lisbon, Portugal'] },
    ],
    [
      'commas of a program that joins',
      { 'XMP-dc:Subject': ['beach, sunset'], 'EXIF:Software': 'Picasa 3.0' },
      { keywords: ['beach', 'sunset'], software: 'Picasa 3.0' },
    ],
    ["Windows' keywords", { 'EXIF:XPKeywords': 'beach;sunset' }, { keywords: ['beach', 'sunset'] }],
    ["Microsoft's stars", { 'XMP-microsoft:RatingPercent': 75 }, { rating: 4 }],
    ["Adobe's stars beside them", { 'XMP-microsoft:RatingPercent': 25, 'XMP-xmp:Rating': 3 }, { rating: 3 }],
    ["Windows' stars", { 'EXIF:RatingPercent': 50 }, { rating: 3 }],
    ['a rejected picture', { 'XMP-xmp:Rating': -1 }, { rating: -1 }],
    [
      'the UserComment',
      { 'EXIF:UserComment': 'Großmutter im Garten 東京' },
      { description: 'Großmutter im Garten 東京' },
    ],
    ["the JPEG's comment", { Comment: 'Picnic at the quarry' }, { description: 'Picnic at the quarry' }],
    ['not what an encoder wrote there', { Comment: 'CREATOR: gd-jpeg v1.0 (using IJG JPEG v62), quality = 90' }, {}],
    [
      'XP fields',
      {
        'EXIF:XPTitle': 'Am Süee',
        'EXIF:XPComment': 'ganz früh',
        'EXIF:XPAuthor': 'Nilla Forsk',
        'EXIF:XPSubject': 'Wasser',
      },
      { title: 'Am Süee', description: 'ganz früh', creators: ['Nilla Forsk'], otherTexts: ['Wasser'] },
    ],
    ['ImageDescription in UTF-8', { 'EXIF:ImageDescription': 'Weiße Möwe' }, { description: 'Weiße Möwe' }],
    ["IPTC's sublocation", { 'IPTC:Sub-location': 'Old Mill' }, { sublocation: 'Old Mill' }],
    ["XMP's sublocation", { 'XMP-iptcCore:Location': 'Old Mill' }, { sublocation: 'Old Mill' }],
    [
      'where it was created',
      {
        'XMP-iptcExt:LocationCreated': [
          { City: 'Granada', CountryName: 'Spain', Sublocation: 'Alhambra', ProvinceState: 'Andalusia' },
        ],
      },
      { city: 'Granada', country: 'Spain', sublocation: 'Alhambra', region: 'Andalusia' },
    ],
    ['where what it shows is', { 'XMP-iptcExt:LocationShown': [{ City: 'Granada' }] }, { city: 'Granada' }],
    [
      'the artist',
      { 'EXIF:Artist': 'Nilla Forsk', 'EXIF:Copyright': '2020 Nilla' },
      { creators: ['Nilla Forsk'], copyright: '2020 Nilla' },
    ],
    [
      'the creators',
      { 'XMP-dc:Creator': ['Nilla Forsk', 'Otto'], 'IPTC:By-line': ['Nilla Forsk'] },
      { creators: ['Nilla Forsk', 'Otto'] },
    ],
    [
      'rights and credit',
      { 'XMP-dc:Rights': '© Nilla', 'XMP-photoshop:Credit': 'Agency' },
      { copyright: '© Nilla', credit: 'Agency' },
    ],
    ['the event', { 'XMP-iptcExt:Event': 'Harvest parade' }, { event: 'Harvest parade' }],
    [
      'a headline beside a title',
      { 'XMP-photoshop:Headline': 'Floods', 'XMP-dc:Title': 'Bridge' },
      { title: 'Bridge', headline: 'Floods' },
    ],
    ['a headline for a title', { 'IPTC:Headline': 'Floods' }, { title: 'Floods' }],
    ["ACDSee's caption", { 'XMP-acdsee:Caption': 'Lighthouse ladder' }, { title: 'Lighthouse ladder' }],
    [
      'titles of other languages',
      { 'XMP-dc:Title': 'Home', 'XMP-dc:Title-de': 'Zuhause', 'XMP-dc:Description-fr': 'chez nous' },
      { title: 'Home', otherTexts: ['Zuhause'], description: 'chez nous' },
    ],
    [
      'settings of the camera',
      {
        'EXIF:ISO': 3200,
        'EXIF:FNumber': 1.8,
        'EXIF:FocalLength': 85,
        'EXIF:ExposureTime': '1/4000',
        'EXIF:FocalLengthIn35mmFormat': 127,
        'EXIF:Flash#': 0x19,
      },
      {
        exposure: {
          iso: 3200,
          aperture: 1.8,
          shutterSeconds: 1 / 4000,
          focalLengthMm: 85,
          focalLength35Mm: 127,
          flashFired: true,
        },
      },
    ],
    [
      'settings in XMP alone',
      { 'XMP-exif:ISO': 100, 'XMP-exif:FNumber': 8, 'XMP-aux:Lens': 'RF24-70mm' },
      { exposure: { iso: 100, aperture: 8 }, lens: 'RF24-70mm' },
    ],
  ])('%s', async (_name, tags, expected) => {
    expect(await readWith(tags)).toEqual({ orientation: 1, keywords: [], ...expected })
  })

  it.each([
    ['UTF-8 without a mark', 'UTF8', 'Grüße aus Čačak'],
    ['Latin-1', 'Latin', 'Heinrichshütte Bochum'],
    ["Windows' letters", 'cp1252', 'The mayor’s “new” bridge – opened'],
  ])('IPTC in %s', async (_name, charset, text) => {
    expect(await readWith({ 'IPTC:Caption-Abstract': text }, ['-charset', `iptc=${charset}`])).toMatchObject({
      description: text,
    })
  })

  it('keywords in extended XMP', async () => {
    const keywords = Array.from({ length: 9000 }, (_, index) => `keyword number ${index}`)

    const path = join(folder, 'extended.jpg')
    const photo = await readFile(join(folder, 'photo.jpg'))
    const li = keywords.map((word) => `<rdf:li>${word}</rdf:li>`).join('')
    const rdf = (inside: string): string =>
      `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">${inside}</rdf:Description></rdf:RDF></x:xmpmeta>`
    const extension = Buffer.from(rdf(`<dc:subject><rdf:Bag>${li}</rdf:Bag></dc:subject>`))
    const segments = [segment('http://ns.adobe.com/xap/1.0/\0', Buffer.from(rdf('<xmp:Rating>4</xmp:Rating>')))]
    for (let at = 0; at < extension.length; at += 60_000) {
      const head = Buffer.alloc(40, 'A')
      head.writeUInt32BE(extension.length, 32)
      head.writeUInt32BE(at, 36)
      segments.push(
        segment('http://ns.adobe.com/xmp/extension/\0', Buffer.concat([head, extension.subarray(at, at + 60_000)])),
      )
    }
    await writeFile(path, Buffer.concat([photo.subarray(0, 2), ...segments, photo.subarray(2)]))

    const metadata = await readMetadata(path)

    expect(metadata.rating).toBe(4)
    expect(metadata.keywords).toEqual(keywords)
  })

  it('ends a maker at its first NUL, and reads hemispheres in small letters', async () => {
    const path = await photoWith({
      'EXIF:Make': 'CanonXXPowerShot',
      'EXIF:GPSLatitude': 3,
      'EXIF:GPSLatitudeRef': 'N',
      'EXIF:GPSLongitude': 20.25,
      'EXIF:GPSLongitudeRef': 'W',
    })
    const bytes = await readFile(path)
    const at = bytes.indexOf('CanonXX')
    bytes.write('Canon\0\0', at, 'latin1')
    // GPSLongitudeRef: tag 3, type 2, count 2, value in place.
    const little = bytes.indexOf(Buffer.from([3, 0, 2, 0, 2, 0, 0, 0, 0x57]))
    const big = bytes.indexOf(Buffer.from([0, 3, 0, 2, 0, 0, 0, 2, 0x57]))
    bytes.write('w', (little < 0 ? big : little) + 8, 'latin1')
    await writeFile(path, bytes)

    expect(await readMetadata(path)).toMatchObject({ make: 'Canon', latitude: 3, longitude: -20.25 })
  })

  it.each(['exif', 'APP1'])('a PNG\'s "Raw profile type %s", packed or not', async (name) => {
    const jpeg = await readFile(
      await photoWith({ 'EXIF:DateTimeOriginal': '2016:02:03 04:05:06', 'EXIF:Orientation#': 6 }),
    )
    const at = jpeg.indexOf('Exif\0\0')
    const exif = jpeg.subarray(at, at + jpeg.readUInt16BE(at - 2) - 2)
    const text = `\n${name}\n    ${exif.length}\n${exif.toString('hex').replace(/.{72}/g, '$&\n')}\n`
    const key = Buffer.from(`Raw profile type ${name}\0`)
    const png = await readFile(join(folder, 'photo.png'))
    const chunks = [
      chunk('tEXt', Buffer.concat([key, Buffer.from(text)])),
      chunk('zTXt', Buffer.concat([key, Buffer.from([0]), deflateSync(Buffer.from(text))])),
    ]
    for (const [index, each] of chunks.entries()) {
      const path = join(folder, `raw-${name}-${index}.png`)
      await writeFile(path, Buffer.concat([png.subarray(0, 33), each, png.subarray(33)]))

      expect(await readMetadata(path)).toMatchObject({ orientation: 6, takenAt: { local: '2016-02-03T04:05:06' } })
    }
  })

  it("a PNG's own texts", async () => {
    const png = await readFile(join(folder, 'photo.png'))
    const texts = {
      Title: 'Möwe',
      Description: 'am Hafen',
      Author: 'Nilla',
      Copyright: 'hers',
      'Creation Time': 'Sat, 14 Jul 2018 10:11:12 +0200',
    }
    const chunks = Object.entries(texts).map(([key, value]) => chunk('iTXt', Buffer.from(`${key}\0\0\0\0\0${value}`)))
    const path = join(folder, 'texts.png')
    await writeFile(path, Buffer.concat([png.subarray(0, 33), ...chunks, png.subarray(33)]))

    expect(await readMetadata(path)).toEqual({
      orientation: 1,
      keywords: [],
      title: 'Möwe',
      description: 'am Hafen',
      creators: ['Nilla'],
      copyright: 'hers',
      takenAt: {
        local: '2018-07-14T10:11:12',
        offsetMinutes: 120,
        precision: 'second',
        source: 'exif',
        meaning: 'original',
        doubtful: false,
      },
    })
  })

  it.each(['png', 'webp', 'tif', 'avif'])('dates, keywords and positions in a .%s as in a JPEG', async (extension) => {
    const tags = {
      'EXIF:DateTimeOriginal': '2016:02:03 04:05:06',
      'XMP-dc:Subject': ['pears'],
      'EXIF:GPSLatitude': 48,
      'EXIF:GPSLatitudeRef': 'N',
      'EXIF:GPSLongitude': 2,
      'EXIF:GPSLongitudeRef': 'E',
    }

    expect(await readWith(tags, [], extension)).toMatchObject({
      keywords: ['pears'],
      latitude: 48,
      longitude: 2,
      takenAt: { local: '2016-02-03T04:05:06', meaning: 'original' },
    })
  })
})

/** A TIFF whose directories lie behind a megabyte of picture, as those of scanners do. */
describe('what a large TIFF says', () => {
  it('is read without its picture', async () => {
    const path = join(folder, 'large.tif')
    const noise = Buffer.from(Array.from({ length: 700 * 600 * 3 }, (_, at) => (at * 7919) % 251))
    await sharp(noise, { raw: { width: 700, height: 600, channels: 3 } })
      .tiff({ compression: 'none' })
      .toFile(path)
    await exiftool.write(
      path,
      {
        'EXIF:DateTimeOriginal': '2016:02:03 04:05:06',
        'EXIF:Artist': 'Nilla Forsk',
        'XMP-dc:Subject': ['pears'],
        'IPTC:Sub-location': 'Old Mill',
        'EXIF:GPSLatitude': 48,
        'EXIF:GPSLatitudeRef': 'N',
        'EXIF:GPSLongitude': 2,
        'EXIF:GPSLongitudeRef': 'E',
      } as object,
      { writeArgs: ['-overwrite_original'] },
    )

    expect(await readMetadata(path)).toMatchObject({
      takenAt: { local: '2016-02-03T04:05:06' },
      creators: ['Nilla Forsk'],
      keywords: ['pears'],
      sublocation: 'Old Mill',
      latitude: 48,
      longitude: 2,
    })
  })
})

describe('what documents and new formats say', () => {
  it('a Photoshop document', async () => {
    const path = join(folder, 'document.psd')
    await writeFile(path, psdOf({ width: 8, height: 6, data: drawScene(8, 6) }, true))
    const tags = { 'EXIF:DateTimeOriginal': '2016:02:03 04:05:06', 'XMP-dc:Subject': ['pears'], 'IPTC:City': 'Kyoto' }
    await exiftool.write(path, tags, { writeArgs: ['-overwrite_original'] })

    expect(await readMetadata(path)).toMatchObject({
      takenAt: { local: '2016-02-03T04:05:06' },
      keywords: ['pears'],
      city: 'Kyoto',
    })
  })

  it.each([false, true])('a JPEG XL file, its boxes packed: %s', async (isPacked) => {
    const jpeg = await readFile(await photoWith({ 'EXIF:DateTimeOriginal': '2016:02:03 04:05:06' }))
    const at = jpeg.indexOf('Exif\0\0')
    const exif = Buffer.concat([Buffer.alloc(4), jpeg.subarray(at + 6, at + jpeg.readUInt16BE(at - 2) - 2)])
    const xmp = Buffer.from(
      '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="4"/></rdf:RDF></x:xmpmeta>',
    )
    const packed = (type: string, data: Buffer): Buffer =>
      isPacked ? box('brob', Buffer.concat([Buffer.from(type), brotliCompressSync(data)])) : box(type, data)
    const path = join(folder, `boxes-${isPacked}.jxl`)
    const start = [box('JXL ', Buffer.from('\r\n\x87\n', 'latin1')), box('ftyp', Buffer.from('jxl \0\0\0\0jxl '))]
    await writeFile(path, Buffer.concat([...start, packed('Exif', exif), packed('xml ', xmp), box('jxlc', tinyJxl)]))

    expect(await readMetadata(path)).toMatchObject({ rating: 4, takenAt: { local: '2016-02-03T04:05:06' } })
    expect(await decodePhoto(path, { inputs: [], thumbnailSize: 64 })).toMatchObject({
      format: 'jxl',
      width: 2,
      height: 2,
    })
  })
})

/** Four pixels, as pages use it to find out whether a browser knows the format. */
const tinyJxl = Buffer.from('/woIELASCAgQAFwASxLFgkWAHL0xqnCBCV0qDp901Te/5QM=', 'base64')

function box(type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + data.length, 0)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, data])
}

function segment(mark: string, body: Buffer): Buffer {
  const head = Buffer.from([0xff, 0xe1, 0, 0])
  head.writeUInt16BE(2 + mark.length + body.length, 2)
  return Buffer.concat([head, Buffer.from(mark, 'latin1'), body])
}

/** Its checksum is left out: the reader of metadata skips it. */
function chunk(type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(data.length, 0)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, data, Buffer.alloc(4)])
}

describe('when a file says it was taken', () => {
  it.each<readonly [name: string, tags: object, expected: object]>([
    [
      "a scan with XMP's date of the picture",
      { 'EXIF:CreateDate': '2019:05:04 10:00:00', 'XMP-photoshop:DateCreated': '1974:07:15' },
      { local: '1974-07-15T00:00:00', precision: 'day', source: 'xmp', meaning: 'original' },
    ],
    [
      "a scan with IPTC's",
      { 'EXIF:CreateDate': '2019:05:04 10:00:00', 'IPTC:DateCreated': '1974:07:15' },
      { local: '1974-07-15T00:00:00', precision: 'day', source: 'iptc' },
    ],
    [
      "a scan with XMP's original",
      { 'EXIF:CreateDate': '2019:05:04 10:00:00', 'XMP-exif:DateTimeOriginal': '1974:07:15 12:00:00' },
      { local: '1974-07-15T12:00:00', source: 'xmp' },
    ],
    [
      "a scan's own day where there is no other",
      { 'EXIF:CreateDate': '2019:05:04 10:00:00' },
      { local: '2019-05-04T10:00:00', meaning: 'digitised', doubtful: false },
    ],
    ['a year', { 'XMP-photoshop:DateCreated': '1955' }, { local: '1955-01-01T00:00:00', precision: 'year' }],
    ['a month', { 'XMP-photoshop:DateCreated': '1993:08' }, { local: '1993-08-01T00:00:00', precision: 'month' }],
    [
      'a fraction of a second',
      { 'EXIF:DateTimeOriginal': '2019:06:15 14:30:05', 'EXIF:SubSecTimeOriginal': '98' },
      { local: '2019-06-15T14:30:05.980' },
    ],
    [
      'the offset of the change is not its own',
      {
        'EXIF:DateTimeOriginal': '2019:06:15 14:30:05',
        'EXIF:ModifyDate': '2020:01:01 10:00:00',
        'EXIF:OffsetTime': '+09:00',
      },
      { local: '2019-06-15T14:30:05', offsetMinutes: undefined },
    ],
    [
      'but where both are the same second',
      {
        'EXIF:DateTimeOriginal': '2019:06:15 14:30:05',
        'EXIF:ModifyDate': '2019:06:15 14:30:05',
        'EXIF:OffsetTime': '+09:00',
      },
      { offsetMinutes: 540 },
    ],
    [
      'an offset in IPTC alone',
      {
        'EXIF:DateTimeOriginal': '2019:06:15 14:30:05',
        'IPTC:DateCreated': '2019:06:15',
        'IPTC:TimeCreated': '14:30:05+02:00',
      },
      { source: 'exif', offsetMinutes: 120 },
    ],
    [
      "a firmware's date gives way to GPS, on the clock of the place",
      {
        'EXIF:CreateDate': '2002:12:08 12:00:00',
        'EXIF:GPSDateStamp': '2017:05:31',
        'EXIF:GPSTimeStamp': '16:43:20',
        'EXIF:GPSLatitude': 48.2,
        'EXIF:GPSLatitudeRef': 'N',
        'EXIF:GPSLongitude': 16.37,
        'EXIF:GPSLongitudeRef': 'E',
      },
      { local: '2017-05-31T18:43:20', offsetMinutes: 120, source: 'gps', isZoneOfPlace: true },
    ],
    [
      'and is doubtful where nothing else is',
      { 'EXIF:CreateDate': '2002:12:08 12:00:00' },
      { local: '2002-12-08T12:00:00', doubtful: true },
    ],
    ['a change is doubtful', { 'EXIF:ModifyDate': '2018:01:02 03:04:05' }, { meaning: 'changed', doubtful: true }],
  ])('%s', async (_name, tags, expected) => {
    const { takenAt } = await readWith(tags)

    expect({ ...takenAt, offsetMinutes: takenAt?.offsetMinutes }).toMatchObject(expected)
  })

  it.each([
    ['1993:08:     :  :  ', '1993-08-01T00:00:00', 'month'],
    ['1993:08:00 00:00:00', '1993-08-01T00:00:00', 'month'],
    ['1993:00:00 00:00:00', '1993-01-01T00:00:00', 'year'],
  ])('EXIF\'s "%s"', async (text, local, precision) => {
    const path = await photoWith({ 'EXIF:DateTimeOriginal': '1993:01:01 01:01:01' })
    const bytes = await readFile(path)
    bytes.write(text, bytes.indexOf('1993:01:01 01:01:01'), 'latin1')
    await writeFile(path, bytes)

    expect((await readMetadata(path)).takenAt).toMatchObject({ local, precision, doubtful: false })
  })

  it('by name and by folder, the name first', async () => {
    const album = join(folder, '1998-07 Italy')
    await mkdir(album)
    await copyFile(join(folder, 'photo.jpg'), join(album, 'scan001.jpg'))
    await copyFile(join(folder, 'photo.jpg'), join(album, 'IMG_20170531_184323.jpg'))

    const read = async (name: string): Promise<unknown> => (await readMetadata(join(album, name))).takenAt

    expect(await read('scan001.jpg')).toMatchObject({
      local: '1998-07-01T00:00:00',
      precision: 'month',
      source: 'folder-name',
    })
    expect(await read('IMG_20170531_184323.jpg')).toMatchObject({ local: '2017-05-31T18:43:23', source: 'file-name' })
  })
})

describe('what Google Takeout says', () => {
  async function readBeside(json: object): Promise<PhotoMetadata> {
    const path = join(folder, `taken-out-${++madeFiles}.jpg`)
    await copyFile(join(folder, 'photo.jpg'), path)
    await writeFile(`${path}.supplemental-metadata.json`, JSON.stringify({ title: 'x.jpg', ...json }))
    return readMetadata(path)
  }

  it('its time is told on the clock of the place', async () => {
    const { takenAt } = await readBeside({
      photoTakenTime: { timestamp: '1577854800' },
      geoData: { latitude: 34.0522, longitude: -118.2437, altitude: 0 },
    })

    expect(takenAt).toEqual({
      local: '2019-12-31T21:00:00',
      offsetMinutes: -480,
      precision: 'second',
      source: 'takeout',
      meaning: 'original',
      doubtful: false,
      isZoneOfPlace: true,
    })
  })

  it('its time is left in UTC, and said so, where there is no place', async () => {
    const { takenAt } = await readBeside({ photoTakenTime: { timestamp: '-2070000000' } })

    expect(takenAt).toMatchObject({ local: '1904-05-28T16:00:00', offsetMinutes: 0, isUtc: true })
  })

  it("people, heart, archive, bin, description and the camera's own position", async () => {
    const facts = await readBeside({
      photoTakenTime: { timestamp: '1577854800' },
      geoData: { latitude: 0, longitude: 0, altitude: 0 },
      geoDataExif: { latitude: 48.8566, longitude: 2.3522, altitude: 35 },
      people: [{ name: 'Zelda Quill' }, { name: 'Otto Brink' }, {}],
      description: 'at the <tower>',
      favorited: true,
      archived: true,
      trashed: true,
    })

    expect({ ...facts, takenAt: undefined }).toEqual({
      orientation: 1,
      keywords: [],
      latitude: 48.8566,
      longitude: 2.3522,
      altitude: 35,
      people: ['Zelda Quill', 'Otto Brink'],
      description: 'at the <tower>',
      favourite: true,
      archived: true,
      trashed: true,
    })
  })

  it.each(['', '[]', '{"photoTakenTime":7}', '{"photoTakenTime":{"timestamp":"soon"}}', 'null', '{"people":[null]}'])(
    'nothing of what is no such JSON: %s',
    async (json) => {
      const path = join(folder, `odd-${json.length}.jpg`)
      await copyFile(join(folder, 'photo.jpg'), path)
      await writeFile(`${path}.json`, json)

      expect(await readMetadata(path)).toEqual({ orientation: 1, keywords: [] })
    },
  )
})

describe('the UserComment', () => {
  const coded = (code: string, body: Buffer): number[] => [...Buffer.from(code.padEnd(8, '\0'), 'latin1'), ...body]

  it('is read back in every encoding it may name', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'b', 'c', 'Ä', 'ö', 'ß', '東', '京', ' ', '!', '.'),
      minLength: 1,
      maxLength: 40,
    })
    fc.assert(
      fc.property(text, (comment) => {
        const wanted = /[\p{L}\p{N}]/u.test(comment) ? comment.trim() : undefined
        const little = Buffer.from(comment, 'utf16le')
        expect(userComment(coded('UNICODE', Buffer.concat([Buffer.from([0xff, 0xfe]), little])), false)).toBe(wanted)
        expect(
          userComment(coded('UNICODE', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(little).swap16()])), true),
        ).toBe(wanted)
        expect(userComment(coded('', Buffer.from(comment)), true)).toBe(wanted)
      }),
    )
  })

  it.each([
    ['ASCII', Buffer.from('plain\0\0\0'), 'plain'],
    ['ASCII', Buffer.from('caf\xe9', 'latin1'), 'café'],
    ['UNICODE', Buffer.from('plain letters'), 'plain letters'],
    ['UNICODE', Buffer.from('Straße', 'utf16le').swap16(), 'Straße'],
    ['JIS', Buffer.from('\x1b$B4A;z\x1b(B', 'latin1'), '漢字'],
    ['ASCII', Buffer.from('        '), undefined],
    ['', Buffer.alloc(200), undefined],
  ])('%s %s', (code, body, expected) => {
    expect(userComment(coded(code, body), false)).toBe(expected)
  })
})
