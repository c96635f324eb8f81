/** Countries, regions and towns with their photos; what files call one place by several names is one place. */
import type { PhotoId } from '../../api/photo.ts'
import type { Area, CountedCountry } from '../../api/places/place.ts'
import type { PlaceLanguage } from '../../media/places/countries.ts'
import { placeIn, type NamedPlace } from '../../media/places/names.ts'
import type { PlaceCount } from '../../store/places/positions.ts'

/** Names in one language. */
type Named = NamedPlace & Pick<PlaceCount, 'photos' | 'cover' | 'area'>

interface Counted {
  readonly name: string
  readonly search: string
  readonly photos: number
  readonly cover: PhotoId
  readonly area?: Area
}

type Level = 'country' | 'region' | 'city'

export function browsePlaces(counts: readonly PlaceCount[], language: PlaceLanguage): CountedCountry[] {
  const named = withRegions(counts.map((count) => ({ ...count, ...placeIn(language, count) })))
  return grouped(named, 'country').map(({ counted, rows }) => ({
    ...counted,
    regions: grouped(rows, 'region').map((region) => ({
      ...region.counted,
      towns: grouped(region.rows, 'city').map((town) => town.counted),
    })),
  }))
}

/** Files often say a town and no region: it is that of the other photos of the town. */
function withRegions(rows: readonly Named[]): readonly Named[] {
  const key = ({ country = '', city = '' }: Named): string => `${country}\n${city}`
  const regions = new Map(rows.flatMap((row) => (row.region === undefined ? [] : [[key(row), row.region] as const])))
  return rows.map((row) =>
    row.city === undefined ? row : { ...row, region: row.region ?? regions.get(key(row)) ?? '' },
  )
}

/** By what each is called in one language; rows that say nothing on this level belong to none. */
function grouped(
  rows: readonly Named[],
  level: Level,
): readonly { readonly counted: Counted; readonly rows: readonly Named[] }[] {
  const named = rows.filter((row) => row[level] !== undefined)
  return [...Map.groupBy(named, (row) => row[level] ?? '')]
    .map(([name, same]) => ({
      rows: same,
      counted: {
        name,
        search: searchFor(level, name, same[0]?.country ?? ''),
        photos: same.reduce((sum, { photos }) => sum + photos, 0),
        // The store's ids are the contract's; numbers grow.
        cover: Math.max(...same.map(({ cover }) => cover)) as PhotoId,
        ...areaAround(same.flatMap(({ area }) => area ?? [])),
      },
    }))
    .sort((a, b) => b.counted.photos - a.counted.photos || a.counted.name.localeCompare(b.counted.name))
}

function areaAround(areas: readonly Area[]): { area?: Area } {
  if (areas.length === 0) return {}
  const [south, west] = [Math.min(...areas.map((each) => each.south)), Math.min(...areas.map((each) => each.west))]
  const [north, east] = [Math.max(...areas.map((each) => each.north)), Math.max(...areas.map((each) => each.east))]
  return { area: { south, west, north, east } }
}

/** Towns and regions of one name lie in many countries. */
function searchFor(level: Level, name: string, country: string): string {
  const within = quotedField('country', country)
  return level === 'country' || name === '' ? within : `${quotedField(level, name)} ${within}`
}

const quotedField = (field: string, name: string): string => `${field}:"${name.replaceAll('"', '')}"`
