import { isToolMissing, readingTool } from '../exiftool/process.ts'
import { isDoubtful, type DateMeaning, type TakenAt } from '../../domain/taken-at.ts'
import { parseDate, parseOffset, withFraction } from './dates.ts'
import { withoutJunk } from './exif.ts'
import { exposureOf, known, positionOf, ratingOf, type Facts } from './facts.ts'
import { cleanText } from './tags.ts'

/** Set when it failed to start (no perl): asking again for every RAW would cost seconds each. */
let isMissing = false

/** The tags we ask for: 4 ms a file instead of 10 for all of them. */
const wanted = [
  'DateTimeOriginal', 'CreateDate', 'OffsetTimeOriginal', 'SubSecTimeOriginal', 'Orientation',
  'GPSLatitude', 'GPSLongitude', 'GPSAltitude', 'Make', 'Model', 'LensModel', 'LensID', 'ISO', 'FNumber',
  'ExposureTime', 'FocalLength', 'Rating', 'Label', 'Title', 'Description', 'ImageDescription', 'Subject', 'Keywords',
  'ContentIdentifier', 'Software', 'OffsetTimeDigitized', 'SubSecTimeDigitized', 'FocalLengthIn35mmFormat', 'Flash', 'Artist',
  'Copyright', 'UserComment',
] as const // prettier-ignore

/** Asks ExifTool (one process, started on first use) about a RAW or odd file. Nothing where it cannot be had or fails. */
export async function askExifTool(path: string, nowMs: number): Promise<Facts> {
  if (isMissing) return {}
  try {
    const tags = await readingTool().readRaw(path, { readArgs: ['-fast', '-n', ...wanted.map((tag) => `-${tag}`)] })
    return factsOf(new Map(Object.entries(tags)), nowMs)
  } catch (error) {
    isMissing = isToolMissing(error)
    return {}
  }
}

function factsOf(tags: ReadonlyMap<string, unknown>, nowMs: number): Facts {
  const text = (name: string): string | undefined => {
    const value = tags.get(name)
    return typeof value === 'string' || typeof value === 'number' ? cleanText(String(value)) : undefined
  }
  const number = (name: string): number | undefined => {
    const value = tags.get(name)
    return typeof value === 'number' && Number.isFinite(value) ? value : undefined
  }
  const list = (name: string): string[] =>
    [tags.get(name)].flat().flatMap((value) => (typeof value === 'string' ? (cleanText(value) ?? []) : []))
  const orientation = number('Orientation')
  const flash = number('Flash')
  const artist = list('Artist')
  return known<Facts>({
    takenAt: takenAt(text, nowMs),
    orientation: orientation !== undefined && orientation >= 1 && orientation <= 8 ? orientation : undefined,
    position: positionOf(number('GPSLatitude'), number('GPSLongitude'), number('GPSAltitude')),
    make: text('Make'),
    model: text('Model'),
    lens: text('LensModel') ?? text('LensID'),
    exposure: exposureOf({
      iso: number('ISO'),
      aperture: number('FNumber'),
      shutterSeconds: number('ExposureTime'),
      focalLengthMm: number('FocalLength'),
      focalLength35Mm: number('FocalLengthIn35mmFormat'),
      flashFired: flash === undefined ? undefined : (flash & 1) === 1,
    }),
    rating: ratingOf(number('Rating')),
    label: text('Label'),
    title: text('Title'),
    description: text('Description') ?? withoutJunk(text('ImageDescription')) ?? withoutJunk(text('UserComment')),
    creators: artist.length === 0 ? undefined : artist,
    copyright: text('Copyright'),
    keywords: [...list('Subject'), ...list('Keywords')],
    contentIdentifier: text('ContentIdentifier'),
    software: text('Software'),
  })
}

function takenAt(text: (name: string) => string | undefined, nowMs: number): TakenAt | undefined {
  return dated('DateTimeOriginal', 'Original', 'original') ?? dated('CreateDate', 'Digitized', 'digitised')

  function dated(name: string, suffix: string, meaning: DateMeaning): TakenAt | undefined {
    const date = parseDate(text(name))
    if (date === undefined) return undefined
    const { local, precision } = withFraction(date, text(`SubSecTime${suffix}`))
    const offsetMinutes = date.offsetMinutes ?? parseOffset(text(`OffsetTime${suffix}`))
    return known<TakenAt>({
      local,
      precision,
      offsetMinutes,
      source: 'exif',
      meaning,
      doubtful: isDoubtful(local, nowMs),
    })
  }
}
