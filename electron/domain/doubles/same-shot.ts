import { agreements, busyParts, correlation, inner } from './alike-parts.ts'
import { contrastOf, detailsOf, seen, type Grid } from './grey-grid.ts'
import { lasting, wholeView, type View } from './view.ts'

/** What is compared of a picture. */
export interface Likeness {
  /** 56 × 56. */
  readonly grid: Grid
  /** The same by halves. */
  readonly coarse: Grid
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
export const cuts: readonly View[] = [0.94, 0.88, 0.8].map((scale) => lasting({ ...wholeView, scale }))
export const turns: readonly View[] = [-3, 3].map((angle) => lasting({ ...wholeView, turn: degrees(angle) }))
const starts: readonly View[] = [...cuts, ...turns]

/** Pictures that are less alike than this from every start are not laid over each other any better. */
const worthwhile = 0.8
/** So alike are pictures as they are only where nothing was cut off; their parts are held against each other at once. */
const surelyWhole = 0.95
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
  const whole = { view: wholeView, looks: looksIn(wholeView, one, other) }
  // Most copies are neither cut nor turned.
  if (whole.looks >= surelyWhole && agree(one, other, wholeView)) return { looks: whole.looks, isSameShot: true }
  const [outer, within, start] = bestStart(one, other, whole)
  if (start.looks < worthwhile) return { looks: start.looks, isSameShot: false }
  const best = laidOver(outer, within, start)
  return { looks: best.looks, isSameShot: best.looks >= leastLooks && agree(outer, within, best.view) }
}

/** Whether the parts of a view of one picture are those of another. */
function agree(outer: Likeness, within: Likeness, view: View): boolean {
  const part = view === wholeView ? outer.grid : seen(outer.grid, view, outer.aspect)
  const agreed = [...agreements(detailsIn(part), detailsIn(within.grid), somethingOnIt)].sort((a, b) => a - b)
  const at = (share: number): number => agreed[Math.floor(agreed.length * share)] ?? 0
  if (agreed.length < leastParts || at(0.5) < leastMiddle || at(0.25) < leastQuarter) return false
  const isPage = emptyShare(outer.grid) > pageShare || emptyShare(within.grid) > pageShare
  return !isPage || at(0) >= leastOfPage
}

/**
 * `plain`: one colour, as of a lens cap; `nearly`: too little on it to tell it from others by its looks, as a page with a
 * line on it; undefined: neither.
 */
export function blankness(grid: Grid): 'plain' | 'nearly' | undefined {
  if (contrastOf(grid) < plainContrast) return 'plain'
  return busyParts(detailsIn(grid), somethingOnIt) < leastParts ? 'nearly' : undefined
}

/** A new picture is held against several, each time by the same details. */
const known = new WeakMap<Grid, Grid>()

function detailsIn(grid: Grid): Grid {
  const found = known.get(grid) ?? detailsOf(grid)
  known.set(grid, found)
  return found
}

interface Laid {
  readonly view: View
  readonly looks: number
}

function looksIn(view: View, outer: Likeness, within: Likeness): number {
  const part = view === wholeView ? outer.coarse : seen(outer.coarse, view, outer.aspect)
  return correlation(part, within.coarse, inner(within.coarse, 2))
}

/** Either may be a part of the other: which, and from where on. */
function bestStart(one: Likeness, other: Likeness, whole: Laid): readonly [outer: Likeness, within: Likeness, Laid] {
  let best: readonly [Likeness, Likeness, Laid] = [one, other, whole]
  for (const [outer, within] of [
    [one, other],
    [other, one],
  ] as const)
    for (const view of starts) {
      const looks = looksIn(view, outer, within)
      if (looks > best[2].looks) best = [outer, within, { view, looks }]
    }
  return best
}

/** The part of `outer` that looks most like `within`: from a start by ever smaller steps. */
function laidOver(outer: Likeness, within: Likeness, start: Laid): Laid {
  let best = start
  const consider = (view: View): void => {
    const looks = looksIn(view, outer, within)
    if (looks > best.looks) best = { view, looks }
  }
  for (let step = 0.02; step > 0.001; step /= 2)
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
  const counts = new Uint16Array(22)
  for (const cell of cells) {
    const step = Math.floor(cell / 12)
    counts[step] = (counts[step] ?? 0) + 1
  }
  return Math.max(...counts) / cells.length
}
