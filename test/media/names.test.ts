import { fc } from '../random.ts'
import { describe, expect, it } from 'vitest'
import { dateFromFileName } from '../../electron/media/metadata/metadata.ts'
import {
  isPhotoName,
  isRawName,
  isSidecarName,
  isVideoName,
  pairKey,
} from '../../electron/media/file/names-of-files.ts'
import { parseDate } from '../../electron/media/metadata/dates.ts'
import { takeoutNames } from '../../electron/media/metadata/sidecars.ts'

describe('dateFromFileName', () => {
  it.each([
    ['IMG_20180912_174501.jpg', '2018-09-12T17:45:01'],
    ['PXL_20211120_063015123.jpg', '2021-11-20T06:30:15.123'],
    ['PXL_20230714_101112345.MP.jpg', '2023-07-14T10:11:12.345'],
    ['Screenshot_2020-08-07-06-05-04.jpg', '2020-08-07T06:05:04'],
    ['Screenshot 2021-03-28 at 02.30.00.png', '2021-03-28T02:30:00'],
    ['WhatsApp Image 2022-10-11 at 12.13.14.jpg', '2022-10-11T12:13:14'],
    ['signal-2021-05-06-070809.jpg', '2021-05-06T07:08:09'],
    ['00000IMG_00000_BURST20230714101112100.jpg', '2023-07-14T10:11:12.100'],
    ['20240229_235960.jpg', '2024-02-29T23:59:59'],
    ['IMG-20190401-WA0007.jpg', '2019-04-01T00:00:00', 'day'],
    ['2014-03-02 Walk.jpg', '2014-03-02T00:00:00', 'day'],
    ['1561234567890.jpg', '2019-06-22T20:16:07'],
  ])('reads %s', (name, local, precision = 'second') => {
    expect(dateFromFileName(name)).toEqual({ local, precision })
  })

  it.each([
    '12345678_99999999.jpg',
    'DSC_20201301.jpg',
    'IMG_0001.jpg',
    'IMG_20230230_101010.jpg',
    '4711.jpg',
    'IMG_18000101_000000.jpg',
    '123456789012345678.jpg',
  ])('finds no date in %s', (name) => {
    expect(dateFromFileName(name)).toBeUndefined()
  })

  it('finds a date that exists, or none, in any name', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[A-Z_-]{0,5}[12]\d{7}[_ -]?\d{0,9}\.jpg$/)), (name) => {
        const date = dateFromFileName(name)
        if (date === undefined) return
        const [day = '', time = ''] = date.local.split('T')
        expect(new Date(`${day}T${time.slice(0, 8)}Z`).toISOString().slice(0, 19)).toBe(date.local.slice(0, 19))
      }),
    )
  })
})

describe('parseDate', () => {
  it('reads back every wall clock it wrote', () => {
    const moment = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(moment, (date) => {
        const text = date.toISOString().slice(0, 19)

        expect(parseDate(text.replaceAll('-', ':').replace('T', ' '))).toEqual({ local: text, precision: 'second' })
      }),
    )
  })
})

describe('names', () => {
  it.each([
    ['IMG_1.HEIC', [true, false, false, false]],
    ['a.jpg', [true, false, false, false]],
    ['DSC_7.NEF', [true, true, false, false]],
    ['a.jpg.xmp', [false, false, true, false]],
    ['a.jpg.supplemental-metadata.json', [false, false, true, false]],
    ['IMG_1.MOV', [false, false, false, true]],
    ['drawing.svg', [false, false, false, false]],
    ['._IMG_1.JPG', [false, false, false, false]],
    ['.jpg', [false, false, false, false]],
    ['jpg', [false, false, false, false]],
    ['cloud.jpg.icloud', [false, false, false, false]],
  ])('%s is a photo, RAW, sidecar, video: %j', (name, expected) => {
    expect([isPhotoName(name), isRawName(name), isSidecarName(name), isVideoName(name)]).toEqual(expected)
  })

  it('gives the files of one shot one key', () => {
    expect(['IMG_4711.HEIC', 'img_4711.mov', 'IMG_E4711.JPG'].map(pairKey)).toEqual(Array(3).fill('img_4711'))
    expect(pairKey('cafe\u0301.jpg')).toBe(pairKey('caf\u00e9.mov'))
    expect(pairKey('a.jpg')).not.toBe(pairKey('b.jpg'))
  })

  it('knows how Takeout cuts and numbers the names of its sidecars', () => {
    expect(takeoutNames('IMG_1003(1).jpg')).toContain('IMG_1003.jpg(1).json')
    expect(takeoutNames('IMG_1003(1).jpg')).toContain('IMG_1003.jpg.supplemental-metadata(1).json')
    expect(takeoutNames('IMG_1-edited.jpg')).toContain('IMG_1.jpg.json')
    expect(takeoutNames('a_rather_long_name_of_a_photo_2021.jpg')).toContain(
      'a_rather_long_name_of_a_photo_2021.jpg.supplem.json',
    )
  })
})
