/** What a photo's files say, together: every file speaks, the best word on each matter counts. */
import { basename } from 'node:path'
import { humanFacts, type HumanFacts } from '../../api/facts.ts'
import { naturalKey } from '../../domain/natural-order.ts'
import { bestDate } from '../../domain/taken-at.ts'
import { languageOfText } from '../../domain/words/language-of-text.ts'
import type { DatePrecision, PhotoMetadata } from '../../media/metadata/metadata.ts'
import { placeOf, type Place } from '../../media/metadata/place.ts'
import { onClockOf } from '../../media/metadata/zone.ts'
import type { PhotoFacts } from '../../store/photos.ts'
import type { Store } from '../../store/store.ts'

/** Facts of several files, best file first. */
export function mergeMetadata(all: readonly PhotoMetadata[]): PhotoMetadata {
  const union = (lists: readonly (readonly string[] | undefined)[]): string[] => [
    ...new Set(lists.flatMap((list) => list ?? [])),
  ]
  // The first file's word wins, so it is laid on last.
  const merged = all.reduceRight<Partial<PhotoMetadata>>((rest, one) => ({ ...rest, ...defined(one) }), {})
  const placed = all.find((each) => each.latitude !== undefined && each.longitude !== undefined)
  const takenAt = bestDate(all.flatMap((each) => each.takenAt ?? []))
  const people = union(all.map((each) => each.people))
  return {
    ...merged,
    orientation: merged.orientation ?? 1,
    keywords: union(all.map((each) => each.keywords)),
    ...(people.length === 0 ? {} : { people }),
    ...(takenAt === undefined ? {} : { takenAt }),
    ...(placed?.latitude === undefined || placed.longitude === undefined
      ? {}
      : { latitude: placed.latitude, longitude: placed.longitude }),
  }
}

function defined<Row extends object>(row: Row): Partial<Row> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as Partial<Row> // the same keys, fewer
}

/** Known place names beat the nearest town on the map. */
export function factsOf(metadata: PhotoMetadata, name: string): PhotoFacts {
  const { latitude, longitude } = metadata
  const near = latitude === undefined || longitude === undefined ? undefined : placeOf(latitude, longitude)
  const { takenAt, exposure = {}, keywords, title, rating, people = [], favourite, archived, ...rest } = metadata
  const { altText, description, extendedDescription, ...other } = rest
  const takenLocal = takenAt && truncated(takenAt.local, takenAt.precision)
  return {
    takenLocal,
    takenPrecision: takenAt?.precision,
    takenSource: takenAt?.source,
    takenDoubtful: takenAt?.doubtful ?? false,
    offsetMinutes: takenAt?.offsetMinutes,
    latitude,
    longitude,
    altitude: rest.altitude,
    city: rest.city ?? near?.city,
    region: rest.region ?? near?.region,
    country: rest.country ?? near?.country,
    make: rest.make,
    model: rest.model,
    lens: rest.lens,
    rating,
    keywords,
    people,
    title,
    iso: exposure.iso,
    fNumber: exposure.aperture,
    exposureSeconds: exposure.shutterSeconds,
    focalLengthMm: exposure.focalLengthMm,
    favourite: favourite ?? false,
    hidden: archived ?? false,
    sortKey: `${takenLocal ?? ''} ${naturalKey(name)}`,
    other: { ...other, ...around(metadata, near), exposure, texts: { altText, description, extendedDescription } },
  }
}

/** Where nobody said the city: its parts, or the town that is near. */
function around(metadata: PhotoMetadata, near: Place | undefined): Pick<Place, 'nearby' | 'quarters'> {
  if (near === undefined || metadata.city !== undefined) return {}
  const { nearby, quarters } = near
  return { ...(nearby === undefined ? {} : { nearby }), ...(quarters === undefined ? {} : { quarters }) }
}

/** "1955" is a year, not its first of January. */
function truncated(local: string, precision: DatePrecision): string {
  return local.slice(0, { year: 4, month: 7, day: 10, minute: 16, second: local.length }[precision])
}

/** Writes anew what the photo's files say; texts that none of them says any more are retired. In a transaction. */
export function refreshFacts(store: Store, photoId: number, now: string): void {
  const readings = store.files.readingsOf(photoId)
  const [first] = readings
  if (first === undefined) return
  // Written by `commitReading` alone.
  const read = mergeMetadata(readings.map(({ facts }) => JSON.parse(facts) as PhotoMetadata))
  const metadata = onItsClock(store, photoId, setRight(read, humanFactsOf(store, photoId)), now)
  store.photos.setFacts(photoId, factsOf(metadata, basename(first.path)))
  importTexts(store, photoId, metadata, now)
}

/** A date that was written in UTC stands on the clock of the place, or of those who were near at the time. */
function onItsClock(store: Store, photoId: number, metadata: PhotoMetadata, now: string): PhotoMetadata {
  const { takenAt, latitude, longitude } = metadata
  if (takenAt?.source !== 'takeout' || takenAt.isUtc !== true) return metadata
  const own = latitude === undefined || longitude === undefined ? undefined : { latitude, longitude }
  return { ...metadata, takenAt: onClockOf(own ?? store.borrowedPlaces.of(photoId), takenAt, Date.parse(now)) }
}

/** What a person set right of a photo. */
export function humanFactsOf(store: Store, photoId: number): HumanFacts {
  return readHumanFacts(store.photos.humanFacts([photoId]).get(photoId))
}

/** As they are stored; nothing where nobody set anything right. */
export function readHumanFacts(stored: string | undefined): HumanFacts {
  return (stored === undefined ? undefined : humanFacts.safeParse(JSON.parse(stored)).data) ?? {}
}

const placeNames = ['city', 'region', 'country', 'sublocation'] as const

/** A person's word beats every file's; names of the place are those of the position then. */
function setRight(metadata: PhotoMetadata, { title, keywords, taken, place }: HumanFacts): PhotoMetadata {
  const replaced = new Set<string>([
    ...(place === undefined ? [] : placeNames),
    ...(title === undefined ? [] : ['title']),
  ])
  const rest = Object.fromEntries(Object.entries(metadata).filter(([name]) => !replaced.has(name)))
  return {
    ...(rest as PhotoMetadata), // what is left out is optional
    ...place,
    ...(title === undefined || title === '' ? {} : { title }),
    ...(keywords === undefined ? {} : { keywords }),
    ...(taken === undefined ? {} : { takenAt: { ...clockOf(taken), ...human } }),
  }
}

const human = { source: 'human', meaning: 'original', doubtful: false } as const

/** `2019-06` is the first second of that month, of which the month is known. */
function clockOf(taken: string): { readonly local: string; readonly precision: DatePrecision } {
  const precision = ({ 4: 'year', 7: 'month', 10: 'day', 16: 'minute' } as const)[taken.length] ?? 'second'
  return { local: taken + '0000-01-01T00:00:00'.slice(taken.length), precision }
}

function importTexts(store: Store, photoId: number, metadata: PhotoMetadata, now: string): void {
  const texts = [
    { kind: 'alt', text: metadata.altText },
    { kind: 'description', text: metadata.extendedDescription ?? metadata.description },
  ] as const
  // What we wrote into the file ourselves is no news from it.
  const ours = store.publishWrites.ownTexts(photoId)
  for (const { kind, text } of texts) {
    const known = store.captions.newest(photoId, kind, 'imported')?.text
    const said = text === undefined || text.trim() === '' || ours.has(text) ? undefined : text
    if (known === said) continue
    store.captions.retireKind(photoId, 'imported', kind)
    if (said !== undefined)
      store.captions.add({ photoId, kind, source: 'imported', text: said, language: languageOfText(said) }, now)
  }
}
