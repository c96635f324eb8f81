import { bestDate, type TakenAt } from '../../domain/taken-at.ts'
import { known, type Exposure, type Facts } from './facts.ts'
import { splitJoined } from './keywords.ts'
import { onClockOf } from './zone.ts'

/** What each source of one file says. */
export interface Sources {
  readonly exif: Facts
  readonly xmp: Facts
  readonly iptc: Facts
  readonly png: Facts
  readonly movie: Facts
  readonly sidecar: Facts
  readonly takeout: Facts
  /** A JPEG's comment, the last word on what a picture shows. */
  readonly comment: Facts
  /** What the picture's pixels mean. */
  readonly profile: Facts
  /** All dates of all sources. */
  readonly dates: readonly TakenAt[]
}

export interface PhotoMetadata extends Omit<Facts, 'position' | 'orientation' | 'keywords'> {
  /** EXIF's, 1..8, as stored: `decodePhoto` has applied it. 1 where there is none, or nonsense. */
  readonly orientation: number
  /** Degrees, WGS 84; both or none. */
  readonly latitude?: number
  readonly longitude?: number
  /** Metres above sea level. */
  readonly altitude?: number
  readonly keywords: readonly string[]
}

/** One answer from all sources: the strongest word on each matter, and every name and keyword. */
export function merge(from: Sources, nowMs: number): PhotoMetadata {
  const { exif, xmp, iptc, png, movie, sidecar, takeout, comment, profile } = from
  const camera = [exif, xmp, sidecar]
  const texts = [sidecar, xmp, iptc, exif, png, takeout, comment]
  const pick = <Key extends keyof Facts>(order: readonly Facts[], key: Key): Facts[Key] | undefined =>
    order.find((facts) => facts[key] !== undefined)?.[key]
  const every = (key: 'people' | 'creators' | 'otherTexts'): readonly string[] | undefined => {
    const all = new Set(texts.flatMap((facts) => facts[key] ?? []))
    return all.size === 0 ? undefined : [...all]
  }
  const position = pick([sidecar, exif, xmp, takeout], 'position')
  const software = pick([exif, xmp, png], 'software')
  const title = pick(texts, 'title')
  const description = pick(texts, 'description')
  const headline = pick(texts, 'headline')
  return {
    ...known<Facts>({
      takenAt: bestDate(from.dates.map((date) => onClockOf(position, date, nowMs))),
      make: pick(camera, 'make'),
      model: pick(camera, 'model'),
      lens: pick(camera, 'lens'),
      exposure: exposureFrom(camera),
      software,
      colourProfile: pick([profile, exif], 'colourProfile'),
      contentIdentifier: pick([exif, movie], 'contentIdentifier'),
      rating: pick([sidecar, xmp, exif], 'rating'),
      label: pick([sidecar, xmp, exif], 'label'),
      title: title ?? headline,
      headline: title === undefined || headline === title ? undefined : headline,
      description,
      altText: pick(texts, 'altText'),
      extendedDescription: pick(texts, 'extendedDescription'),
      otherTexts: without(every('otherTexts'), [title, description, headline]),
      people: every('people'),
      creators: every('creators'),
      event: pick(texts, 'event'),
      copyright: pick(texts, 'copyright'),
      credit: pick(texts, 'credit'),
      sublocation: pick(texts, 'sublocation'),
      city: pick(texts, 'city'),
      region: pick(texts, 'region'),
      country: pick(texts, 'country'),
      favourite: takeout.favourite,
      archived: takeout.archived,
      trashed: takeout.trashed,
    }),
    ...position,
    orientation: exif.orientation ?? 1,
    keywords: distinctWords([sidecar, xmp, iptc, exif].flatMap((facts) => splitJoined(facts.keywords ?? [], software))),
  }
}

function without(
  texts: readonly string[] | undefined,
  said: readonly (string | undefined)[],
): readonly string[] | undefined {
  const rest = texts?.filter((text) => !said.includes(text)) ?? []
  return rest.length === 0 ? undefined : rest
}

/** Each setting from the first that names it. */
function exposureFrom(order: readonly Facts[]): Exposure | undefined {
  const all = order.flatMap(({ exposure }) => exposure ?? [])
  return all.length === 0 ? undefined : all.reduceRight<Exposure>((rest, one) => ({ ...rest, ...one }), {})
}

function distinctWords(words: readonly string[]): string[] {
  return [...new Set(words)]
}
