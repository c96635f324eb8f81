/** @file What a file is likely to be, from its name alone: scanning opens no file. The bytes decide later (sniff.ts). */

const raw = new Set(
  '3fr ari arw cap cr2 cr3 crw dcr dng erf fff gpr iiq k25 kdc mef mos mrw nef nrw orf ori pef raf raw rw2 rwl sr2 srf srw x3f'.split(
    ' ',
  ),
)
const photo = new Set('jpg jpeg jpe jfif jif png apng webp gif tif tiff avif avifs heic heif hif'.split(' '))
const video = new Set(['mov', 'mp4', 'm4v'])

/** Names worth opening as a photo: common pictures, HEIC and camera RAW. */
export function isPhotoName(name: string): boolean {
  if (name.startsWith('.')) return false
  const extension = extensionOf(name)
  return photo.has(extension) || raw.has(extension)
}

export function isRawName(name: string): boolean {
  return raw.has(extensionOf(name))
}

/** XMP sidecars, and Google Takeout's JSON next to a photo. Apple's .aae edit recipes are left alone. */
export function isSidecarName(name: string): boolean {
  if (name.startsWith('.')) return false
  const extension = extensionOf(name)
  return extension === 'xmp' || (extension === 'json' && name.length > '.json'.length)
}

/** Movies that may be the moving half of a Live Photo. */
export function isVideoName(name: string): boolean {
  return !name.startsWith('.') && video.has(extensionOf(name))
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
