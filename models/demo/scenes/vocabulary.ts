/** @file What the drawn world holds and what its things are called. */

export const colours = ['red', 'yellow', 'green', 'blue', 'purple', 'brown', 'white', 'black'] as const
export type Colour = (typeof colours)[number]

export const times = ['day', 'sunset', 'night'] as const
export type Time = (typeof times)[number]

export const weathers = ['clear', 'cloudy', 'rain', 'snow', 'fog'] as const
export type Weather = (typeof weathers)[number]

export const relations = ['left', 'right', 'above', 'below'] as const
/** Where a further subject is, seen from the main one. */
export type Relation = (typeof relations)[number]

/** `[preposition, place]`; the first pair is the one that captions use. */
type PlacePhrase = readonly [string, string]

interface SettingWords {
  readonly indoors: boolean
  readonly places: readonly [PlacePhrase, ...PlacePhrase[]]
  /** The single word somebody would type into a search field. */
  readonly keyword: string
  /** Folder name in the demo library. */
  readonly album: string
  /** Real places, so that the library has a map: `[latitude, longitude]`. */
  readonly coordinates: readonly (readonly [number, number])[]
}

// prettier-ignore
export const settingWords = {
  beach: { indoors: false, places: [['on', 'a beach'], ['on', 'the shore'], ['at', 'the seaside'], ['on', 'the sand by the sea']], keyword: 'beach', album: 'Beach days', coordinates: [[36.9613, -8.2336], [54.4416, 18.5601]] },
  forest: { indoors: false, places: [['in', 'a forest'], ['in', 'the woods'], ['among', 'forest trees'], ['in', 'woodland']], keyword: 'forest', album: 'In the woods', coordinates: [[48.7758, 8.2385], [50.4108, 5.8701]] },
  mountain: { indoors: false, places: [['on', 'a snowy mountain'], ['among', 'snowy peaks'], ['in', 'the snow mountains'], ['in', 'the high alps']], keyword: 'mountains', album: 'Snow holiday', coordinates: [[46.0207, 7.7491], [45.9237, 6.8694]] },
  city: { indoors: false, places: [['on', 'a city street'], ['in', 'the city'], ['in', 'town'], ['between', 'tall buildings']], keyword: 'city', album: 'City walks', coordinates: [[52.52, 13.405], [51.5072, -0.1276]] },
  kitchen: { indoors: true, places: [['in', 'a kitchen'], ['in', 'the kitchen'], ['in', 'a room with a stove']], keyword: 'kitchen', album: 'Kitchen', coordinates: [[52.3702, 4.8952]] },
  desert: { indoors: false, places: [['in', 'a desert'], ['among', 'sand dunes'], ['in', 'the dry desert'], ['on', 'the dunes']], keyword: 'desert', album: 'Desert trip', coordinates: [[31.0802, -4.0133], [25.276, 55.2963]] },
  lake: { indoors: false, places: [['by', 'a lake'], ['at', 'the lake'], ['by', 'still water'], ['on', 'a lakeside']], keyword: 'lake', album: 'At the lake', coordinates: [[46.3623, 14.0906], [47.6062, 9.2717]] },
  field: { indoors: false, places: [['on', 'a sports field'], ['on', 'a football pitch'], ['in', 'a stadium'], ['on', 'the playing field']], keyword: 'pitch', album: 'Match days', coordinates: [[53.4631, -2.2913]] },
  livingRoom: { indoors: true, places: [['in', 'a living room'], ['in', 'the lounge'], ['in', 'a room with a sofa']], keyword: 'lounge', album: 'At home', coordinates: [[52.3702, 4.8952]] },
  garden: { indoors: false, places: [['in', 'a garden'], ['in', 'the backyard'], ['on', 'a lawn by a hedge']], keyword: 'garden', album: 'Garden', coordinates: [[51.4787, -0.2956], [52.2697, 4.5462]] },
  harbour: { indoors: false, places: [['in', 'a harbour'], ['at', 'the port'], ['at', 'the docks'], ['on', 'a pier']], keyword: 'harbour', album: 'Harbour weekend', coordinates: [[53.5436, 9.9666], [43.2951, 5.3698]] },
  road: { indoors: false, places: [['on', 'a country road'], ['on', 'the highway'], ['on', 'an open road'], ['on', 'a long road']], keyword: 'road', album: 'Road trip', coordinates: [[55.8642, -4.2518], [43.7696, 11.2558]] },
  farm: { indoors: false, places: [['on', 'a farm'], ['in', 'a farmyard'], ['by', 'a barn'], ['at', 'the barn']], keyword: 'farm', album: 'On the farm', coordinates: [[47.0707, 2.3988], [54.0466, -2.8007]] },
  classroom: { indoors: true, places: [['in', 'a classroom'], ['at', 'school'], ['in', 'a room with a blackboard']], keyword: 'school', album: 'School', coordinates: [[52.0907, 5.1214]] },
} as const satisfies Record<string, SettingWords>

export type Setting = keyof typeof settingWords
export const settings = Object.keys(settingWords) as Setting[]

/** The words for a setting, without its literal types. */
export function wordsOfSetting(setting: Setting): SettingWords {
  return settingWords[setting]
}

/** First phrase: the one that captions use. */
export const timePhrases: Record<Time, readonly string[]> = {
  day: ['by day', 'in daylight', 'during the day', 'in the daytime'],
  sunset: ['at sunset', 'at dusk', 'in the evening', 'as the sun sets'],
  night: ['at night', 'after dark', 'by night', 'under a night sky'],
}

export const weatherPhrases: Record<Weather, readonly string[]> = {
  clear: ['under a clear sky', 'in clear weather', 'in fine weather'],
  cloudy: ['under clouds', 'under a cloudy sky', 'in cloudy weather'],
  rain: ['in the rain', 'in rainy weather', 'while it rains', 'in pouring rain'],
  snow: ['in falling snow', 'while it snows', 'in a snowfall', 'in snowy weather'],
  fog: ['in fog', 'in the mist', 'in foggy weather'],
}

export const relationPhrases: Record<Relation, readonly string[]> = {
  left: ['to the left', 'on the left', 'on the left side'],
  right: ['to the right', 'on the right', 'on the right side'],
  above: ['above', 'overhead', 'up in the air'],
  below: ['below', 'underneath', 'down below'],
}

const bright = ['red', 'yellow', 'green', 'blue', 'purple', 'white', 'black'] as const
const furred = ['brown', 'white', 'black'] as const

interface SubjectWords {
  /** `[singular, plural]`; the first pair is the one that captions use. */
  readonly names: readonly [readonly [string, string], ...(readonly [string, string])[]]
  /** Empty: the thing always has the same colour, which is then not worth saying. */
  readonly colours: readonly Colour[]
  readonly where: 'anywhere' | 'outdoors' | 'homely' | 'water'
  /** Width over height of the drawing. */
  readonly aspect: number
  readonly flies?: true
  /** What a person wears, for `a man in a red shirt`. */
  readonly wears?: string
  /** Settings where the background already holds such a thing. */
  readonly absentFrom?: readonly Setting[]
}

// prettier-ignore
export const subjectWords = {
  man: { names: [['man', 'men'], ['guy', 'guys']], colours: bright, where: 'anywhere', aspect: 0.46, wears: 'shirt' },
  woman: { names: [['woman', 'women'], ['lady', 'ladies']], colours: bright, where: 'anywhere', aspect: 0.5, wears: 'dress' },
  child: { names: [['child', 'children'], ['kid', 'kids']], colours: bright, where: 'anywhere', aspect: 0.66, wears: 'jacket' },
  dog: { names: [['dog', 'dogs'], ['puppy', 'puppies'], ['hound', 'hounds']], colours: furred, where: 'anywhere', aspect: 1.15 },
  cat: { names: [['cat', 'cats'], ['kitten', 'kittens']], colours: furred, where: 'anywhere', aspect: 0.8 },
  horse: { names: [['horse', 'horses'], ['pony', 'ponies']], colours: furred, where: 'outdoors', aspect: 1.15 },
  cow: { names: [['cow', 'cows']], colours: [], where: 'outdoors', aspect: 1.4 },
  sheep: { names: [['sheep', 'sheep'], ['lamb', 'lambs']], colours: [], where: 'outdoors', aspect: 1.2 },
  pig: { names: [['pig', 'pigs'], ['piglet', 'piglets']], colours: [], where: 'outdoors', aspect: 1.35 },
  rabbit: { names: [['rabbit', 'rabbits'], ['bunny', 'bunnies']], colours: furred, where: 'anywhere', aspect: 0.72 },
  duck: { names: [['duck', 'ducks'], ['duckling', 'ducklings']], colours: ['yellow', 'white', 'brown'], where: 'outdoors', aspect: 1.1 },
  elephant: { names: [['elephant', 'elephants']], colours: [], where: 'outdoors', aspect: 1.3 },
  giraffe: { names: [['giraffe', 'giraffes']], colours: [], where: 'outdoors', aspect: 0.68 },
  bear: { names: [['bear', 'bears']], colours: furred, where: 'outdoors', aspect: 0.74 },
  penguin: { names: [['penguin', 'penguins']], colours: [], where: 'outdoors', aspect: 0.6, absentFrom: ['desert'] },
  turtle: { names: [['turtle', 'turtles'], ['tortoise', 'tortoises']], colours: [], where: 'anywhere', aspect: 1.7 },
  bird: { names: [['bird', 'birds'], ['songbird', 'songbirds']], colours: bright, where: 'anywhere', aspect: 1.3, flies: true },
  butterfly: { names: [['butterfly', 'butterflies']], colours: bright, where: 'anywhere', aspect: 1.1, flies: true },
  car: { names: [['car', 'cars'], ['automobile', 'automobiles']], colours: bright, where: 'outdoors', aspect: 1.9 },
  bus: { names: [['bus', 'buses'], ['coach', 'coaches']], colours: bright, where: 'outdoors', aspect: 1.8 },
  truck: { names: [['truck', 'trucks'], ['lorry', 'lorries']], colours: bright, where: 'outdoors', aspect: 1.75 },
  tractor: { names: [['tractor', 'tractors']], colours: bright, where: 'outdoors', aspect: 1.2 },
  bicycle: { names: [['bicycle', 'bicycles'], ['bike', 'bikes']], colours: bright, where: 'outdoors', aspect: 1.5 },
  boat: { names: [['boat', 'boats'], ['sailboat', 'sailboats']], colours: bright, where: 'water', aspect: 0.95 },
  airplane: { names: [['airplane', 'airplanes'], ['aeroplane', 'aeroplanes']], colours: ['red', 'blue', 'white', 'yellow'], where: 'outdoors', aspect: 1.9, flies: true },
  hotAirBalloon: { names: [['hot air balloon', 'hot air balloons']], colours: bright, where: 'outdoors', aspect: 0.72, flies: true },
  kite: { names: [['kite', 'kites']], colours: bright, where: 'outdoors', aspect: 0.72, flies: true },
  ball: { names: [['ball', 'balls']], colours: bright, where: 'anywhere', aspect: 1 },
  cake: { names: [['cake', 'cakes'], ['birthday cake', 'birthday cakes']], colours: ['red', 'yellow', 'purple', 'brown', 'white'], where: 'homely', aspect: 1.05 },
  umbrella: { names: [['umbrella', 'umbrellas'], ['parasol', 'parasols']], colours: bright, where: 'outdoors', aspect: 1.05 },
  tent: { names: [['tent', 'tents']], colours: bright, where: 'outdoors', aspect: 1.4 },
  chair: { names: [['chair', 'chairs'], ['seat', 'seats']], colours: [...bright, 'brown'], where: 'homely', aspect: 0.62 },
  lamp: { names: [['lamp', 'lamps']], colours: bright, where: 'homely', aspect: 0.6 },
  guitar: { names: [['guitar', 'guitars']], colours: ['red', 'blue', 'brown', 'white', 'black'], where: 'anywhere', aspect: 0.42 },
  backpack: { names: [['backpack', 'backpacks'], ['rucksack', 'rucksacks']], colours: bright, where: 'anywhere', aspect: 0.78 },
  suitcase: { names: [['suitcase', 'suitcases']], colours: bright, where: 'anywhere', aspect: 0.75 },
  cup: { names: [['cup', 'cups'], ['mug', 'mugs']], colours: bright, where: 'homely', aspect: 1 },
  book: { names: [['book', 'books']], colours: bright, where: 'homely', aspect: 1.5 },
  balloon: { names: [['party balloon', 'party balloons']], colours: bright, where: 'anywhere', aspect: 0.5, flies: true },
  gift: { names: [['gift', 'gifts'], ['present', 'presents']], colours: bright, where: 'homely', aspect: 0.95 },
  apple: { names: [['apple', 'apples']], colours: ['red', 'green', 'yellow'], where: 'homely', aspect: 0.95 },
  pumpkin: { names: [['pumpkin', 'pumpkins']], colours: [], where: 'anywhere', aspect: 1.2 },
  snowman: { names: [['snowman', 'snowmen']], colours: [], where: 'outdoors', aspect: 0.7, absentFrom: ['desert', 'beach'] },
  tree: { names: [['tree', 'trees']], colours: ['green', 'yellow', 'red'], where: 'outdoors', aspect: 0.8, absentFrom: ['forest'] },
  flowers: { names: [['bunch of flowers', 'bunches of flowers'], ['bouquet', 'bouquets']], colours: ['red', 'yellow', 'blue', 'purple', 'white'], where: 'anywhere', aspect: 0.8 },
  house: { names: [['house', 'houses'], ['cottage', 'cottages']], colours: bright, where: 'outdoors', aspect: 1.1, absentFrom: ['city', 'farm'] },
  cactus: { names: [['cactus', 'cactuses']], colours: [], where: 'anywhere', aspect: 0.65 },
  windmill: { names: [['windmill', 'windmills']], colours: ['white', 'red', 'brown'], where: 'outdoors', aspect: 0.8 },
} as const satisfies Record<string, SubjectWords>

export type Subject = keyof typeof subjectWords
export const subjects = Object.keys(subjectWords) as Subject[]

/** The words for a subject, without its literal types. */
export function wordsOfSubject(subject: Subject): SubjectWords {
  return subjectWords[subject]
}

const watery: readonly Setting[] = ['beach', 'lake', 'harbour']

/** Whether the world allows this subject in this setting. */
export function belongs(subject: Subject, setting: Setting): boolean {
  const words = wordsOfSubject(subject)
  const indoors = wordsOfSetting(setting).indoors
  if (words.absentFrom?.includes(setting) === true) return false
  if (words.where === 'water') return watery.includes(setting)
  if (words.where === 'outdoors') return !indoors
  if (words.where === 'homely') return indoors || setting === 'garden' || setting === 'lake' || setting === 'beach'
  return true
}
