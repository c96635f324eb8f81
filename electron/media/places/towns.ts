/** The towns and villages of the world around a position: GeoNames (CC BY 4.0), from 500 people on. */
import { around } from 'geokdbush'
import KDBush from 'kdbush'
import { kilometres, type Position } from './distance.ts'
import { readPackedFile } from './packed-file.ts'
import { plainName } from './plain-name.ts'

export interface Town {
  /** In English where that differs. */
  readonly name: string
  readonly country: string
  /** Of its region: GeoNames' "DE.02". */
  readonly regionCode: string
  readonly population: number
  readonly distanceKm: number
  /** Of a town, like Kreuzberg. */
  readonly isPart: boolean
}

/** Columns over the file's bytes: as objects the towns would stay in memory with 60 MB. */
interface Towns {
  readonly bytes: Buffer
  readonly starts: Uint32Array
  /** Two letters as one number. */
  readonly countries: Uint16Array
  readonly populations: Uint32Array
  /** Longitude and latitude in turn, in degrees. */
  readonly coordinates: Float64Array
  readonly index: KDBush
}

let towns: Towns | undefined

/** Towns within a distance, nearest first; of one country, or of all. */
export function townsAround(
  [latitude, longitude]: Position,
  { country, reachKm, most }: { country?: string | undefined; reachKm: number; most: number },
): Town[] {
  const all = (towns ??= loadTowns())
  const letters = country === undefined ? undefined : packed(country)
  const isWanted = (id: number): boolean => letters === undefined || all.countries[id] === letters
  return around(all.index, longitude, latitude, most, reachKm, isWanted).map((id) =>
    townAt(all, id, [latitude, longitude]),
  )
}

function townAt(all: Towns, id: number, position: Position): Town {
  const line = all.bytes.toString('utf8', all.starts[id], all.starts[id + 1])
  const [name = '', , , country = '', admin = '', , part] = line.split('\t')
  return {
    name,
    country,
    isPart: part?.trim() === 'x',
    regionCode: `${country}.${admin}`,
    population: all.populations[id] ?? 0,
    distanceKm: kilometres(position, [all.coordinates[id * 2 + 1] ?? 0, all.coordinates[id * 2] ?? 0]),
  }
}

export interface PlacedTown extends Omit<Town, 'distanceKm'> {
  readonly latitude: number
  readonly longitude: number
}

function placedTown(all: Towns, id: number): PlacedTown {
  const [latitude, longitude] = [all.coordinates[id * 2 + 1] ?? 0, all.coordinates[id * 2] ?? 0]
  const { name, country, regionCode, population, isPart } = townAt(all, id, [latitude, longitude])
  return { name, country, regionCode, population, isPart, latitude, longitude }
}

/** Between four degrees; where the west lies east of the east, over the line where days change. */
export interface Degrees {
  readonly south: number
  readonly west: number
  readonly north: number
  readonly east: number
}

/** The largest towns of an area, largest first. */
export function townsWithin({ south, west, north, east }: Degrees, most: number): PlacedTown[] {
  const all = (towns ??= loadTowns())
  const ids =
    west <= east
      ? all.index.range(west, south, east, north)
      : [...all.index.range(west, south, 180, north), ...all.index.range(-180, south, east, north)]
  const size = (id: number): number => all.populations[id] ?? 0
  return largest(ids, most * 2, size)
    .map((id) => placedTown(all, id))
    .filter(({ isPart }) => !isPart)
    .slice(0, most)
}

/** Without ordering all of them: the whole world has a quarter of a million. */
function largest(ids: readonly number[], most: number, size: (id: number) => number): number[] {
  const sizes = Float64Array.from(ids, size).sort()
  const least = sizes[Math.max(0, sizes.length - most)] ?? 0
  return ids
    .filter((id) => size(id) >= least)
    .sort((a, b) => size(b) - size(a) || a - b)
    .slice(0, most)
}

/**
 * Towns whose name in the table begins with these letters, or whose `DE munich` (country, plain name) is wanted; first
 * those called exactly so, then the largest. Looks at every town: some 80 ms.
 */
export function townsCalled(
  letters: string,
  { wanted, exactly, most }: { wanted: ReadonlySet<string>; exactly: ReadonlySet<string>; most: number },
): PlacedTown[] {
  const all = (towns ??= loadTowns())
  const found: { readonly id: number; readonly exact: boolean }[] = []
  for (let id = 0; id < all.populations.length; id++) {
    const line = all.bytes.toString('utf8', all.starts[id], all.starts[id + 1])
    const plain = plainName(line.slice(0, line.indexOf('\t')))
    const key = `${unpacked(all.countries[id] ?? 0)} ${plain}`
    if (plain.startsWith(letters) || wanted.has(key)) found.push({ id, exact: plain === letters || exactly.has(key) })
  }
  const size = (id: number): number => all.populations[id] ?? 0
  return found
    .sort((a, b) => Number(b.exact) - Number(a.exact) || size(b.id) - size(a.id) || a.id - b.id)
    .slice(0, most)
    .map(({ id }) => placedTown(all, id))
}

const unpacked = (letters: number): string => String.fromCharCode(letters >> 8, letters & 255)
const packed = (country: string): number => country.charCodeAt(0) * 256 + country.charCodeAt(1)

function loadTowns(): Towns {
  const bytes = readPackedFile('towns')
  const lines = bytes.toString().split('\n')
  const starts = new Uint32Array(lines.length + 1)
  const countries = new Uint16Array(lines.length)
  const populations = new Uint32Array(lines.length)
  const coordinates = new Float64Array(lines.length * 2)
  const index = new KDBush(lines.length)
  for (const [id, line] of lines.entries()) {
    const [, latitude, longitude, country = '', , population] = line.split('\t')
    starts[id + 1] = (starts[id] ?? 0) + Buffer.byteLength(line) + 1
    countries[id] = packed(country)
    populations[id] = Number(population)
    coordinates.set([Number(longitude) / 1e4, Number(latitude) / 1e4], id * 2)
    index.add(Number(longitude) / 1e4, Number(latitude) / 1e4)
  }
  index.finish()
  return { bytes, starts, countries, populations, coordinates, index }
}
