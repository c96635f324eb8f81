/** @file What a file is likely to be, from its name alone: scanning opens no file. The bytes decide later (format.ts). */
import type { PictureExtensions } from '../../domain/sidecar-names.ts'
import { isPhotoFormat, photoFormats, type PhotoFormat, type SniffedFormat } from './format.ts'
import { formats } from './formats.ts'

const extensionFormats: ReadonlyMap<string, SniffedFormat> = new Map(
  // The first row that claims an extension has it.
  [...Object.entries(formats)]
    .reverse()
    .flatMap(([format, { names }]) => names.map((name) => [name, format as SniffedFormat])),
)

/** Movies that may be the moving half of a Live Photo. */
const liveVideos = new Set(['mov', 'mp4', 'm4v'])

function formatOfName(name: string): SniffedFormat | undefined {
  return extensionFormats.get(extensionOf(name))
}

/** Names worth opening as a photo: common pictures, HEIC and camera RAW. */
export function isPhotoName(name: string): boolean {
  if (name.startsWith('.')) return false
  const format = formatOfName(name)
  return format !== undefined && isPhotoFormat(format)
}

export function isRawName(name: string): boolean {
  return formatOfName(name) === 'raw'
}

/** Names that say nothing: no extension at all, as downloads and old cameras' cards have them. Their bytes decide. */
export function isBareName(name: string): boolean {
  return !name.startsWith('.') && extensionOf(name) === ''
}

/** What a file that is passed over is counted as: the format that its name says, or 'other'. */
export function passedOverAs(name: string): SniffedFormat | 'other' {
  return formatOfName(name) ?? 'other'
}

/** XMP sidecars, and Google Takeout's JSON next to a photo. Apple's .aae edit recipes are left alone. */
export function isSidecarName(name: string): boolean {
  if (name.startsWith('.')) return false
  const extension = extensionOf(name)
  return extension === 'xmp' || (extension === 'json' && name.length > '.json'.length)
}

/** Movies that may be the moving half of a Live Photo. */
export function isVideoName(name: string): boolean {
  return !name.startsWith('.') && liveVideos.has(extensionOf(name))
}

const extensionsOf = (format: PhotoFormat): readonly string[] => formats[format].names

/** Extensions of pictures, RAW apart; the others in the order in which a sidecar of their common stem is theirs. */
export const pictureExtensions: PictureExtensions = {
  raw: extensionsOf('raw'),
  still: photoFormats.filter((format) => format !== 'raw').flatMap(extensionsOf),
}

function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.')
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase()
}
