/** How a photo lies in its frame: fitted or magnified, moved by hand. Pure numbers; the view applies them. */
import { isMeantElsewhere } from '../ui/shortcuts.ts'

/** At most so much, or as much as shows each pixel. */
const most = 8
const step = 1.25
/** CSS pixels a key moves the picture, right and down. */
const ways: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [60, 0],
  ArrowRight: [-60, 0],
  ArrowUp: [0, 60],
  ArrowDown: [0, -60],
}

export class Zoom {
  /** 1 fits the frame. */
  #scale = $state(1)
  #x = $state(0)
  #y = $state(0)
  /** A panorama needs more than others to show each of its pixels. */
  #reach = most

  get scale(): number {
    return this.#scale
  }

  /** CSS pixels from the centre. */
  get offset(): { readonly x: number; readonly y: number } {
    return { x: this.#x, y: this.#y }
  }

  fit(): void {
    this.#scale = 1
    this.#x = 0
    this.#y = 0
  }

  in(): void {
    this.to(this.#scale * step)
  }

  out(): void {
    this.to(this.#scale / step)
  }

  /** Zooms so that the point (from the frame's centre) stays under the pointer. */
  to(
    scale: number,
    point: { readonly x: number; readonly y: number } = { x: 0, y: 0 },
    reach: number = this.#reach,
  ): void {
    this.#reach = Math.max(most, reach)
    const next = Math.min(this.#reach, Math.max(1, scale))
    if (next === 1) {
      this.fit()
      return
    }
    const ratio = next / this.#scale
    this.#x = point.x - (point.x - this.#x) * ratio
    this.#y = point.y - (point.y - this.#y) * ratio
    this.#scale = next
  }

  /** An arrow key moves a magnified picture; false where it means something else. */
  panBy(event: KeyboardEvent): boolean {
    const way = ways[event.key]
    if (this.#scale === 1 || way === undefined || event.altKey || event.ctrlKey || event.metaKey) return false
    if (isMeantElsewhere(event)) return false
    this.pan(...way)
    event.preventDefault()
    event.stopPropagation()
    return true
  }

  /** Moves the picture; a fitted one stays where it is. */
  pan(byX: number, byY: number): void {
    if (this.#scale === 1) return
    this.#x += byX
    this.#y += byY
  }
}
