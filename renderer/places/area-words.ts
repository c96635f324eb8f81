/** A part of the map as the search box says it. */
import type { Area } from '../../electron/api/places/place.ts'

/** `area:38.6,-9.3,38.8,-9`; rounded outwards, so that no photo at its edge is lost. */
export function areaWords(area: Area): string {
  return `area:${areaText(area)}`
}

/** Some 10 m where a country is shown, less than a metre in a street. */
export function areaText({ south, west, north, east }: Area): string {
  const digits = north - south > 0.1 ? 4 : 6
  const factor = 10 ** digits
  const down = (degrees: number): number => Math.floor(degrees * factor) / factor
  const up = (degrees: number): number => Math.ceil(degrees * factor) / factor
  return [down(south), down(west), up(north), up(east)].join(',')
}

/** From an address; undefined for one that is none. */
export function readAreaText(text: string): Area | undefined {
  const numbers = text.split(',').map(Number)
  const [south, west, north, east] = numbers
  if (numbers.length !== 4 || numbers.some((each) => !Number.isFinite(each))) return undefined
  if (south === undefined || west === undefined || north === undefined || east === undefined) return undefined
  return Math.abs(south) <= 90 && Math.abs(north) <= 90 && south <= north ? { south, west, north, east } : undefined
}

const areaChip = /^-?(?:area|gebiet|ausschnitt):"?([-\d.,]+)"?$/iu

/** The area that a part of a search asks for. */
export function areaOfPart(words: string): Area | undefined {
  const text = areaChip.exec(words)?.[1]
  return text === undefined ? undefined : readAreaText(text)
}

/** So much of the world around a position, in degrees. */
export function around({ latitude, longitude }: { latitude: number; longitude: number }, degrees = 0.02): Area {
  return {
    south: Math.max(-85, latitude - degrees),
    west: Math.max(-180, longitude - degrees),
    north: Math.min(85, latitude + degrees),
    east: Math.min(180, longitude + degrees),
  }
}
