/**
 * @file Writes ONNX graphs without Python: as much of the format as the benches need.
 * Field numbers are those of onnx.proto3 (IR version 9, operator set 17, and onnxruntime's own operators).
 */
import { open } from 'node:fs/promises'

type Bytes = Uint8Array
const utf8 = new TextEncoder()

function varint(value: number): Bytes {
  const bytes: number[] = []
  // Negative numbers are written as 64-bit two's complement.
  let rest = BigInt.asUintN(64, BigInt(value))
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128)
  bytes.push(Number(rest))
  return Uint8Array.from(bytes)
}

function joined(parts: readonly Bytes[]): Bytes {
  return Buffer.concat(parts)
}

const whole = (field: number, value: number): Bytes => joined([varint(field * 8), varint(value)])
const nested = (field: number, content: Bytes): Bytes =>
  joined([varint(field * 8 + 2), varint(content.length), content])
const text = (field: number, value: string): Bytes => nested(field, utf8.encode(value))

function float(field: number, value: number): Bytes {
  const bytes = Buffer.alloc(4)
  bytes.writeFloatLE(value)
  return joined([varint(field * 8 + 5), bytes])
}

const elementTypes = { float32: 1, uint8: 2, int8: 3, int64: 7, bool: 9, float16: 10 } as const
/** Operators that are onnxruntime's, not ONNX's. */
const ownDomain = 'com.microsoft'
const ownOperators: ReadonlySet<string> = new Set(['MatMulNBits'])

/** An attribute of a node: a float is given as `{ float }`, a branch as `{ branch }`, everything else is whole. */
export type Attribute = number | readonly number[] | { readonly float: number } | { readonly branch: Branch }

/** A graph inside a node, which sees all names of the graph around it. */
export interface Branch {
  readonly graph: GraphWriter
  readonly outputs: readonly string[]
}

export interface Port {
  readonly name: string
  readonly type: keyof typeof elementTypes
  /** A word names a dimension that may be anything. */
  readonly shape: readonly (number | string)[]
}

/** A graph under construction. Every method that adds a node returns its output's name. */
export class GraphWriter {
  readonly #nodes: Bytes[] = []
  /** Weights are kept as pieces and never joined: a ViT-B has 350 MB of them. */
  readonly #weights: Bytes[] = []
  readonly #prefix: string
  #count = 0

  /** @param prefix begins all names: a branch must not repeat those around it */
  constructor(prefix = '') {
    this.#prefix = prefix
  }

  node(operator: string, inputs: readonly string[], attributes: Readonly<Record<string, Attribute>> = {}): string {
    const output = `${this.#prefix}${operator}_${this.#count++}`
    this.nodeTo(output, operator, inputs, attributes)
    return output
  }

  /** As `node`, for an operator that gives several things. */
  nodes(count: number, operator: string, inputs: readonly string[]): string[] {
    const outputs = Array.from({ length: count }, () => `${this.#prefix}${operator}_${this.#count++}`)
    this.nodesTo(outputs, operator, inputs, {})
    return outputs
  }

  /** As `node`, under a name of your own: for the graph's outputs. */
  nodeTo(
    output: string,
    operator: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
  ): void {
    this.nodesTo([output], operator, inputs, attributes)
  }

  nodesTo(
    outputs: readonly string[],
    operator: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>>,
  ): void {
    this.#nodes.push(
      nested(
        1,
        joined([
          ...inputs.map((input) => text(1, input)),
          ...outputs.map((output) => text(2, output)),
          text(4, operator),
          ...(ownOperators.has(operator) ? [text(7, ownDomain)] : []),
          ...Object.entries(attributes).map(([name, value]) => nested(5, attribute(name, value))),
        ]),
      ),
    )
  }

  floats(shape: readonly number[], values: Float32Array): string {
    return this.#weight('float32', shape, new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
  }

  /** Stored as float16, for a graph that casts them or computes with them. */
  halves(shape: readonly number[], values: Float32Array): string {
    const halves = Float16Array.from(values)
    return this.#weight('float16', shape, new Uint8Array(halves.buffer))
  }

  bytes(shape: readonly number[], values: Int8Array): string {
    return this.#weight('int8', shape, new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
  }

  /** Bytes without a sign, as blocks of 4-bit weights are kept. */
  blocks(shape: readonly number[], values: Uint8Array): string {
    return this.#weight('uint8', shape, values)
  }

  wholes(values: readonly number[], shape: readonly number[] = [values.length]): string {
    const bigints = BigInt64Array.from(values, BigInt)
    return this.#weight('int64', shape, new Uint8Array(bigints.buffer))
  }

  async write(path: string, inputs: readonly Port[], outputs: readonly Port[]): Promise<void> {
    const graph = [
      ...this.#nodes,
      text(2, 'bench'),
      ...this.#weights,
      ...inputs.map((input) => nested(11, port(input))),
      ...outputs.map((output) => nested(12, port(output))),
    ]
    const graphBytes = graph.reduce((sum, piece) => sum + piece.length, 0)
    const operatorSet = (domain: string, version: number): Bytes =>
      nested(8, joined([text(1, domain), whole(2, version)]))
    const sets = joined([operatorSet('', 17), operatorSet(ownDomain, 1)])
    const head = joined([whole(1, 9), text(2, 'sightline'), sets, varint(7 * 8 + 2), varint(graphBytes)])
    const file = await open(path, 'w')
    try {
      for (const piece of [head, ...graph]) await file.writeFile(piece)
    } finally {
      await file.close()
    }
  }

  /** The bytes of this graph as a branch: its weights are few, those that matter lie around it. */
  body(outputs: readonly string[]): Bytes {
    const named = outputs.map((output) => nested(12, text(1, output)))
    return joined([...this.#nodes, text(2, `${this.#prefix}branch`), ...this.#weights, ...named])
  }

  #weight(type: keyof typeof elementTypes, shape: readonly number[], raw: Bytes): string {
    const name = `${this.#prefix}weight_${this.#count++}`
    const head = joined([...shape.map((size) => whole(1, size)), whole(2, elementTypes[type]), text(8, name)])
    const rawHead = joined([varint(9 * 8 + 2), varint(raw.length)])
    const length = head.length + rawHead.length + raw.length
    this.#weights.push(joined([varint(5 * 8 + 2), varint(length), head, rawHead]), raw)
    return name
  }
}

function attribute(name: string, value: Attribute): Bytes {
  if (typeof value === 'number') return joined([text(1, name), whole(3, value), whole(20, 2)])
  if ('branch' in value)
    return joined([text(1, name), nested(6, value.branch.graph.body(value.branch.outputs)), whole(20, 5)])
  if ('float' in value) return joined([text(1, name), float(2, value.float), whole(20, 1)])
  return joined([text(1, name), ...value.map((item) => whole(8, item)), whole(20, 7)])
}

function port({ name, type, shape }: Port): Bytes {
  const axes = shape.map((size) => nested(1, typeof size === 'number' ? whole(1, size) : text(2, size)))
  const tensor = joined([whole(1, elementTypes[type]), nested(2, joined(axes))])
  return joined([text(1, name), nested(2, nested(1, tensor))])
}
