export interface TakenAt {
  /** 'YYYY-MM-DDTHH:MM:SS' with an optional '.sss': the wall clock as the camera showed it. */
  readonly local: string
  /** Minutes east of UTC, where the file tells. */
  readonly offsetMinutes?: number
  readonly source: 'exif' | 'xmp' | 'iptc' | 'gps' | 'sidecar' | 'takeout' | 'file-name'
  readonly precision: 'year' | 'month' | 'day' | 'second'
  /** A camera whose clock was reset, or a date in the future. */
  readonly doubtful: boolean
}

export interface PhotoMetadata {
  readonly takenAt?: TakenAt
  /** 1..8, EXIF's; 1 where there is none. */
  readonly orientation: number
  /** Degrees, WGS 84; both or none. */
  readonly latitude?: number
  readonly longitude?: number
  /** Metres above sea level. */
  readonly altitude?: number
  readonly make?: string
  readonly model?: string
  readonly lens?: string
  readonly exposure?: {
    readonly iso?: number
    readonly aperture?: number
    readonly shutterSeconds?: number
    readonly focalLengthMm?: number
  }
  /** -1 (rejected) .. 5. */
  readonly rating?: number
  readonly label?: string
  readonly keywords: readonly string[]
  readonly title?: string
  readonly description?: string
  readonly altText?: string
  readonly extendedDescription?: string
  readonly city?: string
  readonly region?: string
  readonly country?: string
  /** Pairs the two halves of a Live Photo. */
  readonly contentIdentifier?: string
  readonly software?: string
}

export interface MetadataOptions {
  /** The file's first 256 KiB, where they were read already. */
  readonly head?: Buffer
  /** Paths of its sidecars, where they are known; else they are looked for next to the photo. */
  readonly sidecars?: readonly string[]
}
export async function readMetadata(path: string, options: MetadataOptions = {}): Promise<PhotoMetadata> {
  void [path, options]
  return Promise.resolve({ orientation: 1, keywords: [] })
}
