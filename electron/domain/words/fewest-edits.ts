/** How far a word is from what a text says, wherever it says it. */

/** Bits of a whole number in JavaScript. */
const mostBits = 32

/**
 * Edits (a letter put in, left out or exchanged) from a word to the part of a text that is most like it, a column of
 * Sellers' table (1980) in two whole numbers at a time (Myers, JACM 46, 1999). Of a longer word than 32 letters the
 * first 32 are compared.
 */
export function fewestEdits(word: string, text: string): number {
  const length = Math.min(word.length, mostBits)
  if (length === 0) return 0
  const places = new Map<string, number>()
  for (let at = 0; at < length; at += 1) {
    const letter = word.charAt(at)
    places.set(letter, (places.get(letter) ?? 0) | (1 << at))
  }
  const last = 1 << (length - 1)
  let more = -1
  let less = 0
  let edits = length
  let fewest = length
  for (let at = 0; at < text.length; at += 1) {
    const same = places.get(text.charAt(at)) ?? 0
    const down = same | less
    const across = ((((same & more) + more) | 0) ^ more) | same
    let up = less | ~(across | more)
    let fall = more & across
    if ((up & last) !== 0) edits += 1
    else if ((fall & last) !== 0) edits -= 1
    if (edits < fewest) fewest = edits
    up <<= 1
    fall <<= 1
    more = fall | ~(down | up)
    less = up & down
  }
  return fewest
}
