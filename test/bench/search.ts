/** Vector search over a real store, and a whole search over a real library, at sizes people have. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { contract } from '../../electron/api/contract.ts'
import { answer, connect } from '../../electron/api/rpc.ts'
import { readPack } from '../../electron/inference/pack/read-pack.ts'
import { openLibrary } from '../../electron/library/library.ts'
import { cataloguePath } from '../../electron/places.ts'
import { openStore } from '../../electron/store/store.ts'
import { clipLikeVectors } from './clip-like-vectors.ts'
import { inPairs, timed } from './pairs.ts'
import { median, percentile, type Figure, type Section } from './report.ts'
import { fillLibrary } from './synthetic-library.ts'

/** Search is exact; anything less would be a defect. */
const leastRecall = 0.999
/** sqlite-vec against a plain JavaScript loop over the same vectors: it takes about as long (facts of the field: 78 and 80 ms at 100,000 × 512). */
const slowestScan = 2.5
const dims = 512
const k = 100
const queries = 12
/** For each photo, until its vector is in memory while searches go on: generous. */
const readingMs = 0.05

const demo = fileURLToPath(new URL('../../models/demo', import.meta.url))
const threadUrl = new URL('../../electron/thread.ts', import.meta.url)

/** The `k` rows of `vectors` with the largest dot products, by a plain loop. */
export function exactNearest(vectors: Float32Array, width: number, query: Float32Array): number[] {
  const scores = new Float32Array(vectors.length / width)
  for (let row = 0; row < scores.length; row += 1) {
    let sum = 0
    for (let at = 0; at < width; at += 1) sum += (vectors[row * width + at] ?? 0) * (query[at] ?? 0)
    scores[row] = sum
  }
  return [...scores.keys()].sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0)).slice(0, k)
}

export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'sightline-bench-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function benchVectors(count: number): Promise<Figure[]> {
  return inFolder(async (folder) => {
    const store = openStore(folder)
    const vectors = clipLikeVectors(count + queries, dims)
    const row = (index: number): Float32Array => vectors.subarray(index * dims, (index + 1) * dims)
    const table = store.vectors.open('bench', '1', dims)
    store.transaction(() => {
      for (let index = 0; index < count; index += 1) table.put(index + 1, row(index))
    })
    const library = vectors.subarray(0, count * dims)
    const asked = Array.from({ length: queries }, (_, index) => row(count + index))
    const hundredth = Array.from({ length: Math.ceil(count / 100) }, (_, index) => index * 100 + 1)
    let recall = 0
    for (const query of asked) {
      const exact = new Set(exactNearest(library, dims, query).map((index) => index + 1))
      recall += table.nearest(query, k).filter(({ id }) => exact.has(id)).length / Math.min(k, count) / queries
    }
    let next = 0
    const query = (): Float32Array => asked[next++ % queries] ?? row(0)
    const pair = await inPairs(
      () => Promise.resolve(table.nearest(query(), k)),
      () => Promise.resolve(exactNearest(library, dims, query())),
      9,
    )
    const filtered = await inPairs(
      () => Promise.resolve(table.nearest(query(), k, { among: hundredth })),
      () => Promise.resolve(table.nearest(query(), k)),
      9,
    )
    store.close()
    const size = count.toLocaleString('en')
    return [
      { name: `${size} vectors: recall@${k} against exact`, value: recall, unit: '', atLeast: leastRecall },
      { name: `${size} vectors: against a plain loop`, value: pair.wallRatio, unit: '×', atMost: slowestScan },
      { name: `${size} vectors: one search`, value: pair.ours.wallMs, unit: 'ms' },
      { name: `${size} vectors: among 1 % of them`, value: filtered.ours.wallMs, unit: 'ms' },
    ]
  })
}

async function benchSearches(count: number): Promise<Figure[]> {
  return inFolder(async (folder) => {
    const { pack } = await readPack(join(demo, 'embedding'))
    if (pack.task !== 'embedding') throw new Error('the demo pack has another shape')
    fillLibrary(folder, { count, pack })
    const library = openLibrary({ folder, packFolders: [demo], cataloguePath: cataloguePath(), threadUrl })
    const client = connect(contract, answer(contract, library.handlers, console.error))
    const times: number[] = []
    const readBy = performance.now() + count * readingMs
    for (let round = 0; times.length < queries; round += 1) {
      // Each a text the model has not met: its own time is part of a search.
      const { wallMs } = await timed(() => client.search.query({ words: `a dog on the beach number ${round}` }))
      if (round >= 2 && performance.now() > readBy) times.push(wallMs)
    }
    await library.close()
    const size = count.toLocaleString('en')
    return [
      { name: `${size} photos: a whole search, half of them within`, value: median(times), unit: 'ms' },
      { name: `${size} photos: a whole search, 95 % within`, value: percentile(times, 0.95), unit: 'ms' },
    ]
  })
}

export async function benchSearch(sizes: readonly number[]): Promise<Section> {
  const figures: Figure[] = []
  for (const count of sizes) figures.push(...(await benchVectors(count)), ...(await benchSearches(count)))
  return { name: `Search, ${dims} dimensions, the ${k} nearest`, figures }
}
