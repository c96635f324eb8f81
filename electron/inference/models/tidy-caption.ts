/** @file A model's words into a sentence fit for alt text. */

/** Screen readers read alt text in one breath; most style guides ask for at most this many characters. */
export const altTextLimit = 250
/** A description is a paragraph: about what the longest level may say in its tokens. */
export const descriptionLimit = 1200

// Alt text is already known to belong to a picture: "an image of" says nothing.
const opener =
  /^(?:this is |there is |here is )?(?:(?:in |on )?(?:an?|the|this) (?:\w+ )?(?:image|picture|photo|photograph|view|close[- ]up)(?: (?:of|showing|that shows|which shows|shows|depicts|features|contains))|in (?:an?|the|this) (?:image|picture|photo|photograph),?)\s+/iu

/**
 * Collapses spaces, drops an opener such as "an image of", starts with a capital, ends with a full stop, and cuts
 * at a sentence or word end so that at most `limit` characters (UTF-16 units) remain. Tidying twice changes nothing.
 * @param options `isCutOff`: the words stop where the model had to; what follows the last whole sentence is dropped
 * @returns an empty string when nothing readable remains
 */
export function tidyCaption(
  text: string,
  { limit = altTextLimit, isCutOff = false }: { readonly limit?: number; readonly isCutOff?: boolean } = {},
): string {
  let rest = text
    .toWellFormed()
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .replaceAll(/ +([,.;:!?])/gu, '$1')
    .trim()
  for (let shorter = rest.replace(opener, ''); shorter !== rest; shorter = rest.replace(opener, '')) rest = shorter
  if (!/[\p{L}\p{N}]/u.test(rest)) return ''
  rest = capitalise(rest)
  if (isCutOff && !endsASentence(rest)) rest = wholeSentences(rest) ?? rest
  // A text of just the limit has no place left for its full stop.
  if (rest.length > limit || (rest.length === limit && !endsASentence(rest))) rest = cut(rest, limit)
  return endsASentence(rest) ? rest : `${rest.replace(/[\s,;:–-]+$/u, '')}.`
}

function capitalise(text: string): string {
  const first = String.fromCodePoint(text.codePointAt(0) ?? 0x20)
  const upper = first.toUpperCase()
  // "ß" has no single capital; a capital of another length would make the text grow.
  return upper.length === first.length ? upper + text.slice(first.length) : text
}

function wholeSentences(text: string): string | undefined {
  const sentenceEnd = Math.max(text.lastIndexOf('. '), text.lastIndexOf('! '), text.lastIndexOf('? '))
  return sentenceEnd > 0 ? text.slice(0, sentenceEnd + 1) : undefined
}

function cut(text: string, limit: number): string {
  const sentences = wholeSentences(text.slice(0, limit))
  if (sentences !== undefined) return sentences
  // One place is kept for the full stop.
  const words = text.slice(0, limit - 1)
  const wordEnd = words.lastIndexOf(' ')
  if (wordEnd > 0 && text[limit - 1] !== ' ') return words.slice(0, wordEnd)
  return words.isWellFormed() ? words : words.slice(0, -1)
}

function endsASentence(text: string): boolean {
  return /[.!?…。！？]["'”’)]?$/u.test(text)
}
