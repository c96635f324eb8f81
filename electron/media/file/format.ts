import { formats, type PhotoFormat, type PictureRow, type SniffedFormat } from './formats.ts'

export type { PhotoFormat, SniffedFormat } from './formats.ts'

const rows = Object.entries(formats) as readonly (readonly [
  SniffedFormat,
  { readonly is: (head: Buffer) => boolean },
])[]

/**
 * Names the format from the first bytes (give at least 4 KiB where the file has them). Never throws. A TIFF that
 * carries a camera RAW is 'raw'.
 */
export function sniff(head: Buffer): SniffedFormat {
  return rows.find(([, row]) => row.is(head))?.[0] ?? 'unknown'
}

export function isPhotoFormat(format: SniffedFormat): format is PhotoFormat {
  return 'picture' in formats[format]
}

/** Formats we decode, in the order in which they are tried. */
export const photoFormats: readonly PhotoFormat[] = rows.map(([name]) => name).filter(isPhotoFormat)

/** How a format is called in a sentence. */
export function calledOf(format: SniffedFormat): string {
  return formats[format].called
}

export function pictureOf(format: PhotoFormat): PictureRow {
  return formats[format].picture
}
