/** The fields that we write, by ExifTool's names, as they stand in a file: read exactly and written exactly. */
import { writingTool } from './process.ts'

/** `null`: the field is not there. */
export type FieldValue = string | readonly string[] | null
/** By the full name with its group; items of a language alternative are fields of their own: `XMP-dc:Title-en`. */
export type Fields = Readonly<Record<string, FieldValue>>

/** Fields that hold a text for each language. */
export const languageFields = {
  alt: 'XMP-iptcCore:AltTextAccessibility',
  description: 'XMP-iptcCore:ExtDescrAccessibility',
  caption: 'XMP-dc:Description',
  title: 'XMP-dc:Title',
} as const

/** Fields with one text, and lists. */
export const plainFields = {
  keywords: 'XMP-dc:Subject',
  rating: 'XMP-xmp:Rating',
  /** Adobe's mark of whose sidecar `photo.xmp` is. */
  sidecarOf: 'XMP-photoshop:SidecarForExtension',
  iptcCaption: 'IPTC:Caption-Abstract',
  iptcTitle: 'IPTC:ObjectName',
  iptcKeywords: 'IPTC:Keywords',
  iptcCharacters: 'IPTC:CodedCharacterSet',
  exifCaption: 'IFD0:ImageDescription',
  exifRating: 'IFD0:Rating',
  exifPercent: 'IFD0:RatingPercent',
  latitudeRef: 'GPS:GPSLatitudeRef',
  longitudeRef: 'GPS:GPSLongitudeRef',
  city: 'XMP-photoshop:City',
  region: 'XMP-photoshop:State',
  country: 'XMP-photoshop:Country',
  countryCode: 'XMP-iptcCore:CountryCode',
  sublocation: 'XMP-iptcCore:Location',
  iptcCity: 'IPTC:City',
  iptcRegion: 'IPTC:Province-State',
  iptcCountry: 'IPTC:Country-PrimaryLocationName',
  iptcCountryCode: 'IPTC:Country-PrimaryLocationCode',
  iptcSublocation: 'IPTC:Sub-location',
  exifTaken: 'ExifIFD:DateTimeOriginal',
  exifOffset: 'ExifIFD:OffsetTimeOriginal',
  exifFraction: 'ExifIFD:SubSecTimeOriginal',
  xmpTaken: 'XMP-exif:DateTimeOriginal',
  xmpCreated: 'XMP-photoshop:DateCreated',
  iptcDate: 'IPTC:DateCreated',
  iptcTime: 'IPTC:TimeCreated',
} as const

/** Degrees: read and written with seven decimals, whatever form the file has them in. */
export const degreeFields = {
  /** Without their side, which has a field of its own. */
  latitude: 'GPS:GPSLatitude',
  longitude: 'GPS:GPSLongitude',
  xmpLatitude: 'XMP-exif:GPSLatitude',
  xmpLongitude: 'XMP-exif:GPSLongitude',
} as const

/** Read as they are kept, not as ExifTool says them to people. */
const rawFields: readonly string[] = [...Object.values(degreeFields), plainFields.latitudeRef, plainFields.longitudeRef]

export interface StandingFields {
  /** Those that are there. */
  readonly fields: Fields
  /** Values of all fields of the old IPTC block, ours or not. */
  readonly iptc: readonly string[]
  readonly hasIptc: boolean
  readonly hasExif: boolean
  /** A hash of the old IPTC block, by which programs see that it fell behind XMP [MWG 2.0, 3.4]. */
  readonly hasDigest: boolean
}

/** In front of every value, so that no text is taken for a number or a truth value on its way through JSON. */
const sign = '='
const digest = 'Photoshop:IPTCDigest'

const readArgs = [
  '-G1',
  '-api',
  `Filter=$_="${sign}".$_ unless ref`,
  ...Object.values(languageFields).map((name) => `-${name}*`),
  ...Object.values(plainFields).flatMap((name) =>
    name.startsWith('IPTC:') || rawFields.includes(name) ? [] : [`-${name}`],
  ),
  ...rawFields.map((name) => `-${name}#`),
  '-IPTC:all',
  '-IFD0:Make',
  '-File:ExifByteOrder',
  `-${digest}`,
]

/** Errors: what ExifTool says of a file that it cannot read, or that it cannot be started. */
export async function readFields(path: string): Promise<StandingFields> {
  // Every value has been made a text, or a list of them.
  const tags: Readonly<Record<string, unknown>> = { ...(await writingTool().readRaw(path, { readArgs })) }
  const all = Object.entries(tags).flatMap(([name, value]) => {
    const texts = [value].flat().flatMap((each) => textOf(name, each))
    return name.includes(':') && texts.length > 0 ? [[name, Array.isArray(value) ? texts : texts.join()] as const] : []
  })
  const known = new Set<string>(Object.values(plainFields))
  const degrees = new Set<string>(Object.values(degreeFields))
  const byLanguage = Object.values(languageFields)
  const fields = all.flatMap(([name, value]) => {
    if (known.has(name)) return [[name, isList(name) ? [value].flat() : value] as const]
    if (degrees.has(name)) return [[name, inDegrees(value)] as const]
    const field = byLanguage.find((each) => name === each || name.startsWith(`${each}-`))
    return field === undefined ? [] : [[name === field ? `${field}-x-default` : name, value] as const]
  })
  return {
    fields: Object.fromEntries(fields),
    iptc: all.flatMap(([name, value]) => (name.startsWith('IPTC:') ? value : [])),
    hasIptc: all.some(([name]) => name.startsWith('IPTC:')),
    hasExif: all.some(([name]) => name === 'File:ExifByteOrder' || name.startsWith('IFD0:')),
    hasDigest: all.some(([name]) => name === digest),
  }
}

/** What is read as it is kept has no sign in front, and may be a number. */
function textOf(name: string, value: unknown): string | readonly string[] {
  if (rawFields.includes(name)) return typeof value === 'string' || typeof value === 'number' ? String(value) : []
  return typeof value === 'string' ? value.slice(sign.length) : []
}

function inDegrees(value: string | readonly string[]): string {
  const text = [value].flat().join()
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text).toFixed(7) : text
}

function isList(name: string): boolean {
  return name === plainFields.keywords || name === plainFields.iptcKeywords
}

/**
 * Writes the file at `path` anew with these fields. Nothing that a value holds can be taken for an option: ExifTool
 * gets each as one line of numeric entities. Errors: what ExifTool says, also of harm that it merely fears.
 */
export async function writeFields(path: string, fields: Fields, standing: Pick<StandingFields, 'hasDigest'>) {
  const changesIptc = Object.keys(fields).some((name) => name.startsWith('IPTC:'))
  const tags = Object.fromEntries([
    ...Object.entries(fields).map(([name, value]) => [value === '' ? `${name}^` : name, encoded(value)] as const),
    ...(changesIptc && standing.hasDigest ? [[digest, 'new'] as const] : []),
  ])
  const { created, updated } = await writingTool().write(path, tags, {
    useMWG: false,
    ignoreMinorErrors: false,
    // On Linux attributes are carried over afterwards; elsewhere they live in the file that is written into.
    writeArgs: [process.platform === 'linux' ? '-overwrite_original' : '-overwrite_original_in_place'],
  })
  if (created + updated === 0) throw new Error('ExifTool wrote nothing.')
}

function encoded(value: FieldValue): string | string[] | null {
  if (value === null) return null
  return typeof value === 'string' ? literal(value) : value.map(literal)
}

/** The library encodes all but the sign that begins an entity, and blanks in front would be lost. */
function literal(text: string): string {
  return text.replaceAll('&', '&#38;').replace(/^ /u, '&#32;')
}
