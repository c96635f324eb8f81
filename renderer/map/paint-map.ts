/** One frame of the map: ground, names of towns, and photos in their clusters. */
import type { Town } from '../../electron/api/places/place.ts'
import type { Ground } from '../places/base-map.ts'
import type { MapColours } from '../places/map-colours.ts'
import type { Cluster } from './clusters.ts'
import type { GroundCanvas } from '../places/ground-canvas.ts'
import type { MapView, Point } from './map-view.svelte.ts'

/** What a frame shows. */
export interface MapScene {
  readonly view: MapView
  readonly ground: Ground | undefined
  readonly canvas: GroundCanvas
  readonly clusters: readonly Cluster[]
  readonly towns: readonly Town[]
  /** The picture of a photo, once it is there. */
  readonly picture: (cluster: Cluster) => CanvasImageSource | undefined
  readonly colours: MapColours
  readonly density: number
  readonly locale: string
  /** The rectangle that is being drawn. */
  readonly drawn: readonly [Point, Point] | undefined
}

/** Of a cluster's cover, in pixels. */
export const coverPixels = 44
const cornerPixels = 8

export function paintMap(context: CanvasRenderingContext2D, scene: MapScene): void {
  const { view, ground, colours, density } = scene
  const { width, height, world } = view
  context.setTransform(density, 0, 0, density, 0, 0)
  context.fillStyle = colours.water
  context.fillRect(0, 0, width, height)
  const frame = { left: view.x - width / 2 / world, top: view.y - height / 2 / world, world, width, height }
  if (ground !== undefined) scene.canvas.paint(context, frame, { ground, colours, density })
  const taken: Box[] = scene.clusters.map((cluster) => boxAround(view.pointOf(cluster)))
  for (const town of scene.towns) paintTown(context, town, scene, taken)
  for (const cluster of scene.clusters) paintCluster(context, cluster, scene)
  if (scene.drawn !== undefined) paintRectangle(context, scene.drawn, colours)
}

interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

function boxAround({ x, y }: Point): Box {
  const half = coverPixels / 2 + 4
  return { left: x - half, top: y - half, right: x + half, bottom: y + half }
}

const meets = (a: Box, b: Box): boolean => a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top

const townFont = '13px system-ui, sans-serif'

const widths = new Map<string, number>()
const keptWidths = 1000

/** In the font of towns; measured once. */
function widthOf(context: CanvasRenderingContext2D, name: string): number {
  const width = widths.get(name) ?? context.measureText(name).width
  if (widths.size > keptWidths) widths.clear()
  widths.set(name, width)
  return width
}

/** Where it hides nothing and nothing hides it; the largest come first. */
function paintTown(context: CanvasRenderingContext2D, town: Town, { view, colours }: MapScene, taken: Box[]): void {
  const { x, y } = view.pointOf(town)
  context.font = townFont
  const width = widthOf(context, town.name)
  const box = { left: x - 4, top: y - 9, right: x + 10 + width, bottom: y + 9 }
  if (box.right < 0 || box.left > view.width || box.bottom < 0 || box.top > view.height) return
  if (taken.some((other) => meets(box, other))) return
  taken.push(box)
  context.fillStyle = colours.text
  context.beginPath()
  context.arc(x, y, 2.5, 0, 2 * Math.PI)
  context.fill()
  context.textBaseline = 'middle'
  context.textAlign = 'left'
  context.lineWidth = 3
  context.lineJoin = 'round'
  context.strokeStyle = colours.halo
  context.strokeText(town.name, x + 7, y)
  context.fillText(town.name, x + 7, y)
}

function paintCluster(context: CanvasRenderingContext2D, cluster: Cluster, scene: MapScene): void {
  const { view, colours, locale } = scene
  const { x, y } = view.pointOf(cluster)
  const [left, top] = [x - coverPixels / 2, y - coverPixels / 2]
  context.save()
  context.beginPath()
  context.roundRect(left, top, coverPixels, coverPixels, cornerPixels)
  context.fillStyle = colours.card
  context.fill()
  const picture = scene.picture(cluster)
  if (picture !== undefined) {
    context.clip()
    paintCovering(context, picture, { left, top })
  }
  context.restore()
  context.beginPath()
  context.roundRect(left, top, coverPixels, coverPixels, cornerPixels)
  context.lineWidth = 2
  context.strokeStyle = colours.halo
  context.stroke()
  if (cluster.photos > 1)
    paintCount(context, cluster.photos.toLocaleString(locale), { x: left + coverPixels, y: top }, colours)
}

/** Its middle, as a square. */
function paintCovering(
  context: CanvasRenderingContext2D,
  picture: CanvasImageSource,
  { left, top }: { readonly left: number; readonly top: number },
): void {
  const [width, height] =
    picture instanceof HTMLImageElement ? [picture.naturalWidth, picture.naturalHeight] : [coverPixels, coverPixels]
  const side = Math.min(width, height)
  context.drawImage(
    picture,
    ...([(width - side) / 2, (height - side) / 2, side, side] as const),
    ...([left, top, coverPixels, coverPixels] as const),
  )
}

function paintCount(context: CanvasRenderingContext2D, text: string, { x, y }: Point, colours: MapColours): void {
  context.font = '600 12px system-ui, sans-serif'
  const width = Math.max(20, context.measureText(text).width + 10)
  context.beginPath()
  context.roundRect(x - width / 2, y - 10, width, 20, 10)
  context.fillStyle = colours.accent
  context.fill()
  context.fillStyle = colours.onAccent
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillText(text, x, y)
}

function paintRectangle(context: CanvasRenderingContext2D, [a, b]: readonly [Point, Point], colours: MapColours): void {
  context.lineWidth = 2
  context.strokeStyle = colours.accent
  context.setLineDash([6, 4])
  context.strokeRect(Math.min(a.x, b.x), Math.min(a.y, b.y), Math.abs(a.x - b.x), Math.abs(a.y - b.y))
  context.setLineDash([])
}
