/**
 * @file Doubles: how long comparing a library takes, how that grows, what a new photo costs, and the page. Likenesses
 * are drawn, not decoded: pictures of several octaves of noise, of which some are there twice, some come in bursts, some
 * are pages of one template, and some have next to nothing on them.
 */
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gridEdge } from '../../electron/domain/doubles/grey-grid.ts'
import { listDoubles } from '../../electron/library/doubles/list-doubles.ts'
import { noteLikeness } from '../../electron/library/doubles/note-likeness.ts'
import { openStore, type Store } from '../../electron/store/store.ts'
import { createRandom, mix, type Random } from '../../models/demo/scenes/random.ts'
import { percentile, type Figure, type Section } from './report.ts'
import { factsOn } from './synthetic-library.ts'

const now = '2026-01-01T00:00:00.000Z'
/** Photos written at once, as a busy indexer does. */
const atOnce = 100
const newPhotos = 200

interface Run {
  readonly seconds: number
  readonly newMs: readonly number[]
  readonly listMs: number
  readonly kilobytes: number
  /** Of the photos that are there twice, those that were found. */
  readonly recall: number
}

/** `counts`: photos of a small library and of a large one. */
export async function benchDoubles(counts: readonly [small: number, large: number]): Promise<Section> {
  const [small, large] = [await runOver(counts[0]), await runOver(counts[1])]
  const [first, last] = counts
  // n log n.
  const allowed = (last * Math.log(last)) / (first * Math.log(first))
  const figures: Figure[] = [
    { name: `${first} photos compared`, value: small.seconds, unit: 's' },
    { name: `${last} photos compared`, value: large.seconds, unit: 's', atMost: 60 },
    { name: 'growth, against n log n', value: large.seconds / small.seconds / allowed, unit: '×', atMost: 1.3 },
    { name: `a new photo among ${last}, 95 of 100`, value: percentile(large.newMs, 0.95), unit: 'ms', atMost: 5 },
    { name: 'a page of the lists', value: large.listMs, unit: 'ms' },
    { name: 'copies found', value: large.recall, unit: '', atLeast: 0.98 },
    { name: 'database for each photo', value: large.kilobytes, unit: 'kB' },
  ]
  return { name: 'Doubles: likenesses compared as photos come in', figures }
}

async function runOver(count: number): Promise<Run> {
  const folder = await mkdtemp(join(tmpdir(), 'sightline-bench-'))
  const store = openStore(folder)
  try {
    let spent = 0
    const root = store.folders.add('/bench', [], now)
    for (let from = 0; from < count; from += atOnce) {
      const drawn = Array.from({ length: Math.min(atOnce, count - from) }, (_, index) => likenessOf(from + index))
      store.transaction(() => {
        const photos = drawn.map((_, index) => addPhoto(store, root.id, from + index))
        const begun = process.cpuUsage()
        for (const [index, likeness] of drawn.entries()) noteLikeness(store, photos[index] ?? 0, likeness)
        spent += milliseconds(begun)
      })
    }
    const newMs = Array.from({ length: Math.min(newPhotos, count) }, (_, index) => {
      const likeness = likenessOf(count + index)
      const photo = addPhoto(store, root.id, count + index)
      const begun = process.cpuUsage()
      store.transaction(() => noteLikeness(store, photo, likeness))
      return milliseconds(begun)
    })
    const begun = performance.now()
    listDoubles(store, { kind: 'same', limit: 30, from: 0 })
    const listMs = performance.now() - begun
    const { size } = await stat(join(folder, 'library.db'))
    return { seconds: spent / 1000, newMs, listMs, kilobytes: size / count / 1000, recall: recallOf(store, count) }
  } finally {
    store.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Of the processor: other programs disturb it least. */
function milliseconds(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1000
}

function addPhoto(store: Store, folder: number, index: number): number {
  const pixels = Buffer.alloc(32)
  pixels.writeUInt32LE(index, 0)
  const photo = store.photos.add(pixels, now)
  const file = { path: `/bench/${index}.jpg`, sizeBytes: 1, mtimeMs: 0, inode: `1:${index}` }
  store.files.setPhoto(store.files.add(folder, 'photo', file), photo, 'original', pixels)
  store.photos.setLook(
    photo,
    { format: 'jpeg', width: 4000, height: 3000, placeholder: pixels, signature: pixels, warning: undefined },
    now,
  )
  // Bursts within a second or two, other photos an hour apart; a copy keeps the time of its original.
  const [kind, of] = kindOf(index)
  const seconds = kind === 'burst' ? of * 3600 + (index % 7) : (kind === 'copy' ? of : index) * 3600
  store.photos.setFacts(photo, factsOn(new Date(Date.UTC(1990, 0, 1) + seconds * 1000)))
  return photo
}

type Kind = 'picture' | 'copy' | 'burst' | 'page' | 'blank'

/** Of twenty photos fourteen are pictures, two copies, two of a burst, one a page and one nearly blank; by what they are made of. */
function kindOf(index: number): readonly [kind: Kind, of: number] {
  const place = index % 20
  if (place === 19) return ['blank', index]
  if (place === 18) return ['page', index]
  if (place >= 16) return ['burst', index - place + 15]
  if (place >= 14) return ['copy', index - place + (mix(index) % 14)]
  return ['picture', index]
}

function recallOf(store: Store, count: number): number {
  const copies = Array.from({ length: count }, (_, index) => index).filter((index) => kindOf(index)[0] === 'copy')
  // Ids of a new table count from 1.
  const found = copies.filter((index) => store.doublePairs.partners(index + 1, 'same').includes(kindOf(index)[1] + 1))
  return found.length / copies.length
}

/** As a look gives it: no hash, some sharpness, a grid. */
function likenessOf(index: number): Uint8Array {
  const likeness = new Uint8Array(20 + gridEdge * gridEdge)
  likeness.set(gridOf(index), 20)
  return likeness
}

function gridOf(index: number): Uint8Array {
  const [kind, of] = kindOf(index)
  const own = createRandom(mix(index, 5))
  if (kind === 'blank')
    return Uint8Array.from({ length: gridEdge * gridEdge }, (_, at) => (at % 56 === index % 56 ? 200 : 240))
  if (kind === 'page') return pageOf(own)
  const cells = noise(createRandom(mix(of, 1)), kind === 'burst' ? 2 : 4)
  if (kind === 'burst') noise(own, 4).forEach((value, at) => (cells[at] = (cells[at] ?? 0) * 0.8 + value * 0.35))
  const gain = kind === 'copy' ? own.between(0.8, 1.2) : 1
  const grain = kind === 'copy' ? 3 : 0
  return Uint8ClampedArray.from(
    cells,
    (value) => 128 + value * gain + (own.next() - 0.5) * grain,
  ) as unknown as Uint8Array // the same bytes
}

/** Octaves of noise, each half as strong as the one before: what photos are like. */
function noise(random: Random, octaves: number): Float32Array {
  const cells = new Float32Array(gridEdge * gridEdge)
  for (let octave = 0; octave < octaves; octave++) {
    const size = 4 * 2 ** octave
    const points = Float32Array.from({ length: (size + 1) ** 2 }, () => (random.next() - 0.5) * 2 ** (7.5 - octave))
    for (let row = 0; row < gridEdge; row++)
      for (let column = 0; column < gridEdge; column++) {
        const [x, y] = [(column / gridEdge) * size, (row / gridEdge) * size]
        const [left, top] = [Math.floor(x), Math.floor(y)]
        const [right, down] = [x - left, y - top]
        const at = top * (size + 1) + left
        const upper = (points[at] ?? 0) * (1 - right) + (points[at + 1] ?? 0) * right
        const lower = (points[at + size + 1] ?? 0) * (1 - right) + (points[at + size + 2] ?? 0) * right
        const cell = row * gridEdge + column
        cells[cell] = (cells[cell] ?? 0) + upper * (1 - down) + lower * down
      }
  }
  return cells
}

/** One template: a dark head, lines of text that differ. */
function pageOf(random: Random): Uint8Array {
  const cells = new Uint8Array(gridEdge * gridEdge).fill(245)
  cells.fill(60, 0, 5 * gridEdge)
  for (let row = 8; row < 52; row += 3)
    for (let column = 4; column < 52; column++)
      if (random.chance(0.6)) cells[row * gridEdge + column] = 90 + Math.floor(random.next() * 100)
  return cells
}
