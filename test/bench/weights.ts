/** @file Random weights of a graph, in the precisions that models are published in. */
import type { GraphWriter } from './onnx-writer.ts'
import { createRandom, type Random } from './random-numbers.ts'

/**
 * `float16`: stored in halves and cast, as `_fp16` files; `int8`: products of bytes with inputs quantised at run time,
 * as `_int8` files; `int4`: blocks of 32 weights of 4 bits, as `_q4` files.
 */
export type WeightKind = 'float32' | 'float16' | 'int8' | 'int4'

const castTo = { float32: 1 } as const
const blockSize = 32

/** Weights by key: branches of one graph that ask for the same key share them. */
export class Weights {
  readonly #root: GraphWriter
  readonly #kind: WeightKind
  readonly #random: Random
  readonly #known = new Map<string, string>()

  constructor(root: GraphWriter, kind: WeightKind, seed: number) {
    this.#root = root
    this.#kind = kind
    this.#random = createRandom(seed)
  }

  /** A float32 tensor, however it is stored. */
  tensor(key: string, shape: readonly number[], scale: number): string {
    return this.#once(key, () => {
      const values = this.#random(count(shape), scale)
      if (this.#kind !== 'float16') return this.#root.floats(shape, values)
      return this.#root.node('Cast', [this.#root.halves(shape, values)], { to: castTo.float32 })
    })
  }

  /** As {@link tensor}, with values of one's own. */
  values(key: string, shape: readonly number[], make: () => Float32Array): string {
    return this.#once(key, () => this.#root.floats(shape, make()))
  }

  wholes(values: readonly number[], shape: readonly number[] = [values.length]): string {
    return this.#once(`wholes ${values.join()} as ${shape.join()}`, () => this.#root.wholes(values, shape))
  }

  number(value: number): string {
    return this.values(`number ${value}`, [], () => Float32Array.of(value))
  }

  /** `x` times a matrix `[wide, tall]`. */
  product(graph: GraphWriter, key: string, x: string, [wide, tall]: readonly [number, number]): string {
    const scale = 1.7 / Math.sqrt(wide) // of the size that trained layers start with
    if (this.#kind === 'int8') {
      const bytes = this.#once(key, () => this.#root.bytes([wide, tall], this.#bytes(wide * tall)))
      const [quantised = '', xScale = '', zero = ''] = graph.nodes(3, 'DynamicQuantizeLinear', [x])
      const sums = graph.node('MatMulInteger', [quantised, bytes, zero])
      const scales = graph.node('Mul', [xScale, this.number(scale / 127)])
      return graph.node('Mul', [graph.node('Cast', [sums], { to: castTo.float32 }), scales])
    }
    if (this.#kind === 'int4') {
      const blocks = wide / blockSize
      const shape = [tall, blocks, blockSize / 2]
      const packed = this.#once(key, () => this.#root.blocks(shape, new Uint8Array(this.#bytes(count(shape)).buffer)))
      const scales = this.values(`${key} scales`, [tall * blocks], () =>
        new Float32Array(tall * blocks).fill(scale / 8),
      )
      return graph.node('MatMulNBits', [x, packed, scales], { K: wide, N: tall, bits: 4, block_size: blockSize })
    }
    return graph.node('MatMul', [x, this.tensor(key, [wide, tall], scale)])
  }

  /** Rows of a table `[rows, width]`; a table of 8-bit weights is kept in bytes. */
  lookUp(graph: GraphWriter, key: string, ids: string, [rows, width]: readonly [number, number]): string {
    if (this.#kind !== 'int8') return graph.node('Gather', [this.tensor(key, [rows, width], 0.02), ids], { axis: 0 })
    const table = this.#once(key, () => this.#root.bytes([rows, width], this.#bytes(rows * width)))
    const found = graph.node('Cast', [graph.node('Gather', [table, ids], { axis: 0 })], { to: castTo.float32 })
    return graph.node('Mul', [found, this.number(0.02 / 127)])
  }

  #bytes(length: number): Int8Array<ArrayBuffer> {
    // Four bytes of chance from each number would need care with its low bits; a stretched period does for speed.
    const pattern = Int8Array.from(this.#random(65_537, 127))
    const bytes = new Int8Array(length)
    for (let at = 0; at < length; at += pattern.length) bytes.set(pattern.subarray(0, length - at), at)
    return bytes
  }

  #once(key: string, make: () => string): string {
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const made = make()
    this.#known.set(key, made)
    return made
  }
}

function count(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1)
}
