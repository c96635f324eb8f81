/** The part of a picture in which marked lines stand. */

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Around a line there is a little of the picture, in shares of the line's height. */
const margin = 0.3

/**
 * @param marks four corners each, x and y in turns, in fractions of the picture
 * @returns in pixels of a picture of this size, none outside; `undefined` without marks
 */
export function boxAround(marks: readonly (readonly number[])[], width: number, height: number): Box | undefined {
  const across = marks.flatMap((corners) => corners.filter((_, index) => index % 2 === 0)).map((at) => at * width)
  const down = marks.flatMap((corners) => corners.filter((_, index) => index % 2 === 1)).map((at) => at * height)
  if (across.length === 0 || down.length === 0) return undefined
  const edge = margin * (Math.max(...down) - Math.min(...down))
  const [left, top] = [Math.max(0, Math.min(...across) - edge), Math.max(0, Math.min(...down) - edge)]
  const [right, bottom] = [Math.min(width, Math.max(...across) + edge), Math.min(height, Math.max(...down) + edge)]
  return right > left && bottom > top ? { x: left, y: top, width: right - left, height: bottom - top } : undefined
}
