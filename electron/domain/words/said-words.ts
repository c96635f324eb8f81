/** What of the words in a picture belongs into its alt text, and how it is said. Never more than stands there. */
import { coverOf, lettersIn, type PictureLine } from './picture-line.ts'
import { inReadingOrder } from './reading-order.ts'
import type { KindOfPicture } from './kind-of-picture.ts'

export type SayingLanguage = 'en' | 'de'

/** Alt text repeats only what is nearly certain. */
const certain = 0.9
/** Letters of a picture's words in its alt text at most: a name, a sign, a headline. */
const budget = 80
/** Of a page so many letters tell which one it is. */
const beginning = 60
/** An alt text with its words may be so long; beyond it screen readers are tiring (docs/alt-text rules: 250). */
const longest = 250
/** More lines than these are print, of which a part says nothing. */
const mostLines = 6
/** A line that is lower than this share of the highest one is small print. */
const smallPrint = 0.4

/** The words that matter: certain, large, few, in reading order. Empty where none do, or where they are a page. */
export function wordsThatMatter(lines: readonly PictureLine[]): readonly string[] {
  const sure = lines.filter(({ confidence, text }) => confidence >= certain && lettersIn(text) >= 2)
  if (sure.length === 0 || sure.length > 3 * mostLines) return []
  const heightOf = ({ corners: [ax = 0, ay = 0, , , , , dx = 0, dy = 0] }: PictureLine): number =>
    Math.hypot(dx - ax, dy - ay)
  const highest = Math.max(...sure.map(heightOf))
  const large = sure
    .filter((line) => heightOf(line) >= smallPrint * highest)
    .sort((one, other) => coverOf(other) * nearMiddle(other) - coverOf(one) * nearMiddle(one))
  const chosen: PictureLine[] = []
  let letters = 0
  for (const line of large.slice(0, mostLines)) {
    if (letters + line.text.length > budget) continue
    letters += line.text.length
    chosen.push(line)
  }
  return inReadingOrder(chosen).map(({ text }) => text)
}

/** 1 in the middle of the picture, a half in its corners. */
function nearMiddle({ corners }: PictureLine): number {
  const middle = (axis: 0 | 1): number =>
    corners.filter((_, index) => index % 2 === axis).reduce((sum, value) => sum + value / 4, 0)
  return 1 - Math.min(0.5, 0.7 * Math.hypot(middle(0) - 0.5, middle(1) - 0.5))
}

const quotedIn: Readonly<Record<SayingLanguage, (text: string) => string>> = {
  en: (text) => `“${text}”`,
  de: (text) => `„${text}“`,
}
const sentences = {
  en: {
    words: (words: string) => `Words in the picture: ${words}.`,
    page: (start: string) => `A page of text beginning ${start}.`,
    screenshot: (start: string) => `A screenshot with text beginning ${start}.`,
    beside: (text: string, words: string) => `${text} Words in the picture: ${words}.`,
  },
  de: {
    words: (words: string) => `Wörter im Bild: ${words}.`,
    page: (start: string) => `Eine Textseite, die mit ${start} beginnt.`,
    screenshot: (start: string) => `Ein Bildschirmfoto mit Text, der mit ${start} beginnt.`,
    beside: (text: string, words: string) => `${text} Wörter im Bild: ${words}.`,
  },
} as const satisfies Readonly<Record<SayingLanguage, unknown>>

/**
 * An alt text made of the words alone, for a photo that has none and that no model describes: it says what stands there
 * and nothing of the scene.
 * @returns nothing where no words matter
 */
export function draftOfWords(
  lines: readonly PictureLine[],
  kind: KindOfPicture | undefined,
  language: SayingLanguage,
): string | undefined {
  const say = sentences[language]
  if (kind !== undefined) {
    const start = beginningOf(lines)
    if (start === undefined) return undefined
    const sentence = kind === 'document' ? say.page : say.screenshot
    return sentence(quotedIn[language](start))
  }
  const words = wordsThatMatter(lines)
  return words.length === 0 ? undefined : say.words(words.map(quotedIn[language]).join(', '))
}

/**
 * An alt text with the words that matter behind it.
 * @returns nothing where there are none, where the text says them already, or where it would be too long
 */
export function withWords(text: string, lines: readonly PictureLine[], language: SayingLanguage): string | undefined {
  const plain = (words: string): string => words.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')
  const unsaid = wordsThatMatter(lines).filter((words) => !plain(text).includes(plain(words)))
  if (unsaid.length === 0 || text.trim() === '') return undefined
  const ended = /[.!?…]$/u.test(text.trim()) ? text.trim() : `${text.trim()}.`
  const said = sentences[language].beside(ended, unsaid.map(quotedIn[language]).join(', '))
  return said.length > longest ? undefined : said
}

/** The whole text of a page, for the long description; nothing of a picture that is none. */
export function fullText(lines: readonly PictureLine[], kind: KindOfPicture | undefined): string | undefined {
  if (kind === undefined) return undefined
  const text = lines.map((line) => line.text).join('\n')
  return text === '' ? undefined : text.slice(0, longestDescription)
}
/** What a person may write as a description, too. */
const longestDescription = 5000

/** The first certain words, whole. */
function beginningOf(lines: readonly PictureLine[]): string | undefined {
  const text = lines
    .filter(({ confidence, text }) => confidence >= certain && lettersIn(text) >= 2)
    .map((line) => line.text)
    .join(' ')
  if (text.length <= beginning) return text === '' ? undefined : text
  const cut = text.slice(0, beginning)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), beginning >> 1)).trim()} …`
}
