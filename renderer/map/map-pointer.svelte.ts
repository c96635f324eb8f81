/** Mouse, pen and fingers on the map: it is dragged, pinched, and rectangles are drawn on it. */
import type { Area } from '../../electron/api/places/place.ts'
import type { MapView, Point } from './map-view.svelte.ts'

interface Pointed {
  readonly view: () => MapView
  /** A rectangle is to be drawn. */
  readonly draws: () => boolean
  readonly onDrawn: (area: Area) => void
}

/** A hand that shakes less than this wants to click. */
const leastPixels = 4
/** A smaller rectangle was a slip. */
const leastArea = 12

export class MapPointer {
  readonly #map: Pointed
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nobody watches it
  readonly #down = new Map<number, Point>()
  #element: HTMLElement | undefined
  #from: Point | undefined
  #isMoving = false
  #drawn = $state.raw<readonly [Point, Point]>()

  constructor(map: Pointed) {
    this.#map = map
  }

  /** The corners of the rectangle that is being drawn. */
  get drawn(): readonly [Point, Point] | undefined {
    return this.#drawn
  }

  giveUp(): void {
    this.#drawn = undefined
  }

  readonly attach = (element: HTMLElement): (() => void) => {
    this.#element = element
    const handlers = {
      pointerdown: this.#start,
      pointermove: this.#move,
      pointerup: this.#end,
      pointercancel: this.#end,
    }
    const entries = Object.entries(handlers) as [keyof typeof handlers, (event: PointerEvent) => void][] // its own keys
    for (const [name, handler] of entries) element.addEventListener(name, handler)
    return () => {
      for (const [name, handler] of entries) element.removeEventListener(name, handler)
    }
  }

  pointOf({ clientX, clientY }: MouseEvent): Point {
    const { left = 0, top = 0 } = this.#element?.getBoundingClientRect() ?? {}
    return { x: clientX - left, y: clientY - top }
  }

  readonly #start = (event: PointerEvent): void => {
    if (event.button !== 0) return
    const point = this.pointOf(event)
    this.#down.set(event.pointerId, point)
    this.#from = point
    this.#isMoving = false
    if (this.#map.draws()) this.#drawn = [point, point]
  }

  readonly #move = (event: PointerEvent): void => {
    const before = this.#down.get(event.pointerId)
    if (before === undefined || this.#from === undefined) return
    const point = this.pointOf(event)
    if (!this.#isMoving) {
      if (Math.hypot(point.x - this.#from.x, point.y - this.#from.y) < leastPixels) return
      this.#isMoving = true
      // From now on no button below is pressed.
      this.#element?.setPointerCapture(event.pointerId)
    }
    this.#down.set(event.pointerId, point)
    const view = this.#map.view()
    if (this.#drawn !== undefined) this.#drawn = [this.#drawn[0], point]
    else if (this.#down.size === 2) this.#pinch(event.pointerId, before, point)
    else view.panBy(before.x - point.x, before.y - point.y)
  }

  #pinch(moved: number, before: Point, now: Point): void {
    const [, other] = [...this.#down].find(([id]) => id !== moved) ?? []
    if (other === undefined) return
    const apart = (point: Point): number => Math.max(1, Math.hypot(point.x - other.x, point.y - other.y))
    this.#map.view().zoomBy(Math.log2(apart(now) / apart(before)), other)
  }

  readonly #end = (event: PointerEvent): void => {
    this.#down.delete(event.pointerId)
    const drawn = this.#drawn
    if (drawn === undefined) return
    this.#drawn = undefined
    const [a, b] = drawn
    if (event.type === 'pointerup' && Math.abs(a.x - b.x) >= leastArea && Math.abs(a.y - b.y) >= leastArea)
      this.#map.onDrawn(this.#map.view().areaBetween(a, b))
  }
}
