/** Raw sRGB pixels, 3 bytes each, rows without padding. */
export interface Pixels {
  readonly data: Buffer
  readonly width: number
  readonly height: number
}
