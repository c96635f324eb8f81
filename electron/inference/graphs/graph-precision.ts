/**
 * @file What numbers a graph computes with, read from the graph itself: names of files lie (models whose name says
 * `q4` and whose weights are float32 have been published).
 * Field numbers are those of onnx.proto3. Only heads are read, weights are stepped over, so a file of a gigabyte
 * costs a few thousand bytes.
 */
import { open, type FileHandle } from 'node:fs/promises'

export type GraphPrecision = 'float32' | 'float16' | 'quantised'

/** TensorProto.DataType. */
const float32 = 1
const float16 = 10
/** int8, uint8, and the 4-bit kinds; blocks of 4-bit weights are most often stored as uint8. */
const smallTypes: ReadonlySet<number> = new Set([2, 3, 21, 22])
const bytesOf: ReadonlyMap<number, number> = new Map([
  [1, 4],
  [2, 1],
  [3, 1],
  [6, 4],
  [7, 8],
  [10, 2],
  [11, 8],
  [16, 2],
  [21, 0.5],
  [22, 0.5],
])

/** A zero point or a mask is small too; whole layers of small numbers are what makes a graph quantised. */
const quantisedShare = 0.02

/**
 * Reads a graph's precision from its weights.
 * @param path an ONNX file; weights in a file beside it are counted by their shapes
 * @returns `float32` for a graph without weights
 * @throws what reading the file throws; an Error when it is no ONNX file
 */
export async function readPrecision(path: string): Promise<GraphPrecision> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const weights = new Map<number, number>()
    await readMessage(new Window(file), { from: 0, to: size }, 'model', weights)
    const bytes = (type: number): number => weights.get(type) ?? 0
    const all = [...weights.values()].reduce((sum, each) => sum + each, 0)
    const small = [...smallTypes].reduce((sum, type) => sum + bytes(type), 0)
    if (small > quantisedShare * all) return 'quantised'
    return bytes(float16) > bytes(float32) ? 'float16' : 'float32'
  } finally {
    await file.close()
  }
}

type Message = 'model' | 'graph' | 'node' | 'attribute' | 'tensor' | 'sparse'

/** Where weights can be: in the graph, in constants of its nodes, in the graphs inside its nodes. */
const inside: Readonly<Record<Message, Readonly<Record<number, Message>>>> = {
  model: { 7: 'graph' },
  graph: { 1: 'node', 5: 'tensor', 15: 'sparse' },
  node: { 5: 'attribute' },
  attribute: { 5: 'tensor', 6: 'graph', 10: 'tensor', 11: 'graph' },
  sparse: { 1: 'tensor' },
  tensor: {},
}

interface Span {
  readonly from: number
  readonly to: number
}

async function readMessage(window: Window, span: Span, kind: Message, weights: Map<number, number>): Promise<void> {
  const tensor = { type: 0, elements: 1 }
  for (let at = span.from; at < span.to;) {
    const tag = await window.varint(at)
    const value = await window.varint(tag.end)
    const [field, wire] = [Math.floor(tag.value / 8), tag.value % 8]
    if (wire === 0) {
      at = value.end
      if (kind === 'tensor' && field === 1) tensor.elements *= value.value
      if (kind === 'tensor' && field === 2) tensor.type = value.value
    } else if (wire === 2) {
      const content = { from: value.end, to: value.end + value.value }
      if (content.to > span.to) throw new Error('is no ONNX graph')
      const child = inside[kind][field]
      if (child !== undefined) await readMessage(window, content, child, weights)
      if (kind === 'tensor' && field === 1) tensor.elements *= await product(window, content)
      at = content.to
    } else if (wire === 5 || wire === 1) at = tag.end + (wire === 5 ? 4 : 8)
    else throw new Error('is no ONNX graph')
  }
  if (kind === 'tensor') {
    const bytes = tensor.elements * (bytesOf.get(tensor.type) ?? 0)
    weights.set(tensor.type, (weights.get(tensor.type) ?? 0) + bytes)
  }
}

/** Sizes of a tensor's axes, packed. */
async function product(window: Window, { from, to }: Span): Promise<number> {
  let result = 1
  for (let at = from; at < to;) {
    const { value, end } = await window.varint(at)
    result *= value
    at = end
  }
  return result
}

/** A piece of the file in memory, moved when something outside is asked for. */
class Window {
  readonly #file: FileHandle
  readonly #bytes = new Uint8Array(4096)
  #start = 0
  #length = 0

  constructor(file: FileHandle) {
    this.#file = file
  }

  /** Beyond 2^53 a value is only roughly right; no size or type is that large. */
  async varint(at: number): Promise<{ value: number; end: number }> {
    let value = 0
    for (let index = 0; index < 10; index++) {
      const byte = await this.#byte(at + index)
      value += (byte & 127) * 128 ** index
      if (byte < 128) return { value, end: at + index + 1 }
    }
    throw new Error('is no ONNX graph')
  }

  async #byte(at: number): Promise<number> {
    if (at < this.#start || at >= this.#start + this.#length) {
      const { bytesRead } = await this.#file.read(this.#bytes, 0, this.#bytes.length, at)
      this.#start = at
      this.#length = bytesRead
    }
    const byte = this.#bytes[at - this.#start]
    if (byte === undefined || at >= this.#start + this.#length) throw new Error('is no ONNX graph')
    return byte
  }
}
