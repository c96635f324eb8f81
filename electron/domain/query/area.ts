/** Parts of the map as a search says them: between four degrees, or around a position. */

/** Degrees; where the west lies east of the east, over the line where days change. */
export interface Area {
  readonly south: number
  readonly west: number
  readonly north: number
  readonly east: number
}

export interface Circle {
  readonly latitude: number
  readonly longitude: number
  readonly km: number
}

const isLatitude = (degrees: number): boolean => Math.abs(degrees) <= 90
const isLongitude = (degrees: number): boolean => Math.abs(degrees) <= 180

function numbersIn(text: string): number[] | undefined {
  const parts = text.split(/[,;]/u).map((part) => part.trim())
  return parts.every((part) => /^[+-]?\d{1,3}(?:\.\d{1,12})?$/u.test(part)) ? parts.map(Number) : undefined
}

/** `38.6,-9.3,38.8,-9`: south, west, north, east. */
export function readArea(text: string): Area | undefined {
  const [south, west, north, east, ...more] = numbersIn(text) ?? []
  if (south === undefined || west === undefined || north === undefined || east === undefined || more.length > 0)
    return undefined
  const isOne = isLatitude(south) && isLatitude(north) && isLongitude(west) && isLongitude(east) && south <= north
  return isOne ? { south, west, north, east } : undefined
}

/** So far around a position lies what is near it, unless the search says otherwise. */
export const nearKm = 5

/** A name or a position, and how far: `Lisbon`, `38.7,-9.1`, `Lisbon,20km`. */
export function readNear(
  text: string,
  townCalled: (name: string) => Pick<Circle, 'latitude' | 'longitude'> | undefined,
): Circle | undefined {
  const [, place = '', far] = /^(.*?)(?:[,;\s]\s*(\d{1,5}(?:\.\d+)?)\s*km)?$/iu.exec(text.trim()) ?? []
  const km = far === undefined ? nearKm : Number(far)
  const [latitude, longitude, ...more] = numbersIn(place) ?? []
  if (latitude === undefined) {
    const town = townCalled(place)
    return town === undefined ? undefined : { latitude: town.latitude, longitude: town.longitude, km }
  }
  const isOne = longitude !== undefined && more.length === 0 && isLatitude(latitude) && isLongitude(longitude)
  return isOne ? { latitude, longitude, km } : undefined
}
