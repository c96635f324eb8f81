/** Where every photo of a timeline lies: justified rows under day headers, computed once, looked up by scroll position. */
import type { DayRun } from './group-days.ts'

export interface LayoutInput {
  /** Width over height in hundredths; 0 is unknown. */
  readonly ratios: readonly number[]
  readonly days: readonly DayRun[]
  /** CSS pixels. */
  readonly width: number
  readonly rowHeight: number
  readonly gap: number
  /** Under each row, for words; 0 without. */
  readonly footer?: number
  readonly headerHeight: number
  /** Above each row of a section of several days, for small dates; 0 without. */
  readonly dateHeight?: number
}

/** One line of the grid: a header, or photos `first` to `end` (exclusive). All lengths in CSS pixels. */
export type Row =
  | { readonly kind: 'header'; readonly top: number; readonly height: number; readonly section: number }
  | {
      readonly kind: 'photos'
      readonly top: number
      readonly height: number
      readonly first: number
      readonly end: number
      readonly section: number
    }

export interface Section extends DayRun {
  readonly first: number
  readonly end: number
  readonly top: number
}

export interface Layout {
  readonly rows: readonly Row[]
  readonly sections: readonly Section[]
  readonly height: number
}

/** A photo whose shape is not known yet stands as a common one. */
const commonRatio = 1.5
/** Panoramas and scrolls would leave no room for others; they are cropped in the grid, never in the photo view. */
const narrowest = 0.45
const widest = 3.2

/** Width over height as laid out. */
export function ratioOf(hundredths: number): number {
  return hundredths === 0 ? commonRatio : Math.min(widest, Math.max(narrowest, hundredths / 100))
}

/** Lays out all photos: O(n), a few milliseconds for 100,000. */
export function layOut(input: LayoutInput): Layout {
  const { ratios, width, gap, headerHeight } = input
  const days = input.days.length === 0 ? [{ day: '', count: ratios.length }] : input.days
  const headers = input.days.length > 0
  const rows: Row[] = []
  const sections: Section[] = []
  let top = 0
  let first = 0
  for (const run of days) {
    const { count } = run
    if (count === 0) continue
    sections.push({ ...run, first, end: first + count, top })
    if (headers) {
      rows.push({ kind: 'header', top, height: headerHeight, section: sections.length - 1 })
      top += headerHeight
    }
    const dateHeight = run.days === undefined ? 0 : (input.dateHeight ?? 0)
    const section = { index: sections.length - 1, first, end: first + count, top, dateHeight }
    top = layOutSection(input, section, rows)
    first += count
  }
  return { rows, sections, height: width <= 0 ? 0 : Math.max(0, top - gap) }
}

/** A row that leaves its last photo to the next one may grow by this much, no more. */
const mostGrowth = 1.3

/**
 * Fills rows greedily; each is stretched or shrunk to the full width, whichever is nearer to the wanted height. The
 * last one keeps the height of the one before it, so that its photos are not the largest of all.
 */
function layOutSection(
  { ratios, width, rowHeight, gap, footer = 0 }: LayoutInput,
  section: Readonly<Record<'index' | 'first' | 'end' | 'top' | 'dateHeight', number>>,
  rows: Row[],
): number {
  let { top } = section
  let start = section.first
  let sum = 0
  let last = rowHeight
  const push = (end: number, height: number): void => {
    top += section.dateHeight
    rows.push({ kind: 'photos', top, height, first: start, end, section: section.index })
    top += height + gap + footer
    start = end
    last = height
  }
  for (let index = section.first; index < section.end; index += 1) {
    const ratio = ratioOf(ratios[index] ?? 0)
    const without = (width - gap * (index - start - 1)) / sum
    sum += ratio
    const height = (width - gap * (index - start)) / sum
    if (height > rowHeight) continue
    if (index > start && without / rowHeight < Math.min(mostGrowth, rowHeight / height)) {
      push(index, Math.round(without))
      sum = ratio
      if (width / sum > rowHeight) continue
    }
    push(index + 1, Math.round(Math.min((width - gap * (index - start)) / sum, rowHeight * mostGrowth)))
    sum = 0
  }
  if (start < section.end) {
    const widest = Math.round((width - gap * (section.end - start - 1)) / sum)
    push(section.end, Math.min(last, widest))
  }
  return top + gap
}

/** The first row that reaches below `y`; the number of rows when none does. */
export function rowAt(rows: readonly Row[], y: number): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >> 1
    const row = rows[middle]
    if (row !== undefined && row.top + row.height <= y) low = middle + 1
    else high = middle
  }
  return low
}

/** The row that holds a photo, by its place in the timeline. */
export function rowOfPhoto(rows: readonly Row[], index: number): number {
  let low = 0
  let high = rows.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (firstPhotoFrom(rows, middle) <= index) low = middle
    else high = middle - 1
  }
  return low
}

/** The first photo at or after a row. */
function firstPhotoFrom(rows: readonly Row[], at: number): number {
  const row = rows[at]
  if (row?.kind === 'photos') return row.first
  const next = rows[at + 1]
  return next?.kind === 'photos' ? next.first : Infinity
}
