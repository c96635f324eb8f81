/** @file Words as SigLIP 2 learned them. */

// Python's string.punctuation, without the underscore, which separates words.
const punctuation = /[!-/:-@[-^`{-~]/gu
// What Python's str.split() takes for white space and JavaScript's \s does not: four separators and NEL. The byte order
// mark is the other way round and is kept.
const whiteSpace = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/gu

/**
 * Underscores become spaces, ASCII punctuation goes, the rest is in lower case, and runs of white space become one
 * space: open_clip's `canonicalize_text`, with which the model was trained.
 */
export function canonicalWords(text: string): string {
  const bare = text.replaceAll('_', ' ').replaceAll(punctuation, '').toLowerCase()
  return bare.split(whiteSpace).filter(Boolean).join(' ')
}
