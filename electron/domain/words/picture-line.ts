/** A line of words that stands in a picture. */
export interface PictureLine {
  readonly text: string
  /** 0 to 1. */
  readonly confidence: number
  /**
   * x and y of its four corners in reading direction (upper left, upper right, lower right, lower left), in fractions
   * of the upright picture's width and height.
   */
  readonly corners: readonly number[]
}

/** From here on what was read is taken for what stands there. */
export const surely = 0.8

/** Frame of a line in fractions: left, top, right, bottom. */
export function frameOf({ corners }: PictureLine): readonly [number, number, number, number] {
  const xs = corners.filter((_, index) => index % 2 === 0)
  const ys = corners.filter((_, index) => index % 2 === 1)
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}

/** Share of the picture that a line covers (the shoelace formula), 0 to 1. */
export function coverOf({ corners }: PictureLine): number {
  let twice = 0
  for (let index = 0; index < 8; index += 2) {
    const next = (index + 2) % 8
    twice += (corners[index] ?? 0) * (corners[next + 1] ?? 0) - (corners[next] ?? 0) * (corners[index + 1] ?? 0)
  }
  return Math.min(1, Math.abs(twice) / 2)
}

/** Letters and digits in it. */
export function lettersIn(text: string): number {
  return text.match(/[\p{L}\p{N}]/gu)?.length ?? 0
}
