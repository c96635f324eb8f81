/**
 * @file Whose is this sidecar: the names under which a photo's XMP and Google Takeout's JSON may lie beside it. One
 * function for scan, pairing, re-reading and the reader; nothing belongs to a photo because it begins like it.
 */

/** A name under which a sidecar may lie in the photo's folder. */
export interface SidecarName {
  readonly kind: 'xmp' | 'takeout'
  readonly name: string
  /** Files that own that sidecar rather than this photo: where one of them is there, the name does not count. */
  readonly unless: readonly string[]
}

/** Takeout cuts a long name of a picture and the '-edited' behind it: of its sidecar's name the rest is not known. */
export interface CutSidecar {
  readonly prefix: string
  /** Of the whole name, '.json' included, in UTF-16 units. */
  readonly length: number
}

export interface SidecarNames {
  /** The nearest first. All XMP that is there counts, the first the most; of Takeout's the first that is there. */
  readonly names: readonly SidecarName[]
  readonly cut: CutSidecar | undefined
}

/** Extensions, lower case, without a dot. */
export interface PictureExtensions {
  readonly raw: readonly string[]
  /** Pictures that are no RAW, those that people keep first. */
  readonly still: readonly string[]
}

/** How names are compared: some systems fold case, and macOS takes accents apart. */
export function foldName(name: string): string {
  return name.normalize('NFC').toLowerCase()
}

/**
 * The possible sidecars of a photo. 'photo.xmp' beside photo.nef and photo.jpg is the RAW's, as Adobe writes it
 * (a pair shares it: ask for both names); beside photo.jpg and photo.png it is the one's that comes first in `still`.
 */
export function sidecarNames(name: string, extensions: PictureExtensions): SidecarNames {
  const photo = split(name)
  return { names: [...xmpNames(photo, extensions), ...takeoutNames(photo)], cut: cutOf(photo) }
}

/** The sidecars that are there, best first. `find` gives the real name in the photo's folder for a name, folded. */
export function presentSidecars(
  { names }: SidecarNames,
  find: (name: string) => string | undefined,
): readonly { readonly kind: SidecarName['kind']; readonly name: string }[] {
  const chosen = new Map<string, SidecarName['kind']>()
  for (const { kind, name, unless } of names) {
    if (kind === 'takeout' && [...chosen.values()].includes('takeout')) break
    const real = find(name)
    if (real === undefined || chosen.has(real) || unless.some((other) => find(other) !== undefined)) continue
    chosen.set(real, kind)
  }
  return Array.from(chosen, ([real, kind]) => ({ kind, name: real }))
}

/** Whether a sidecar's name is what Takeout may have cut. Two that fit are one too many: a wrong date is worse than none. */
export function isCutSidecar(name: string, { prefix, length }: CutSidecar): boolean {
  return name.length === length && foldName(name).startsWith(foldName(prefix))
}

/** Letters with which every photo begins that may own the sidecar. Which of them do, `sidecarNames` tells. */
export function photoPrefixOf(sidecar: string): string {
  const bare = withoutNumber(sidecar.replace(/\.(?:xmp|json)$/iu, '')).stem
  const title = bare.replace(/\.(?:s[a-z-]{0,20})?$/iu, '')
  const stem = title.replace(/\.[a-z0-9_]{0,5}$/iu, '').replace(/_0[1-9]$/u, '')
  return stem.length > surePrefix ? stem.slice(0, surePrefix) : stem
}

/** Of a name that Takeout cut, so much is the photo's own whatever the language of its '-edited'. */
const surePrefix = 28

interface PhotoName {
  readonly stem: string
  /** With its dot, as written. */
  readonly extension: string
}

function split(name: string): PhotoName {
  const dot = name.lastIndexOf('.')
  return dot <= 0 ? { stem: name, extension: '' } : { stem: name.slice(0, dot), extension: name.slice(dot) }
}

/** darktable numbers further developments of one picture: IMG_1_01.jpg.xmp. */
const versions = Array.from({ length: 9 }, (_, index) => `_0${index + 1}`)

function xmpNames({ stem, extension }: PhotoName, { raw, still }: PictureExtensions): SidecarName[] {
  const own = extension.slice(1).toLowerCase()
  const isRaw = raw.includes(own)
  const stronger = isRaw ? [] : [...raw, ...still.slice(0, Math.max(0, still.indexOf(own)))]
  const full = `${stem}${extension}`
  return [
    { kind: 'xmp', name: `${full}.xmp`, unless: [] },
    { kind: 'xmp', name: `${stem}.xmp`, unless: stronger.map((other) => `${stem}.${other}`) },
    ...versions.map((version): SidecarName => {
      const duplicate = `${stem}${version}${extension}`
      return { kind: 'xmp', name: `${duplicate}.xmp`, unless: [duplicate, `${full}.xmp`, `${stem}.xmp`] }
    }),
  ]
}

/** Takeout cuts a JSON's name, without its number and '.json', to so many characters, and a picture's stem to one more. */
const takeoutLength = 46
const supplement = '.supplemental-metadata'
/** Pictures are exported under another extension than their JSON says: converted, or told wrongly by the uploader. */
const mistaken = ['.jpg', '.jpeg', '.heic', '.png', '.dng', '.webp', '.gif', '.mp4', '.mov']

/**
 * x.jpg.supplemental-metadata.json (cut anywhere, since 2024), x.jpg.json, x.json; for x(1).jpg the number stands at
 * the JSON's end; an edited picture has its original's.
 */
function takeoutNames(photo: PhotoName): SidecarName[] {
  const { original, number, isEdit } = originalOf(photo.stem)
  const plain = withoutNumber(photo.stem)
  const names = [
    ...forTitle(`${plain.stem}${photo.extension}`, plain.number),
    ...(plain.number === '' ? [] : forTitle(`${photo.stem}${photo.extension}`, '')),
    ...(isEdit ? forTitle(`${original}${photo.extension}`, number) : []),
    `${photo.stem}.json`,
    ...(isEdit ? [`${original}${number}.json`] : []),
  ].map((name): SidecarName => ({ kind: 'takeout', name, unless: [] }))
  const base = isEdit ? original : plain.stem
  const mismatched = mistaken
    .filter((other) => other !== photo.extension.toLowerCase())
    .flatMap((other) => {
      const title = `${base}${other}`
      // An edit may be a JPEG of a HEIC that lies beside it; else the file of that title owns the JSON.
      const unless = isEdit ? [] : [`${base}${number}${other}`]
      return [`${title}${supplement}`, `${title}${supplement}`.slice(0, takeoutLength), title]
        .map((each) => `${each}${number}.json`)
        .map((name): SidecarName => ({ kind: 'takeout', name, unless }))
    })
  return distinct([...names, ...mismatched])
}

/** Under which names a picture of this title has its JSON. */
function forTitle(title: string, number: string): string[] {
  const cuts = Array.from({ length: supplement.length }, (_, index) => supplement.slice(0, supplement.length - index))
  return [
    ...cuts.map((cut) => `${title}${cut}${number}.json`),
    `${title}${number}.json`,
    `${title.slice(0, takeoutLength)}${number}.json`,
  ]
}

function distinct(names: readonly SidecarName[]): SidecarName[] {
  const seen = new Set<string>()
  return names.filter(({ name }) => !seen.has(name) && seen.add(name).size > 0)
}

function withoutNumber(stem: string): { stem: string; number: string } {
  const number = /(?<=.)\(\d+\)$/u.exec(stem)?.[0] ?? ''
  return { stem: number === '' ? stem : stem.slice(0, -number.length), number }
}

/** How Takeout says "edited", in the languages of its users. */
const editWords = [
  'edited', 'bearbeitet', 'modifié', 'editado', 'editada', 'modificato', 'bewerkt', '編集済み', 'edytowane', 'redigeret',
  'redigerad', 'redigert', 'muokattu', 'upravené', 'upraveno', 'отредактировано', 'изменено', 'відредаговано',
  'düzenlendi', 'szerkesztett', 'szerkesztve', 'editat', 'editată', 'επεξεργασμένο', 'uređeno', 'diedit',
  'đã chỉnh sửa', 'แก้ไขแล้ว', 'נערך', 'معدل', '수정됨', '已修改', '已编辑', '已編輯', 'effects', 'adjusted',
].map((word) => word.normalize('NFC')) // prettier-ignore

/** The stem of the picture that was edited, its number apart: 'P1-bearbeitet(1)' gives P1 and (1). */
export function originalOf(stem: string): { original: string; number: string; isEdit: boolean } {
  const { stem: plain, number } = withoutNumber(stem.normalize('NFC'))
  const folded = plain.toLowerCase()
  const word = editWords.find((each) => /[-_ ]/u.test(folded.at(-each.length - 1) ?? '') && folded.endsWith(each))
  if (word === undefined) return { original: plain, number, isEdit: false }
  const inner = withoutNumber(plain.slice(0, -word.length - 1))
  return { original: inner.stem, number: number === '' ? inner.number : number, isEdit: inner.stem !== '' }
}

/** The stem of a picture that Takeout cut has so many characters, its '-edi' of '-edited' among them. */
const cutStemLength = takeoutLength + 1

function cutOf({ stem }: PhotoName): CutSidecar | undefined {
  if (stem.length !== cutStemLength) return undefined
  const at = stem.lastIndexOf('-')
  const rest = stem
    .slice(at + 1)
    .normalize('NFC')
    .toLowerCase()
  const isCut = at > 0 && rest.length > 0 && editWords.some((word) => word !== rest && word.startsWith(rest))
  return isCut ? { prefix: stem.slice(0, at), length: takeoutLength + '.json'.length } : undefined
}
