/** What a hand on the keyboard or the mouse does in a grid. */
import { tick } from 'svelte'
import type { PhotoId } from '../../electron/api/photo.ts'
import { rate } from '../state/marks.ts'
import { photos } from '../state/photos.svelte.ts'
import { selection } from '../state/selection.svelte.ts'
import { perform } from '../ui/shortcuts.ts'
import { moveBy } from './arrange.ts'
import { targetOf, type Move } from './grid-keys.ts'
import type { GridView } from './grid-view.svelte.ts'

interface Handled {
  readonly view: GridView
  /** The photos shown, in order; the engine gave their ids. */
  readonly ids: () => readonly number[]
  readonly onOpen: (id: PhotoId) => void
  readonly onMenu: (id: PhotoId, at: { readonly x: number; readonly y: number }) => void
  /** Undefined where the order is not a person's to change. */
  readonly arrange: () => ((ids: readonly number[]) => void) | undefined
}

/** Moves that select on their way, by the key that is held with Shift. */
const ways: Readonly<Record<string, Move>> = {
  ArrowRight: 'right',
  ArrowLeft: 'left',
  ArrowDown: 'below',
  ArrowUp: 'above',
  Home: 'first',
  End: 'last',
  PageDown: 'pageDown',
  PageUp: 'pageUp',
}

function closest(event: Event, selector: string): HTMLElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLElement>(selector) : null
}

/** The star under the pointer; 0 for the one that stands, which takes it away. */
function starAt(event: Event, id: PhotoId): number | undefined {
  const star = closest(event, '[data-star]')
  if (star === null) return undefined
  const stars = Number(star.dataset['star'])
  return stars === photos.get(id)?.rating ? 0 : stars
}

export class GridInput {
  readonly #grid: Handled

  constructor(grid: Handled) {
    this.#grid = grid
  }

  /** The photo an event is about. */
  readonly hit = (event: Event): { readonly id: PhotoId; readonly index: number } | undefined => {
    const cell = closest(event, '[data-index]')
    if (cell === null) return undefined
    const index = Number(cell.dataset['index'])
    const id = this.#grid.ids()[index]
    return id === undefined ? undefined : { id: id as PhotoId, index }
  }

  /** A photo, and the whole selection when it is part of it. */
  readonly chosenWith = (id: number): ReadonlySet<number> => new Set(selection.has(id) ? selection.ids : [id])

  /** Tells the new order; the focus stays with the photo. */
  readonly arrange = (ids: readonly number[], about: number): void => {
    this.#grid.arrange()?.(ids)
    void tick().then(() => this.#grid.view.moveTo(ids.indexOf(about)))
  }

  readonly click = (event: MouseEvent): void => {
    const hit = this.hit(event)
    if (hit === undefined) return
    const { view, ids, onOpen } = this.#grid
    view.active = hit.index
    const stars = starAt(event, hit.id)
    if (stars !== undefined) void rate([hit.id], stars)
    else if (event.shiftKey) selection.extendTo(hit.id, ids())
    else if (closest(event, '[data-check]') !== null || event.ctrlKey || event.metaKey || selection.size > 0)
      selection.toggle(hit.id)
    else onOpen(hit.id)
  }

  readonly contextMenu = (event: MouseEvent): void => {
    const hit = this.hit(event)
    if (hit === undefined) return
    event.preventDefault()
    this.#grid.view.active = hit.index
    this.#grid.onMenu(hit.id, { x: event.clientX, y: event.clientY })
  }

  readonly key = (event: KeyboardEvent): void => {
    if (event.target instanceof HTMLButtonElement) return
    perform(event, 'grid', {
      right: () => this.#move('right'),
      left: () => this.#move('left'),
      below: () => this.#move('below'),
      above: () => this.#move('above'),
      first: () => this.#move('first'),
      last: () => this.#move('last'),
      pageDown: () => this.#move('pageDown'),
      pageUp: () => this.#move('pageUp'),
      selectRange: (key) => this.#move(ways[key] ?? 'right', { selects: true }),
      open: () => this.#withFocused(this.#grid.onOpen),
      select: () => this.#withFocused((id) => selection.toggle(id)),
      selectAll: () => selection.toggleAll(this.#grid.ids()),
      earlier: () => this.#shift(-1),
      later: () => this.#shift(1),
      menu: () => this.#withFocused((id) => this.#menuAtFocus(id)),
    })
  }

  #focused(): PhotoId | undefined {
    return this.#grid.ids()[this.#grid.view.active] as PhotoId | undefined
  }

  #withFocused(act: (id: PhotoId) => void): boolean {
    const id = this.#focused()
    if (id !== undefined) act(id)
    return id !== undefined
  }

  #move(way: Move, { selects = false } = {}): boolean {
    const { view, ids } = this.#grid
    const { active, centre, pageHeight } = view
    const to = targetOf(way, { rows: view.layout.rows, count: ids().length, active, centre, pageHeight })
    const id = this.#focused()
    if (to === undefined || id === undefined) return false
    if (selects) {
      if (selection.size === 0) selection.toggle(id)
      selection.extendTo(ids()[to] ?? id, ids())
    }
    void view.moveTo(to)
    return true
  }

  #shift(step: -1 | 1): boolean {
    if (this.#grid.arrange() === undefined) return false
    return this.#withFocused((id) => this.arrange(moveBy(this.#grid.ids(), this.chosenWith(id), step), id))
  }

  #menuAtFocus(id: PhotoId): void {
    const box = document.activeElement?.getBoundingClientRect()
    this.#grid.onMenu(id, { x: (box?.left ?? 0) + 24, y: (box?.top ?? 0) + 24 })
  }
}
