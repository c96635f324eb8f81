/** Which files belong together, asked for every file of a small folder and of one with many names. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { liveVideo, pairPartner, sidecarsOf } from '../../electron/library/indexing/pairing.ts'
import { openStore, type Store } from '../../electron/store/store.ts'
import { timed } from './pairs.ts'
import { median, type Figure, type Section } from './report.ts'

/** Of a folder ten times as large each file may take so much longer: linear, with some room for the cache. */
const mostGrowth = 2
const rounds = 5
const now = '2026-01-01T00:00:00.000Z'

/** How phones, cameras and scanners name the pictures of one folder. */
const schemes: Readonly<Record<string, (index: number) => string>> = {
  'dots (2019.05.18-13.49.23.jpg)': (index) => `2019.05.18-${clock(index, '.')}.jpg`,
  'dashes (2019-05-18 13-49-23.jpg)': (index) => `2019-05-18 ${clock(index, '-')}.jpg`,
  'numbers (123.jpg)': (index) => `${index}.jpg`,
}

function clock(index: number, separator: string): string {
  const parts = [8 + (Math.floor(index / 3600) % 12), Math.floor(index / 60) % 60, index % 60]
  return parts.map((part) => String(part).padStart(2, '0')).join(separator)
}

/** A library that knows `count` photos of one folder by their names. */
function fill(home: string, count: number, nameOf: (index: number) => string): Store {
  const store = openStore(home)
  const folder = store.folders.add('/photos', [], now)
  store.transaction(() => {
    for (let index = 0; index < count; index += 1) {
      const path = `/photos/${nameOf(index)}`
      const file = store.files.add(folder.id, 'photo', { path, sizeBytes: 1, mtimeMs: 1, inode: path })
      const bytes = Buffer.alloc(32)
      bytes.writeUInt32LE(index)
      store.files.setPhoto(file, store.photos.add(bytes, now), 'original', bytes)
    }
  })
  return store
}

/** Milliseconds a file, over `sample` files spread over the folder. */
async function askAbout(store: Store, count: number, nameOf: (index: number) => string): Promise<number> {
  const sample = Math.min(count, 300)
  const { wallMs } = await timed(() => {
    for (let index = 0; index < sample; index += 1) {
      const file = store.files.find(`/photos/${nameOf(Math.floor((index * count) / sample))}`)
      if (file === undefined) throw new Error('a file that was just added is not there')
      pairPartner(store, file)
      liveVideo(store, file)
      sidecarsOf(store, file)
    }
    return Promise.resolve()
  })
  return wallMs / sample
}

export async function benchNeighbours(small: number, large: number): Promise<Section> {
  const figures: Figure[] = []
  for (const [scheme, nameOf] of Object.entries(schemes)) {
    const home = await mkdtemp(join(tmpdir(), 'sightline-bench-'))
    const [few, many] = [fill(join(home, 'few'), small, nameOf), fill(join(home, 'many'), large, nameOf)]
    const times: { few: number; many: number }[] = []
    for (let round = 0; round < rounds; round += 1)
      times.push({ few: await askAbout(few, small, nameOf), many: await askAbout(many, large, nameOf) })
    few.close()
    many.close()
    await rm(home, { recursive: true, force: true })
    const [before, after] = [median(times.map((time) => time.few)), median(times.map((time) => time.many))]
    const against = `${large.toLocaleString('en')} names against ${small.toLocaleString('en')}`
    figures.push({ name: `a file among ${large.toLocaleString('en')} ${scheme}`, value: after, unit: 'ms' })
    figures.push({
      name: `${scheme.split(' ')[0] ?? ''}: ${against}`,
      value: after / before,
      unit: '×',
      atMost: mostGrowth,
    })
  }
  return { name: 'Which files of a folder belong together', figures }
}
