/**
 * The fields of the search box, once: from this table come the parser, the help on every surface, what is suggested and
 * the page `docs/search.md`. A new field is a row, and a condition in the store, without which it does not compile.
 */
import { editDistance, forgivenLetters } from '../words/edit-distance.ts'
import { lookupForm } from '../languages/lexicon.ts'
import { readArea, readNear } from './area.ts'
import { thingCalled } from '../things/thing-names.ts'
import type { Demand } from './demand.ts'
import { readDate, readHours, readMonth, readNumber, readRating, readSide } from './field-values.ts'
import { shapes, type Attribute, type NumberField, type TextField } from './filter.ts'
import type { DateContext } from './moment.ts'

/** Where suggestions of values come from. */
export type ValueSource =
  'albums' | 'places' | 'cameras' | 'lenses' | 'people' | 'keywords' | 'folders' | 'formats' | 'things'

export interface FieldContext extends DateContext {
  /** Where the town of this name lies, in any language. */
  readonly townCalled?: TownCalled | undefined
}
export type TownCalled = (name: string) => { readonly latitude: number; readonly longitude: number } | undefined

export interface Field {
  /** English names, the one that is suggested first. */
  readonly en: readonly string[]
  readonly de: readonly string[]
  /** A value of it, as help shows it. */
  readonly example: string
  /** Values that are always the same, or where the library's own are found. */
  readonly values?: readonly string[] | ValueSource
  readonly read: (value: string, context: FieldContext) => Demand | undefined
}

const attributeNames: Readonly<Record<Attribute, readonly [en: string, de: string]>> = {
  date: ['date|time', 'datum|uhrzeit'],
  location: ['location|gps|place|position', 'ort|standort|position'],
  alt: ['alt|alt text|caption', 'alternativtext|alttext'],
  description: ['description', 'beschreibung'],
  rating: ['rating|stars', 'bewertung|sterne'],
  keywords: ['keywords|keyword|tags|tag', 'stichwort|stichwörter|schlagwörter|schlagwort'],
  camera: ['camera', 'kamera'],
  album: ['album', 'album'],
  title: ['title', 'titel'],
  people: ['people|persons|person', 'personen|person'],
  lens: ['lens', 'objektiv'],
  favourite: ['favourite|favorite', 'favorit'],
  text: ['text', 'text'],
}

const attributeOf = new Map<string, Attribute>(
  Object.entries(attributeNames).flatMap(([what, names]) =>
    names.flatMap((list) => list.split('|').map((name) => [lookupForm(name), what as Attribute] as const)),
  ), // as: the keys of a record of attributes
)
const longestAttribute = 2

/** The attribute that these words name: "gps", "alt text". */
export function readAttribute(words: string): Attribute | undefined {
  return attributeOf.get(lookupForm(words))
}

/** The attribute that begins at a place among words in their lookup form, and how many words name it. */
export function attributeAt(forms: readonly string[], at: number): { what: Attribute; words: number } | undefined {
  for (let words = longestAttribute; words > 0; words--) {
    const what = attributeOf.get(forms.slice(at, at + words).join(' '))
    // "without people" is about the picture; `no:people` is about the names in the file.
    if (what !== undefined && what !== 'people' && what !== 'favourite') return { what, words }
  }
  return undefined
}

const text =
  (kind: TextField): Field['read'] =>
  (value) => ({ fact: { kind, text: value, present: true } })
const number =
  (kind: NumberField): Field['read'] =>
  (value) =>
    readNumber(kind, value)
const has =
  (present: boolean): Field['read'] =>
  (value) => {
    const what = readAttribute(value)
    return what && { fact: { kind: 'has', what, present } }
  }

const states: Readonly<Record<string, Demand>> = {
  ...Object.fromEntries(shapes.map((shape) => [shape, { fact: { kind: 'orientation', shape } }])),
  hochformat: { fact: { kind: 'orientation', shape: 'portrait' } },
  querformat: { fact: { kind: 'orientation', shape: 'landscape' } },
  screenshot: { fact: { kind: 'picture-kind', is: 'screenshot' } },
  bildschirmfoto: { fact: { kind: 'picture-kind', is: 'screenshot' } },
  document: { fact: { kind: 'picture-kind', is: 'document' } },
  dokument: { fact: { kind: 'picture-kind', is: 'document' } },
  quadratisch: { fact: { kind: 'orientation', shape: 'square' } },
  ...Object.fromEntries(
    ['favourite', 'favorite', 'favorit'].map((name) => [
      name,
      { fact: { kind: 'has', what: 'favourite', present: true } },
    ]),
  ),
}

const isState: Field['read'] = (value) => {
  const name = lookupForm(value)
  return Object.hasOwn(states, name) ? states[name] : undefined
}

/** In the order in which help tells them. */
export const fields: readonly Field[] = [
  {
    en: ['place', 'country', 'region', 'state', 'city'],
    de: ['ort', 'land', 'region', 'stadt'],
    example: 'Lisbon',
    values: 'places',
    read: text('place'),
  },
  {
    en: ['near'],
    de: ['bei', 'nahe'],
    example: 'Lisbon,20km',
    values: 'places',
    read: (value, { townCalled = () => undefined }) => {
      const circle = readNear(value, townCalled)
      return circle && { fact: { kind: 'near', ...circle, present: true } }
    },
  },
  {
    en: ['area'],
    de: ['gebiet', 'ausschnitt'],
    example: '38.6,-9.3,38.8,-9',
    read: (value) => {
      const area = readArea(value)
      return area && { fact: { kind: 'area', ...area, present: true } }
    },
  },
  {
    en: ['person', 'people'],
    de: ['person', 'personen'],
    example: '"Zelda Quill"',
    values: 'people',
    read: text('person'),
  },
  {
    en: ['thing', 'shows'],
    de: ['motiv', 'zeigt'],
    example: 'dog',
    values: 'things',
    read: (value) => {
      const name = thingCalled(value)
      return name === undefined ? undefined : { fact: { kind: 'thing', text: name, present: true } }
    },
  },
  { en: ['album'], de: ['album'], example: 'Holidays', values: 'albums', read: text('album') },
  {
    en: ['keyword', 'tag'],
    de: ['stichwort', 'schlagwort'],
    example: 'holiday',
    values: 'keywords',
    read: text('keyword'),
  },
  { en: ['title'], de: ['titel'], example: 'sunset', read: text('title') },
  {
    en: ['caption', 'alt', 'description'],
    de: ['alternativtext', 'beschreibung'],
    example: 'dog',
    read: text('caption'),
  },
  { en: ['text'], de: ['text'], example: 'harbour', read: text('text') },
  { en: ['folder', 'in'], de: ['ordner'], example: 'Trips', values: 'folders', read: text('folder') },
  { en: ['file', 'name'], de: ['datei', 'name'], example: 'DSC01234', read: text('file') },
  { en: ['type', 'format'], de: ['typ', 'format'], example: 'raw', values: 'formats', read: text('type') },
  { en: ['camera'], de: ['kamera'], example: 'fuji', values: 'cameras', read: text('camera') },
  { en: ['lens'], de: ['objektiv'], example: 'RF85', values: 'lenses', read: text('lens') },
  { en: ['iso'], de: ['iso'], example: '>3200', read: number('iso') },
  { en: ['f', 'aperture'], de: ['f', 'blende'], example: '1.8', read: number('aperture') },
  { en: ['focal'], de: ['brennweite'], example: '24..70mm', read: number('focal') },
  { en: ['shutter', 'exposure'], de: ['belichtung', 'verschluss'], example: '1/4000', read: number('shutter') },
  {
    en: ['rating', 'stars'],
    de: ['bewertung', 'sterne'],
    example: '>=4',
    values: ['1', '2', '3', '4', '5'],
    read: readRating,
  },
  { en: ['is'], de: ['ist'], example: 'favourite', values: ['favourite', ...shapes], read: isState },
  {
    en: ['has'],
    de: ['hat'],
    example: 'gps',
    values: ['gps', 'alt', 'date', 'rating', 'keywords', 'title', 'people'],
    read: has(true),
  },
  {
    en: ['no'],
    de: ['ohne'],
    example: 'date',
    values: ['gps', 'alt', 'date', 'rating', 'keywords', 'title', 'people'],
    read: has(false),
  },
  { en: ['date', 'taken', 'year'], de: ['datum', 'jahr', 'aufgenommen'], example: '2019-12', read: readDate },
  { en: ['month'], de: ['monat'], example: '12', read: readMonth },
  { en: ['time', 'hour'], de: ['uhrzeit', 'stunde'], example: '18-22', read: readHours },
  { en: ['weekday'], de: ['wochentag'], example: 'sunday', read: readWeekday },
  { en: ['before'], de: ['vor'], example: '2010', read: (value, context) => readSide('before', value, context) },
  { en: ['after'], de: ['nach'], example: '2019-06', read: (value, context) => readSide('after', value, context) },
  { en: ['since'], de: ['seit'], example: '2020', read: (value, context) => readSide('since', value, context) },
  { en: ['until'], de: ['bis'], example: '2020', read: (value, context) => readSide('until', value, context) },
  { en: ['moment'], de: ['moment', 'ereignis'], example: '2019-12-24', read: readMomentAt },
  { en: ['added'], de: ['hinzugefügt'], example: '"last week"', read: readAdded },
  { en: ['width'], de: ['breite'], example: '>4000', read: number('width') },
  { en: ['height'], de: ['höhe'], example: '<1000', read: number('height') },
  { en: ['megapixels', 'mp'], de: ['megapixel'], example: '>12', read: number('megapixels') },
  { en: ['altitude'], de: ['meereshöhe'], example: '>2000', read: number('altitude') },
]

/** The moment under way then, or the next one of that day: its own number is nothing that a person knows. */
function readMomentAt(value: string): Demand | undefined {
  return /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?)?$/iu.test(value)
    ? { fact: { kind: 'moment', text: value.toUpperCase(), present: true } }
    : undefined
}

function readWeekday(value: string, context: DateContext): Demand | undefined {
  const demand = readDate(value, context)
  return demand !== undefined && 'fact' in demand && demand.fact.kind === 'weekdays' ? demand : undefined
}

function readAdded(value: string, context: DateContext): Demand | undefined {
  const compared = /^(>=|<=|>|<)\s*(.+)$/u.exec(value)
  const sides = { '>=': 'since', '<=': 'until', '>': 'after', '<': 'before' } as const
  const sign = compared?.[1]
  if (sign === '>' || sign === '<' || sign === '>=' || sign === '<=')
    return readSide(sides[sign], compared?.[2] ?? '', context, 'added')
  return readSide('on', value, context, 'added')
}

const fieldByName = new Map(
  fields.flatMap((field) => [...field.en, ...field.de].map((name) => [lookupForm(name), field] as const)),
)

/** The field of this name in any language of the window; none for `constructor` or `contry`. */
export function fieldNamed(name: string): Field | undefined {
  return fieldByName.get(lookupForm(name))
}

/** The name of a field that was perhaps meant. */
export function fieldMeant(name: string): string | undefined {
  const form = lookupForm(name)
  const most = Math.max(1, forgivenLetters(form))
  const near = [...fieldByName.keys()]
    .map((known) => ({ known, distance: editDistance(form, known, most) }))
    .filter(({ known, distance }) => distance <= most && known.length > 2)
    .sort((a, b) => a.distance - b.distance)
  return near[0]?.known
}
