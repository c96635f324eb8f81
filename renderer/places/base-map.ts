/** The land and its borders: Natural Earth, which lies in the program, loaded as finely as the zoom asks for. */
import { geoMercator, geoPath, type GeoContext } from 'd3-geo'
import { feature, mesh } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'

type Atlas = Topology<{ countries: GeometryCollection; land: GeometryCollection }>

/** A line of points on the plane of `mercator.ts`, in turn x and y, and the box around it. */
interface Line {
  readonly points: Float32Array
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export interface Ground {
  readonly land: readonly Line[]
  readonly borders: readonly Line[]
}

export type Fineness = 'coarse' | 'middle' | 'fine'

/** From which zoom on the finer one is worth its size (0.1, 0.7 and 3.6 MB). */
export function finenessAt(zoom: number): Fineness {
  return zoom < 2.5 ? 'coarse' : zoom < 5.5 ? 'middle' : 'fine'
}

const atlases: Readonly<Record<Fineness, () => Promise<{ default: unknown }>>> = {
  coarse: () => import('world-atlas/countries-110m.json'),
  middle: () => import('world-atlas/countries-50m.json'),
  fine: () => import('world-atlas/countries-10m.json'),
}
const loaded = new Map<Fineness, Promise<Ground>>()

/** Read once and kept. */
export function loadGround(fineness: Fineness): Promise<Ground> {
  const known = loaded.get(fineness) ?? atlases[fineness]().then(({ default: atlas }) => groundOf(atlas as Atlas)) // Natural Earth's
  loaded.set(fineness, known)
  return known
}

/** Once through d3, which cuts what crosses the edge of the map; drawing is lines from then on. */
function groundOf(atlas: Atlas): Ground {
  const projection = geoMercator()
    .scale(1 / (2 * Math.PI))
    .translate([0.5, 0.5])
  const { countries, land } = atlas.objects
  const recorded = (draw: (path: ReturnType<typeof geoPath>) => void): readonly Line[] => {
    const recorder = new Recorder()
    draw(geoPath(projection, recorder))
    return recorder.lines()
  }
  return {
    land: recorded((path) => path(feature(atlas, land))),
    borders: recorded((path) => path(mesh(atlas, countries, (a, b) => a !== b))),
  }
}

/** Writes down what d3 would draw. */
class Recorder implements GeoContext {
  readonly #lines: number[][] = []
  #line: number[] = []

  beginPath(): void {
    this.#line = []
  }
  arc(): void {
    // Points are no land.
  }
  moveTo(x: number, y: number): void {
    this.#line = [x, y]
    this.#lines.push(this.#line)
  }
  lineTo(x: number, y: number): void {
    this.#line.push(x, y)
  }
  closePath(): void {
    this.#line.push(this.#line[0] ?? 0, this.#line[1] ?? 0)
  }

  lines(): readonly Line[] {
    return this.#lines.map((numbers) => {
      const [left, top, right, bottom] = boxOf(numbers)
      return { points: Float32Array.from(numbers), left, top, right, bottom }
    })
  }
}

function boxOf(numbers: readonly number[]): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let at = 0; at < numbers.length; at += 2) {
    const [x, y] = [numbers[at] ?? 0, numbers[at + 1] ?? 0]
    box[0] = Math.min(box[0], x)
    box[1] = Math.min(box[1], y)
    box[2] = Math.max(box[2], x)
    box[3] = Math.max(box[3], y)
  }
  return box
}

/** Where on the plane a drawing begins, and how many pixels the whole world has. */
export interface Frame {
  readonly left: number
  readonly top: number
  readonly world: number
  readonly width: number
  readonly height: number
}

export interface GroundColours {
  readonly water: string
  readonly land: string
  readonly border: string
}

/** Draws what lies in the frame; gives how many points that took. */
export function drawGround(
  context: CanvasRenderingContext2D,
  ground: Ground,
  frame: Frame,
  { water, land, border }: GroundColours,
): number {
  context.fillStyle = water
  context.fillRect(0, 0, frame.width, frame.height)
  context.beginPath()
  let points = trace(context, ground.land, frame)
  context.fillStyle = land
  context.fill('evenodd')
  context.beginPath()
  points += trace(context, ground.borders, frame)
  context.strokeStyle = border
  context.lineWidth = 1
  context.stroke()
  return points
}

function trace(context: CanvasRenderingContext2D, lines: readonly Line[], frame: Frame): number {
  const { left, top, world, width, height } = frame
  const [right, bottom] = [left + width / world, top + height / world]
  let drawn = 0
  for (const line of lines) {
    if (line.right < left || line.left > right || line.bottom < top || line.top > bottom) continue
    drawn += traceLine(context, line.points, frame)
  }
  return drawn
}

/** Points nearer than this to the one before are left out: nobody sees them. */
const leastPixels = 0.7

function traceLine(context: CanvasRenderingContext2D, points: Float32Array, { left, top, world }: Frame): number {
  let [beforeX, beforeY] = [Infinity, Infinity]
  let drawn = 0
  for (let at = 0; at < points.length; at += 2) {
    const x = ((points[at] ?? 0) - left) * world
    const y = ((points[at + 1] ?? 0) - top) * world
    if (at === 0) context.moveTo(x, y)
    else if (Math.abs(x - beforeX) + Math.abs(y - beforeY) >= leastPixels || at + 2 === points.length)
      context.lineTo(x, y)
    else continue
    beforeX = x
    beforeY = y
    drawn += 1
  }
  return drawn
}
