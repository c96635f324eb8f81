/** A page of words that no language has, so that nothing on it can be guessed; drawn without SVG, which the product bars. */
import sharp from 'sharp'
import { createRandom } from '../../models/demo/scenes/random.ts'

/** As wide as paper of A4 in 12 megapixels, as a telephone takes it; fifty lines make it as high. */
const width = 2900
const heightOfLine = 82
const wordsInLine = 10
const sizePx = 44

export type LinesOfWords = readonly (readonly string[])[]

/** Ten words each, the same for a seed. */
export function linesOfWords(count: number, seed = 5): LinesOfWords {
  const random = createRandom(seed)
  const letters = Array.from('abcdefghiklmnoprstuvw')
  const word = (): string => Array.from({ length: random.whole(3, 8) }, () => random.pick(letters)).join('')
  return Array.from({ length: count }, () => Array.from({ length: wordsInLine }, word))
}

/** The page as PNG. */
export async function drawPage(lines: LinesOfWords): Promise<Buffer> {
  const layers = await Promise.all(
    lines.map(async (words, index) => {
      const text = { text: words.join(' '), font: `DejaVu Serif ${sizePx}`, dpi: 72, rgba: true }
      const input = await sharp({ text }).png().toBuffer()
      return { input, left: 200, top: index * heightOfLine + 20 }
    }),
  )
  const paper = { width, height: lines.length * heightOfLine, channels: 3 as const, background: '#f4f1ea' }
  return sharp({ create: paper }).composite(layers).png().toBuffer()
}
