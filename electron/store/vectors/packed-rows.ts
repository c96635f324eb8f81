/**
 * @file Vectors in memory, a byte per component, and the scan over them. Each row has a scale of its own, so that its
 * largest component uses the whole byte: a component is wrong by 1/254 of that at most.
 */
import { BestScores, type Scored } from './best-scores.ts'
import { createVectorKernel, type VectorKernel } from './vector-kernel.ts'

/** Rows whose sums are taken together: small enough for the nearest cache. */
const blockRows = 4096
const sumBytes = 4
const pageBytes = 65536
/** Memory grows by 4 MiB at a time: growing is cheap, since the addresses are reserved. */
const stepPages = 64
const largestByte = 127
/** The kernel takes eight components at a time, twice. */
const lanes = 16

/** What doubles leave uncertain of a cosine, generously. */
const roundingError = 1e-9
const noDirection = { scale: 0, absoluteSum: 0 } as const

/** `#sums` begins with row `first`; its wanted rows are those from `from` to `to` in the list of all that are wanted. */
interface Block {
  readonly first: number
  readonly from: number
  readonly to: number
}

export interface Resembling {
  readonly certain: readonly number[]
  readonly doubtful: readonly number[]
}

export class PackedRows {
  readonly #kernel: VectorKernel
  readonly #dims: number
  readonly #width: number
  /** The query's numbers stay so small that no sum of products can leave 32 bits. */
  readonly #largestInQuery: number
  readonly #sumsAt: number
  readonly #rowsAt: number
  #bytes: Int8Array
  #sums: Int32Array
  readonly #ids: number[] = []
  /** Turns a row's sum into a cosine, but for the query's own scale. */
  readonly #scales: number[] = []
  readonly #rowOf = new Map<number, number>()

  private constructor(kernel: VectorKernel, dims: number) {
    this.#kernel = kernel
    this.#dims = dims
    this.#width = Math.ceil(dims / lanes) * lanes
    this.#largestInQuery = Math.min(2 ** 15 - 1, Math.floor((2 ** 31 - 1) / (largestByte * dims)))
    this.#sumsAt = 2 * this.#width
    this.#rowsAt = this.#sumsAt + blockRows * sumBytes
    this.#bytes = new Int8Array(kernel.memory.buffer)
    this.#sums = new Int32Array(kernel.memory.buffer, this.#sumsAt, blockRows)
  }

  /** Empty, for vectors of `dims` components; `undefined` where this machine cannot. */
  static create(dims: number): PackedRows | undefined {
    const kernel = createVectorKernel()
    return kernel && new PackedRows(kernel, dims)
  }

  get size(): number {
    return this.#ids.length
  }

  /** Adds or replaces a row. @returns whether there was memory for it */
  put(id: number, vector: Float32Array): boolean {
    const row = this.#rowOf.get(id) ?? this.#ids.length
    if (!this.#reserve(this.#rowsAt + (row + 1) * this.#width)) return false
    const { norm, peak } = measure(vector)
    const factor = norm > 0 ? largestByte / peak : 0
    const start = this.#rowsAt + row * this.#width
    const bytes = this.#bytes.subarray(start, start + this.#dims)
    for (let at = 0; at < bytes.length; at += 1) bytes[at] = Math.round((vector[at] ?? 0) * factor)
    this.#ids[row] = id
    this.#scales[row] = norm > 0 ? peak / largestByte / norm : 0
    this.#rowOf.set(id, row)
    return true
  }

  /** The last row takes the place of the one that goes. */
  delete(id: number): void {
    const row = this.#rowOf.get(id)
    if (row === undefined) return
    this.#rowOf.delete(id)
    const [lastId, lastScale] = [this.#ids.pop(), this.#scales.pop()]
    const last = this.#ids.length
    if (row === last || lastId === undefined || lastScale === undefined) return
    const from = this.#rowsAt + last * this.#width
    this.#bytes.copyWithin(this.#rowsAt + row * this.#width, from, from + this.#width)
    this.#ids[row] = lastId
    this.#scales[row] = lastScale
    this.#rowOf.set(lastId, row)
  }

  /**
   * The `k` rows with the highest cosines as far as bytes can tell, best first; only among the ids given, if any.
   * With CLIP-like vectors of 512 components these cosines are within 0.003 of the true ones.
   */
  nearest(query: Float32Array, k: number, among?: readonly number[]): readonly Scored[] {
    if (k < 1 || this.size === 0) return []
    const best = new BestScores(Math.min(k, this.size))
    const { scale } = this.#setQuery(query)
    const wanted = among && this.#rowsOf(among)
    let { floor } = best
    for (const { first, from, to } of this.#sumBlocks(wanted))
      for (let at = from; at < to; at += 1) {
        const row = wanted === undefined ? at : (wanted[at] ?? 0)
        const score = (this.#sums[row - first] ?? 0) * (this.#scales[row] ?? 0) * scale
        if (score < floor) continue
        best.offer(this.#ids[row] ?? 0, score)
        floor = best.floor
      }
    return best.ranked()
  }

  /**
   * Of the ids given those whose cosine is `least` at least, and those of which bytes cannot tell. That is certain: a
   * component is wrong by half of its row's scale at most, and so is each number of the query by half of its own.
   */
  resembling(query: Float32Array, least: number, among: readonly number[]): Resembling {
    const found = { certain: new Array<number>(), doubtful: new Array<number>() }
    const { scale, absoluteSum } = this.#setQuery(query)
    const errorPerScale = absoluteSum / 2 + (scale / 2) * largestByte * this.#dims
    const wanted = this.#rowsOf(among)
    for (const { first, from, to } of this.#sumBlocks(wanted))
      for (const row of wanted.subarray(from, to)) {
        const rowScale = this.#scales[row] ?? 0
        const score = (this.#sums[row - first] ?? 0) * rowScale * scale
        const error = rowScale * errorPerScale + roundingError
        if (score >= least + error) found.certain.push(this.#ids[row] ?? 0)
        else if (score >= least - error) found.doubtful.push(this.#ids[row] ?? 0)
      }
    return found
  }

  /** Rows of the ids that are here, ascending, each once. */
  #rowsOf(ids: readonly number[]): Int32Array {
    const rows = new Int32Array(ids.length)
    let count = 0
    for (const id of ids) {
      const row = this.#rowOf.get(id)
      if (row !== undefined) rows[count++] = row
    }
    const sorted = rows.subarray(0, count).sort()
    return sorted.filter((row, at) => row !== sorted[at - 1])
  }

  /** @returns what turns a row's scaled sum into a cosine, and the sum of the amounts of the query of length 1 */
  #setQuery(query: Float32Array): { readonly scale: number; readonly absoluteSum: number } {
    const { norm, peak, sum } = measure(query)
    const numbers = new Int16Array(this.#kernel.memory.buffer, 0, this.#width)
    const factor = norm > 0 ? this.#largestInQuery / peak : 0
    for (let at = 0; at < this.#dims; at += 1) numbers[at] = Math.round((query[at] ?? 0) * factor)
    return norm > 0 ? { scale: peak / this.#largestInQuery / norm, absoluteSum: sum / norm } : noDirection
  }

  /** Computes sums block by block, of the rows wanted (ascending) or of all; those of the block just given lie in `#sums`. */
  *#sumBlocks(wanted: Int32Array | undefined): Generator<Block> {
    const end = wanted === undefined ? this.size : wanted.length
    for (let from = 0; from < end;) {
      const first = wanted === undefined ? from : (wanted[from] ?? 0)
      const to = wanted === undefined ? Math.min(end, from + blockRows) : endOfBlock(wanted, from)
      const last = wanted === undefined ? to - 1 : (wanted[to - 1] ?? 0)
      const start = this.#rowsAt + first * this.#width
      this.#kernel.dot(start, 0, 2 * this.#width, this.#sumsAt, this.#sumsAt + (last - first + 1) * sumBytes)
      yield { first, from, to }
      from = to
    }
  }

  #reserve(bytes: number): boolean {
    const missing = bytes - this.#bytes.length
    if (missing <= 0) return true
    try {
      this.#kernel.memory.grow(Math.max(stepPages, Math.ceil(missing / pageBytes)))
    } catch {
      return false // no more memory is an answer here, see `PackedVectors`
    }
    this.#bytes = new Int8Array(this.#kernel.memory.buffer)
    this.#sums = new Int32Array(this.#kernel.memory.buffer, this.#sumsAt, blockRows)
    return true
  }
}

interface Measure {
  readonly norm: number
  /** The largest component by amount. */
  readonly peak: number
  /** Of the amounts of all components. */
  readonly sum: number
}

/** What has no direction, or holds what is no number, has the length 0. */
function measure(vector: Float32Array): Measure {
  let squares = 0
  let peak = 0
  let sum = 0
  for (let at = 0; at < vector.length; at += 1) {
    const amount = Math.abs(vector[at] ?? 0)
    squares += amount * amount
    sum += amount
    if (amount > peak) peak = amount
  }
  return squares > 0 && squares < Number.POSITIVE_INFINITY
    ? { norm: Math.sqrt(squares), peak, sum }
    : { norm: 0, peak: 0, sum: 0 }
}

/** Rows that nobody wants are computed as well where that costs less than calling the kernel once more. */
const widestGap = 16

/** The rows wanted from `from` on that are computed together: up to the index returned. */
function endOfBlock(wanted: Int32Array, from: number): number {
  const first = wanted[from] ?? 0
  let to = from + 1
  for (let former = first; to < wanted.length; to += 1) {
    const row = wanted[to] ?? 0
    if (row - former > widestGap || row - first >= blockRows) break
    former = row
  }
  return to
}
