/**
 * @file One model's vectors in memory, for searches that sqlite-vec is too slow for, and how they are kept true.
 * Runs in the engine's thread, in slices. The rows are a hint, the store is the truth: a change only names its photo,
 * which is read again before the next answer, so a transaction that is rolled back leaves no trace; and what is shown
 * is ranked by cosines computed from the store's own float32.
 */
import { PackedRows } from './packed-rows.ts'

export interface Neighbour {
  readonly id: number
  readonly cosine: number
}

export interface Wish {
  /** Only these photos. */
  readonly among?: readonly number[] | undefined
  /** So many of the best are to be exact, in cosine and order; the others may be off by what a byte cannot say. All, unless given. */
  readonly exact?: number
}

/** Where vectors are read from: what is committed, and nothing else. */
export interface VectorSource {
  /** Photos whose ids are above `id`, ascending; not all need have a vector. */
  photosAfter(id: number, limit: number): readonly number[]
  get(photoId: number): Float32Array | undefined
  /** All that `read` reads is of one moment. */
  atOnce<Result>(read: () => Result): Result
}

/** The thread belongs to others after so long; a photo takes 4 to 10 µs. */
const usualSliceMs = 4
/** So many photos are read again before an answer (10 ms); with more to read, sqlite-vec is as fast. */
const mostPending = 1000
const photosPerRead = 1000
/** Rescored at least: recall@100 is then 1 among 100,000 and among 1,000,000 CLIP-like vectors (12 queries each). */
const leastRescored = 400
/** Rescored for each photo that is to be exact. */
const rescoredPerExact = 1.5

export class PackedVectors {
  readonly #source: VectorSource
  #rows: PackedRows | undefined
  readonly #pending = new Set<number>()
  /** Photos to be read for the first time, from `#unreadAt` on; those above `#readTo` are not listed yet. */
  #unread: readonly number[] = []
  #unreadAt = 0
  #readTo = Number.MIN_SAFE_INTEGER
  #isFilled = false
  #slice: NodeJS.Immediate | undefined
  #waiting: (() => void)[] = []

  readonly #sliceMs: number

  /** Begins to read at once, and goes on in the background, for `sliceMs` at a time, a photo at least. */
  constructor(source: VectorSource, dims: number, sliceMs = usualSliceMs) {
    this.#source = source
    this.#sliceMs = sliceMs
    this.#rows = PackedRows.create(dims)
    this.#wake()
  }

  /** Vectors in memory so far. */
  get size(): number {
    return this.#rows?.size ?? 0
  }

  /** Whether the store has no other vectors than these. */
  get isCurrent(): boolean {
    return this.#rows !== undefined && this.#isFilled && this.#pending.size === 0
  }

  /** The vector of this photo is another one, or gone. */
  changed(photoId: number): void {
    if (this.#rows === undefined) return
    this.#pending.add(photoId)
    this.#wake()
  }

  /** Resolves once everything known so far has been read, or nothing will be. */
  async settled(): Promise<void> {
    if (this.#slice !== undefined) await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  /** The nearest by cosine, best first, equal ones by id; `undefined` while rows are missing. Not inside a transaction. */
  nearest(query: Float32Array, k: number, { among, exact = k }: Wish = {}): readonly Neighbour[] | undefined {
    return this.#answer((rows) => {
      const depth = Math.max(leastRescored, Math.ceil(exact * rescoredPerExact))
      const found = rows.nearest(query, Math.max(k, depth), among)
      const ids = found.slice(0, depth).map(({ id }) => id)
      const rescored = this.#rescore(query, ids).sort((a, b) => b.cosine - a.cosine || a.id - b.id)
      const worst = rescored.at(-1)?.cosine ?? 1
      // What was not rescored never comes before what was.
      const rest = found.slice(depth).map(({ id, score }) => ({ id, cosine: Math.min(score, worst) }))
      return [...rescored, ...rest].slice(0, k)
    })
  }

  /** Of the photos given those whose cosine is `least` at least, exactly; `undefined` as for `nearest`. */
  resembling(query: Float32Array, least: number, among: readonly number[]): readonly number[] | undefined {
    return this.#answer((rows) => {
      const { certain, doubtful } = rows.resembling(query, least, among)
      const settled = this.#rescore(query, doubtful).filter(({ cosine }) => cosine >= least)
      return [...certain, ...settled.map(({ id }) => id)]
    })
  }

  close(): void {
    this.#rows = undefined
    this.#pending.clear()
    clearImmediate(this.#slice)
    this.#settle()
  }

  #answer<Answer>(ask: (rows: PackedRows) => Answer): Answer | undefined {
    const rows = this.#rows
    if (rows === undefined || !this.#isFilled || this.#pending.size > mostPending) return undefined
    return this.#source.atOnce(() => {
      for (const id of this.#pending) if (!this.#read(rows, id)) return undefined
      this.#pending.clear()
      return ask(rows)
    })
  }

  /** The true cosines, as the store has the vectors. */
  #rescore(query: Float32Array, ids: readonly number[]): Neighbour[] {
    // Neighbours by id lie in the same pages of the file.
    return ids
      .toSorted((a, b) => a - b)
      .flatMap((id) => {
        const vector = this.#source.get(id)
        return vector === undefined ? [] : [{ id, cosine: cosineOf(query, vector) }]
      })
  }

  /** @returns whether the row is as the store has it; without memory the copy is given up */
  #read(rows: PackedRows, id: number): boolean {
    const vector = this.#source.get(id)
    if (vector === undefined) rows.delete(id)
    else if (!rows.put(id, vector)) {
      this.close()
      return false
    }
    return true
  }

  #wake(): void {
    if (this.#rows !== undefined) this.#slice ??= setImmediate(() => this.#readSlice())
  }

  #readSlice(): void {
    this.#slice = undefined
    const rows = this.#rows
    if (rows === undefined) return
    const until = performance.now() + this.#sliceMs
    try {
      this.#source.atOnce(() => {
        do {
          const id = this.#next()
          if (id === undefined || !this.#read(rows, id)) return
        } while (performance.now() < until)
      })
    } catch {
      // A store that cannot be read tells so itself, wherever it is asked for something.
      this.close()
    }
    if (this.isCurrent) this.#settle()
    else this.#wake()
  }

  /** The photo to read next. Changes come first, so that they never pile up. */
  #next(): number | undefined {
    for (const id of this.#pending) {
      this.#pending.delete(id)
      return id
    }
    if (this.#isFilled) return undefined
    let id = this.#unread[this.#unreadAt++]
    if (id === undefined) {
      this.#unread = this.#source.photosAfter(this.#readTo, photosPerRead)
      this.#unreadAt = 1
      id = this.#unread[0]
    }
    if (id === undefined) this.#isFilled = true
    else this.#readTo = id
    return id
  }

  #settle(): void {
    this.#slice = undefined
    for (const resolve of this.#waiting.splice(0)) resolve()
  }
}

/** What has no direction resembles nothing. */
export function cosineOf(a: Float32Array, b: Float32Array): number {
  let [product, squaresOfA, squaresOfB] = [0, 0, 0]
  for (let at = 0; at < a.length; at += 1) {
    const left = a[at] ?? 0
    const right = b[at] ?? 0
    product += left * right
    squaresOfA += left * left
    squaresOfB += right * right
  }
  const cosine = product / (Math.sqrt(squaresOfA) * Math.sqrt(squaresOfB))
  return Number.isFinite(cosine) ? cosine : 0
}
