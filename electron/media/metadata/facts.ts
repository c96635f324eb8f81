import type { TakenAt } from '../../domain/taken-at.ts'

export interface Exposure {
  readonly iso?: number
  /** The f-number. */
  readonly aperture?: number
  readonly shutterSeconds?: number
  readonly focalLengthMm?: number
  /** What would show as much on 35 mm film. */
  readonly focalLength35Mm?: number
  readonly flashFired?: boolean
}

/** What one block of metadata says; the blocks are merged in merge.ts. */
export interface Facts {
  readonly takenAt?: TakenAt
  readonly orientation?: number
  readonly position?: { readonly latitude: number; readonly longitude: number; readonly altitude?: number }
  readonly make?: string
  readonly model?: string
  readonly lens?: string
  readonly exposure?: Exposure
  /** -1 (rejected) to 5; Windows' percent and Microsoft's stars are turned into it. */
  readonly rating?: number
  readonly label?: string
  /** Every level of a hierarchy is one of them: 'Animals|Birds' gives Animals and Birds. */
  readonly keywords?: readonly string[]
  /** Names of people, in the order found: MWG and Microsoft regions, IPTC PersonInImage, Takeout. */
  readonly people?: readonly string[]
  readonly title?: string
  readonly description?: string
  readonly altText?: string
  readonly extendedDescription?: string
  /** Titles and descriptions in further languages, and captions beside the chosen one: to be searched. */
  readonly otherTexts?: readonly string[]
  readonly headline?: string
  readonly event?: string
  /** Photographers: EXIF Artist, dc:creator, IPTC By-line. */
  readonly creators?: readonly string[]
  readonly copyright?: string
  readonly credit?: string
  /** A place within the city: 'Old Mill', 'Alhambra'. */
  readonly sublocation?: string
  readonly city?: string
  readonly region?: string
  readonly country?: string
  /** Takeout: a heart, put into the archive, put into the bin. */
  readonly favourite?: boolean
  readonly archived?: boolean
  readonly trashed?: boolean
  readonly contentIdentifier?: string
  readonly software?: string
  /** The name of its colour profile. */
  readonly colourProfile?: string
}

/** Values that are not `undefined`, so that `exactOptionalPropertyTypes` and later merges hold. */
export function known<T extends object>(values: { [Key in keyof T]: T[Key] | undefined }): T {
  // Every undefined key is left out, which is what T's optional keys mean.
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T
}

/** A position on Earth, or nothing: out of range, and 0,0 exactly (a camera without a fix), are none. */
export function positionOf(
  latitude: number | undefined,
  longitude: number | undefined,
  altitude?: number,
): Facts['position'] {
  if (latitude === undefined || longitude === undefined) return undefined
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) || (latitude === 0 && longitude === 0)) return undefined
  const isHeight = altitude !== undefined && Math.abs(altitude) < 100_000
  return { latitude, longitude, ...(isHeight ? { altitude } : {}) }
}

export function ratingOf(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Math.max(-1, Math.min(5, Math.round(value)))
}

/** Windows' 1, 25, 50, 75 and 99 are one to five stars. */
export function starsOf(percent: number | undefined): number | undefined {
  if (percent === undefined || percent <= 0) return undefined
  return percent <= 5 && percent > 1 ? Math.round(percent) : Math.min(5, Math.round(percent / 25) + 1)
}

/** Settings without zeros, infinities and what is no number; nothing where none is left. */
export function exposureOf(read: { [Key in keyof Exposure]: Exposure[Key] | undefined }): Exposure | undefined {
  const exposure = known<Exposure>({
    iso: positive(read.iso),
    aperture: positive(read.aperture),
    shutterSeconds: positive(read.shutterSeconds),
    focalLengthMm: positive(read.focalLengthMm),
    focalLength35Mm: positive(read.focalLength35Mm),
    flashFired: read.flashFired,
  })
  return Object.keys(exposure).length === 0 ? undefined : exposure
}

function positive(value: number | undefined): number | undefined {
  return value !== undefined && value > 0 && Number.isFinite(value) ? value : undefined
}
