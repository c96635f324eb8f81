import { fc } from '../random.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { openVectorReader } from '../../electron/store/database/open.ts'
import { PackedRows } from '../../electron/store/vectors/packed-rows.ts'
import { PackedVectors, type Neighbour } from '../../electron/store/vectors/packed-vectors.ts'
import { openStore } from '../../electron/store/store.ts'
import { createVectorSource, maxNeighbours } from '../../electron/store/vectors/vectors.ts'

const homes: string[] = []
function temporaryHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'sightline-test-'))
  homes.push(home)
  return home
}
afterAll(() => homes.forEach((home) => rmSync(home, { recursive: true, force: true })))

const now = '2026-01-02T03:04:05.000Z'

/** The same for the same index, in every direction. */
function scattered(index: number, width: number): Float32Array {
  const random = (seed: number): number => Math.abs(Math.sin(seed * 12.9898) * 43758.5453) % 1
  return Float32Array.from({ length: width }, (_, at) => random(index * width + at) - 0.5)
}

/** The yardstick: float64, written as plainly as can be. */
function trueCosine(a: Float32Array, b: Float32Array): number {
  const product = (left: Float32Array, right: Float32Array): number =>
    left.reduce((sum, value, at) => sum + value * (right[at] ?? 0), 0)
  const lengths = Math.sqrt(product(a, a)) * Math.sqrt(product(b, b))
  return lengths === 0 ? 0 : product(a, b) / lengths
}

function trueNeighbours(
  vectors: ReadonlyMap<number, Float32Array>,
  query: Float32Array,
  among?: readonly number[],
): Neighbour[] {
  const allowed = among && new Set(among)
  return [...vectors]
    .filter(([id]) => allowed?.has(id) ?? true)
    .map(([id, vector]) => ({ id, cosine: trueCosine(vector, query) }))
    .sort((a, b) => b.cosine - a.cosine || a.id - b.id)
}

/** How far a byte per component can be off: half a step of the row in each, and half a step of 15 bits in the query. */
function byteError(row: Float32Array, query: Float32Array): number {
  const amounts = (vector: Float32Array): number[] => Array.from(vector, Math.abs)
  const sum = (vector: Float32Array): number => amounts(vector).reduce((total, amount) => total + amount, 0)
  const share = (value: number, vector: Float32Array): number =>
    value === 0 ? 0 : value / Math.sqrt(vector.reduce((total, each) => total + each * each, 0))
  const rowStep = share(Math.max(...amounts(row)), row) / 127
  const queryStep = share(Math.max(...amounts(query)), query) / 32767
  return (
    (rowStep / 2) * share(sum(query), query) + (queryStep / 2) * (share(sum(row), row) + rowStep * row.length) + 1e-9
  )
}

/** Equal up to ties: the same cosines in the same places, each the true one of its photo. */
function expectNeighbours(found: readonly Neighbour[], expected: readonly Neighbour[], k: number): void {
  const truth = new Map(expected.map(({ id, cosine }) => [id, cosine]))
  const round = (cosine: number | undefined): number => Math.round((cosine ?? Number.NaN) * 1e9)
  expect(found.map(({ cosine }) => round(cosine))).toEqual(expected.slice(0, k).map(({ cosine }) => round(cosine)))
  expect(found.map(({ cosine }) => round(cosine))).toEqual(found.map(({ id }) => round(truth.get(id))))
  expect(new Set(found.map(({ id }) => id)).size).toBe(found.length)
}

const component = fc.oneof(
  { weight: 8, arbitrary: fc.float({ min: -1, max: 1, noNaN: true }) },
  { weight: 1, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.constantFrom(1e18, -1e18, 1e-30, -1e-30, 127, -128) },
)
const vectorOf = (dims: number): fc.Arbitrary<Float32Array> =>
  fc.oneof(
    {
      weight: 9,
      arbitrary: fc.array(component, { minLength: dims, maxLength: dims }).map((row) => new Float32Array(row)),
    },
    { weight: 1, arbitrary: fc.constant(new Float32Array(dims)) },
  )
const idLimit = 12
const id = fc.integer({ min: 1, max: idLimit })
const dims = fc.integer({ min: 1, max: 70 })

type Act =
  | { readonly act: 'put' | 'put and roll back'; readonly id: number; readonly vector: Float32Array }
  | { readonly act: 'remove'; readonly id: number }
  | { readonly act: 'turn' | 'ask' }

const actsOf = (width: number): fc.Arbitrary<Act[]> =>
  fc.array(
    fc.oneof(
      { weight: 4, arbitrary: fc.record({ act: fc.constant('put' as const), id, vector: vectorOf(width) }) },
      {
        weight: 1,
        arbitrary: fc.record({ act: fc.constant('put and roll back' as const), id, vector: vectorOf(width) }),
      },
      { weight: 2, arbitrary: fc.record({ act: fc.constant('remove' as const), id }) },
      { weight: 2, arbitrary: fc.record({ act: fc.constantFrom('turn' as const, 'ask' as const) }) },
    ),
    { maxLength: 60, size: 'max' },
  )

const wild = dims.chain((width) =>
  fc.record({ width: fc.constant(width), acts: actsOf(width), query: vectorOf(width) }),
)

function emptyRows(width: number): PackedRows {
  const rows = PackedRows.create(width)
  if (rows === undefined) throw new Error('this machine has no SIMD for WebAssembly')
  return rows
}

describe('rows in memory', () => {
  it('know every cosine to the precision of a byte, whatever was put, replaced and removed', () => {
    fc.assert(
      fc.property(wild, ({ width, acts, query }) => {
        const rows = emptyRows(width)
        const truth = new Map<number, Float32Array>()
        for (const each of acts) {
          if (each.act === 'put') truth.set(each.id, each.vector)
          if (each.act === 'put') expect(rows.put(each.id, each.vector)).toBe(true)
          if (each.act === 'remove') truth.delete(each.id)
          if (each.act === 'remove') rows.delete(each.id)
        }

        const found = rows.nearest(query, idLimit)

        expect(found.map((each) => each.id).sort((a, b) => a - b)).toEqual([...truth.keys()].sort((a, b) => a - b))
        for (const each of found) {
          const cosine = trueCosine(truth.get(each.id) ?? query, query)
          expect(Math.abs(each.score - cosine)).toBeLessThanOrEqual(byteError(truth.get(each.id) ?? query, query))
        }
      }),
    )
  })

  it('tell certainly which resemble a query, and leave open only what a byte cannot tell', () => {
    const few = fc.integer({ min: 1, max: 20 }).chain((width) =>
      fc.record({
        width: fc.constant(width),
        query: vectorOf(width),
        vectors: fc.array(vectorOf(width), { size: 'max', maxLength: 30 }),
      }),
    )
    fc.assert(
      fc.property(few, ({ width, query, vectors }) => {
        const rows = emptyRows(width)
        vectors.forEach((vector, index) => rows.put(index, vector))
        const ids = [...vectors.keys()]

        for (const [index, vector] of vectors.entries()) {
          const cosine = trueCosine(vector, query)
          const { certain, doubtful } = rows.resembling(query, cosine, ids)
          const above = rows.resembling(query, cosine + 1e-6, ids)

          expect([...certain, ...doubtful]).toContain(index)
          expect(above.certain).not.toContain(index)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('prefer the smaller id among equals, whatever came first', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 7, 8, 9], { minLength: 4 }), (ids) => {
        const rows = emptyRows(3)
        for (const each of ids) rows.put(each, new Float32Array([1, 2, 3]))

        const found = rows.nearest(new Float32Array([3, 2, 1]), 3)

        expect(found.map((each) => each.id)).toEqual(ids.toSorted((a, b) => a - b).slice(0, 3))
      }),
    )
  })

  it('add up without overflow at the largest widths and amounts', () => {
    for (const width of [16, 512, 768, 1152, 2048, 4096]) {
      const rows = emptyRows(width)
      rows.put(1, new Float32Array(width).fill(1))
      rows.put(2, new Float32Array(width).fill(-1))

      const found = rows.nearest(new Float32Array(width).fill(1), 2)

      expect(found.map((each) => [each.id, Math.round(each.score * 1e6) / 1e6])).toEqual([
        [1, 1],
        [2, -1],
      ])
    }
  })

  it('keep all rows while memory grows, in blocks and in stretches of any length', () => {
    const [width, count] = [100, 60_000]
    const rows = emptyRows(width)
    const row = (index: number): Float32Array => scattered(index, width)
    for (let index = 0; index < count; index += 1) rows.put(index, row(index))
    const wanted = Array.from({ length: count }, (_, index) => index).filter(
      (index) => index % 3 === 0 || index > 50_000,
    )

    for (const index of [0, 4095, 4096, 33_333, count - 1]) {
      expect(rows.nearest(row(index), 1)[0]?.id).toBe(index)
      expect(rows.nearest(row(index), 1, [...wanted, index].reverse())[0]?.id).toBe(index)
    }
    expect(rows.nearest(row(5), count, [...wanted, ...wanted])).toHaveLength(wanted.length)
  })
})

describe('vectors in memory', () => {
  const home = temporaryHome()
  const store = openStore(home)
  const reader = openVectorReader(home)
  let models = 0
  for (let photo = 1; photo <= idLimit; photo += 1) store.photos.add(Buffer.alloc(32, photo), now)
  afterAll(() => {
    reader.close()
    store.close()
  })

  it('answer as the store does, also while they are being read and after what is rolled back', async () => {
    await fc.assert(
      fc.asyncProperty(wild, fc.nat(20), async ({ width, acts, query }, before) => {
        const table = store.vectors.open('wild', String(++models), width)
        const truth = new Map<number, Float32Array>()
        const put = (photo: number, vector: Float32Array): void => {
          table.put(photo, vector)
          truth.set(photo, vector)
        }
        const some = acts.slice(0, before)
        for (const each of some) if (each.act === 'put') put(each.id, each.vector)
        // A photo a turn: whatever comes next happens in the middle of the first reading.
        const packed = new PackedVectors(createVectorSource(reader, `vectors_${table.model.id}`), width, 0)
        const ask = (): boolean => {
          const found = packed.nearest(query, idLimit)
          if (found !== undefined) expectNeighbours(found, trueNeighbours(truth, query), idLimit)
          return found !== undefined
        }
        for (const each of acts.slice(before)) {
          if (each.act === 'put') put(each.id, each.vector)
          if (each.act === 'put and roll back')
            expect(() =>
              store.transaction(() => {
                table.put(each.id, each.vector)
                packed.changed(each.id)
                throw new Error('no')
              }),
            ).toThrow('no')
          if ('id' in each) packed.changed(each.id)
          if (each.act === 'turn') await nextTurn()
          if (each.act === 'ask') ask()
        }
        await packed.settled()

        expect(ask()).toBe(true)
        expect([packed.isCurrent, packed.size]).toEqual([true, truth.size])
        packed.close()
        expect(ask()).toBe(false)
      }),
      { numRuns: 60 },
    )
  })
})

describe('a large library', () => {
  /** More than sqlite-vec can answer at once. */
  const count = 2 * maxNeighbours
  const width = 6
  const vectorAt = (index: number): Float32Array => scattered(index, width)
  const store = openStore(temporaryHome())
  const table = store.vectors.open('large', '1', width)
  const truth = new Map<number, Float32Array>()
  store.transaction(() => {
    for (let index = 1; index <= count; index += 1) {
      const pixels = Buffer.alloc(32)
      pixels.writeUInt32LE(index)
      const photo = store.photos.add(pixels, now)
      truth.set(photo, vectorAt(index))
      table.put(photo, vectorAt(index))
    }
  })
  const query = vectorAt(0)
  afterAll(() => store.close())

  it('is answered alike before and after its vectors are in memory', async () => {
    const before = table.nearest(query, 50)
    store.vectors.answerFrom(table.model)
    const during = table.nearest(query, 50)
    await table.packed()
    const after = table.nearest(query, 50)

    expect(during).toEqual(before)
    expect(after.map(({ id: photo }) => photo)).toEqual(before.map(({ id: photo }) => photo))
    expectNeighbours(after, trueNeighbours(truth, query), 50)
    expect(table.count()).toBe(count)
  })

  it('is searched under long filters without losing anything far away', async () => {
    store.vectors.answerFrom(table.model)
    await table.packed()
    const farHalf = trueNeighbours(truth, query)
      .slice(-maxNeighbours - 1)
      .map(({ id: photo }) => photo)

    const found = table.nearest(query, 300, { among: farHalf })

    expectNeighbours(found, trueNeighbours(truth, query, farHalf), 300)
  })

  it('says exactly which photos resemble, from memory and without', async () => {
    const ids = [...truth.keys()].filter((photo) => photo % 2 === 0)
    const expected = ids.filter((photo) => trueCosine(truth.get(photo) ?? query, query) >= 0.4)
    store.vectors.answerFrom(undefined)
    const stored = table.resembling(query, 0.4, ids)
    store.vectors.answerFrom(table.model)
    await table.packed()
    const inMemory = table.resembling(query, 0.4, ids)

    expect(stored).toEqual(expected)
    expect([...inMemory].sort((a, b) => a - b)).toEqual(expected)
  })

  it('is exact for as many as are asked for, and never puts another before them', async () => {
    store.vectors.answerFrom(table.model)
    await table.packed()

    const found = table.nearest(query, maxNeighbours, { exact: 20 })

    const cosines = found.map(({ cosine }) => cosine)
    expect(found).toHaveLength(maxNeighbours)
    expect(cosines).toEqual(cosines.toSorted((a, b) => b - a))
    expectNeighbours(found.slice(0, 20), trueNeighbours(truth, query), 20)
    for (const { id: photo, cosine } of found)
      expect(Math.abs(cosine - trueCosine(truth.get(photo) ?? query, query))).toBeLessThan(0.01)
  })

  it('answers with what a transaction has written, while it is open and after it was undone', async () => {
    store.vectors.answerFrom(table.model)
    await table.packed()
    const nearest = (): number | undefined => table.nearest(query, 1)[0]?.id
    const before = nearest()

    expect(() =>
      store.transaction(() => {
        table.put(77, query)
        expect(nearest()).toBe(77)
        throw new Error('undone')
      }),
    ).toThrow('undone')

    expect(nearest()).toBe(before)
    table.put(77, query)
    expect(nearest()).toBe(77)
    table.put(77, vectorAt(77))
    expect(nearest()).toBe(before)
  })

  it('keeps the vectors of one model only', async () => {
    const other = store.vectors.open('large', '2', 3)
    other.put(5, new Float32Array([1, 0, 0]))

    store.vectors.answerFrom(other.model)
    await Promise.all([table.packed(), other.packed()])

    expect(other.nearest(new Float32Array([1, 1, 0]), 9)).toHaveLength(1)
    expectNeighbours(
      table.nearest(query, 5).map((each) => ({ ...each, cosine: trueCosine(truth.get(each.id) ?? query, query) })),
      trueNeighbours(truth, query),
      5,
    )
  })
})
