/** The order in which a person reads what stands in a picture. */
import { frameOf, type PictureLine } from './picture-line.ts'

/**
 * Row by row from the top, each from the left. A line belongs to a row when its middle is in the upper and lower edge
 * of the row's first; columns of print are read across.
 */
export function inReadingOrder<Line extends PictureLine>(lines: readonly Line[]): readonly Line[] {
  const placed = lines.map((line) => {
    const [left, top, right, bottom] = frameOf(line)
    return { line, left, right, top, bottom, middle: (top + bottom) / 2 }
  })
  const rows: (typeof placed)[] = []
  for (const each of placed.sort((one, other) => one.middle - other.middle || one.left - other.left)) {
    const row = rows.at(-1)
    const [first] = row ?? []
    const isBeside = (row ?? []).every((other) => other.right <= each.left + slack || each.right <= other.left + slack)
    if (row !== undefined && first !== undefined && each.middle <= first.bottom && isBeside) row.push(each)
    else rows.push([each])
  }
  return rows.flatMap((row) => row.sort((one, other) => one.left - other.left).map(({ line }) => line))
}

/** Lines beside each other may touch. */
const slack = 0.01
