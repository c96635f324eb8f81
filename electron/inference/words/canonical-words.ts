/** @file Words as SigLIP 2 learned them. */

// Python's string.punctuation, without the underscore, which separates words.
const punctuation = /[!-/:-@[-^`{-~]/gu
// What Python's str.split() takes for white space: other than \s, also four separators and NEL, not the byte order mark.
const separators = String.fromCharCode(0x1c, 0x1d, 0x1e, 0x1f, 0x85)
const whiteSpace = new RegExp(
  `[${separators}\\t-\\r \\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+`,
  'u',
)

/**
 * Underscores become spaces, ASCII punctuation goes, the rest is in lower case, and runs of white space become one
 * space: open_clip's `canonicalize_text`, with which the model was trained.
 */
export function canonicalWords(text: string): string {
  const bare = text.replaceAll('_', ' ').replaceAll(punctuation, '').toLowerCase()
  return bare.split(whiteSpace).filter(Boolean).join(' ')
}
