/** Which fields of a file must change so that it says what is wished, given what stands in it. */
import { languageFields, plainFields, type Fields, type FieldValue, type StandingFields } from '../exiftool/fields.ts'
import { dateFields, iptcDate, iptcPlace, placeFields, type PlaceWish } from './plan-place.ts'

export interface TextWish {
  readonly language: string
  readonly alt?: string | undefined
  readonly description?: string | undefined
  /** The caption that older programs show: the long description, else the alt text. */
  readonly caption: 'leave' | 'fill' | 'replace'
  readonly title?: string | undefined
  readonly keywords?: readonly string[] | undefined
  /** 1 to 5; 0 takes the stars away. */
  readonly rating?: number | undefined
  /** Where and when it was taken, as a person set it right. */
  readonly place?: PlaceWish | undefined
  /** A wall clock, as far as it is known: `2019-06`, `2019-06-12T15:04`. */
  readonly taken?: string | undefined
  /** Texts that we wrote before: a caption with one of them is nobody else's. */
  readonly ours: ReadonlySet<string>
}

export type PlanNote = 'iptc-cut' | 'iptc-left'

export interface FieldPlan {
  /** Only those that change. */
  readonly fields: Fields
  readonly notes: readonly PlanNote[]
}

/** What IIM's fields hold, in bytes [IPTC IIM 4.2, 2:05, 2:25, 2:90 to 2:101, 2:120]. */
const iptcBytes = { title: 64, keyword: 64, caption: 2000, place: 32 } as const
/** What Microsoft's percentages are for stars. */
const percentOf = ['0', '1', '25', '50', '75', '99'] as const

/** A language tag as XMP takes it [RFC 3066]; anything else is left to the default alone. */
const languageTag = /^[a-z]{2,3}(?:-[a-z\d]{1,8}){0,3}$/iu

/** Fit for XML and for one line of ExifTool's arguments: line breaks and tabs stay, other control characters go. */
export function writableText(text: string): string {
  return text
    .replace(/\r\n?/gu, '\n')
    .replace(/[^\P{Cc}\n\t]|[\uFFFE\uFFFF]/gu, '')
    .toWellFormed()
    .trim()
}

/** @param holdsExif the file can have EXIF, whether or not it has some */
export function planFields(standing: StandingFields, wish: TextWish, holdsExif = standing.hasExif): FieldPlan {
  const notes: PlanNote[] = []
  const alt = texted(wish.alt)
  const description = texted(wish.description)
  const caption = captionOf(standing, wish, description ?? alt)
  const title = texted(wish.title)
  const wanted: Record<string, FieldValue> = {
    ...inLanguages(standing.fields, languageFields.alt, alt, wish.language),
    ...inLanguages(standing.fields, languageFields.description, description, wish.language),
    ...inLanguages(standing.fields, languageFields.caption, caption, wish.language),
    ...inLanguages(standing.fields, languageFields.title, title, wish.language),
    ...ratingFields(standing, wish.rating),
    ...(wish.place === undefined ? {} : placeFields(standing, wish.place, holdsExif)),
    ...(wish.taken === undefined ? {} : dateFields(standing, wish.taken, holdsExif)),
    ...(caption !== undefined && standing.hasExif ? { [plainFields.exifCaption]: caption } : {}),
  }
  const keywords = wish.keywords?.map(writableText).filter((each) => each !== '')
  if (keywords !== undefined) wanted[plainFields.keywords] = keywords.length === 0 ? null : [...new Set(keywords)]
  Object.assign(wanted, iptcFields(standing, { caption, title, keywords, place: wish.place, taken: wish.taken }, notes))
  return { fields: differing(standing.fields, wanted), notes }
}

/** Those that do not stand there yet. */
export function differing(standing: Fields, wanted: Fields): Fields {
  return Object.fromEntries(Object.entries(wanted).filter(([name, value]) => !isAlike(standing[name] ?? null, value)))
}

export function isAlike(a: FieldValue, b: FieldValue): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function texted(text: string | undefined): string | undefined {
  const writable = text === undefined ? '' : writableText(text)
  return writable === '' ? undefined : writable
}

function inLanguages(standing: Fields, field: string, text: string | undefined, language: string): Fields {
  if (text === undefined) return {}
  const standard = `${field}-x-default`
  if (!languageTag.test(language)) return { [standard]: text }
  const own = `${field}-${language}`
  const spelled = Object.keys(standing).find((name) => name.toLowerCase() === own.toLowerCase())
  return { [standard]: text, [spelled ?? own]: text }
}

function captionOf({ fields, iptc }: StandingFields, wish: TextWish, text: string | undefined): string | undefined {
  if (wish.caption === 'leave' || text === undefined) return undefined
  if (wish.caption === 'replace') return text
  const said = [
    ...Object.entries(fields).flatMap(([name, value]) => (name.startsWith(languageFields.caption) ? value : [])),
    ...(iptc.length > 0 ? [fields[plainFields.iptcCaption]].flat() : []),
    ...[fields[plainFields.exifCaption]].flat(),
  ].filter((each) => typeof each === 'string')
  return said.every((each) => each.trim() === '' || wish.ours.has(each)) ? text : undefined
}

function ratingFields({ fields }: StandingFields, rating: number | undefined): Fields {
  if (rating === undefined) return {}
  const stars = rating === 0 ? null : String(rating)
  return {
    ...(stars === null && fields[plainFields.rating] === undefined ? {} : { [plainFields.rating]: stars ?? '0' }),
    ...(fields[plainFields.exifRating] === undefined ? {} : { [plainFields.exifRating]: stars ?? '0' }),
    ...(fields[plainFields.exifPercent] === undefined ? {} : { [plainFields.exifPercent]: percentOf[rating] ?? '0' }),
  }
}

interface IptcWish {
  readonly caption: string | undefined
  readonly title: string | undefined
  readonly keywords: readonly string[] | undefined
  readonly place: PlaceWish | undefined
  readonly taken: string | undefined
}

/**
 * In step with XMP, where the file has the old block [MWG 2.0, 5.4]. Its texts are UTF-8 where it says so; where it
 * says nothing, nobody knows what they are: then only what is the same in every encoding is written beside others.
 */
function iptcFields(standing: StandingFields, wish: IptcWish, notes: PlanNote[]): Fields {
  if (!standing.hasIptc) return {}
  const wanted: Record<string, FieldValue> = {
    ...(wish.caption === undefined ? {} : { [plainFields.iptcCaption]: cut(wish.caption, iptcBytes.caption, notes) }),
    ...(wish.title === undefined ? {} : { [plainFields.iptcTitle]: cut(wish.title, iptcBytes.title, notes) }),
    ...(wish.keywords === undefined
      ? {}
      : { [plainFields.iptcKeywords]: wish.keywords.map((each) => cut(each, iptcBytes.keyword, notes)) }),
  }
  const place = wish.place === undefined ? {} : iptcPlace(wish.place)
  for (const [name, value] of Object.entries(place))
    wanted[name] = value === null ? null : cut(value, iptcBytes.place, notes)
  if (wish.taken !== undefined) Object.assign(wanted, iptcDate(wish.taken))
  const isUnicode = standing.fields[plainFields.iptcCharacters] === 'UTF8'
  if (isUnicode || Object.values(wanted).flat().every(isPlain)) return wanted
  if (standing.iptc.every(isPlain)) return { [plainFields.iptcCharacters]: 'UTF8', ...wanted }
  notes.push('iptc-left')
  return {}
}

function isPlain(text: string | null): boolean {
  return text === null || /^\p{ASCII}*$/u.test(text)
}

/** At a whole character as people see them. */
function cut(text: string, bytes: number, notes: PlanNote[]): string {
  if (Buffer.byteLength(text) <= bytes) return text
  if (!notes.includes('iptc-cut')) notes.push('iptc-cut')
  let kept = ''
  let size = 0
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    size += Buffer.byteLength(segment)
    if (size > bytes) break
    kept += segment
  }
  return kept.trimEnd()
}
