/** One source's word on a date. */
export interface TakenAt {
  /** 'YYYY-MM-DDTHH:MM:SS' with an optional '.sss': the wall clock as the camera showed it; unknown parts are the first. */
  readonly local: string
  /** Minutes east of UTC, where the file tells or its position does (`isZoneOfPlace`). */
  readonly offsetMinutes?: number
  /** 'exif' also stands for a PNG's own 'Creation Time'; 'folder-name' is the last resort. */
  readonly source: DateSource
  /** How much of `local` is known. */
  readonly precision: DatePrecision
  /** A clock that was reset, a date in the future, a time that is only the file's last change. */
  readonly doubtful: boolean
  /** What happened then. 'digitised': a scan or a camera that wrote no other; 'changed': only the file's last change. */
  readonly meaning: DateMeaning
  /** The source had UTC; `local` is the wall clock of the zone in which the position lies. */
  readonly isZoneOfPlace?: true
  /** The source had UTC, and nothing says in which zone: `local` is UTC's clock and `offsetMinutes` 0. */
  readonly isUtc?: true
}

export type DateSource = 'exif' | 'xmp' | 'iptc' | 'gps' | 'sidecar' | 'takeout' | 'file-name' | 'folder-name'
export type DatePrecision = 'year' | 'month' | 'day' | 'minute' | 'second'
export type DateMeaning = 'original' | 'digitised' | 'changed'

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

/** What one block of metadata says; the blocks are merged in metadata.ts. */
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
