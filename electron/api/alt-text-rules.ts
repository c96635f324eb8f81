/**
 * What good alt text is, as hints: never a lock, and each can be switched off. The thresholds and rules are those of the
 * W3C's images tutorial, IPTC's guidance (about 125 characters, not above 250) and WCAG 1.1.1.
 */
import { z } from 'zod'

export const altTextRules = [
  'long',
  'too-long',
  'opening',
  'file-name',
  'no-full-stop',
  'capitals',
  'same-text',
  'guess',
  'not-seen',
  'left-out',
] as const
export const altTextRule = z.enum(altTextRules)
export type AltTextRule = z.infer<typeof altTextRule>

export const altTextHint = z.object({
  rule: altTextRule,
  /** The words it is about. */
  words: z.string().optional(),
  /** `same-text`: on how many other photos. */
  photos: z.int().optional(),
})
export type AltTextHint = z.infer<typeof altTextHint>

/** Characters; more belongs into the long description. */
export const goodLength = 125
export const longestLength = 250

interface Wording {
  /** Says that a picture is a picture. "Screenshot of" and "painting of" say which kind it is, and are fine. */
  readonly opening: RegExp
  /** What nobody can see, or nobody should guess: ages, genders, origins. */
  readonly guess: RegExp
}

const wordings: Readonly<Record<string, Wording>> = {
  en: {
    opening:
      /^(?:(?:this|here) is )?(?:an? |the |this )?(?:close-?up |colou?r |black[- ]and[- ]white )?(?:image|photo|photograph|picture|pic|snapshot)(?:s)?(?: here)? (?:of|showing|shows|depicts|depicting)\b/iu,
    guess:
      /\b(?:(?:young|old|elderly|middle-aged|teenage|adolescent) (?:man|woman|men|women|boy|girl|person|people|couple|lady|gentleman|male|female)|\d{1,3}[- ]year[- ]olds?|(?:elderly|middle-aged|teenager|senior citizen)s?|(?:asian|african|african[- ]american|caucasian|hispanic|latino|latina|arab|indian|european|oriental|black|white) (?:man|woman|men|women|boy|girl|person|people|couple|child|children|family|lady|male|female)|m[ae]n|wom[ae]n|boys?|girls?|lad(?:y|ies)|gentlem[ae]n|males?|females?)\b/iu,
  },
  de: {
    opening:
      /^(?:(?:das|dies|hier) ist )?(?:ein |das |dieses |auf dem |eine |die |diese )?(?:bild|foto|fotografie|aufnahme|abbildung|schnappschuss)(?:s|es)? (?:von|vom|mit|zeigt|ist|sieht man|sind|eines|einer|der)(?=\s|$)/iu,
    guess:
      /(?<!\p{L})(?:(?:junger?|junges?|alte[rs]?|ältere[rs]?|betagte[rs]?|jugendliche[rs]?) (?:mann|frau|männer|frauen|junge|mädchen|person|menschen|paar|dame|herr)|\d{1,3}[- ]?jährige[rns]?|(?:asiatische|afrikanische|europäische|arabische|indische|schwarze|weiße)[rs]? (?:mann|frau|männer|frauen|junge|mädchen|person|menschen|paar|kind|kinder|familie)|mann|männer|frau|frauen|jungen?|mädchen|dame|damen|herren)(?!\p{L})/iu,
  },
}

const fileName =
  /^[^\s]*\.(?:jpe?g|png|webp|tiff?|heic|heif|avif|gif|bmp|raw|dng|cr[23]|nef|arw)$|\.(?:jpe?g|png|webp|heic|tiff?)\b/iu
const cameraName =
  /^(?:IMG|DSC[FN]?|_?DSC|PXL|DJI|GOPR|P\d|MVIMG|VID|SAM|DCIM|WP|Screenshot|Bildschirmfoto)[-_ ]?\d{3,}|^(?:untitled|unnamed|image ?\d*|photo ?\d*|bild ?\d*|foto ?\d*|ohne titel|unbenannt)\.?$/iu
/** Ends of sentences, behind which a quotation mark or bracket may close. */
const ended = /[.!?…。！？｡؟।]["'”’»›“)\]）」』]*$/u
/** Scripts that write no full stop at the end of a text. */
const needsNoStop = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]$/u

export interface CheckedText {
  readonly text: string
  /** BCP 47; what a language has no words for is not looked for. */
  readonly language: string
  /** Other photos with the very same text. */
  readonly sameOn?: number
}

/** What a reader counts as one letter, whatever it is made of. */
const graphemes = new Intl.Segmenter()

/** The hints that an alt text calls for by itself, in the order of `altTextRules`. An empty text calls for none. */
export function hintsFor({ text: written, language, sameOn = 0 }: CheckedText): AltTextHint[] {
  const text = written.trim()
  if (text === '') return []
  const length = Array.from(graphemes.segment(text)).length
  const { opening, guess } = wordings[language.split('-')[0] ?? ''] ?? {}
  const found = (rule: AltTextRule, words: string | undefined): readonly AltTextHint[] =>
    words === undefined ? [] : [{ rule, words }]
  const isName = fileName.test(text) || cameraName.test(text)
  const letters = text.replace(/[^\p{L}]/gu, '')
  const isShouted = letters.length >= 8 && letters === letters.toUpperCase() && letters !== letters.toLowerCase()
  return [
    ...(length > goodLength && length <= longestLength ? [{ rule: 'long' as const }] : []),
    ...(length > longestLength ? [{ rule: 'too-long' as const }] : []),
    ...found('opening', opening?.exec(text)?.[0]),
    ...found('file-name', isName ? (/\S+/u.exec(text)?.[0] ?? text) : undefined),
    ...(isName || ended.test(text) || needsNoStop.test(text) ? [] : [{ rule: 'no-full-stop' as const }]),
    ...(isShouted ? [{ rule: 'capitals' as const }] : []),
    ...(sameOn > 0 ? [{ rule: 'same-text' as const, photos: sameOn }] : []),
    ...found('guess', guess?.exec(text)?.[0]),
  ]
}
