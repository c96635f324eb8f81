import { isDoubtful, type DateMeaning, type TakenAt } from '../../domain/taken-at.ts'
import { localAt, writtenDate } from '../../domain/wall-clock.ts'
import { parseDate, parseOffset, withFraction } from './dates.ts'
import { userComment, wideText } from './encodings.ts'
import { exposureOf, known, positionOf, ratingOf, starsOf, type Facts } from './facts.ts'
import { readAppleIdentifier } from './live-photo.ts'
import { numberOf, readGroups, type TagGroup } from './tags.ts'

/** What an EXIF block (a TIFF structure) says, and all the dates in it. Never throws. */
export function readExif(block: Buffer, nowMs: number): Facts & { readonly dates: readonly TakenAt[] } {
  const { exif } = readGroups(block)
  const orientation = exif.number('Orientation')
  const iso = exif.raw('ISOSpeedRatings')
  const flash = exif.number('Flash')
  const dates = datesOf(exif, nowMs)
  const facts = known<Facts>({
    takenAt: dates[0],
    orientation: orientation !== undefined && orientation >= 1 && orientation <= 8 ? orientation : undefined,
    position: hasNoFix(exif) ? undefined : gpsPosition(exif),
    make: exif.ascii('Make'),
    model: exif.ascii('Model'),
    lens: exif.ascii('LensModel'),
    exposure: exposureOf({
      iso: Array.isArray(iso) ? Number(iso[0]) : exif.number('ISOSpeedRatings'),
      aperture: exif.number('FNumber'),
      shutterSeconds: exif.number('ExposureTime'),
      focalLengthMm: exif.number('FocalLength'),
      focalLength35Mm: exif.number('FocalLengthIn35mmFilm'),
      flashFired: flash === undefined ? undefined : (flash & 1) === 1,
    }),
    rating: exifRating(exif),
    title: wideText(exif.raw('XPTitle')),
    description: descriptionOf(exif, block[0] === 0x49),
    otherTexts: some([wideText(exif.raw('XPSubject'))]),
    keywords: wideText(exif.raw('XPKeywords'))
      ?.split(';')
      .map((keyword) => keyword.trim())
      .filter(Boolean),
    creators: some([exif.ascii('Artist') ?? wideText(exif.raw('XPAuthor'))]),
    copyright: exif.ascii('Copyright'),
    software: exif.ascii('Software'),
    colourProfile: colourSpaces[exif.number('ColorSpace') ?? 0],
    contentIdentifier: readAppleIdentifier(exif.raw('MakerNote')),
  })
  return { ...facts, dates }
}

/** EXIF 2.32's own word, and the one that cameras write for Adobe's. */
const colourSpaces: Readonly<Record<number, string>> = { 1: 'sRGB', 2: 'Adobe RGB (1998)' }

function some(texts: readonly (string | undefined)[]): readonly string[] | undefined {
  const all = texts.filter((text) => text !== undefined)
  return all.length === 0 ? undefined : all
}

function exifRating(exif: TagGroup): number | undefined {
  const stars = exif.number('Rating')
  return stars !== undefined && stars > 5 ? starsOf(stars) : (ratingOf(stars) ?? starsOf(exif.number('RatingPercent')))
}

/** What a person wrote: ImageDescription, else Windows' comment, else the UserComment. */
function descriptionOf(exif: TagGroup, little: boolean): string | undefined {
  return (
    withoutJunk(exif.ascii('ImageDescription')) ??
    wideText(exif.raw('XPComment')) ??
    withoutJunk(userComment(exif.raw('UserComment'), little))
  )
}

interface DateTags {
  readonly date: string
  readonly zone: string
  readonly fraction: string
  readonly meaning: DateMeaning
}

const dateTags: readonly DateTags[] = [
  { date: 'DateTimeOriginal', zone: 'OffsetTimeOriginal', fraction: 'SubSecTimeOriginal', meaning: 'original' },
  { date: 'DateTimeDigitized', zone: 'OffsetTimeDigitized', fraction: 'SubSecTimeDigitized', meaning: 'digitised' },
  // When the file was last changed: better than nothing, and doubtful.
  { date: 'DateTime', zone: 'OffsetTime', fraction: 'SubSecTime', meaning: 'changed' },
]

/** Each date with the offset that belongs to it; `bestDate` lends it to another tag that says the same second. */
function datesOf(exif: TagGroup, nowMs: number): TakenAt[] {
  const written = dateTags.flatMap(({ date: name, zone, fraction, meaning }): TakenAt[] => {
    const date = parseDate(exif.written(name))
    if (date === undefined) return []
    const { local, precision } = withFraction(date, exif.ascii(fraction))
    const offsetMinutes = date.offsetMinutes ?? parseOffset(exif.ascii(zone))
    const doubtful = meaning === 'changed' || isDoubtful(local, nowMs)
    return [known<TakenAt>({ local, precision, offsetMinutes, source: 'exif', meaning, doubtful })]
  })
  return [...written, ...gpsTime(exif, nowMs)]
}

/** GPS time is UTC: the clock of the place is found where the position is known (zone.ts). */
function gpsTime(exif: TagGroup, nowMs: number): TakenAt[] {
  const [year, month, day] = exif.ascii('GPSDateStamp')?.split(/[:-]/) ?? []
  const [hour, minute, second] = exif.text('GPSTimeStamp')?.split(':') ?? []
  if (hour === undefined || day === undefined || Number(year) < 1980) return []
  const utc = writtenDate({ year, month, day, hour, minute, second: second?.split('.')[0] })
  if (utc === undefined) return []
  const local = localAt(Date.parse(`${utc.local.slice(0, 19)}Z`), 0)
  return [
    { local, precision: 'second', source: 'gps', meaning: 'original', isUtc: true, doubtful: isDoubtful(local, nowMs) },
  ]
}

/**
 * Degrees, minutes and seconds with their hemisphere, whose letter careless writers make small. Without one there is
 * no position: half the guesses would lie on the other side of the Earth.
 */
function gpsPosition(exif: TagGroup): Facts['position'] {
  const altitude = exif.number('GPSAltitude')
  const isBelow = numberOf(exif.raw('GPSAltitudeRef')) === 1
  return positionOf(
    gpsDegrees(exif, 'GPSLatitude', ['n', 's']),
    gpsDegrees(exif, 'GPSLongitude', ['e', 'w']),
    altitude === undefined ? undefined : isBelow ? -Math.abs(altitude) : altitude,
  )
}

function gpsDegrees(exif: TagGroup, name: string, [plus, minus]: readonly [string, string]): number | undefined {
  const parts = exif.raw(name)
  if (!Array.isArray(parts) || parts.length === 0) return undefined
  // A lone rational is a number already.
  const isSingle = parts.length === 2 && parts.every((part) => typeof part === 'number')
  const values = isSingle ? [numberOf(parts)] : parts.slice(0, 3).map((part: unknown) => numberOf(part))
  const [degrees, minutes = 0, seconds = 0] = values
  const side = exif.written(`${name}Ref`)?.trim().toLowerCase().charAt(0)
  if (degrees === undefined || (side !== plus && side !== minus)) return undefined
  const value = Math.abs(degrees) + minutes / 60 + seconds / 3600
  return side === minus || degrees < 0 ? -value : value
}

/** GPSStatus V: the receiver had lost its satellites, what stands there is the last or no position. */
function hasNoFix(exif: TagGroup): boolean {
  const status = exif.raw('GPSStatus')
  return (Array.isArray(status) ? status[0] : status) === 'V'
}

/** What cameras write into ImageDescription by themselves. */
const junk = new Set([
  'olympus digital camera',
  'sony dsc',
  'minolta digital camera',
  'konica minolta digital camera',
  'samsung camera pictures',
  'kodak digital still camera',
  'digital camera',
  'digital still camera',
  'jpeg',
  'exif_jpeg_picture',
  'exif-jpeg_picture',
  'default',
  'untitled',
  'no description',
  'picture',
  'image',
  'dcim',
])

export function withoutJunk(text: string | undefined): string | undefined {
  return text === undefined ||
    junk.has(text.toLowerCase()) ||
    /^(dsc|dscn|dscf|img|pict?)[-_]?\d+(\.jpe?g)?$/i.test(text)
    ? undefined
    : text
}
