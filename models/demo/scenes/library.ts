/** @file The demo library: a few hundred drawn photos in dated folders, as somebody would keep them. */
import { mkdir, rename, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { photograph } from './photograph.ts'
import { createRandom, hashText, mix } from './random.ts'
import { drawScene, seedFor, takenAtFor, type Scene } from './scene.ts'
import { wordsOfSetting, type Setting } from './vocabulary.ts'

export interface DemoPhoto {
  /** Relative to the library's folder, with forward slashes. */
  readonly path: string
  readonly scene: Scene
}

interface DemoLibraryOptions {
  readonly count?: number
  readonly seed?: number
  readonly signal?: AbortSignal
  /** Called after each photo, drawn or already there. */
  readonly onDrawn?: (drawn: number, count: number) => void
}

const firstYear = 2022
const years = 3

/** Each place is visited in one month of each year, so that folders hold outings and not single photos. */
function outingOf(scene: Scene): { year: number; month: number; album: string } {
  const year = firstYear + (mix(scene.seed, 3) % years)
  const { album } = wordsOfSetting(scene.setting)
  if (scene.weather === 'snow') return { year, month: 1, album: 'Snow days' }
  return { year, month: 3 + (hashText(`${scene.setting}${year}`) % 9), album }
}

const signs: Readonly<Partial<Record<Setting, readonly (readonly string[])[]>>> = {
  harbour: [
    ['HARBOUR', 'STREET'],
    ['FERRY TO THE', 'ISLAND'],
  ],
  road: [['SLOW DOWN'], ['ROAD CLOSED']],
  city: [['MARKET', 'SQUARE'], ['CITY LIBRARY']],
  farm: [['FRESH EGGS']],
  beach: [['NO DIVING']],
  lake: [['BOAT HIRE']],
}

/** Now and then a sign stands where signs stand. */
function signOf({ seed, setting }: Scene): readonly string[] | undefined {
  const fitting = signs[setting]
  return fitting === undefined || mix(seed, 11) % 5 !== 0 ? undefined : fitting[mix(seed, 13) % fitting.length]
}

/** The photos of a library as plain values, in the order of their paths; nothing is drawn. */
export function planDemoLibrary(count = 300, seed = 1): readonly DemoPhoto[] {
  const photos: DemoPhoto[] = []
  for (let index = 0; index < count; index += 1) {
    const drawn = drawScene(seedFor('library', seed, index))
    const { year, month, album } = outingOf(drawn)
    const takenAt = takenAtFor(createRandom(mix(drawn.seed, 5)), drawn.time, { year, month })
    const folder = `${year}/${year}-${String(month).padStart(2, '0')} ${album}`
    const sign = signOf(drawn)
    const scene = { ...drawn, takenAt, ...(sign === undefined ? {} : { sign }) }
    photos.push({ path: `${folder}/IMG_${String(index + 1).padStart(4, '0')}.jpg`, scene })
  }
  return photos.sort((a, b) => (a.path < b.path ? -1 : 1))
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

/**
 * Draws the demo library: `count` JPEGs of 1024 by 768 pixels in dated folders, with EXIF dates, places and cameras.
 * Photos that are there already are left alone; the same seed draws the same photos.
 */
export async function drawDemoLibrary(folder: string, options: DemoLibraryOptions = {}): Promise<void> {
  const { count = 300, seed = 1, signal, onDrawn } = options
  let drawn = 0
  for (const photo of planDemoLibrary(count, seed)) {
    signal?.throwIfAborted()
    const path = join(folder, photo.path)
    if (!(await exists(path))) {
      await mkdir(dirname(path), { recursive: true })
      await writeFile(`${path}.part`, await photograph(photo.scene))
      await rename(`${path}.part`, path)
    }
    drawn += 1
    onDrawn?.(drawn, count)
  }
}
