import { safeXmp } from '../containers/metadata-blocks.ts'
import { isDoubtful, type DateMeaning, type TakenAt } from '../../domain/taken-at.ts'
import { parseDate } from './dates.ts'
import { exposureOf, known, positionOf, ratingOf, starsOf, type Facts } from './facts.ts'
import { allLevels } from './keywords.ts'
import { readRdf, type XmpFields, type XmpItem } from './rdf.ts'

/**
 * What XMP packets (a packet and its extension) or a sidecar say; nothing of those that are too large or declare
 * entities. Never throws.
 */
export function readXmp(packets: readonly Buffer[], source: 'xmp' | 'sidecar', nowMs: number): Facts {
  const all = packets.flatMap((packet) => safeXmp(packet) ?? []).map((packet) => readRdf(textOf(packet)))
  const fields = new Map<string, readonly XmpItem[]>()
  for (const one of all) for (const [key, items] of one) fields.set(key, [...(fields.get(key) ?? []), ...items])
  return fields.size === 0 ? {} : factsOf(fields, source, nowMs)
}

/** XMP is UTF-8 nearly always; a byte order mark or NULs tell the UTF-16 ones. The XML declaration would contradict. */
function textOf(packet: Buffer): string {
  const isBigEndian = (packet[0] === 0xfe && packet[1] === 0xff) || (packet[0] === 0 && packet[1] !== 0)
  const isWide = isBigEndian || (packet[0] === 0xff && packet[1] === 0xfe) || (packet[0] !== 0 && packet[1] === 0)
  const bytes = isBigEndian ? Buffer.from(packet.subarray(0, packet.length & ~1)).swap16() : packet
  return bytes
    .toString(isWide ? 'utf16le' : 'utf8')
    .replace(/^\uFEFF?\s*(<\?xml[^>]*\?>\s*)?/, '')
    .replace(/\0+$/, '')
}

function factsOf(xmp: XmpFields, source: 'xmp' | 'sidecar', nowMs: number): Facts {
  const text = (...keys: readonly string[]): string | undefined => firstOf(keys, (key) => chosen(xmp.get(key)))
  const number = (key: string): number | undefined => numberIn(text(key))
  const created = placesOf(xmp, 'Iptc4xmpExt:LocationCreated')
  const shown = placesOf(xmp, 'Iptc4xmpExt:LocationShown')
  const place = (key: keyof IptcPlace): string | undefined => created?.[key] ?? shown?.[key]
  return known<Facts>({
    takenAt: takenAt(xmp, source, nowMs),
    position: positionOf(
      degrees(text('exif:GPSLatitude'), text('exif:GPSLatitudeRef')),
      degrees(text('exif:GPSLongitude'), text('exif:GPSLongitudeRef')),
      altitude(xmp),
    ),
    make: text('tiff:Make'),
    model: text('tiff:Model'),
    lens: text('exifEX:LensModel', 'aux:Lens', 'aux:LensModel', 'exif:LensModel'),
    exposure: exposureOf({
      iso: number('exif:ISOSpeedRatings') ?? number('exifEX:PhotographicSensitivity'),
      aperture: number('exif:FNumber'),
      shutterSeconds: number('exif:ExposureTime'),
      focalLengthMm: number('exif:FocalLength'),
      focalLength35Mm: number('exif:FocalLengthIn35mmFilm'),
      flashFired: flashFired(xmp),
    }),
    rating:
      ratingOf(number('xmp:Rating')) ?? starsOf(number('MicrosoftPhoto:Rating')) ?? ratingOf(number('acdsee:rating')),
    label: text('xmp:Label'),
    keywords: keywordsOf(xmp),
    people: some(peopleOf(xmp)),
    title: text('dc:title', 'acdsee:caption'),
    headline: text('photoshop:Headline'),
    description: text('dc:description', 'acdsee:notes', 'exif:UserComment', 'tiff:ImageDescription'),
    otherTexts: some(otherTextsOf(xmp)),
    altText: text('Iptc4xmpCore:AltTextAccessibility', 'Iptc4xmpExt:AltTextAccessibility'),
    extendedDescription: text('Iptc4xmpCore:ExtDescrAccessibility', 'Iptc4xmpExt:ExtDescrAccessibility'),
    event: text('Iptc4xmpExt:Event', 'Iptc4xmpExt:EventName', 'mediapro:Event'),
    creators: some(texts(xmp.get('dc:creator')).concat(xmp.has('dc:creator') ? [] : texts(xmp.get('acdsee:author')))),
    copyright: text('dc:rights'),
    credit: text('photoshop:Credit'),
    sublocation: text('Iptc4xmpCore:Location') ?? place('sublocation'),
    city: text('photoshop:City') ?? place('city'),
    region: text('photoshop:State') ?? place('region'),
    country: text('photoshop:Country') ?? place('country'),
    software: text('xmp:CreatorTool'),
  })
}

function firstOf(keys: readonly string[], read: (key: string) => string | undefined): string | undefined {
  for (const key of keys) {
    const value = read(key)
    if (value !== undefined) return value
  }
  return undefined
}

function some(list: readonly string[]): readonly string[] | undefined {
  const distinct = [...new Set(list)]
  return distinct.length === 0 ? undefined : distinct
}

/** The x-default text of a language alternative, or the first of a list, or plain text. */
function chosen(items: readonly XmpItem[] | undefined): string | undefined {
  return (items?.find((item) => item.language === 'x-default') ?? items?.find((item) => item.text !== undefined))?.text
}

function texts(items: readonly XmpItem[] | undefined): string[] {
  return (items ?? []).flatMap((item) => item.text ?? [])
}

/** Languages beside the chosen one, and captions that no other field holds. */
function otherTextsOf(xmp: XmpFields): string[] {
  const titles = ['dc:title', 'dc:description', 'Iptc4xmpCore:AltTextAccessibility'].flatMap((key) => {
    const first = chosen(xmp.get(key))
    return texts(xmp.get(key)).filter((text) => text !== first)
  })
  const captions = ['acdsee:caption', 'acdsee:notes'].flatMap((key) => texts(xmp.get(key)))
  return [...titles, ...captions]
}

/** Names in MWG's regions (faces and pets, not focus or bar codes), Microsoft's and IPTC's list. */
function peopleOf(xmp: XmpFields): string[] {
  const within = (items: readonly XmpItem[] | undefined, key: string): readonly XmpItem[] =>
    (items ?? []).flatMap((item) => item.fields?.get(key) ?? [])
  const regions = within(xmp.get('mwg-rs:Regions'), 'mwg-rs:RegionList')
  const faces = regions.filter(
    (region) => !/^(?:focus|barcode)$/i.test(chosen(region.fields?.get('mwg-rs:Type')) ?? ''),
  )
  const microsoft = within(xmp.get('MP:RegionInfo'), 'MPRI:Regions')
  return [
    ...faces.flatMap((face) => chosen(face.fields?.get('mwg-rs:Name')) ?? []),
    ...microsoft.flatMap((face) => chosen(face.fields?.get('MPReg:PersonDisplayName')) ?? []),
    ...texts(xmp.get('Iptc4xmpExt:PersonInImage')),
    ...within(xmp.get('Iptc4xmpExt:PersonInImageWDetails'), 'Iptc4xmpExt:PersonName').flatMap(
      (name) => name.text ?? [],
    ),
    ...texts(xmp.get('mediapro:People')),
  ]
}

/** dc:subject first, then what hierarchies add: every level of 'Animals|Birds|Falcon'. */
function keywordsOf(xmp: XmpFields): string[] {
  const paths = ['lr:hierarchicalSubject', 'digiKam:TagsList', 'MicrosoftPhoto:LastKeywordXMP', 'mediapro:CatalogSets']
  const levels = paths.flatMap((key) => texts(xmp.get(key)).flatMap((path) => allLevels(path)))
  return [...new Set([...texts(xmp.get('dc:subject')), ...levels, ...treeLevels(xmp)])]
}

/** MWG's tree of keywords, as deep as it is read. */
function treeLevels(xmp: XmpFields): string[] {
  const below = (items: readonly XmpItem[]): string[] =>
    items.flatMap((item) => [
      ...texts(item.fields?.get('mwg-kw:Keyword')),
      ...below(item.fields?.get('mwg-kw:Children') ?? []),
    ])
  return below((xmp.get('mwg-kw:Keywords') ?? []).flatMap((item) => item.fields?.get('mwg-kw:Hierarchy') ?? []))
}

interface IptcPlace {
  readonly sublocation?: string
  readonly city?: string
  readonly region?: string
  readonly country?: string
}

function placesOf(xmp: XmpFields, key: string): IptcPlace | undefined {
  const fields = xmp.get(key)?.find((item) => item.fields !== undefined)?.fields
  if (fields === undefined) return undefined
  const text = (name: string): string | undefined => chosen(fields.get(`Iptc4xmpExt:${name}`))
  return known<IptcPlace>({
    sublocation: text('Sublocation') ?? text('LocationName'),
    city: text('City'),
    region: text('ProvinceState'),
    country: text('CountryName'),
  })
}

/** The tags that say when, by what they mean [MWG guidelines 2.0, 5.3]: xmp:CreateDate is the digitising. */
const dateFields: readonly (readonly [key: string, meaning: DateMeaning])[] = [
  ['exif:DateTimeOriginal', 'original'],
  ['photoshop:DateCreated', 'original'],
  ['xmp:CreateDate', 'digitised'],
  ['exif:DateTimeDigitized', 'digitised'],
]

function takenAt(xmp: XmpFields, source: 'xmp' | 'sidecar', nowMs: number): TakenAt | undefined {
  for (const [key, meaning] of dateFields) {
    const date = parseDate(chosen(xmp.get(key)))
    if (date !== undefined) return { ...date, source, meaning, doubtful: isDoubtful(date.local, nowMs) }
  }
  return undefined
}

/** XMP writes '51,30.042N', '51,30,2N' or, carelessly, a decimal number, its hemisphere in a field as EXIF's. */
function degrees(text: string | undefined, side: string | undefined): number | undefined {
  const match = /^\s*([+-]?\d+(?:\.\d+)?)(?:,(\d+(?:\.\d+)?))?(?:,(\d+(?:\.\d+)?))?\s*([NSEW])?\s*$/i.exec(text ?? '')
  if (match === null) return undefined
  const value = Number(match[1]) + Number(match[2] ?? 0) / 60 + Number(match[3] ?? 0) / 3600
  return /^\s*[SW]/i.test(match[4] ?? side ?? '') ? -Math.abs(value) : value
}

function altitude(xmp: XmpFields): number | undefined {
  const metres = numberIn(chosen(xmp.get('exif:GPSAltitude')))
  return metres === undefined || chosen(xmp.get('exif:GPSAltitudeRef')) !== '1' ? metres : -metres
}

function flashFired(xmp: XmpFields): boolean | undefined {
  const fired = chosen(xmp.get('exif:Flash')?.flatMap((item) => item.fields?.get('exif:Fired') ?? []))
  return fired === undefined ? undefined : /^true$/i.test(fired)
}

/** A number or a fraction 'n/d'. */
function numberIn(text: string | undefined): number | undefined {
  const match = /^\s*(-?\d+(?:\.\d+)?)(?:\/(\d+))?\s*$/.exec(text ?? '')
  if (match === null || match[2] === '0') return undefined
  return Number(match[1]) / Number(match[2] ?? 1)
}
