import { countriesWithin, countryAt, isDrawn } from '../places/borders.ts'
import { countryName } from '../places/countries.ts'
import { regionName } from '../places/names.ts'
import { townsAround, type Town } from '../places/towns.ts'

export interface Place {
  /** In English where that differs; absent where no town reaches so far. */
  readonly city?: string
  /** State or region, in English. */
  readonly region?: string
  /** The country's name in English. */
  readonly country: string
  /** ISO 3166-1: "DE". */
  readonly countryCode: string
  /** The nearest town, where the photo was taken in none. */
  readonly nearby?: string
  /** Parts of the city, and what lies in its midst: "Brooklyn". */
  readonly quarters?: readonly string[]
}

/** Beyond this a town says nothing about a photo. */
const reachKm = 50
/** Towns that are weighed against each other. */
const weighed = 200
/** So near lies the nearest town of an atoll or a country smaller than the map draws. */
const smallKm = 15

/**
 * Where a photo was taken, offline (tables of our own from GeoNames and Natural Earth, loaded on first use, then some
 * 0.1 ms). The country comes first, from its borders; then the town of that country whose size fits the distance: a
 * suburb of a city is the city, a village beyond it is the village. `undefined` at sea.
 */
export function placeOf(latitude: number, longitude: number): Place | undefined {
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return undefined
  const countryCode = countryFor(latitude, longitude)
  if (countryCode === undefined) return undefined
  const all = townsAround([latitude, longitude], { country: countryCode, reachKm, most: weighed })
  const towns = all.filter((town) => !town.isPart)
  const city = cityAmong(towns)
  const quarters = city === undefined ? [] : quartersAmong(all, city)
  const [nearest] = towns
  const region = regionName((city ?? nearest)?.regionCode ?? '')
  return {
    ...(city === undefined ? {} : { city: city.name }),
    ...(region === undefined ? {} : { region }),
    country: countryName(countryCode),
    countryCode,
    ...(city !== undefined || nearest === undefined ? {} : { nearby: nearest.name }),
    ...(quarters.length === 0 ? {} : { quarters }),
  }
}

/** So far the map of borders may be off. */
const blurKm = 0.6
/** Whoever stands so near to the middle of a town stands in its country, whatever the map says. */
const centreKm = 1.2

function countryFor(latitude: number, longitude: number): string | undefined {
  const drawn = countryAt(latitude, longitude)
  const [town] = townsAround([latitude, longitude], { reachKm: smallKm, most: 1 })
  if (town === undefined || town.country === drawn) return drawn
  if (drawn === undefined || !isDrawn(town.country)) return town.country
  const isCentre = town.distanceKm <= centreKm
  return isCentre && countriesWithin(latitude, longitude, blurKm).includes(town.country) ? town.country : drawn
}

/** Added to every distance, so that standing in the middle of a quarter does not beat the city around it. */
const quarterKm = 1.5

/** How far from its middle a town still is the town: 500 people 2.2 km, 100,000 some 5, a million 11. */
const edgeKm = (town: Town): number => 2 + Math.sqrt(town.population) / 110

function cityAmong(towns: readonly Town[]): Town | undefined {
  const score = (town: Town): number => (town.distanceKm + quarterKm) / Math.sqrt(Math.max(town.population, 500))
  return towns
    .filter((town) => town.distanceKm <= edgeKm(town))
    .reduce<Town | undefined>(
      (best, town) => (best === undefined || score(town) < score(best) ? town : best),
      undefined,
    )
}

const mostQuarters = 3

/** The places around the position that are smaller than the city, the best fitting first. */
function quartersAmong(all: readonly Town[], city: Town): string[] {
  const fit = (town: Town): number => town.distanceKm / edgeKm(town)
  const smaller = all.filter((town) => town.name !== city.name && town.population <= city.population && fit(town) <= 1)
  return [...new Set(smaller.sort((a, b) => fit(a) - fit(b)).map((town) => town.name))].slice(0, mostQuarters)
}
