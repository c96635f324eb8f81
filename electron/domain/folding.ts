/**
 * One form for what is written and what is looked for, where the full text's own folding (letters without their marks)
 * does not reach: letters that are letters of their own in one alphabet and plain ones in another, and scripts that put
 * no spaces between words.
 */

/** Unicode knows no decomposition of these; people who lack the key write the second (Unicode CLDR, Latin-ASCII). */
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  ẞ: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'ng',
  ı: 'i',
  ĸ: 'k',
  ſ: 's',
}
const special = new RegExp(`[${Object.keys(plainLetters).join('')}]`, 'gu')

/** Scripts without spaces: each letter is a word, and a word is a run of them. Korean has spaces, but joins what follows. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Hangul}ー々]/gu

/**
 * Text as the index keeps it and as queries ask for it: lower case, plain letters, letters of unspaced scripts apart. A
 * phrase of what a query gives finds every place where its letters stand together.
 */
export function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(special, (letter) => plainLetters[letter] ?? letter)
    .replace(unspaced, ' $& ')
}

/**
 * The numbers in a file's name as people remember them: without the camera's letters in front and the noughts before
 * them. `DSC01234` gives `01234` and `1234`.
 */
export function numbersIn(name: string): readonly string[] {
  const runs = name.match(/\d{3,}/gu) ?? []
  return [...new Set(runs.flatMap((run) => [run, run.replace(/^0+(?=\d{3})/u, '')]))]
}

/** English nouns as one and as many: `cherry` and `cherries`, `dogs` and `dog`. The word itself comes first. */
export function oneAndMany(word: string): readonly string[] {
  if (!/^[a-z]{3,}$/u.test(word)) return [word]
  if (/[^aeiou]ies$/u.test(word)) return [word, `${word.slice(0, -3)}y`]
  if (/(?:s|x|z|ch|sh)es$/u.test(word)) return [word, word.slice(0, -2), word.slice(0, -1)]
  if (/[^s]s$/u.test(word) && !/(?:us|is)$/u.test(word)) return [word, word.slice(0, -1)]
  if (/[^aeiou]y$/u.test(word)) return [word, `${word.slice(0, -1)}ies`]
  return [word]
}
