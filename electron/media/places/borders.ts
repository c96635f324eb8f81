/** In whose borders a position lies: Natural Earth's countries at 10 m, true to some 300 m. */
import { degreeKm, type Position } from './distance.ts'
import { readPackedFile } from './packed-file.ts'

interface Polygon {
  readonly country: string
  /** West, south, east, north, in degrees. */
  readonly box: readonly [number, number, number, number]
  /** The outer ring and its holes: longitude and latitude in turn, in degrees. */
  readonly rings: readonly Float32Array[]
}

/** A photo from a pier or a boat belongs to the coast. */
const coastKm = 12

let polygons: readonly Polygon[] | undefined

/**
 * The country's code (ISO 3166-1, "DE"), of a position in degrees; off the coast that of the nearest shore. `undefined`
 * on the high seas. Islands that are smaller than the map draws have no country here.
 */
export function countryAt(latitude: number, longitude: number): string | undefined {
  polygons ??= loadPolygons()
  const within = polygons.find(
    (polygon) => isNear(polygon, [latitude, longitude], 0) && contains(polygon, [latitude, longitude]),
  )
  return within?.country ?? countriesWithin(latitude, longitude, coastKm)[0]
}

/** Countries whose border is not farther than this, nearest first. */
export function countriesWithin(latitude: number, longitude: number, reachKm: number): string[] {
  polygons ??= loadPolygons()
  const nearest = new Map<string, number>()
  for (const polygon of polygons) {
    if (!isNear(polygon, [latitude, longitude], reachKm)) continue
    const distance = Math.min(...polygon.rings.map((ring) => ringKm(ring, [latitude, longitude])))
    if (distance <= Math.min(reachKm, nearest.get(polygon.country) ?? Infinity)) nearest.set(polygon.country, distance)
  }
  return [...nearest].sort(([, a], [, b]) => a - b).map(([country]) => country)
}

/** Whether the map has this country at all; it lacks the smallest. */
export function isDrawn(country: string): boolean {
  polygons ??= loadPolygons()
  return polygons.some((polygon) => polygon.country === country)
}

function isNear({ box: [west, south, east, north] }: Polygon, [latitude, longitude]: Position, km: number): boolean {
  const degree = degreeKm(latitude)
  const [up, aside] = [km / degree.north, km / Math.max(degree.east, 1)]
  return latitude >= south - up && latitude <= north + up && longitude >= west - aside && longitude <= east + aside
}

/** Rays to the east cross an odd number of sides. */
function contains({ rings }: Polygon, [latitude, longitude]: Position): boolean {
  let within = false
  for (const ring of rings) {
    let [beforeX, beforeY] = [ring.at(-2) ?? 0, ring.at(-1) ?? 0]
    for (let index = 0; index < ring.length; index += 2) {
      const [x, y] = [ring[index] ?? 0, ring[index + 1] ?? 0]
      if (y > latitude !== beforeY > latitude && longitude < ((beforeX - x) * (latitude - y)) / (beforeY - y) + x)
        within = !within
      beforeX = x
      beforeY = y
    }
  }
  return within
}

/** To the nearest side, on a plane through the position. */
function ringKm(ring: Float32Array, [latitude, longitude]: Position): number {
  const degree = degreeKm(latitude)
  let nearest = Infinity
  let [fromX, fromY] = [((ring.at(-2) ?? 0) - longitude) * degree.east, ((ring.at(-1) ?? 0) - latitude) * degree.north]
  for (let index = 0; index < ring.length; index += 2) {
    const x = ((ring[index] ?? 0) - longitude) * degree.east
    const y = ((ring[index + 1] ?? 0) - latitude) * degree.north
    const [dx, dy] = [x - fromX, y - fromY]
    const length = dx * dx + dy * dy
    const along = length === 0 ? 0 : Math.max(0, Math.min(1, -(fromX * dx + fromY * dy) / length))
    nearest = Math.min(nearest, Math.hypot(fromX + along * dx, fromY + along * dy))
    fromX = x
    fromY = y
  }
  return nearest
}

function loadPolygons(): Polygon[] {
  return readPackedFile('borders')
    .toString()
    .split('\n')
    .flatMap((line) => {
      const [country = '', ...texts] = line.split('\t')
      const polygon = polygonOf(country, texts.map(readRing))
      const [west, , east] = polygon.box
      // What crosses the line where days change lies on both sides of the map.
      const turn = east > 180 ? -360 : west < -180 ? 360 : 0
      return turn === 0
        ? [polygon]
        : [
            polygon,
            polygonOf(
              country,
              polygon.rings.map((ring) => turned(ring, turn)),
            ),
          ]
    })
}

function polygonOf(country: string, rings: readonly Float32Array[]): Polygon {
  return { country, rings, box: boxOf(rings[0] ?? new Float32Array()) }
}

const turned = (ring: Float32Array, by: number): Float32Array =>
  ring.map((each, index) => (index % 2 === 0 ? each + by : each))

const circle = 360e4

/** Steps of 1/10,000 degree from point to point; one of half the globe goes the short way round. */
function readRing(text: string): Float32Array {
  const sums = [0, 0]
  return Float32Array.from(text.split(' '), (written, index) => {
    const step = Number(written)
    const isLong = index >= 2 && Math.abs(step) > circle / 2
    const sum = (sums[index % 2] ?? 0) + (isLong ? step - Math.sign(step) * circle : step)
    sums[index % 2] = sum
    return sum / 1e4
  })
}

function boxOf(ring: Float32Array): Polygon['box'] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let index = 0; index < ring.length; index += 2) {
    const [x, y] = [ring[index] ?? 0, ring[index + 1] ?? 0]
    box[0] = Math.min(box[0], x)
    box[1] = Math.min(box[1], y)
    box[2] = Math.max(box[2], x)
    box[3] = Math.max(box[3], y)
  }
  return box
}
