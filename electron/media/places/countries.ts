/** Countries by code and by any of their names. */
import { plainName } from './plain-name.ts'

export type PlaceLanguage = 'en' | 'de'

/** Codes as ISO 3166-1 has them, by continent (its name in English, then in German). */
const continents: Readonly<Record<string, string>> = {
  'Europe|Europa':
    'AD AL AT AX BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM UA VA XK',
  'Africa|Afrika':
    'AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML MR MU MW MZ NA NE NG RE RW SC SD SH SL SN SO SS ST SZ TD TG TN TZ UG YT ZA ZM ZW',
  'Asia|Asien':
    'AE AF AM AZ BD BH BN BT CN GE HK ID IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK MM MN MO MV MY NP OM PH PK PS QA SA SG SY TH TJ TL TM TR TW UZ VN YE IO CC CX',
  'North America|Nordamerika':
    'AG AI AW BB BL BM BQ BS BZ CA CR CU CW DM DO GD GL GP GT HN HT JM KN KY LC MF MQ MS MX NI PA PM PR SV SX TC TT US VC VG VI',
  'South America|Südamerika': 'AR BO BR CL CO EC FK GF GY PE PY SR UY VE GS',
  'Oceania|Ozeanien': 'AS AU CK FJ FM GU KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU WF WS',
  'Antarctica|Antarktis': 'AQ BV HM TF',
}

/** What people write and no table of names has. */
const shortForms: Readonly<Record<string, readonly string[]>> = {
  US: ['USA', 'US', 'U.S.A.', 'America', 'Amerika', 'United States of America'],
  GB: ['UK', 'Great Britain', 'Großbritannien', 'Britain'],
  AE: ['UAE', 'VAE', 'Emirates', 'Emirate'],
  CZ: ['Czech Republic', 'Tschechische Republik'],
  NL: ['Holland', 'The Netherlands'],
  KR: ['Korea', 'Republic of Korea'],
  CD: ['DRC', 'DR Congo', 'DR Kongo'],
  BA: ['Bosnia', 'Bosnien'],
  MK: ['Macedonia', 'Mazedonien'],
  TR: ['Turkey', 'Türkei'],
  CI: ['Ivory Coast', 'Elfenbeinküste'],
  MM: ['Burma', 'Birma'],
  SZ: ['Swaziland', 'Swasiland'],
  CV: ['Cape Verde', 'Kapverden'],
  NZ: ['Aotearoa'],
  CN: ['PRC'],
  RU: ['Russian Federation'],
  BY: ['Weißrussland'],
}

const tables = new Map<string, Intl.DisplayNames>()

/** "Hong Kong", where the long name is "Hong Kong SAR China". */
const calledShort = new Set(['HK', 'MO', 'PS'])

function nameIn(language: string, code: string): string | undefined {
  const style = calledShort.has(code) ? 'short' : 'long'
  const key = `${language} ${style}`
  const table = tables.get(key) ?? new Intl.DisplayNames([language], { type: 'region', fallback: 'none', style })
  tables.set(key, table)
  return table.of(code)
}

/** "Germany", "Deutschland"; the code itself where it has no name. */
export function countryName(code: string, language: PlaceLanguage = 'en'): string {
  return nameIn(language, code) ?? code
}

/** All names of a country: English, German, its own, short forms; and its continent. */
export function countryNames(code: string): readonly string[] {
  const known = allNames.get(code) ?? gatherNames(code)
  allNames.set(code, known)
  return known
}

const allNames = new Map<string, readonly string[]>()

function gatherNames(code: string): readonly string[] {
  const own = new Intl.Locale(`und-${code}`).maximize().language
  const names = ['en', 'de', own].map((language) => nameIn(language, code))
  const [continent = ''] = Object.entries(continents).find(([, codes]) => codes.split(' ').includes(code)) ?? []
  return [...names, ...(shortForms[code] ?? []), ...continent.split('|')].filter(
    (name) => name !== undefined && name !== '',
  ) as string[] // the filter's own promise
}

let codes: ReadonlyMap<string, string> | undefined

/** The code of a country by any of its names ("USA", "Deutschland"), or by the code itself. */
export function countryCode(name: string): string | undefined {
  codes ??= new Map(
    Object.entries(continents).flatMap(([continent, all]) =>
      all.split(' ').flatMap((code) => {
        const names = countryNames(code).filter((each) => !continent.split('|').includes(each))
        return [code, ...names].map((each) => [plainName(each), code] as const)
      }),
    ),
  )
  return codes.get(plainName(name))
}
