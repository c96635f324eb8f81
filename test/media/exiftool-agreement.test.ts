/** Dates, positions, orientation, cameras and keywords of the shared corpus against ExifTool, the reference. */
import { ExifTool } from 'exiftool-vendored'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { closeMedia, readMetadata } from '../../electron/media/metadata/metadata.ts'
import { corpus, filesBelow, nameIn } from './corpus.ts'

const exiftool = new ExifTool({ maxProcs: 1, taskTimeoutMillis: 30_000 })
afterAll(async () => {
  await Promise.all([exiftool.end(), closeMedia()])
})

/** Where we say otherwise on purpose. */
const argued: ReadonlyMap<string, string> = new Map([
  ['date_24h.jpg', '24:00 may be either of two midnights: unknown'],
  ['date_feb30.jpg', 'a day that does not exist: unknown'],
  ['date_month13.jpg', 'a month that does not exist: unknown'],
  ['date_leapsecond.jpg', 'a leap second becomes :59'],
  ['gps_void_status.jpg', 'the receiver said that it had no fix'],
  ['gps_xmp_only.jpg', 'a position in XMP alone is a position'],
  ['gps_noref.jpg', 'without a hemisphere half the guesses are wrong'],
  ['Nikon D5000.jpg', 'a position in XMP alone is a position'],
])

const pictures = /\.(jpe?g|png|webp|tiff?|hei[cf]|avif|dng|nef|cr[23]|arw|orf|rw2|raf|pef|srw|mpo|psd)$/i
const wanted = [
  'DateTimeOriginal', 'GPSLatitude', 'GPSLongitude', 'Orientation', 'Make', 'Model', 'ISO', 'FNumber', 'ExposureTime',
  'FocalLength', 'Subject', 'Keywords',
] // prettier-ignore

type Tags = ReadonlyMap<string, unknown>

function tagIn(tags: Tags, groups: readonly string[], name: string): unknown {
  return groups.map((group) => tags.get(`${group}:${name}`)).find((value) => value !== undefined)
}

/** A text or a number as text; blank is nothing. */
function plain(value: unknown): string | undefined {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim().normalize('NFC') : ''
  return text === '' ? undefined : text
}

/** What ExifTool says, in our shape; a field that it does not say is left out. */
function saidIn(tags: Tags): Record<string, unknown> {
  const exif = ['ExifIFD', 'IFD0', 'SubIFD']
  const date = tagIn(tags, exif, 'DateTimeOriginal')
  const isWhole = typeof date === 'string' && /^(?!0000)\d{4}:(?!00)\d\d:(?!00)\d\d \d\d:\d\d:\d\d/.test(date)
  const [latitude, longitude] = [tags.get('Composite:GPSLatitude'), tags.get('Composite:GPSLongitude')]
  const orientation = tagIn(tags, ['IFD0'], 'Orientation')
  const text = (name: string): string | undefined => {
    const value = tagIn(tags, ['IFD0'], name)
    return plain(value)
  }
  const number = (name: string): string | undefined => {
    const value = tagIn(tags, exif, name)
    return typeof value === 'number' && value > 0 ? value.toPrecision(3) : undefined
  }
  const isPlace = typeof latitude === 'number' && typeof longitude === 'number' && (latitude !== 0 || longitude !== 0)
  return {
    ...(isWhole ? { taken: date.slice(0, 19).replace(':', '-').replace(':', '-').replace(' ', 'T') } : {}),
    place: isPlace && Math.abs(latitude) <= 90 ? `${latitude.toFixed(4)} ${longitude.toFixed(4)}` : undefined,
    ...(typeof orientation === 'number' && orientation >= 1 && orientation <= 8 ? { orientation } : {}),
    ...defined({ make: text('Make'), model: text('Model') }),
    ...defined({
      iso: number('ISO'),
      aperture: number('FNumber'),
      shutterSeconds: number('ExposureTime'),
      focalLengthMm: number('FocalLength'),
    }),
  }
}

function defined(values: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined))
}

describe.skipIf(corpus === undefined)('the corpus, against ExifTool', () => {
  it.each(['metadata', 'formats'])('%s', { timeout: 300_000 }, async (part) => {
    const root = join(corpus ?? '', part)
    const differing: Record<string, unknown> = {}
    let compared = 0
    for (const path of filesBelow(root).filter((each) => pictures.test(each))) {
      const readArgs = ['-n', '-G1', ...wanted.map((tag) => `-${tag}`)]
      const read = await exiftool.readRaw(path, { readArgs }).catch(() => undefined)
      if (read === undefined) continue
      const tags: Tags = new Map(Object.entries(read))
      const said = saidIn(tags)
      const metadata = await readMetadata(path, { sidecars: [] })
      const { latitude, longitude, exposure = {} } = metadata
      const ours: Record<string, unknown> = {
        ...metadata,
        ...defined(
          Object.fromEntries(Object.entries(exposure).map(([key, value]) => [key, Number(value).toPrecision(3)])),
        ),
        taken: metadata.takenAt?.local.slice(0, 19),
        place:
          latitude === undefined || longitude === undefined
            ? undefined
            : `${latitude.toFixed(4)} ${longitude.toFixed(4)}`,
      }
      const wrong = Object.keys(said).filter((key) => ours[key] !== said[key])
      const keywords = [tags.get('XMP-dc:Subject'), tags.get('IPTC:Keywords')]
        .flat()
        .flatMap((word) => plain(word) ?? [])
      const lost = keywords.filter((word) => !metadata.keywords.includes(word))
      compared++
      const name = nameIn(root, path)
      const isArgued = [...argued.keys()].some((each) => name.endsWith(each))
      if (!isArgued && (wrong.length > 0 || lost.length > 0))
        differing[name] = [...wrong.map((key) => `${key}: ${String(said[key])}, ours ${String(ours[key])}`), ...lost]
    }
    console.log(`${part}: ${compared} files compared with ExifTool`)

    expect(differing).toEqual({})
    expect(compared).toBeGreaterThan(100)
  })
})
