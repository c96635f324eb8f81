import { readAppleIdentifier } from './live-photo.ts'
import { isDoubtful, localAt, parseDate, parseOffset, wallClock } from './dates.ts'
import { known, positionOf, ratingOf, type Exposure, type Facts, type TakenAt } from './facts.ts'
import { cleanText, readGroups, type TagGroup } from './tags.ts'

/** What an EXIF block (a TIFF structure) says. Never throws. */
export function readExif(block: Buffer, nowMs: number): Facts {
  const { exif, gps, position } = readGroups(block)
  const orientation = exif.number('Orientation')
  const place = hasNoFix(exif) ? undefined : positionOf(position.latitude, position.longitude, position.altitude)
  const taken = takenAt(exif, nowMs) ?? gpsTime(exif, place?.longitude, nowMs)
  return known<Facts>({
    takenAt: taken ?? modified(exif),
    isLastChange: taken === undefined ? true : undefined,
    orientation: orientation !== undefined && orientation >= 1 && orientation <= 8 ? orientation : undefined,
    position: place,
    make: exif.text('Make'),
    model: exif.text('Model'),
    lens: exif.text('LensModel') ?? gps.text('LensModel'),
    exposure: exposureOf(exif),
    rating: ratingOf(exif.number('Rating')),
    title: wideText(exif.raw('XPTitle')),
    description: withoutJunk(exif.text('ImageDescription')) ?? wideText(exif.raw('XPComment')),
    keywords: wideText(exif.raw('XPKeywords'))
      ?.split(';')
      .map((keyword) => keyword.trim())
      .filter(Boolean),
    software: exif.text('Software'),
    contentIdentifier: readAppleIdentifier(exif.raw('MakerNote')),
  })
}

function takenAt(exif: TagGroup, nowMs: number): TakenAt | undefined {
  return (
    dated(exif, { date: 'DateTimeOriginal', zone: 'OffsetTimeOriginal', fraction: 'SubSecTimeOriginal' }, nowMs) ??
    dated(exif, { date: 'DateTimeDigitized', zone: 'OffsetTimeDigitized', fraction: 'SubSecTimeDigitized' }, nowMs)
  )
}

function dated(
  exif: TagGroup,
  tags: { date: string; zone: string; fraction: string },
  nowMs: number,
): TakenAt | undefined {
  const date = parseDate(exif.text(tags.date))
  if (date === undefined) return undefined
  const fraction = /^\d+/.exec(exif.text(tags.fraction) ?? '')?.[0]
  const isFine = fraction !== undefined && /[1-9]/.test(fraction) && !date.local.includes('.')
  const local = isFine ? `${date.local}.${fraction.slice(0, 3).padEnd(3, '0')}` : date.local
  const offsetMinutes = date.offsetMinutes ?? parseOffset(exif.text(tags.zone)) ?? parseOffset(exif.text('OffsetTime'))
  return known<TakenAt>({ ...date, local, offsetMinutes, source: 'exif', doubtful: isDoubtful(local, nowMs) })
}

/** DateTime is when the file was last changed: better than nothing, and marked as doubtful. */
function modified(exif: TagGroup): TakenAt | undefined {
  const date = parseDate(exif.text('DateTime'))
  return date === undefined ? undefined : { ...date, source: 'exif', doubtful: true }
}

/**
 * GPS time is UTC. The wall clock is guessed from the longitude (15 degrees an hour), which is off by an hour or two
 * where borders bend the zones.
 */
function gpsTime(exif: TagGroup, longitude: number | undefined, nowMs: number): TakenAt | undefined {
  const [year, month, day] = exif.text('GPSDateStamp')?.split(/[:-]/) ?? []
  const [hour, minute, second] = exif.text('GPSTimeStamp')?.split(':') ?? []
  const utc = wallClock({ year, month, day, hour, minute, second: second?.split('.')[0] })
  if (utc === undefined || hour === undefined) return undefined
  const offsetMinutes = longitude === undefined ? 0 : Math.round(longitude / 15) * 60
  const local = localAt(Date.parse(`${utc.slice(0, 19)}Z`), offsetMinutes)
  return { local, offsetMinutes, source: 'gps', precision: 'second', doubtful: isDoubtful(local, nowMs) }
}

/** GPSStatus V: the receiver had lost its satellites, what stands there is the last or no position. */
function hasNoFix(exif: TagGroup): boolean {
  const status = exif.raw('GPSStatus')
  return (Array.isArray(status) ? status[0] : status) === 'V'
}

function exposureOf(exif: TagGroup): Exposure | undefined {
  const iso = exif.raw('ISOSpeedRatings')
  const exposure = known<Exposure>({
    iso: positive(Array.isArray(iso) ? Number(iso[0]) : exif.number('ISOSpeedRatings')),
    aperture: positive(exif.number('FNumber')),
    shutterSeconds: positive(exif.number('ExposureTime')),
    focalLengthMm: positive(exif.number('FocalLength')),
  })
  return Object.keys(exposure).length === 0 ? undefined : exposure
}

export function positive(value: number | undefined): number | undefined {
  return value !== undefined && value > 0 && Number.isFinite(value) ? value : undefined
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

/** Windows' XP tags: UTF-16LE in bytes. */
function wideText(value: unknown): string | undefined {
  if (!Array.isArray(value) || value.length > 65536 || !value.every((byte) => typeof byte === 'number'))
    return undefined
  return cleanText(Buffer.from(value).toString('utf16le'))
}
