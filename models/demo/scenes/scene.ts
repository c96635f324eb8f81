/** @file A scene is plain values: what is where, when, in which light, and how it was photographed. */
import { createRandom, hashText, mix, type Random } from './random.ts'
import type { Colour, Relation, Setting, Subject, Time, Weather } from './vocabulary.ts'
import { belongs, settings, subjects, wordsOfSetting, wordsOfSubject } from './vocabulary.ts'

export const sceneWidth = 1024
export const sceneHeight = 768

/** One drawn figure: its foot at (x, y) in scene pixels. */
export interface Figure {
  readonly x: number
  readonly y: number
  readonly height: number
  readonly flipped: boolean
}

export interface SceneSubject {
  readonly kind: Subject
  readonly colour: Colour | undefined
  readonly count: number
  /** Seen from the main subject; the main subject itself has none. */
  readonly relation: Relation | undefined
  readonly figures: readonly Figure[]
}

export interface Scene {
  readonly seed: number
  readonly setting: Setting
  readonly time: Time
  /** Indoors there is none. */
  readonly weather: Weather | undefined
  /** The main subject first; one to three. */
  readonly subjects: readonly [SceneSubject, ...SceneSubject[]]
  /** Local wall-clock time, `2023:07:14 19:42:05`, as EXIF writes it. */
  readonly takenAt: string
  readonly latitude: number
  readonly longitude: number
  readonly camera: readonly [make: string, model: string]
  /** What stands on a sign in it, line by line, in capitals; the scenes that models are trained on have none. */
  readonly sign?: readonly string[]
}

/** Who may draw which seeds; the ranges share no number, so no scene is ever in two sets. */
export const seedRanges = {
  training: [0, 0x0fff_ffff],
  validation: [0x1000_0000, 0x1fff_ffff],
  library: [0x2000_0000, 0x3fff_ffff],
  evaluation: [0x4000_0000, 0x7fff_ffff],
} as const

/** The scene seed number `index` of a named set; sets of one name overlap only if `seed` is the same. */
export function seedFor(range: keyof typeof seedRanges, seed: number, index: number): number {
  const [first, last] = seedRanges[range]
  return first + ((mix(seed) + index) % (last - first + 1))
}

/** A tenth of all (setting, main subject, colour) combinations never occurs in training. */
export function isHeldOutCombination(scene: Pick<Scene, 'setting' | 'subjects'>): boolean {
  const [main] = scene.subjects
  return hashText(`${scene.setting}|${main.kind}|${main.colour ?? ''}`) % 10 === 0
}

type Part = Omit<SceneSubject, 'figures'>

function drawPart(random: Random, setting: Setting, taken: readonly Part[]): Part | undefined {
  const main = taken[0]
  const fitting = subjects.filter((kind) => belongs(kind, setting) && taken.every((part) => part.kind !== kind))
  const kind = random.pick(fitting)
  const words = wordsOfSubject(kind)
  const colour = words.colours.length === 0 ? undefined : random.pick(words.colours)
  const count = random.chance(0.64) ? 1 : random.chance(0.62) || words.aspect > 1.25 ? 2 : 3
  if (main === undefined) return { kind, colour, count, relation: undefined }
  const relation = relationTo(random, main, kind)
  if (taken.some((part) => part.relation === relation)) return undefined
  return { kind, colour, count, relation }
}

function relationTo(random: Random, main: Part, kind: Subject): Relation {
  const mainFlies = wordsOfSubject(main.kind).flies === true
  const flies = wordsOfSubject(kind).flies === true
  if (mainFlies && !flies) return 'below'
  if (flies && !mainFlies) return 'above'
  return random.chance(0.5) ? 'left' : 'right'
}

function drawParts(random: Random, setting: Setting): [Part, ...Part[]] {
  const main = drawPart(random, setting, [])
  if (main === undefined) throw new Error('a scene needs a main subject')
  const parts: [Part, ...Part[]] = [main]
  const crowded = main.count * wordsOfSubject(main.kind).aspect > 2.6
  const wanted = random.chance(0.3) ? 1 : random.chance(0.68) ? 2 : 3
  while (parts.length < wanted) {
    const part = drawPart(random, setting, parts)
    if (part === undefined || (crowded && (part.relation === 'left' || part.relation === 'right'))) break
    const wide = part.count * wordsOfSubject(part.kind).aspect > 2
    parts.push(wide ? { ...part, count: 1 } : part)
  }
  return parts
}

interface Row {
  readonly part: Part
  readonly height: number
  readonly width: number
}

const gap = 26

function rowWidth(part: Part, height: number): number {
  return part.count * wordsOfSubject(part.kind).aspect * height + (part.count - 1) * gap
}

/** Sets the parts of one band side by side, shrinking all alike where they would not fit. */
function layOutBand(random: Random, parts: readonly Part[], main: Part): Map<Part, Figure[]> {
  const inOrder = [...parts].sort((a, b) => orderOf(a) - orderOf(b))
  const rows: Row[] = inOrder.map((part) => {
    const wide = wordsOfSubject(part.kind).aspect > 1.5
    const share =
      part !== main ? random.between(0.25, 0.32) : wide ? random.between(0.36, 0.42) : random.between(0.42, 0.54)
    const height = share * sceneHeight
    return { part, height, width: rowWidth(part, height) }
  })
  const total = rows.reduce((sum, row) => sum + row.width, 0) + (rows.length - 1) * gap * 1.4
  const scale = Math.min(1, (sceneWidth * 0.92) / total)
  let slack = sceneWidth * 0.94 - total * scale
  let x = sceneWidth * 0.03
  const placed = new Map<Part, Figure[]>()
  for (const row of rows) {
    const space = random.between(0, 0.75) * slack
    slack -= space
    x += space
    placed.set(row.part, figuresOf(random, row, scale, x, row.part === main))
    x += (row.width + gap * 1.4) * scale
  }
  return placed
}

function orderOf(part: Part): number {
  if (part.relation === 'left') return -1
  return part.relation === 'right' ? 1 : 0
}

function figuresOf(random: Random, row: Row, scale: number, left: number, isMain: boolean): Figure[] {
  const height = row.height * scale
  const step = wordsOfSubject(row.part.kind).aspect * height + gap * scale
  const figures: Figure[] = []
  const flipped = random.chance(0.5)
  const base = footOf(random, row.part, height, isMain)
  for (let index = 0; index < row.part.count; index += 1) {
    const lift = row.part.count === 1 ? 0 : random.between(-0.025, 0.02) * sceneHeight
    const size = height * (row.part.count === 1 ? 1 : random.between(0.92, 1))
    figures.push({
      x: left + step * (index + 0.5),
      y: base + lift,
      height: size,
      flipped: random.chance(0.8) === flipped,
    })
  }
  return figures
}

function footOf(random: Random, part: Part, height: number, isMain: boolean): number {
  const words = wordsOfSubject(part.kind)
  if (words.flies !== true) {
    const foot = words.where === 'water' ? random.between(0.7, 0.77) : random.between(isMain ? 0.86 : 0.84, 0.93)
    return Math.max(foot * sceneHeight, height + sceneHeight * 0.08)
  }
  const top = isMain ? random.between(0.08, 0.2) : random.between(0.05, 0.12)
  return top * sceneHeight + height
}

function drawWeather(random: Random, setting: Setting): Weather | undefined {
  if (wordsOfSetting(setting).indoors) return undefined
  const weather = random.pick(['clear', 'clear', 'clear', 'cloudy', 'cloudy', 'rain', 'snow', 'fog'] as const)
  return weather === 'snow' && (setting === 'desert' || setting === 'beach') ? 'clear' : weather
}

const cameras = [
  ['FUJIFILM', 'X-T5'],
  ['Canon', 'Canon EOS R6'],
  ['NIKON CORPORATION', 'NIKON Z 6'],
  ['Apple', 'iPhone 15'],
  ['Google', 'Pixel 8'],
] as const

const hours: Record<Time, readonly [number, number]> = { day: [9, 16], sunset: [19, 20], night: [22, 23] }

/** `2023:07:14 19:42:05`: the hour follows the light, the month follows the weather unless it is given. */
export function takenAtFor(random: Random, time: Time, when: { year: number; month: number }): string {
  const [first, last] = hours[time]
  const parts = [random.whole(1, 28), random.whole(first, last), random.whole(0, 59), random.whole(0, 59)]
  const [day, hour, minute, second] = parts.map((part) => String(part).padStart(2, '0'))
  return `${when.year}:${String(when.month).padStart(2, '0')}:${day ?? '01'} ${hour ?? '12'}:${minute ?? '00'}:${second ?? '00'}`
}

/** Draws the scene of a seed: the same seed gives the same scene on every machine. */
export function drawScene(seed: number): Scene {
  const random = createRandom(seed)
  const setting = random.pick(settings)
  const time = random.pick(['day', 'day', 'sunset', 'night'] as const)
  const weather = drawWeather(random, setting)
  const parts = drawParts(random, setting)
  const [main] = parts
  const flies = (part: Part) => wordsOfSubject(part.kind).flies === true
  const placed = new Map([
    ...layOutBand(
      random,
      parts.filter((part) => flies(part)),
      main,
    ),
    ...layOutBand(
      random,
      parts.filter((part) => !flies(part)),
      main,
    ),
  ])
  const withFigures = (part: Part): SceneSubject => ({ ...part, figures: placed.get(part) ?? [] })
  const coordinates = random.pick(wordsOfSetting(setting).coordinates)
  const month = weather === 'snow' ? random.pick([12, 1, 2]) : random.whole(1, 12)
  return {
    seed,
    setting,
    time,
    weather,
    subjects: [withFigures(main), ...parts.slice(1).map(withFigures)],
    takenAt: takenAtFor(random, time, { year: random.whole(2021, 2024), month }),
    latitude: coordinates[0] + random.between(-0.02, 0.02),
    longitude: coordinates[1] + random.between(-0.02, 0.02),
    camera: random.pick(cameras),
  }
}
