/** @file What a file is likely to be, from its name alone: scanning opens no file. The bytes decide later (format.ts). */
import { isPhotoFormat, type SniffedFormat } from './format.ts'
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

/**
 * Files with one key in one folder belong to one shot: IMG_1.HEIC + IMG_1.MOV, DSC_7.NEF + DSC_7.JPG, and iOS's
 * edit IMG_E1.JPG. Case and accents are folded; the extension is left out.
 */
export function pairKey(name: string): string {
  const extension = extensionOf(name)
  const stem = extension === '' ? name : name.slice(0, -extension.length - 1)
  return stem
    .normalize('NFC')
    .toLowerCase()
    .replace(/^img_e(\d{4})$/, 'img_$1')
}

function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.')
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase()
}
