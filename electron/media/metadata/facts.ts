/** One source's word on a date. */
export interface TakenAt {
  /** 'YYYY-MM-DDTHH:MM:SS' with an optional '.sss': the wall clock as the camera showed it. */
  readonly local: string
  /** Minutes east of UTC, where the file tells. */
  readonly offsetMinutes?: number
  /** 'exif' also stands for a PNG's own 'Creation Time'. */
  readonly source: 'exif' | 'xmp' | 'iptc' | 'gps' | 'sidecar' | 'takeout' | 'file-name'
  readonly precision: 'year' | 'month' | 'day' | 'second'
  /** A clock that was reset, a date in the future, a time that is only the file's last change. */
  readonly doubtful: boolean
}

export interface Exposure {
  readonly iso?: number
  readonly aperture?: number
  readonly shutterSeconds?: number
  readonly focalLengthMm?: number
}

/** What one block of metadata says; the blocks are merged in metadata.ts. */
export interface Facts {
  readonly takenAt?: TakenAt
  /** `takenAt` is only when the file was last changed. */
  readonly isLastChange?: boolean
  readonly orientation?: number
  readonly position?: { readonly latitude: number; readonly longitude: number; readonly altitude?: number }
  readonly make?: string
  readonly model?: string
  readonly lens?: string
  readonly exposure?: Exposure
  readonly rating?: number
  readonly label?: string
  readonly keywords?: readonly string[]
  readonly title?: string
  readonly description?: string
  readonly altText?: string
  readonly extendedDescription?: string
  readonly city?: string
  readonly region?: string
  readonly country?: string
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
