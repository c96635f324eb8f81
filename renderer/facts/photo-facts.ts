/** Everything known of a photo as lines to be read, with the search that each leads to. */
import type { FactName } from '../../electron/api/facts.ts'
import type { PhotoDetail } from '../../electron/api/photo.ts'
import type { Strings } from '../strings/en.ts'
import { formatBytes, formatExposure, formatNumber, formatTaken } from '../strings/format.ts'

export interface FactValue {
  readonly text: string
  /** Words for the search box that find photos alike in this. */
  readonly search?: string | undefined
}

export interface Fact {
  readonly name: string
  readonly values: readonly FactValue[]
  /** Where it comes from, how much of it is known. */
  readonly note?: string | undefined
  /** What a person can set right here. */
  readonly edits?: FactName
}

/** Marks that end a quoted value in the search box, in any language. */
const quotes = /["“”„«»]/u

/** `person:"Anna Berg"`; none for a name that cannot be quoted. */
function searchFor(field: string, value: string): string | undefined {
  return quotes.test(value) ? undefined : `${field}:"${value}"`
}

const plain = (text: string | undefined): FactValue[] => (text === undefined || text === '' ? [] : [{ text }])

function named(field: string, values: readonly (string | undefined)[]): FactValue[] {
  return values.flatMap((text) => (text === undefined ? [] : [{ text, search: searchFor(field, text) }]))
}

function takenFact(photo: PhotoDetail, { photo: t, locale }: Strings): Fact {
  const { takenAt, taken } = photo
  if (takenAt === undefined) return { name: t.taken, values: [], edits: 'taken' }
  const note = taken && [
    t.dateFrom[taken.source],
    t.datePrecision[taken.precision],
    taken.doubtful ? t.dateDoubtful : undefined,
  ]
  return {
    name: t.taken,
    values: [{ text: formatTaken(takenAt, locale), search: `date:${takenAt.slice(0, 10)}` }],
    note: note?.filter((part) => part !== undefined).join(', '),
    edits: 'taken',
  }
}

/** The city leads to photos of the city, the country to those of the country. */
function placeFact(photo: PhotoDetail, { photo: t }: Strings): Fact {
  const parts = /^(.+), (.+)$/u.exec(photo.place ?? '')
  const said =
    parts === null ? named('place', [photo.place]) : [...named('city', [parts[1]]), ...named('country', [parts[2]])]
  const { nearby } = photo
  const near = nearby === undefined ? [] : [{ text: t.near(nearby), search: searchFor('place', nearby) }]
  return { name: t.place, values: [...near, ...said] }
}

function exposureFact(photo: PhotoDetail, { photo: t, locale }: Strings): Fact {
  const { fNumber, exposureSeconds, iso, focalLengthMm } = photo
  return {
    name: t.exposure,
    values: [
      ...(fNumber === undefined ? [] : [{ text: `f/${formatNumber(fNumber, locale)}`, search: `f:${fNumber}` }]),
      ...(exposureSeconds === undefined ? [] : [{ text: formatExposure(exposureSeconds, locale) }]),
      ...(iso === undefined ? [] : [{ text: `ISO ${iso.toLocaleString(locale)}`, search: `iso:${iso}` }]),
      ...(focalLengthMm === undefined
        ? []
        : [{ text: `${formatNumber(focalLengthMm, locale)} mm`, search: `focal:${focalLengthMm}mm` }]),
    ],
  }
}

function pixelsFact(photo: PhotoDetail, { photo: t, locale }: Strings): Fact {
  const { width, height, format } = photo
  const known = width !== undefined && height !== undefined
  return {
    name: t.pixels,
    values: [
      ...(known ? [{ text: `${width} × ${height}` }] : []),
      ...(known ? [{ text: t.megapixels(formatNumber((width * height) / 1e6, locale)) }] : []),
      ...(format === undefined ? [] : [{ text: format.toUpperCase(), search: `type:${format}` }]),
    ],
  }
}

/** In the order in which people ask: when, who, where, what, how, and whose it is. Lines without a value are left out, where nobody can give one. */
export function photoFacts(photo: PhotoDetail, strings: Strings): readonly Fact[] {
  const { photo: t, locale } = strings
  const { latitude, longitude, altitude, flashFired, sizeBytes } = photo
  const facts: readonly Fact[] = [
    { name: t.title, values: plain(photo.title), edits: 'title' },
    { name: t.headline, values: plain(photo.headline) },
    takenFact(photo, strings),
    { name: t.event, values: plain(photo.event) },
    { name: t.people, values: named('person', photo.people) },
    placeFact(photo, strings),
    { name: t.sublocation, values: plain(photo.sublocation) },
    {
      name: t.coordinates,
      values: latitude === undefined ? [] : plain(`${latitude.toFixed(5)}, ${longitude?.toFixed(5) ?? ''}`),
      edits: 'place',
    },
    { name: t.altitude, values: altitude === undefined ? [] : plain(t.metres(formatNumber(altitude, locale))) },
    { name: t.keywords, values: named('keyword', photo.keywords), edits: 'keywords' },
    { name: t.albums, values: named('album', photo.albums) },
    { name: t.camera, values: named('camera', [photo.camera]) },
    { name: t.lens, values: named('lens', [photo.lens]) },
    exposureFact(photo, strings),
    { name: t.flash, values: flashFired === undefined ? [] : plain(flashFired ? t.flashFired : t.flashQuiet) },
    pixelsFact(photo, strings),
    { name: t.colourProfile, values: plain(photo.colourProfile) },
    { name: t.sizeOfFile, values: sizeBytes === undefined ? [] : plain(formatBytes(sizeBytes, locale)) },
    { name: t.creators, values: (photo.creators ?? []).flatMap(plain) },
    { name: t.copyright, values: plain(photo.copyright) },
    { name: t.credit, values: plain(photo.credit) },
  ]
  return facts.filter(({ values, edits }) => values.length > 0 || edits !== undefined)
}
