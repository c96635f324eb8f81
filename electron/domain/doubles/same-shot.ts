import { agreements, correlation, inner } from './alike-parts.ts'
import { coarseEdge, contrastOf, detailsOf, halved, seen, wholeView, type Grid, type View } from './grey-grid.ts'

/** What is compared of a picture. */
export interface Likeness {
  /** 56 × 56. */
  readonly grid: Grid
  /** Width by height. */
  readonly aspect: number
}

export interface Comparison {
  /** Correlation of the grey at a quarter of the cells, one laid over the other as well as can be; -1 to 1. */
  readonly looks: number
  /** The pictures are one, made two by a resize, a re-save, a crop or an edit. */
  readonly isSameShot: boolean
}

const degrees = (count: number): number => (count * Math.PI) / 180
/** How copies are cut and turned; what lies between is found from the nearest of these. */
export const cuts: readonly View[] = [0.94, 0.88, 0.8].map((scale) => ({ ...wholeView, scale }))
export const turns: readonly View[] = [-3, 3].map((angle) => ({ ...wholeView, turn: degrees(angle) }))
const starts: readonly View[] = [wholeView, ...cuts, ...turns]

/** Pictures that are less alike than this from every start are not laid over each other any better. */
const worthwhile = 0.7
/** Below this the whole is another one, whatever its parts say. */
const leastLooks = 0.88

/**
 * Found on the duplicates corpus and drawn pictures (2026-11), see `npm run eval -- --only doubles`: of 36 parts with
 * anything on them the middle one agrees to 0.96 and more between any copy and its original, the one at the lowest
 * quarter to 0.85, and to 0.65 and 0.25 at most between other pictures, the same street a minute later included.
 */
const leastMiddle = 0.92
const leastQuarter = 0.75
/** Letters and lines: the root mean square, in grey levels, from which on a part has something on it. */
const somethingOnIt = 2
/** With fewer parts than this there is too little on a picture to tell it from another: nearly blank pages are alike. */
const leastParts = 10
/** Standard deviation in grey levels: noise of a dark frame, no more. */
const plainContrast = 1
/** Where more of a picture than this is of one grey it is a page or a screen, and what it says may be one word in it. */
const pageShare = 0.5
/** Pages of one template agree everywhere but there. */
const leastOfPage = 0.9

/** Compares two pictures; the same both ways round. */
export function compare(one: Likeness, other: Likeness): Comparison {
  const forth = laidOver(one, other)
  const back = forth.looks > 0.999 ? forth : laidOver(other, one)
  const [outer, within, best] = forth.looks >= back.looks ? [one, other, forth] : [other, one, back]
  if (best.looks < leastLooks) return { looks: best.looks, isSameShot: false }
  const part = detailsOf(seen(outer.grid, best.view, outer.aspect))
  const agreed = [...agreements(part, detailsOf(within.grid), somethingOnIt)].sort((a, b) => a - b)
  const at = (share: number): number => agreed[Math.floor(agreed.length * share)] ?? 0
  const isPage = emptyShare(one.grid) > pageShare || emptyShare(other.grid) > pageShare
  const isSameShot =
    agreed.length >= leastParts &&
    at(0.5) >= leastMiddle &&
    at(0.25) >= leastQuarter &&
    (!isPage || at(0) >= leastOfPage)
  return { looks: best.looks, isSameShot }
}

/**
 * `plain`: one colour, as of a lens cap; `nearly`: too little on it to tell it from others by its looks, as a page with a
 * line on it; undefined: neither.
 */
export function blankness(grid: Grid): 'plain' | 'nearly' | undefined {
  const details = detailsOf(grid)
  if (contrastOf(grid) < plainContrast) return 'plain'
  return agreements(details, details, somethingOnIt).length < leastParts ? 'nearly' : undefined
}

interface Laid {
  readonly view: View
  readonly looks: number
}

/** The part of `outer` that looks most like `within`: from the best start by ever smaller steps. */
function laidOver(outer: Likeness, within: Likeness): Laid {
  const [large, small] = [halved(outer.grid), halved(within.grid)]
  const middle = inner({ edge: coarseEdge, cells: small.cells }, 2)
  const looksOf = (view: View): number => correlation(seen(large, view, outer.aspect), small, middle)
  let best: Laid = { view: wholeView, looks: -1 }
  const consider = (view: View): void => {
    const looks = looksOf(view)
    if (looks > best.looks) best = { view, looks }
  }
  starts.forEach(consider)
  if (best.looks < worthwhile) return best
  for (let step = 0.02; step > 0.001; step /= 2)
    for (let round = 0; round < 2; round++)
      for (const sign of [-1, 1]) {
        consider({ ...best.view, scale: best.view.scale + sign * step })
        consider({ ...best.view, turn: best.view.turn + (sign * step) / 2 })
        consider({ ...best.view, right: best.view.right + (sign * step) / 2 })
        consider({ ...best.view, down: best.view.down + (sign * step) / 2 })
      }
  return best
}

/** Share of the cells that are of the most frequent grey, in steps of 12. */
function emptyShare({ cells }: Grid): number {
  const counts = new Map<number, number>()
  for (const cell of cells) counts.set(Math.floor(cell / 12), (counts.get(Math.floor(cell / 12)) ?? 0) + 1)
  return Math.max(...counts.values()) / cells.length
}
