/** @file The layers that transformers are made of, as ONNX nodes. */
import type { GraphWriter } from './onnx-writer.ts'
import type { Weights } from './weights.ts'

export type Activation = 'quick-gelu' | 'tanh-gelu' | 'gelu'

export interface BlockShape {
  readonly hidden: number
  readonly heads: number
  /** Width of the feed-forward layer. */
  readonly inner: number
  readonly activation: Activation
}

export class Layers {
  readonly graph: GraphWriter
  readonly weights: Weights

  constructor(graph: GraphWriter, weights: Weights) {
    this.graph = graph
    this.weights = weights
  }

  norm(key: string, x: string, hidden: number): string {
    const scale = this.weights.values(`${key} scale`, [hidden], () => new Float32Array(hidden).fill(1))
    const bias = this.weights.values(`${key} bias`, [hidden], () => new Float32Array(hidden))
    return this.graph.node('LayerNormalization', [x, scale, bias], { axis: -1, epsilon: { float: 1e-5 } })
  }

  linear(key: string, x: string, size: readonly [number, number]): string {
    const product = this.weights.product(this.graph, key, x, size)
    return this.add(product, this.weights.tensor(`${key} bias`, [size[1]], 0.02))
  }

  add(a: string, b: string): string {
    return this.graph.node('Add', [a, b])
  }

  reshape(x: string, sizes: readonly number[]): string {
    return this.graph.node('Reshape', [x, this.weights.wholes(sizes)])
  }

  transpose(x: string, perm: readonly number[]): string {
    return this.graph.node('Transpose', [x], { perm })
  }

  /** One size of a tensor, as a tensor `[1]`. */
  sizeOf(x: string, axis: number): string {
    return this.graph.node('Gather', [this.graph.node('Shape', [x]), this.weights.wholes([axis])], { axis: 0 })
  }

  /** `[batch, length, hidden]` to `[batch, heads, length, hidden / heads]`. */
  heads(x: string, { hidden, heads }: Pick<BlockShape, 'hidden' | 'heads'>): string {
    return this.transpose(this.reshape(x, [0, 0, heads, hidden / heads]), [0, 2, 1, 3])
  }

  /** Attention over heads as {@link heads} gives them, back to `[batch, length, hidden]`. */
  attend(
    { query, key, value, mask }: Readonly<Record<'query' | 'key' | 'value', string>> & { mask?: string | undefined },
    { hidden, heads }: Pick<BlockShape, 'hidden' | 'heads'>,
  ): string {
    const { graph } = this
    const scale = this.weights.number(1 / Math.sqrt(hidden / heads))
    const scores = graph.node('Mul', [graph.node('MatMul', [query, this.transpose(key, [0, 1, 3, 2])]), scale])
    const shares = graph.node('Softmax', [mask === undefined ? scores : this.add(scores, mask)], { axis: 3 })
    return this.reshape(this.transpose(graph.node('MatMul', [shares, value]), [0, 2, 1, 3]), [0, 0, hidden])
  }

  selfAttention(key: string, x: string, shape: Pick<BlockShape, 'hidden' | 'heads'>, mask?: string): string {
    const { hidden } = shape
    const part = (name: string): string => this.heads(this.linear(`${key} ${name}`, x, [hidden, hidden]), shape)
    const mixed = this.attend({ query: part('query'), key: part('key'), value: part('value'), mask }, shape)
    return this.linear(`${key} out`, mixed, [hidden, hidden])
  }

  feedForward(key: string, x: string, { hidden, inner, activation }: Omit<BlockShape, 'heads'>): string {
    const wide = this.activate(activation, this.linear(`${key} wide`, x, [hidden, inner]))
    return this.linear(`${key} narrow`, wide, [inner, hidden])
  }

  /** A layer that normalises first, as ViT, CLIP and GPT-2 do. */
  block(key: string, x: string, shape: BlockShape, mask?: string): string {
    const attended = this.add(x, this.selfAttention(key, this.norm(`${key} a`, x, shape.hidden), shape, mask))
    return this.add(attended, this.feedForward(key, this.norm(`${key} b`, attended, shape.hidden), shape))
  }

  activate(activation: Activation, x: string): string {
    const { graph } = this
    const times = (a: string, b: string | number): string =>
      graph.node('Mul', [a, typeof b === 'number' ? this.weights.number(b) : b])
    const plusOne = (a: string): string => this.add(a, this.weights.number(1))
    switch (activation) {
      case 'quick-gelu':
        return times(x, graph.node('Sigmoid', [times(x, 1.702)]))
      case 'gelu':
        return times(
          times(x, plusOne(graph.node('Erf', [graph.node('Div', [x, this.weights.number(Math.SQRT2)])]))),
          0.5,
        )
      case 'tanh-gelu': {
        const cube = graph.node('Pow', [x, this.weights.number(3)])
        const inside = times(this.add(x, times(cube, 0.044715)), Math.sqrt(2 / Math.PI))
        return times(times(x, 0.5), plusOne(graph.node('Tanh', [inside])))
      }
    }
  }

  /** Pictures `[batch, 3, side, side]` to patches `[batch, patches, hidden]`. */
  patches(key: string, pixels: string, { side, patch, hidden }: Record<'side' | 'patch' | 'hidden', number>): string {
    const kernel = this.weights.tensor(`${key} kernel`, [hidden, 3, patch, patch], 0.02)
    const grid = this.graph.node('Conv', [pixels, kernel], { strides: [patch, patch], kernel_shape: [patch, patch] })
    return this.transpose(this.reshape(grid, [0, hidden, (side / patch) ** 2]), [0, 2, 1])
  }

  /** One learnt row before each photo's patches. */
  withClassToken(key: string, tokens: string, hidden: number): string {
    const size = this.graph.node('Concat', [this.sizeOf(tokens, 0), this.weights.wholes([1, hidden])], { axis: 0 })
    const first = this.graph.node('Expand', [this.weights.tensor(`${key} class`, [1, 1, hidden], 0.02), size])
    return this.graph.node('Concat', [first, tokens], { axis: 1 })
  }

  /**
   * Hides what comes later: `[length, past + length]`, 0 where a position may look and a large negative elsewhere.
   * @param length how many positions are new, as a tensor `[1]`
   * @param past how many came before
   */
  causalMask(length: string, past: string): string {
    const { graph } = this
    const scalar = (x: string): string => graph.node('Squeeze', [x])
    const end = scalar(this.add(past, length))
    const one = this.weights.wholes([1], [])
    const columns = graph.node('Range', [this.weights.wholes([0], []), end, one])
    const rows = graph.node('Unsqueeze', [graph.node('Range', [scalar(past), end, one]), this.weights.wholes([1])])
    const later = graph.node('Cast', [graph.node('Greater', [columns, rows])], { to: 1 })
    return graph.node('Mul', [later, this.weights.number(-1e9)])
  }
}
