/** Vector search from memory, as a search of a large library asks, against sqlite-vec over the same file. */
import { openStore, type Store } from '../../electron/store/store.ts'
import { maxNeighbours, type VectorTable } from '../../electron/store/vectors/vectors.ts'
import { clipLikeVectors } from './clip-like-vectors.ts'
import { inPairs, timed } from './pairs.ts'
import type { Figure, Section } from './report.ts'
import { exactNearest, inFolder } from './search.ts'

const leastRecall = 0.999
/** Measured 0.15 and 0.07 with 100,000 vectors; a scan that has lost its SIMD, or reads row by row, is beyond these. */
const slowestNearest = 0.4
const slowestSearch = 0.25
const dims = 512
const k = 100
const queries = 12
/** The window asks for so many hits. */
const exact = 500
const now = '2026-01-01T00:00:00.000Z'

function fill(store: Store, vectors: Float32Array, count: number): VectorTable {
  const table = store.vectors.open('bench', '1', dims)
  const pixels = Buffer.alloc(32)
  store.transaction(() => {
    for (let index = 0; index < count; index += 1) {
      pixels.writeUInt32LE(index, 0)
      table.put(store.photos.add(pixels, now), vectors.subarray(index * dims, (index + 1) * dims))
    }
  })
  return table
}

async function benchMemoryOf(count: number): Promise<Figure[]> {
  return inFolder(async (folder) => {
    const vectors = clipLikeVectors(count + queries, dims)
    const row = (index: number): Float32Array => vectors.subarray(index * dims, (index + 1) * dims)
    const store = openStore(folder)
    const table = fill(store, vectors, count)
    const reading = await timed(() => {
      store.vectors.answerFrom(table.model)
      return table.packed()
    })
    const bare = openStore(folder)
    const stored = bare.vectors.open('bench', '1', dims)
    let recall = 0
    for (let query = 0; query < queries; query += 1) {
      const truth = new Set(exactNearest(vectors.subarray(0, count * dims), dims, row(count + query)))
      recall += table.nearest(row(count + query), k).filter(({ id }) => truth.has(id - 1)).length / k / queries
    }
    let next = 0
    const query = (): Float32Array => row(count + (next++ % queries))
    const nearest = await inPairs(
      () => Promise.resolve(table.nearest(query(), k)),
      () => Promise.resolve(stored.nearest(query(), k)),
      9,
    )
    const search = await inPairs(
      () => Promise.resolve(table.nearest(query(), maxNeighbours, { exact })),
      () => Promise.resolve(stored.nearest(query(), maxNeighbours)),
      9,
    )
    const tenth = Array.from({ length: Math.floor(count / 10) }, (_, index) => index * 10 + 1)
    const filtered = await timed(() => Promise.resolve(table.nearest(query(), maxNeighbours, { exact, among: tenth })))
    bare.close()
    store.close()
    const size = count.toLocaleString('en')
    return [
      { name: `${size} vectors: recall@${k} against exact`, value: recall, unit: '', atLeast: leastRecall },
      {
        ...{ name: `${size} vectors: the ${k} nearest, against sqlite-vec`, unit: '×' },
        ...{ value: nearest.wallRatio, atMost: slowestNearest },
      },
      {
        ...{ name: `${size} vectors: as a search asks, against sqlite-vec`, unit: '×' },
        ...{ value: search.wallRatio, atMost: slowestSearch },
      },
      { name: `${size} vectors: the ${k} nearest`, value: nearest.ours.wallMs, unit: 'ms' },
      { name: `${size} vectors: as a search asks`, value: search.ours.wallMs, unit: 'ms' },
      { name: `${size} vectors: the same among 10 % of them`, value: filtered.wallMs, unit: 'ms' },
      { name: `${size} vectors: reading them into memory`, value: reading.wallMs, unit: 'ms' },
    ]
  })
}

export async function benchMemory(count: number): Promise<Section> {
  return { name: `Search from memory, ${dims} dimensions`, figures: await benchMemoryOf(count) }
}
