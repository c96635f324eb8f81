/**
 * The reported situations of ../shared/faults/cases that concern reading, made by their own scripts and held to their
 * expected.txt. Each has tests of its kind with inputs of our own elsewhere; these are the originals.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { closeMedia, readMetadata, type PhotoMetadata } from '../../electron/media/metadata/metadata.ts'
import { placeOf } from '../../electron/media/metadata/place.ts'
import { decodePhoto } from '../../electron/media/pixels/decode.ts'
import { filesBelow, nameIn } from './corpus.ts'
import { makeCase, reasonToSkip } from './reported-cases.ts'

const folder = mkdtempSync(join(tmpdir(), 'cases-'))
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await closeMedia()
})

function make(number: string): string {
  const target = join(folder, number)
  makeCase(number, target)
  return target
}

/** What is known of the date, its source, and what else the case asks for. */
function told({ takenAt, latitude, longitude, ...rest }: PhotoMetadata): string {
  const length = { year: 4, month: 7, day: 10, minute: 16, second: 19 }[takenAt?.precision ?? 'year']
  const { people = [], keywords, rating, description, title, sublocation, city, creators = [], event } = rest
  return [
    takenAt?.local.slice(0, length),
    latitude === undefined ? undefined : `${latitude} ${longitude ?? ''}`,
    ...people,
    ...keywords,
    rating === undefined ? undefined : `${rating} stars`,
    ...[title, description, sublocation, city, event],
    ...creators,
  ]
    .filter((part) => part !== undefined)
    .join(', ')
}

const paris = '2015-01-01T01:00:00, 48.8566 2.3522'

/** By case and file; a string is what every file of the case tells. */
const right: Readonly<Record<string, string | Readonly<Record<string, string>>>> = {
  '01': {
    'Screen Shot 2020-09-04 at 9.12.10 AM.png': '2020-09-04T09:12:10',
    'Screenshot 2022-02-23 at 11.05.09 PM.png': '2022-02-23T23:05:09',
    'Screenshot 2022-02-23 at 2.59.39 PM.png': '2022-02-23T14:59:39',
    'Screenshot 2023-11-05 at 9.12.10\u202fPM.png': '2023-11-05T21:12:10',
    'WhatsApp Image 2021-03-04 at 1.23.45 PM.jpeg': '2021-03-04T13:23:45',
    'WhatsApp Image 2021-03-04 at 12.23.45 AM.jpeg': '2021-03-04T00:23:45',
  },
  '02': {
    '1505788478724.jpg': '2017-09-19T02:34:38',
    'FB_IMG_1505788478724.jpg': '2017-09-19T02:34:38',
    'mmexport1661090654329.jpg': '2022-08-21T14:04:14',
    'wx_camera_1505788478724.jpg': '2017-09-19T02:34:38',
  },
  '03': {
    '2014_03_02 garden.jpg': '2014-03-02',
    '20140302 walk.jpg': '2014-03-02',
    '20140302.jpg': '2014-03-02',
    'IMG_20230101_A.jpg': '2023-01-01',
    'WP_20140302_10_11_12_Pro.jpg': '2014-03-02T10:11:12',
  },
  '04': {
    '1987/scan007.jpg': '1987',
    '1998-07 Italy/scan001.jpg': '1998-07',
    '2005/2005-08-12 Wedding/DSC00012.jpg': '2005-08-12',
  },
  '05': {
    'slide-exif.jpg': '1974-07-15T12:00:00',
    'slide-iptc.jpg': '1974-07-15',
    'slide-xmp-original.jpg': '1974-07-15T12:00:00',
    'slide-xmp.jpg': '1974-07-15',
  },
  '06': { 'party.jpg': '2019-12-31T21:00:00, 34.0522 -118.2437' },
  '07': { 'IMG_0701.jpg': '2020-01-01T06:00:00, 48.8566 2.3522, Zelda Quill, Otto Brink' },
  '08': 'Zelda Quill',
  '15': {
    'exif-description.jpg': 'Weiße Möwe über Göteborg',
    'iptc-cp1252.jpg': 'The mayor’s “new” bridge – opened',
    'iptc-latin1.jpg': 'Hütte, Heinrichshütte Bochum',
    'iptc-marked.jpg': 'rzeka Łódź, Łódź nad rzeką',
    'iptc-utf8-unmarked.jpg': 'Straße, Grüße aus Čačak',
    'jpeg-comment.jpg': 'Picnic at the quarry',
    'user-comment.jpg': 'Großmutter im Garten',
  },
  '28': {
    'acdsee.jpg': 'Lighthouse ladder',
    'artist.jpg': 'Nilla Forsk',
    'creator.jpg': 'Nilla Forsk',
    'event.jpg': 'Harvest parade',
    'location-created.jpg': 'Alhambra, Granada',
    'sublocation-iptc.jpg': 'Old Mill',
    'sublocation-xmp.jpg': 'Old Mill',
  },
  '30': paris,
  '31': {
    'a/scan1.jpg': '',
    'a/scan10.jpg': '2010-10-10T10:10:10, tenth, 5 stars, Tenth only',
    'a/scan2.jpg': '',
    'b/IMG_1234(1).jpg': '2020-01-01T09:00:00, 35.6812 139.7671, second one',
    'b/IMG_1234.jpg': '2010-01-01T01:00:00, 48.8566 2.3522, first one',
    'c/harbour-bw.jpg': '2 stars, In black and white',
    'c/harbour.jpg': '',
    'd/DSC_7.jpg': '',
    'd/DSC_71.jpg': 'seventyone, 4 stars',
    'e/IMG_1.jpg': 'first, 3 stars',
    'f/IMG_0007.JPG': 'jpegonly, 4 stars',
    'f/IMG_0007.PNG': '',
  },
  '34': Object.fromEntries(
    [
      ...[
        'cut/Screenshot_20170101-120000_Some_Program_Name',
        'date/2013-12-23',
        'new/IMG_1234',
        'old/IMG_1234',
      ].flatMap((stem) => [
        [`${stem}.jpg`, 2001],
        [`${stem}(1).jpg`, 2002],
      ]),
      ['new/IMG_1234(2).jpg', 2003],
      ['ext/IMG_0007.JPG', 2001],
      ['ext/IMG_0007.PNG', 2002],
    ].map(([name, year]) => [name, `${year ?? ''}-06-15T12:00:00, from ${year ?? ''}`]),
  ) as Record<string, string>,
  '41': {
    'IMG_20170531_184323.jpg': '2017-05-31T18:43:23',
    'firmware-date.jpg': '2017-05-31T18:43:20, 48.2 16.37',
    'month-blank.jpg': '1993-08',
    'month-zero.jpg': '1993-08',
    'very-old.jpg': '1904-05-28T16:00:00',
    'year-zero.jpg': '1993',
    'zero-original.jpg': '2007-02-19T10:00:00',
  },
}

describe.skipIf(reasonToSkip !== undefined)('reported cases of reading', () => {
  it.each(Object.entries(right))('%s', { timeout: 120_000 }, async (number, expected) => {
    const target = make(number)
    const photos = filesBelow(target).filter((each) => !/\.(xmp|json)$/.test(each))

    const found = await Promise.all(photos.map(async (each) => [nameIn(target, each), told(await readMetadata(each))]))

    const names = photos.map((each) => nameIn(target, each))
    const wanted = typeof expected === 'string' ? Object.fromEntries(names.map((name) => [name, expected])) : expected
    expect(Object.fromEntries(found)).toEqual(wanted)
  })

  // The file's name says the place; where it is no place of the table, the country must be right all the same.
  it('36', { timeout: 120_000 }, async () => {
    const target = make('36')
    const found = await Promise.all(
      filesBelow(target).map(async (each) => {
        const { latitude = NaN, longitude = NaN } = await readMetadata(each)
        return [nameIn(target, each), placeOf(latitude, longitude)?.countryCode.toLowerCase()]
      }),
    )

    expect(found).toHaveLength(16)
    expect(found).toEqual(found.map(([name]) => [name, name?.slice(-6, -4)]))
  })

  it.each([
    [
      '16',
      ['3ds.MPO', 'layered.psd', 'no-extension', 'old-scanner.bmp', 'pano360.insp', 'seen.jpg', 'twitter.jpg_large'],
    ],
    ['29', ['progressive-108mp.jpg', 'scan-4800dpi-535mp.tif', 'stitched-176mp.tif', 'stitched-192mp.png']],
  ])('%s is shown', { timeout: 300_000 }, async (number, shown) => {
    const target = make(number)
    for (const name of shown)
      expect(await decodePhoto(join(target, name), { inputs: [], thumbnailSize: 256 })).not.toHaveProperty('warning')
  })
})
