/** The map's plane: the world from 0 to 1 in both directions, as Mercator has it, north above. */

export interface Position {
  readonly latitude: number
  readonly longitude: number
}

/** Beyond it Mercator has no end. */
export const mostLatitude = 85.0511
/** Pixels of the whole world at zoom 0. */
export const worldPixels = 256

export const xOf = (longitude: number): number => longitude / 360 + 0.5

export function yOf(latitude: number): number {
  const sine = Math.sin((Math.max(-mostLatitude, Math.min(mostLatitude, latitude)) * Math.PI) / 180)
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)
}

export const longitudeOf = (x: number): number => (x - 0.5) * 360

export function latitudeOf(y: number): number {
  return (Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) * 180) / Math.PI
}

const aroundKm = 40_075

/** What a pixel is worth at a latitude. */
export function kmPerPixel(latitude: number, zoom: number): number {
  return (aroundKm * Math.cos((latitude * Math.PI) / 180)) / (worldPixels * 2 ** zoom)
}

const steps = [1, 2, 5] as const

/** The longest round length that fits: 1, 2 or 5 of a power of ten. */
export function scaleBar(
  latitude: number,
  zoom: number,
  mostPixels: number,
): { readonly metres: number; readonly pixels: number } {
  const perPixel = kmPerPixel(latitude, zoom) * 1000
  const power = 10 ** Math.floor(Math.log10(perPixel * mostPixels))
  const metres = (steps.findLast((step) => step * power <= perPixel * mostPixels) ?? 1) * power
  return { metres, pixels: metres / perPixel }
}
