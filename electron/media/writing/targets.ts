/** Where a photo's texts go: into its file, or into the sidecar that is its own. */
import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { foldName, sidecarNames } from '../../domain/sidecar-names.ts'
import { languageFields, plainFields, readFields } from '../exiftool/fields.ts'
import { sniff, type SniffedFormat } from '../file/format.ts'
import { maxFileBytes } from '../file/limits.ts'
import { isRawName, pictureExtensions } from '../file/names-of-files.ts'
import { openSource } from '../file/source.ts'

export interface Target {
  readonly path: string
  readonly kind: 'embedded' | 'sidecar' | 'new-sidecar'
  /** With its dot, as ExifTool wants it for this kind of file. */
  readonly extension: string
}

export interface TargetWish {
  readonly embed: 'where-possible' | 'never'
  readonly sidecarName: 'full' | 'stem'
  /** Whether captions of other programs are written too. */
  readonly caption: 'leave' | 'fill' | 'replace'
}

/** Formats into which texts are written, since what is not metadata in them can be compared; and ExifTool's name. */
const embedded: Partial<Record<SniffedFormat, string>> = {
  jpeg: '.jpg',
  png: '.png',
  webp: '.webp',
  gif: '.gif',
  tiff: '.tif',
  heic: '.heic',
  avif: '.avif',
}

/**
 * The files to write for one photo file. A sidecar beside a file that is written itself is written too where it has
 * texts of its own, which would hide the file's. Errors: AppError 'unreadable', for a file that cannot be opened.
 */
export async function targetsFor(path: string, wish: TargetWish): Promise<readonly Target[]> {
  const extension = wish.embed === 'never' ? undefined : await embeddedAs(path)
  const own = await ownSidecar(path)
  if (extension === undefined) return [own ?? { ...(await newSidecar(path, wish.sidecarName)) }]
  const target: Target = { path, kind: 'embedded', extension }
  return own !== undefined && (await hasTexts(own.path, wish)) ? [target, own] : [target]
}

/** Whether EXIF can be written there. */
export function holdsExif({ kind, extension }: Target): boolean {
  return kind === 'embedded' && extension !== '.gif'
}

async function embeddedAs(path: string): Promise<string | undefined> {
  if (isRawName(path)) return undefined
  const source = await openSource(path)
  try {
    const format = sniff(source.head)
    if (source.sizeBytes > maxFileBytes || (format === 'tiff' && isBigTiff(source.head))) return undefined
    return embedded[format]
  } finally {
    await source.close()
  }
}

/** ExifTool reads it, and does not write it. */
function isBigTiff(head: Buffer): boolean {
  return head[2] === 43 || head[3] === 43
}

async function hasTexts(sidecar: string, { caption }: TargetWish): Promise<boolean> {
  const names = Object.keys((await readFields(sidecar)).fields)
  const hiding: readonly string[] = [
    languageFields.alt,
    languageFields.description,
    ...(caption === 'leave' ? [] : [languageFields.caption]),
  ]
  return names.some((name) => hiding.some((each) => name.startsWith(each)))
}

/** The sidecar that is there and is this photo's: `photo.jpg.xmp` before `photo.xmp`. */
async function ownSidecar(path: string): Promise<Target | undefined> {
  const stem = basename(path, extname(path))
  for (const name of [`${basename(path)}.xmp`, `${basename(path)}.XMP`, `${stem}.xmp`, `${stem}.XMP`]) {
    const sidecar = join(dirname(path), name)
    if (!(await isThere(sidecar))) continue
    const isOwn = foldName(name) === foldName(`${basename(path)}.xmp`) || (await isStemOwn(path, sidecar))
    if (isOwn) return { path: sidecar, kind: 'sidecar', extension: '.xmp' }
  }
  return undefined
}

async function newSidecar(path: string, spelling: 'full' | 'stem'): Promise<Target> {
  const stem = join(dirname(path), `${basename(path, extname(path))}.xmp`)
  const isFree = spelling === 'stem' && !(await isThere(stem)) && !(await isClaimed(path))
  return { path: isFree ? stem : `${path}.xmp`, kind: 'new-sidecar', extension: '.xmp' }
}

/** `photo.xmp` may be the RAW's beside this JPEG, or say itself whose it is. */
async function isStemOwn(path: string, sidecar: string): Promise<boolean> {
  const said = (await readFields(sidecar)).fields[plainFields.sidecarOf]
  if (typeof said === 'string') return said.toLowerCase() === extname(path).slice(1).toLowerCase()
  return !(await isClaimed(path))
}

/** A file of the same stem lies beside it whose sidecar that would be. */
async function isClaimed(path: string): Promise<boolean> {
  const stem = foldName(`${basename(path, extname(path))}.xmp`)
  const unless = sidecarNames(basename(path), pictureExtensions).names.find(
    ({ kind, name }) => kind === 'xmp' && foldName(name) === stem,
  )?.unless
  const there = new Set((await readdir(dirname(path))).map(foldName))
  return unless?.some((name) => there.has(foldName(name))) ?? false
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
