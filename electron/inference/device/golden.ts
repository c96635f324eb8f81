/**
 * @file The fixed input that providers are judged by: pictures and texts made by arithmetic, the same on every
 * machine. The pictures differ in colour, in structure and in where it lies, so that a provider that mixes up rows,
 * channels or places is seen to.
 */
import type { ImageRule } from '../pack/pack.ts'
import { inputLength, normalisePixels } from '../pack/preprocess.ts'

export const goldenPictureCount = 3

export const goldenTexts: readonly string[] = [
  'a red boat on a lake',
  'zwei Hunde spielen im Schnee, dahinter Berge und ein kleines Haus',
  '12:45 platform 3, "mind the gap"',
]

type Paint = (x: number, y: number, turn: number) => readonly [number, number, number]

/** `x` and `y` run from 0 to 1; each yields red, green, blue from 0 to 1. */
const paints: readonly Paint[] = [
  // A warm disc over a sky.
  (x, y, turn) => ((x - 0.35) ** 2 + (y - 0.3 - turn / 20) ** 2 < 0.03 ? [0.95, 0.55, 0.1] : [0.2 * y, 0.5 * y, 0.9]),
  // A board of dark green and yellow squares.
  (x, y, turn) =>
    (Math.floor(x * (6 + turn)) + Math.floor(y * (6 + turn))) % 2 === 0 ? [0.05, 0.3, 0.1] : [0.9, 0.85, 0.2],
  // Grey waves with a magenta edge on the right.
  (x, y, turn) => {
    const wave = 0.5 + 0.5 * Math.sin(2 * Math.PI * (y * (9 + turn) + x))
    return x > 0.8 ? [0.8, 0.1, 0.7] : [wave, wave, wave]
  },
]

/**
 * Draws pictures as a model's input.
 * @returns normalised pixels `[count, 3, height, width]`; beyond the third the pictures are variations
 */
export function goldenPixels(rule: ImageRule, count: number): Float32Array {
  const length = inputLength(rule)
  const pixels = new Float32Array(count * length)
  for (let picture = 0; picture < count; picture++) normalisePixels(draw(rule, picture), rule, pixels, picture * length)
  return pixels
}

function draw({ width, height }: ImageRule, picture: number): Uint8Array {
  const paint = paints[picture % paints.length]
  const turn = Math.floor(picture / paints.length)
  const rgb = new Uint8Array(3 * width * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      rgb.set(paint?.(x / width, y / height, turn).map((value) => Math.round(255 * value)) ?? [], 3 * (y * width + x))
  return rgb
}
