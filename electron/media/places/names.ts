/** The other names of towns and regions: English, German, local, and what else they are called. */
import { countryCode, countryName, countryNames, type PlaceLanguage } from './countries.ts'
import { readPackedFile } from './packed-file.ts'
import { plainName } from './plain-name.ts'

/** A place as a photo's row has it: in any language. */
export interface NamedPlace {
  readonly city?: string | undefined
  readonly region?: string | undefined
  readonly country?: string | undefined
}

interface Table {
  readonly lines: readonly string[]
  /** "DE.02" -> line. */
  readonly regions: ReadonlyMap<string, number>
  /** "c DE munchen", "r DE bayern" -> line; the largest of a name. */
  readonly byName: ReadonlyMap<string, number>
  /** "bayern" -> lines of the region and of the largest town called so. */
  readonly anywhere: ReadonlyMap<string, readonly number[]>
}

let table: Table | undefined

interface Names {
  readonly en: string
  readonly de: string
  readonly local: string
  readonly others: readonly string[]
}

function loadTable(): Table {
  const lines = readPackedFile('names').toString().split('\n')
  const regions = new Map<string, number>()
  const byName = new Map<string, number>()
  const anywhere = new Map<string, readonly number[]>()
  for (const [index, line] of lines.entries()) {
    const [kind = '', code = '', ...names] = line.split('\t')
    if (kind === 'r') regions.set(code, index)
    for (const name of names.slice(0, 3)) {
      const key = `${kind} ${code.slice(0, 2)} ${plainName(name)}`
      if (!byName.has(key)) byName.set(key, index)
      const called = anywhere.get(plainName(name)) ?? []
      if (called.every((other) => lines[other]?.[0] !== kind)) anywhere.set(plainName(name), [...called, index])
    }
  }
  return { lines, regions, byName, anywhere }
}

function namesAt(index: number | undefined): Names | undefined {
  const line = index === undefined ? undefined : table?.lines[index]
  if (line === undefined) return undefined
  const [, , en = '', de = '', local = '', others = ''] = line.split('\t')
  return { en, de, local, others: others === '' ? [] : others.split('|') }
}

function find(kind: 'c' | 'r', name: string | undefined, code: string | undefined): Names | undefined {
  if (name === undefined || code === undefined) return undefined
  table ??= loadTable()
  const key = `${kind} ${code} ${plainName(name)}`
  return namesAt(table.byName.get(key) ?? lineCalled(table.lines, key))
}

/** The further names ("Lisbonne"), each as its hash and its line in one number, in order: as a map they take 30 MB. */
let further: Float64Array | undefined
const mostLines = 32_768

function lineCalled(lines: readonly string[], key: string): number | undefined {
  further ??= hashesOf(lines)
  const hash = hashOf(key)
  let [low, high] = [0, further.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((further[middle] ?? 0) < hash * mostLines) low = middle + 1
    else high = middle
  }
  for (let at = low; Math.floor((further[at] ?? Infinity) / mostLines) === hash; at++) {
    const line = (further[at] ?? 0) % mostLines
    if (keysOf(lines[line] ?? '').includes(key)) return line
  }
  return undefined
}

function hashesOf(lines: readonly string[]): Float64Array {
  return Float64Array.from(
    lines.flatMap((line, index) => keysOf(line).map((key) => hashOf(key) * mostLines + index)),
  ).sort()
}

/** `c PT lisbonne` for each of the further names of a line. */
function keysOf(line: string): string[] {
  const [kind = '', code = '', , , , others = ''] = line.split('\t')
  return others === '' ? [] : others.split('|').map((name) => `${kind} ${code.slice(0, 2)} ${plainName(name)}`)
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}

/** The English name of a region by GeoNames' code, "DE.02". */
export function regionName(code: string): string | undefined {
  table ??= loadTable()
  return namesAt(table.regions.get(code))?.en
}

const all = ({ en, de, local, others }: Names): string[] => [en, de, local, ...others]

/** Every name that a photo's city, region and country are known by, each once, beyond what the row itself says. */
export function otherNames(place: NamedPlace): string[] {
  const code = place.country === undefined ? undefined : countryCode(place.country)
  const found = [find('c', place.city, code), find('r', place.region, code)].flatMap((names) => names ?? [])
  const said = new Set<string | undefined>([place.city, place.region, place.country])
  const names = [...found.flatMap(all), ...(code === undefined ? [] : countryNames(code))]
  return [...new Set(names)].filter((name) => !said.has(name))
}

/** The same place in the language of the window, where its names are known. */
export function placeIn(language: PlaceLanguage, place: NamedPlace): NamedPlace {
  const code = place.country === undefined ? undefined : countryCode(place.country)
  return {
    city: find('c', place.city, code)?.[language] ?? place.city,
    region: find('r', place.region, code)?.[language] ?? place.region,
    country: code === undefined ? place.country : countryName(code, language),
  }
}

export interface NamesBegun {
  /** Towns of which any name begins so: `PT lisbon`, the country and the plain name of the table of towns. */
  readonly begun: ReadonlySet<string>
  /** Those of them of which one name is just that. */
  readonly whole: ReadonlySet<string>
}

/** Looks through every name of the larger towns, in every language that is known. */
export function townNamesBeginning(letters: string): NamesBegun {
  table ??= loadTable()
  const [begun, whole] = [new Set<string>(), new Set<string>()]
  for (const line of table.lines) {
    if (!line.startsWith('c')) continue
    const [, code = '', en = '', ...others] = line.split('\t')
    const names = [en, ...others.flatMap((each) => each.split('|'))].map(plainName)
    if (!names.some((name) => name.startsWith(letters))) continue
    const key = `${code} ${plainName(en)}`
    begun.add(key)
    if (names.includes(letters)) whole.add(key)
  }
  return { begun, whole }
}

/** Names that a library knows, each with what it is called in English, in German and where it lies. */
export function namesToAsk(known: readonly string[]): string[] {
  return [...new Set(known.flatMap((name) => [name, ...namesOfAny(name)]))]
}

/** The names of the largest place called so, in whatever country; a country's with its short forms. */
function namesOfAny(name: string): readonly string[] {
  table ??= loadTable()
  const code = countryCode(name)
  const countries = code === undefined || name.length < 3 ? [] : countryNames(code)
  const places = (table.anywhere.get(plainName(name)) ?? []).flatMap((index) => {
    const names = namesAt(index)
    return names === undefined ? [] : [names.en, names.de, names.local]
  })
  return [...countries, ...places]
}
