/** The towns and villages of the world around a position: GeoNames (CC BY 4.0), from 500 people on. */
import { around } from 'geokdbush'
import KDBush from 'kdbush'
import { kilometres, type Position } from './distance.ts'
import { readPackedFile } from './packed-file.ts'

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
