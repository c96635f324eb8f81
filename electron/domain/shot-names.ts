/** @file Files of one shot by their names: RAW and JPEG, an edit and its original, a Live Photo and its movie. */
import { foldName, originalOf } from './sidecar-names.ts'

export interface ShotName {
  /** Files of one folder with one key are of one shot, where their times agree. */
  readonly key: string
  /** iOS's and Google's edits lie beside what they were made of. */
  readonly isEdit: boolean
}

/** Pixel phones: PXL_1.RAW-01.COVER.jpg and PXL_1.RAW-02.ORIGINAL.dng, PXL_1.MP.jpg with its movie PXL_1.MP. */
const phoneMarks = /\.(?:raw-\d{2}(?:\.(?:mp|cover|original))*|mp(?:\.cover)?|cover|original|night|portrait(?:-\d+)?)$/u

/** What the name says of its shot: case and accents folded, the extension and the marks of phones left out. */
export function shotOf(name: string): ShotName {
  const dot = name.lastIndexOf('.')
  const stem = foldName(dot <= 0 ? name : name.slice(0, dot))
  const plain = stem.replace(phoneMarks, '')
  const apple = /^img_e(\d{4}(?:\(\d+\))?)$/u.exec(plain)?.[1]
  if (apple !== undefined) return { key: `img_${apple}`, isEdit: true }
  const { original, number, isEdit } = originalOf(plain)
  return isEdit ? { key: `${original}${number}`, isEdit } : { key: plain, isEdit }
}

/** How names of one shot may begin: what is looked up before `shotOf` compares. */
export function shotPrefixes(name: string): readonly string[] {
  const { key } = shotOf(name)
  const apple = /^img_(\d{4}.*)$/u.exec(key)?.[1]
  const plain = key.replace(/\(\d+\)$/u, '')
  return apple === undefined ? [plain] : [plain, `img_e${apple.replace(/\(\d+\)$/u, '')}`]
}

/**
 * A movie's still: the same stem, iCloud downloaders' IMG_1_HEVC.MOV and IMG_1.HEIC.MOV. What is looked up is the
 * movie's name without those.
 */
export function movieKey(name: string): string {
  const stem = name.replace(/\.(?:mov|mp4|m4v|mp)$/iu, '')
  return shotOf(`${stem.replace(/_hevc$/iu, '').replace(/\.(?:heic|heif|jpe?g)$/iu, '')}.mov`).key
}
