/**
 * @file From a line's probabilities to its text: best path decoding of connectionist temporal classification (Graves
 * et al., ICML 2006), and a rule for spaces that the model loses.
 */

export interface ReadText {
  readonly text: string
  /** Mean probability of its letters, 0 to 1; 0 where nothing was read. */
  readonly confidence: number
}

/** Two letters so many times the usual distance apart have a space between them. */
const spaceGap = 2

/**
 * Decodes one line.
 * @param probabilities `steps * classes` values, class 0 is "nothing"
 * @param letters what the classes mean, from class 1 on
 */
export function decodeLine(probabilities: Float32Array, steps: number, letters: readonly string[]): ReadText {
  const classes = letters.length + 1
  const read: { readonly letter: string; readonly step: number; readonly probability: number }[] = []
  let last = 0
  for (let step = 0; step < steps; step += 1) {
    const best = strongest(probabilities, step * classes, classes)
    if (best !== 0 && best !== last) {
      const letter = letters[best - 1] ?? ''
      read.push({ letter, step, probability: probabilities[step * classes + best] ?? 0 })
    }
    last = best
  }
  if (read.length === 0) return { text: '', confidence: 0 }
  const confidence = read.reduce((sum, { probability }) => sum + probability, 0) / read.length
  return { text: withSpaces(read), confidence }
}

function strongest(values: Float32Array, from: number, count: number): number {
  let best = 0
  for (let index = 1; index < count; index += 1)
    if ((values[from + index] ?? 0) > (values[from + best] ?? 0)) best = index
  return best
}

/**
 * Sets the spaces that the model saw and did not say (PaddleOCR#11386): where two letters stand more than twice the
 * line's median distance apart. Never in a script that writes without spaces, never at a space.
 */
function withSpaces(read: readonly { readonly letter: string; readonly step: number }[]): string {
  const gaps = read.slice(1).map(({ step }, index) => step - (read[index]?.step ?? 0))
  const median = [...gaps].sort((one, other) => one - other)[gaps.length >> 1] ?? 0
  let text = ''
  for (const [index, { letter }] of read.entries()) {
    const before = read[index - 1]?.letter
    const isWide = before !== undefined && gaps.length >= 3 && (gaps[index - 1] ?? 0) > spaceGap * median
    text += isWide && isSpaced(before) && isSpaced(letter) ? ` ${letter}` : letter
  }
  return text.replaceAll(/\s+/gu, ' ').trim()
}

const unspaced = /[\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u

function isSpaced(letter: string): boolean {
  return !unspaced.test(letter)
}
