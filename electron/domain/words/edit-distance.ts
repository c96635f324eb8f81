/**
 * Letters that must be put in, left out, exchanged or swapped with their neighbour to make one word the other (Damerau
 * and Levenshtein, with no letter touched twice); more than `most` is told as `most + 1`.
 */
export function editDistance(a: string, b: string, most: number): number {
  const [first, second] = [Array.from(a), Array.from(b)]
  if (Math.abs(first.length - second.length) > most) return most + 1
  let before: number[] = []
  let above = Array.from({ length: second.length + 1 }, (_, index) => index)
  for (const [i, letter] of first.entries()) {
    const row = [i + 1]
    for (const [j, other] of second.entries()) {
      const cost = letter === other ? 0 : 1
      let least = Math.min((above[j + 1] ?? 0) + 1, (row[j] ?? 0) + 1, (above[j] ?? 0) + cost)
      if (i > 0 && j > 0 && letter === second[j - 1] && first[i - 1] === other)
        least = Math.min(least, (before[j - 1] ?? 0) + 1)
      row.push(least)
    }
    if (Math.min(...row) > most) return most + 1
    before = above
    above = row
  }
  return Math.min(above.at(-1) ?? 0, most + 1)
}

/** How many letters may be wrong in a word of this length: one from four letters on, two from eight. */
export function forgivenLetters(word: string): number {
  const letters = Array.from(word).length
  return letters < 4 ? 0 : letters < 8 ? 1 : 2
}
