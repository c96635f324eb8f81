/** Rows of the store as the contract's photos. */
import { z } from 'zod'
import {
  photoDetail as photoDetailSchema,
  type CaptionSummary,
  type PhotoBadge,
  type PhotoDetail,
  type PhotoId,
  type PhotoSummary,
} from '../../api/photo.ts'
import { AppError } from '../../api/errors.ts'
import { factNames, type FactName } from '../../api/facts.ts'
import { mostTelling } from '../../domain/things/telling.ts'
import { nameOfThing, thingCalled } from '../../domain/things/thing-names.ts'
import { isRawName } from '../../media/file/names-of-files.ts'
import type { PlaceLanguage } from '../../media/places/countries.ts'
import { placeIn } from '../../media/places/names.ts'
import type { CaptionRow } from '../../store/captions.ts'
import type { PhotoRow } from '../../store/photos.ts'
import type { Store } from '../../store/store.ts'
import { humanFactsOf } from './photo-facts.ts'
import { readPreferences } from './preferences.ts'

function captionSummary(caption: CaptionRow): CaptionSummary {
  return {
    text: caption.text,
    language: caption.language,
    source: caption.source,
    needsReview: caption.needsReview,
    ...(caption.decorative ? { decorative: true } : {}),
    ...(caption.model === undefined ? {} : { model: caption.model }),
    ...(caption.confidence === undefined ? {} : { confidence: caption.confidence }),
  }
}

/** The camera's own name, once: "Canon EOS 80D", not "Canon Canon EOS 80D". */
export function cameraName(photo: Pick<PhotoRow, 'make' | 'model'>): string | undefined {
  const { make, model } = photo
  if (model === undefined) return make
  if (make === undefined || model.toLowerCase().startsWith(make.split(' ')[0]?.toLowerCase() ?? '')) return model
  return `${make} ${model}`
}

/** In the language of the window, where the names are known. */
function placeName(photo: PhotoRow, language: PlaceLanguage): string | undefined {
  const { city, region, country } = placeIn(language, photo)
  const parts = [city ?? region, country].filter((part) => part !== undefined)
  return parts.length === 0 ? undefined : parts.join(', ')
}

/** In the order in which they are shown. */
function badgesOf(store: Store, photos: readonly PhotoRow[]): ReadonlyMap<number, PhotoBadge[]> {
  const ids = photos.map(({ id }) => id)
  const withText = new Set(store.pictureWords.withText(ids))
  const beside = store.files.beside(ids)
  const withMovie = new Set(beside.flatMap(({ photoId, role }) => (role === 'live-video' ? [photoId] : [])))
  // A former state of an edited picture stands there as a RAW does, and is none.
  const withRaw = new Set(
    beside.flatMap(({ photoId, role, path }) => (role === 'raw' && isRawName(path) ? [photoId] : [])),
  )
  return new Map(
    photos.map(({ id, format }) => [
      id,
      [
        ...(withText.has(id) ? ['text' as const] : []),
        ...(withRaw.has(id) || format === 'raw' ? ['raw' as const] : []),
        ...(withMovie.has(id) ? ['live' as const] : []),
      ],
    ]),
  )
}

interface SummaryParts {
  readonly path: string | undefined
  readonly badges: PhotoBadge[]
  readonly alt: CaptionRow | undefined
  readonly language: PlaceLanguage
}

function summary(photo: PhotoRow, { path, badges, alt, language }: SummaryParts): PhotoSummary {
  const camera = cameraName(photo)
  const place = placeName(photo, language)
  return {
    // The store's ids are the contract's.
    id: photo.id as PhotoId,
    path: path ?? '',
    version: photo.lookedAt === undefined ? '0' : Date.parse(photo.lookedAt).toString(36),
    favourite: photo.favourite,
    hidden: photo.hidden,
    doubtful: photo.doubtful,
    ...(photo.placeholder === undefined ? {} : { placeholder: photo.placeholder.toString('base64') }),
    ...(photo.takenLocal === undefined ? {} : { takenAt: photo.takenLocal }),
    ...(photo.width === undefined ? {} : { width: photo.width }),
    ...(photo.height === undefined ? {} : { height: photo.height }),
    ...(camera === undefined ? {} : { camera }),
    ...(place === undefined ? {} : { place }),
    ...(photo.rating === undefined ? {} : { rating: photo.rating }),
    ...(alt === undefined ? {} : { alt: captionSummary(alt) }),
    ...(badges.length === 0 ? {} : { badges }),
  }
}

/** In the order of `photos`. */
export function summaries(store: Store, photos: readonly PhotoRow[]): PhotoSummary[] {
  const ids = photos.map((photo) => photo.id)
  const alts = store.captions.current(ids, 'alt')
  const paths = store.files.firstPaths(ids)
  const badges = badgesOf(store, photos)
  const { language } = readPreferences(store)
  return photos.map((photo) => {
    const { id } = photo
    return summary(photo, { path: paths.get(id), badges: badges.get(id) ?? [], alt: alts.get(id), language })
  })
}

/** Errors: `not-found`. */
export function photoDetail(store: Store, photoId: number): PhotoDetail {
  const photo = store.photos.get(photoId)
  if (photo === undefined) throw new AppError('not-found', `There is no photo ${photoId} in this library.`)
  const [base] = summaries(store, [photo])
  if (base === undefined) throw new Error('one photo gives one summary')
  const description = store.captions.current([photoId], 'description').get(photoId)
  const away = new Set(
    store.folders
      .list()
      .filter((folder) => folder.state === 'away')
      .map((folder) => folder.id),
  )
  return {
    ...base,
    ...(description === undefined ? {} : { description: captionSummary(description) }),
    ...(photo.format === undefined ? {} : { format: photo.format }),
    ...(photo.latitude === undefined ? {} : { latitude: photo.latitude }),
    ...(photo.longitude === undefined ? {} : { longitude: photo.longitude }),
    ...(photo.lens === undefined ? {} : { lens: photo.lens }),
    ...(photo.warning === undefined ? {} : { warning: photo.warning }),
    keywords: [...photo.keywords],
    ...offered(store, photo),
    ...saidByFiles(store, photo),
    corrected: correctedFacts(store, photoId),
    files: store.files.ofPhoto(photoId).map((file) => ({
      path: file.path,
      role: file.role,
      state: file.gone ? 'gone' : away.has(file.folderId) ? 'away' : 'here',
    })),
    albums: [...store.albums.ofPhoto(photoId)],
  }
}

/** More would be a list to read, not an offer. */
const mostOffered = 8

/** In either language: who has "Hund" needs no "dog". */
function offered(store: Store, { id, keywords }: PhotoRow): Pick<PhotoDetail, 'offeredKeywords'> {
  const { language } = readPreferences(store)
  const had = new Set(keywords.map((keyword) => thingCalled(keyword) ?? keyword))
  const names = mostTelling(store.things.of(id).map(({ name }) => name)).filter((name) => !had.has(name))
  const offeredKeywords = names.slice(0, mostOffered).map((name) => nameOfThing(name, language))
  return offeredKeywords.length === 0 ? {} : { offeredKeywords }
}

function correctedFacts(store: Store, photoId: number): FactName[] {
  const said = humanFactsOf(store, photoId)
  return factNames.filter((name) => said[name] !== undefined)
}

/** Facts beyond the columns, as the reader wrote them; an older reader wrote fewer. */
const otherFacts = photoDetailSchema.pick({
  headline: true,
  event: true,
  creators: true,
  copyright: true,
  credit: true,
  sublocation: true,
  nearby: true,
  quarters: true,
  altitude: true,
  colourProfile: true,
})
const flash = z.object({ exposure: z.object({ flashFired: z.boolean().optional() }).optional() })
const precisions = z.enum(['year', 'month', 'day', 'minute', 'second'])

function saidByFiles(store: Store, photo: PhotoRow) {
  const said = store.photos.otherFacts(photo.id)
  const precision = precisions.safeParse(photo.takenPrecision)
  const taken =
    photo.takenSource === undefined || !precision.success
      ? undefined
      : { source: photo.takenSource, precision: precision.data, doubtful: photo.takenDoubtful }
  const [shown] = store.files.ofPhoto(photo.id)
  const others = otherFacts.safeParse(said).data
  const { language } = readPreferences(store)
  const facts = {
    ...others,
    nearby: placeIn(language, { city: others?.nearby, country: photo.country }).city,
    flashFired: flash.safeParse(said).data?.exposure?.flashFired,
    taken,
    title: photo.title,
    iso: photo.iso,
    fNumber: photo.fNumber,
    exposureSeconds: photo.exposureSeconds,
    focalLengthMm: photo.focalLengthMm,
    sizeBytes: shown?.sizeBytes,
  }
  return { ...defined(facts), people: [...photo.people] }
}

function defined<Row extends object>(row: Row): { [Key in keyof Row]?: Exclude<Row[Key], undefined> } {
  const there = Object.entries(row).filter(([, value]) => value !== undefined)
  return Object.fromEntries(there) as { [Key in keyof Row]?: Exclude<Row[Key], undefined> } // what is left is defined
}
