/** What a grid shows of its photos: the rows in view, the photos wanted next, and the one that takes the focus. */
import { tick, untrack } from 'svelte'
import type { ShownTimeline } from './group-days.ts'
import { layOut, rowAt, rowOfPhoto, type Layout, type Row } from './layout.ts'
import { anchorAt, topOfAnchor, type Anchor } from './scroll-anchor.ts'
import { ScrollPace } from './scroll-pace.svelte.ts'
import { smallDates, type SmallDate } from '../timeline/small-dates.ts'
import { tilesOfRow, type PlacedTile } from './tiles-of-row.ts'

interface Shown {
  readonly timeline: () => ShownTimeline
  readonly rowHeight: () => number
  /** Whether a line of words stands under each photo. */
  readonly hasFooter: () => boolean
}

const gap = 4
const headerHeight = 48
const footerHeight = 22
const dateHeight = 22
/** So much beyond the window's edges is kept drawn, in heights of the window. */
const overscan = 0.75
/** Photos so far ahead on the way are asked about, so that their placeholders are there when they come. */
const lookahead = 4

export class GridView {
  readonly #shown: Shown
  readonly pace = new ScrollPace()
  viewport = $state<HTMLElement>()
  width = $state(0)
  height = $state(0)
  #scrollTop = $state(0)
  #active = $state(0)
  #anchor: Anchor | undefined

  constructor(shown: Shown) {
    this.#shown = shown
  }

  readonly layout: Layout = $derived.by(() =>
    layOut({
      ratios: this.#shown.timeline().ratios,
      days: this.#shown.timeline().days,
      width: this.width,
      rowHeight: this.#shown.rowHeight(),
      gap,
      headerHeight,
      dateHeight,
      ...(this.#shown.hasFooter() ? { footer: footerHeight } : {}),
    }),
  )

  readonly #firstRow = $derived.by(() => rowAt(this.layout.rows, this.#scrollTop - this.height * overscan))
  readonly #endRow = $derived.by(() => rowAt(this.layout.rows, this.#scrollTop + this.height * (1 + overscan)) + 1)
  readonly visible: readonly { readonly row: Row; readonly index: number }[] = $derived.by(() =>
    this.layout.rows.slice(this.#firstRow, this.#endRow).map((row, index) => ({ row, index: this.#firstRow + index })),
  )
  readonly visibleIds: readonly number[] = $derived.by(() => this.#idsOfRows(this.#firstRow, this.#endRow))

  /** Those in view, and those ahead on the way of a fast scroll. */
  readonly wantedIds: readonly number[] = $derived.by(() => {
    const ahead = this.pace.isFast ? lookahead : 1
    const [above, below] = this.pace.isUpward ? [ahead, overscan] : [overscan, ahead]
    const from = rowAt(this.layout.rows, this.#scrollTop - this.height * above)
    const to = rowAt(this.layout.rows, this.#scrollTop + this.height * (1 + below))
    return this.#idsOfRows(from, to + 1)
  })

  get scrollTop(): number {
    return this.#scrollTop
  }

  /** The place in the list of the photo that takes the focus. */
  get active(): number {
    return Math.min(this.#active, Math.max(0, this.#shown.timeline().ids.length - 1))
  }

  set active(index: number) {
    this.#active = index
  }

  /** CSS pixels seen of the list. */
  get pageHeight(): number {
    return this.height * 0.9
  }

  tilesOf(row: Row): readonly PlacedTile[] {
    return tilesOfRow(row, this.#shown.timeline(), gap)
  }

  /** Small dates over a row of photos of several days. */
  datesOf(row: Row): readonly SmallDate[] {
    const section = row.kind === 'header' ? undefined : this.layout.sections[row.section]
    return section?.days === undefined ? [] : smallDates(section, this.tilesOf(row))
  }

  /** Rows lie in the order of the list. */
  #idsOfRows(from: number, to: number): readonly number[] {
    const found = this.layout.rows.slice(from, to).filter((row) => row.kind === 'photos')
    return this.#shown.timeline().ids.slice(found.at(0)?.first ?? 0, found.at(-1)?.end ?? 0)
  }

  /** Horizontal centre of a photo, in CSS pixels. */
  readonly centre = (index: number): number => {
    const row = this.layout.rows[rowOfPhoto(this.layout.rows, index)]
    if (row?.kind !== 'photos') return 0
    const tile = this.tilesOf(row)[index - row.first]
    return tile === undefined ? 0 : tile.left + tile.width / 2
  }

  readonly scrolled = (): void => {
    // Left meanwhile: the last event of a scroll comes a frame later.
    if (this.viewport?.isConnected !== true) return
    this.#scrollTop = this.viewport.scrollTop
    this.pace.moved(this.#scrollTop, this.height)
    this.#anchor = anchorAt(this.layout.rows, this.#shown.timeline().ids, this.#scrollTop)
  }

  scrollTo(top: number): void {
    this.viewport?.scrollTo({ top, behavior: 'instant' })
  }

  /** A list that grows above the eye must not move under it; call in an effect that runs before the page changes. */
  holdStill(): void {
    const { rows } = this.layout
    untrack(() => {
      const wanted = this.#anchor && topOfAnchor(rows, this.#shown.timeline().ids, this.#anchor)
      if (wanted === undefined || Math.abs(wanted - this.#scrollTop) < 1) return
      void tick().then(() => this.scrollTo(wanted))
    })
  }

  /** Brings a photo into view and gives it the focus. */
  async moveTo(index: number): Promise<void> {
    this.active = index
    const row = this.layout.rows[rowOfPhoto(this.layout.rows, index)]
    const { viewport } = this
    if (row === undefined || viewport === undefined) return
    const above = row.top - headerHeight
    const below = row.top + row.height + gap - this.height
    if (above < viewport.scrollTop) this.scrollTo(above)
    else if (below > viewport.scrollTop) this.scrollTo(below)
    await tick()
    await new Promise(requestAnimationFrame) // the scroll decides which tiles exist
    await tick()
    viewport.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus({ preventScroll: true })
  }
}
