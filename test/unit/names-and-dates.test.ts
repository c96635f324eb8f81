import { fc } from '../random.ts'
import { describe, expect, it } from 'vitest'
import { dateFromFileName } from '../../electron/domain/file-name-date.ts'
import { dateFromFolders } from '../../electron/domain/folder-date.ts'
import { bestDate, isDoubtful, type TakenAt } from '../../electron/domain/taken-at.ts'
import { parseDate } from '../../electron/media/metadata/dates.ts'

/** What is known of a date, as 'YYYY', 'YYYY-MM' and so on, with 'Z' where it is UTC. */
function known(date: ReturnType<typeof dateFromFileName>): string {
  if (date === undefined) return 'none'
  const length = { year: 4, month: 7, day: 10, minute: 16, second: 23 }[date.precision]
  return `${date.local.slice(0, length)}${date.isUtc === true ? 'Z' : ''}`
}

describe('the date a file name tells', () => {
  it.each([
    ['IMG_20180912_174501.jpg', '2018-09-12T17:45:01'],
    ['PXL_20211120_063015123.jpg', '2021-11-20T06:30:15.123Z'],
    ['PXL_20230714_101112345.MP.jpg', '2023-07-14T10:11:12.345Z'],
    ['Screenshot_2020-08-07-06-05-04.jpg', '2020-08-07T06:05:04'],
    ['Screenshot 2021-03-28 at 02.30.00.png', '2021-03-28T02:30:00'],
    ['signal-2021-05-06-070809.jpg', '2021-05-06T07:08:09'],
    ['00000IMG_00000_BURST20230714101112100.jpg', '2023-07-14T10:11:12.100'],
    ['20240229_235960.jpg', '2024-02-29T23:59:59'],
    ['IMG-20190401-WA0007.jpg', '2019-04-01'],
    ['2014-03-02 Walk.jpg', '2014-03-02'],
    ['1561234567890.jpg', '2019-06-22T20:16:07Z'],
    // Twelve hours, one digit, and the narrow blank of macOS.
    ['Screenshot 2022-02-23 at 2.59.39 PM.png', '2022-02-23T14:59:39'],
    ['Screenshot 2022-02-23 at 11.05.09 PM.png', '2022-02-23T23:05:09'],
    ['Screenshot 2023-11-05 at 9.12.10\u202fPM.png', '2023-11-05T21:12:10'],
    ['Screen Shot 2020-09-04 at 9.12.10 AM.png', '2020-09-04T09:12:10'],
    ['WhatsApp Image 2021-03-04 at 1.23.45 PM.jpeg', '2021-03-04T13:23:45'],
    ['WhatsApp Image 2021-03-04 at 12.23.45 AM.jpeg', '2021-03-04T00:23:45'],
    ['WhatsApp Image 2021-03-04 at 12.23.45 p.m..jpeg', '2021-03-04T12:23:45'],
    ['WhatsApp Image 2022-10-11 at 12.13.14 (1).jpg', '2022-10-11T12:13:14'],
    // Milliseconds behind any lead.
    ['mmexport1661090654329.jpg', '2022-08-21T14:04:14Z'],
    ['wx_camera_1505788478724.jpg', '2017-09-19T02:34:38Z'],
    ['FB_IMG_1505788478724.jpg', '2017-09-19T02:34:38Z'],
    ['mmexport1661090654329_edit.jpg', '2022-08-21T14:04:14Z'],
    // Days only.
    ['IMG_20230101_A.jpg', '2023-01-01'],
    ['20140302 walk.jpg', '2014-03-02'],
    ['2014_03_02 garden.jpg', '2014-03-02'],
    ['20140302.jpg', '2014-03-02'],
    ['20210615.jpg', '2021-06-15'],
    ['1974-07-15 slide.jpg', '1974-07-15'],
    ['2014-03-02 IMG_1234.jpg', '2014-03-02'],
    ['20140302-0007.jpg', '2014-03-02'],
    // Separators of all kinds.
    ['WP_20140302_10_11_12_Pro.jpg', '2014-03-02T10:11:12'],
    ['2019.05.18-13.49.23.jpg', '2019-05-18T13:49:23'],
    ['2019-05-18 13-49-23.jpg', '2019-05-18T13:49:23'],
    ['2019-05-18T13:49:23.jpg', '2019-05-18T13:49:23'],
    ['2019-05-18 13h49m23s.jpg', '2019-05-18T13:49:23'],
    ['15-06-2021 143005.jpg', '2021-06-15T14:30:05'],
    ['Foto vom 15.06.2021 um 14.30.jpg', '2021-06-15T14:30'],
    ['06-15-2021 143005.jpg', '2021-06-15T14:30:05'],
    ['05-06-2021.jpg', '2021'],
    ['Photo 2014-03-02 10 11 12.jpg', '2014-03-02T10:11:12'],
    ['20190518T134923Z.jpg', '2019-05-18T13:49:23Z'],
    ['2019-05-18T13:49:23.120Z.jpg', '2019-05-18T13:49:23.120Z'],
    ['2019_0518_134923_001.JPG', '2019-05-18T13:49:23'],
    ['DSC_20190518134923.jpg', '2019-05-18T13:49:23'],
    ['photo_2021-06-15_14-30-05.jpg', '2021-06-15T14:30:05'],
    ['Camera360_2012_5_18_013923.jpg', '2012-05-18T01:39:23'],
    ['20190518_134923~2.jpg', '2019-05-18T13:49:23'],
    ['Screenshot_20210615-143005_Chrome.jpg', '2021-06-15T14:30:05'],
    // Screenshots of other languages.
    ['Bildschirmfoto 2021-06-15 um 14.30.05.png', '2021-06-15T14:30:05'],
    ['Bildschirmfoto vom 2021-06-15 14-30-05.png', '2021-06-15T14:30:05'],
    ['Capture d’écran 2021-06-15 à 14.30.05.png', '2021-06-15T14:30:05'],
    ['Capture d’e\u0301cran 2021-06-15 a\u0300 14.30.05.png', '2021-06-15T14:30:05'],
    ['Captura de pantalla 2021-06-15 a las 14.30.05.png', '2021-06-15T14:30:05'],
    ['Captura de Tela 2021-06-15 às 14.30.05.png', '2021-06-15T14:30:05'],
    ['Schermata 2021-06-15 alle 14.30.05.png', '2021-06-15T14:30:05'],
    ['Schermata 2021-06-15 alle ore 14.30.05.png', '2021-06-15T14:30:05'],
    ['Schermafbeelding 2021-06-15 om 14.30.05.png', '2021-06-15T14:30:05'],
    ['Skärmavbild 2021-06-15 kl. 14.30.05.png', '2021-06-15T14:30:05'],
    ['Näyttökuva 2021-06-15 kello 14.30.05.png', '2021-06-15T14:30:05'],
    ['Zrzut ekranu 2021-06-15 o 14.30.05.png', '2021-06-15T14:30:05'],
    ['Снимок экрана 2021-06-15 в 14.30.05.png', '2021-06-15T14:30:05'],
    ['スクリーンショット 2021-06-15 14.30.05.png', '2021-06-15T14:30:05'],
    ['截屏2021-06-15 下午2.30.05.png', '2021-06-15T14:30:05'],
    ['스크린샷 2021-06-15 오후 2.30.05.png', '2021-06-15T14:30:05'],
    ['Знімок екрана 2021-06-15 о 14.30.05.png', '2021-06-15T14:30:05'],
    ['Captura de pantalla 2021-06-15 a les 14.30.05.png', '2021-06-15T14:30:05'],
    ['Captură de ecran din 2021-06-15 la 14.30.05.png', '2021-06-15T14:30:05'],
    ['Snímek obrazovky 2021-06-15 v 14.30.05.png', '2021-06-15T14:30:05'],
    ['Képernyőfotó 2021-06-15 - 14.30.05.png', '2021-06-15T14:30:05'],
    ['Ekran Resmi 2021-06-15 14.30.05.png', '2021-06-15T14:30:05'],
    ['Στιγμιότυπο 2021-06-15, 2.30.05 μ.μ..png', '2021-06-15T14:30:05'],
    ['צילום מסך 2021-06-15 ב-14.30.05.png', '2021-06-15T14:30:05'],
    ['2021年6月15日 14時30分.jpg', '2021-06-15T14:30'],
  ])('%s: %s', (name, expected) => {
    expect(known(dateFromFileName(name))).toBe(expected)
  })

  it.each([
    '12345678_99999999.jpg',
    'DSC_20201301.jpg',
    'IMG_0001.jpg',
    'IMG_20230230_101010.jpg',
    '4711.jpg',
    'IMG_18000101_000000.jpg',
    '123456789012345678.jpg',
    '1920x1080.jpg',
    'scan 12-10.jpg',
    '3.14.15.jpg',
    'received_10151234567890123.jpeg',
  ])('%s: none', (name) => {
    expect(dateFromFileName(name)).toBeUndefined()
  })

  it('exists in the calendar, or is none, in any name', () => {
    const name = fc.oneof(
      fc.string(),
      fc.stringMatching(/^[A-Z_-]{0,5}[12]\d{7}[_ -]?\d{0,9}\.jpg$/),
      fc.stringMatching(
        /^[a-zà]{0,4} ?\d{1,4}[-._]\d{1,2}[-._]\d{1,4} ?(at|um|à)? ?\d{1,2}[.:]\d{2}([.:]\d{2})?( [AP]M)?$/,
      ),
    )
    fc.assert(
      fc.property(name, (text) => {
        const date = dateFromFileName(text)
        if (date === undefined) return
        expect(new Date(`${date.local.slice(0, 19)}Z`).toISOString().slice(0, 19)).toBe(date.local.slice(0, 19))
      }),
    )
  })
})

describe('the date that folders tell', () => {
  it.each<readonly [path: string, expected: string]>([
    ['1998-07 Italy', '1998-07'],
    ['2005/2005-08-12 Wedding', '2005-08-12'],
    ['1987', '1987'],
    ['Photos from 2019', '2019'],
    ['2005/08', '2005-08'],
    ['2005/08/12', '2005-08-12'],
    ['2005/08 Beach', '2005-08'],
    ['20050812 Wedding', '2005-08-12'],
    ['2005_08_12', '2005-08-12'],
    ['12.08.2005', '2005-08-12'],
    ['08-2005 Beach', '2005-08'],
    ['August 2005', '2005-08'],
    ['Oktober 1999', '1999-10'],
    ['Summer 1987', '1987'],
    ['1987/Prints/box 3', '1987'],
    ['1998-2003', 'none'],
    ['1920x1080', 'none'],
    ['100CANON', 'none'],
    ['IMG_2000', 'none'],
    ['2019/a/b/c/d', 'none'],
    ['Nikon D2000', 'none'],
    ['12', 'none'],
  ])('%s: %s', (path, expected) => {
    expect(known(dateFromFolders(path.split('/')))).toBe(expected)
  })
})

describe('a date as it was written', () => {
  it.each<readonly [text: string, expected: string]>([
    ['2019:06:15 14:30:05', '2019-06-15T14:30:05'],
    ['2019:06:15 14:30:05.987', '2019-06-15T14:30:05.987'],
    ['2019-06-15T14:30', '2019-06-15T14:30'],
    ['2019/06/15 14:30:05', '2019-06-15T14:30:05'],
    ['2017:6:5 2:3:4', '2017-06-05T02:03:04'],
    ['2017:06:05 02:30:00 PM', '2017-06-05T14:30:00'],
    ['2017:06:05 12:30:00 am', '2017-06-05T00:30:00'],
    ['1993:08:     :  :  ', '1993-08'],
    ['1993:08:  ', '1993-08'],
    ['1993:08:00 00:00:00', '1993-08'],
    ['1993:00:00 00:00:00', '1993'],
    ['1993:  :     :  :  ', '1993'],
    ['1993:08:12   :  :  ', '1993-08-12'],
    ['1993:08:12 00:00:00', '1993-08-12T00:00:00'],
    ['1993:08', '1993-08'],
    ['2004', '2004'],
    ['20050812', '2005-08-12'],
    ['20050800', '2005-08'],
    ['20050812 080910+0100', '2005-08-12T08:09:10'],
    ['Sat, 14 Jul 2018 10:11:12 +0200', '2018-07-14T10:11:12'],
    ['14 Jul 2018', '2018-07-14'],
    ['Sat Jul 14 10:11:12 2018', '2018-07-14T10:11:12'],
    ['2016:12:31 23:59:60', '2016-12-31T23:59:59'],
    ['0000:00:00 00:00:00', 'none'],
    ['    :  :     :  :  ', 'none'],
    ['2019:13:01 00:00:00', 'none'],
    ['2019:02:30 10:00:00', 'none'],
    ['2019:06:15 24:00:00', 'none'],
    ['yesterday', 'none'],
    ['', 'none'],
  ])('%s: %s', (text, expected) => {
    expect(known(parseDate(text))).toBe(expected)
  })

  it.each([
    ['2019:06:15 14:30:05+05:45', 345],
    ['2019-06-15T14:30:05Z', 0],
    ['2019-06-15T14:30:05.5-0700', -420],
    ['2019:06:15 14:30:05', undefined],
  ])('%s is %s minutes east of UTC', (text, offset) => {
    expect(parseDate(text)?.offsetMinutes).toBe(offset)
  })

  it('is read back for every wall clock', () => {
    const moment = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(moment, (date) => {
        const text = date.toISOString().slice(0, 19)

        expect(parseDate(text.replaceAll('-', ':').replace('T', ' '))).toEqual({ local: text, precision: 'second' })
      }),
    )
  })

  it('never exists without being in the calendar', () => {
    const digits = fc.constantFrom('00', '01', '08', '12', '13', '30', '31', '  ', ' 1', '99')
    fc.assert(
      fc.property(
        fc.constantFrom('0000', '1993', '2020'),
        digits,
        digits,
        digits,
        digits,
        (year, month, day, hour, minute) => {
          const date = parseDate(`${year}:${month}:${day} ${hour}:${minute}:07`)
          if (date !== undefined) expect(new Date(`${date.local}Z`).toISOString().slice(0, 19)).toBe(date.local)
        },
      ),
    )
  })
})

describe('the date that is believed', () => {
  const date = (local: string, rest: Partial<TakenAt> = {}): TakenAt => ({
    local,
    source: 'exif',
    precision: 'second',
    doubtful: false,
    meaning: 'original',
    ...rest,
  })
  const scanned = date('2019-05-04T10:00:00', { meaning: 'digitised' })
  const changed = date('2019-05-04T10:00:00', { meaning: 'changed', doubtful: true })
  const taken = date('1974-07-15T00:00:00', { source: 'iptc', precision: 'day' })
  const folder = date('1998-07-01T00:00:00', { source: 'folder-name', precision: 'month' })
  const gps = date('2017-05-31T18:43:20', { source: 'gps' })
  const firmware = date('2002-12-08T12:00:00', { meaning: 'digitised', doubtful: true })

  it.each([
    ['taken before digitised, whatever the block', [scanned, taken], taken],
    ['digitised before changed', [changed, scanned], scanned],
    ['a folder before a change', [changed, folder], folder],
    ["GPS before a firmware's date", [firmware, gps], gps],
    [
      "a name before a firmware's date",
      [firmware, date('2017-05-31T18:43:23', { source: 'file-name' })],
      date('2017-05-31T18:43:23', { source: 'file-name' }),
    ],
    [
      'a sidecar before all',
      [date('2010-01-01T10:00:00'), date('2011-01-01T10:00:00', { source: 'sidecar' })],
      date('2011-01-01T10:00:00', { source: 'sidecar' }),
    ],
    [
      "what was set in Google Photos before a scanner's day",
      [scanned, date('1974-07-15T12:00:00', { source: 'takeout', isUtc: true })],
      date('1974-07-15T12:00:00', { source: 'takeout', isUtc: true }),
    ],
    [
      'but not its conversion of the same moment',
      [scanned, date('2019-05-04T08:00:00', { source: 'takeout', isUtc: true })],
      scanned,
    ],
    ['a folder where nothing else is', [folder], folder],
    ['a change rather than nothing', [changed], changed],
  ])('%s', (_name, dates, expected) => {
    expect(bestDate(dates)).toEqual(expected)
    expect(bestDate(dates.toReversed())).toEqual(expected)
  })

  it('finds the clock of a time in UTC by a name that tells the same moment', () => {
    const utc = date('2020-08-07T04:05:04', { source: 'takeout', isUtc: true, offsetMinutes: 0 })
    const name = date('2020-08-07T06:05:04', { source: 'file-name' })
    const other = date('2020-08-07T06:09:04', { source: 'file-name' })

    expect(bestDate([utc, name])).toEqual(date('2020-08-07T06:05:04', { source: 'takeout', offsetMinutes: 120 }))
    expect(bestDate([utc, other])).toEqual(utc)
  })

  it("takes a name before a satellite's time without a place", () => {
    const utc = date('2020-08-07T04:05:04', { source: 'gps', isUtc: true })
    const name = date('2020-08-07T06:07:00', { source: 'file-name' })

    expect(bestDate([utc, name])).toEqual(name)
  })

  it('takes offset and fraction from another word on the same second', () => {
    const plain = date('2019-06-15T14:30:05')
    const iptc = date('2019-06-15T14:30:05', { source: 'iptc', offsetMinutes: 60 })
    const fine = date('2019-06-15T14:30:05.120', { source: 'xmp' })

    expect(bestDate([plain, iptc, fine])).toEqual({ ...plain, local: fine.local, offsetMinutes: 60 })
    expect(bestDate([plain, { ...iptc, local: '2019-06-15T13:30:05' }])).toEqual(plain)
  })

  it.each([
    '2002-12-08T12:00:00',
    '1980-01-01T00:00:00',
    '2001-01-01T00:00:07',
    '2099-01-01T00:00:00',
    '1825-01-01T00:00:00',
    '1904-01-01T00:00:00',
  ])('doubts %s', (local) => {
    expect(isDoubtful(local, Date.parse('2026-01-01'))).toBe(true)
  })
})
