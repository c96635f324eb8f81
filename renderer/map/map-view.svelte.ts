/** What part of the world a map shows, and how it is moved. */
import type { Area } from '../../electron/api/places/place.ts'
import { latitudeOf, longitudeOf, worldPixels, xOf, yOf, type Position } from '../places/mercator.ts'

export interface Point {
  readonly x: number
  readonly y: number
}

/** A street's houses are told apart. */
const mostZoom = 19
/** A single point is shown with what lies around it. */
const closest = 14

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value))

export class MapView {
  /** The middle, on the plane of `mercator.ts`. */
  #x = $state(0.5)
  #y = $state(0.4)
  #zoom = $state(1.5)
  #width = $state(0)
  #height = $state(0)
  /** What is to be shown as soon as the size is known. */
  #wish: Area | undefined

  get x(): number {
    return this.#x
  }
  get y(): number {
    return this.#y
  }
  get zoom(): number {
    return this.#zoom
  }
  get width(): number {
    return this.#width
  }
  get height(): number {
    return this.#height
  }
  /** Pixels of the whole world. */
  get world(): number {
    return worldPixels * 2 ** this.#zoom
  }
  get latitude(): number {
    return latitudeOf(this.#y)
  }
  get canZoomIn(): boolean {
    return this.#zoom < mostZoom
  }
  get canZoomOut(): boolean {
    return this.#zoom > this.#leastZoom
  }

  /** The world is never smaller than the map is high, as long as the map is not wider than it. */
  get #leastZoom(): number {
    return Math.max(0, Math.log2(Math.min(this.#width, this.#height) / worldPixels))
  }

  resize(width: number, height: number): void {
    this.#width = width
    this.#height = height
    if (width > 0 && this.#wish !== undefined) this.show(this.#wish)
    else this.#settle()
  }

  panBy(dx: number, dy: number): void {
    this.#x += dx / this.world
    this.#y += dy / this.world
    this.#settle()
  }

  /** Around a point of the map, by default its middle; what is there stays there. */
  zoomBy(steps: number, { x, y }: Point = { x: this.#width / 2, y: this.#height / 2 }): void {
    const [left, top] = [x - this.#width / 2, y - this.#height / 2]
    const before = this.world
    this.#zoom = clamp(this.#zoom + steps, this.#leastZoom, mostZoom)
    this.#x += left / before - left / this.world
    this.#y += top / before - top / this.world
    this.#settle()
  }

  /** All of an area, with some room around it. */
  show(area: Area): void {
    this.#wish = area
    if (this.#width === 0 || this.#height === 0) return
    this.#wish = undefined
    const [left, top, bottom] = [xOf(area.west), yOf(area.north), yOf(area.south)]
    const right = xOf(area.east) + (area.west > area.east ? 1 : 0)
    const room = 1.25
    const fits = (pixels: number, span: number): number =>
      span <= 0 ? closest : Math.log2(pixels / (worldPixels * span * room))
    const zoom = Math.min(closest, fits(this.#width, right - left), fits(this.#height, bottom - top))
    this.#zoom = clamp(zoom, this.#leastZoom, mostZoom)
    this.#x = (left + right) / 2
    this.#y = (top + bottom) / 2
    this.#settle()
  }

  showWorld(): void {
    this.show({ south: -58, west: -180, north: 78, east: 180 })
  }

  /** As a search says it; what lies beyond the edges of the world is left out. */
  get area(): Area {
    return this.areaBetween({ x: 0, y: 0 }, { x: this.#width, y: this.#height })
  }

  areaBetween(a: Point, b: Point): Area {
    const [one, other] = [this.positionAt(a), this.positionAt(b)]
    return {
      south: Math.min(one.latitude, other.latitude),
      west: Math.min(one.longitude, other.longitude),
      north: Math.max(one.latitude, other.latitude),
      east: Math.max(one.longitude, other.longitude),
    }
  }

  positionAt({ x, y }: Point): Position {
    return {
      latitude: clamp(latitudeOf(this.#y + (y - this.#height / 2) / this.world), -90, 90),
      longitude: clamp(longitudeOf(this.#x + (x - this.#width / 2) / this.world), -180, 180),
    }
  }

  pointOf({ latitude, longitude }: Position): Point {
    return {
      x: (xOf(longitude) - this.#x) * this.world + this.#width / 2,
      y: (yOf(latitude) - this.#y) * this.world + this.#height / 2,
    }
  }

  /** Nothing but the world is shown. */
  #settle(): void {
    if (this.#width === 0) return
    this.#zoom = clamp(this.#zoom, this.#leastZoom, mostZoom)
    const [halfWidth, halfHeight] = [this.#width / 2 / this.world, this.#height / 2 / this.world]
    this.#x = halfWidth >= 0.5 ? 0.5 : clamp(this.#x, halfWidth, 1 - halfWidth)
    this.#y = halfHeight >= 0.5 ? 0.5 : clamp(this.#y, halfHeight, 1 - halfHeight)
  }
}
