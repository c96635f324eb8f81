/** Towns by what people call them. */
import { countryCode, countryName, type PlaceLanguage } from './countries.ts'
import { placeIn, regionName, townNamesBeginning } from './names.ts'
import { plainName } from './plain-name.ts'
import { townsCalled, townsWithin, type Degrees, type PlacedTown } from './towns.ts'

export interface FoundTown {
  /** In the language asked for, where it is known. */
  readonly name: string
  readonly region?: string
  readonly country: string
  readonly latitude: number
  readonly longitude: number
  readonly population: number
}

function inLanguage(language: PlaceLanguage, town: PlacedTown): FoundTown {
  const { latitude, longitude, population } = town
  const known = { city: town.name, region: regionName(town.regionCode), country: countryName(town.country) }
  const { city = town.name, region, country = known.country } = placeIn(language, known)
  return { name: city, ...(region === undefined ? {} : { region }), country, latitude, longitude, population }
}

/**
 * Towns whose name begins with `words` in any language that is known ("Lissabon", "lisb"), those called exactly so
 * first, then the largest. A country or region behind a comma narrows: "Paris, Texas", "Paris, US".
 */
export function findTowns(words: string, language: PlaceLanguage, most: number): FoundTown[] {
  const [name = '', ...within] = words.split(',').map((part) => plainName(part.trim()))
  if (name === '') return []
  const { begun, whole } = townNamesBeginning(name)
  const [lead] = within
  const found = townsCalled(name, { wanted: begun, exactly: whole, most: lead === undefined ? most : narrowedFrom })
  const towns = found.map((town) => ({ town, said: inLanguage(language, town) }))
  const isWithin = ({ town, said }: (typeof towns)[number], part: string): boolean =>
    town.country.toLowerCase() === part ||
    town.country === countryCode(part) ||
    [said.region, said.country, regionName(town.regionCode)].some(
      (each) => each !== undefined && plainName(each).startsWith(part),
    )
  return towns
    .filter((each) => within.every((part) => part === '' || isWithin(each, part)))
    .slice(0, most)
    .map(({ said }) => said)
}

const narrowedFrom = 500

/** The largest towns between these degrees, largest first. */
export function largestTowns(area: Degrees, language: PlaceLanguage, most: number): FoundTown[] {
  return townsWithin(area, most).map((town) => inLanguage(language, town))
}
