/**
 * @file DaViT, the eye of Florence-2, as ONNX nodes (Ding et al. 2022; Xiao et al. 2023): four stages, each of pairs of
 * attention within windows of places and attention among channels.
 */
import { Layers } from './layers.ts'
import { GraphWriter } from './onnx-writer.ts'
import { Weights } from './weights.ts'

export interface DavitShape {
  readonly image: number
  readonly widths: readonly number[]
  readonly depths: readonly number[]
  /** Width of one head or one group of channels. */
  readonly headDim: number
  readonly window: number
  /** Width of what comes out. */
  readonly projection: number
}

/** Kernel, stride and padding with which each stage begins. */
const entrances = [
  [7, 4, 3],
  [3, 2, 1],
  [3, 2, 1],
  [3, 2, 1],
] as const

/** Writes `pixel_values [batch, 3, image, image]` to `image_features [batch, tokens + 1, projection]`. */
export async function writeDavit(path: string, shape: DavitShape): Promise<void> {
  const graph = new GraphWriter()
  const weights = new Weights(graph, 'float16', 1)
  const davit = new Davit(new Layers(graph, weights), shape)
  let map = 'pixel_values'
  for (const stage of shape.widths.keys()) map = davit.stage(stage, map)
  davit.project(map)
  await graph.write(
    path,
    [{ name: 'pixel_values', type: 'float32', shape: ['batch', 3, shape.image, shape.image] }],
    [{ name: 'image_features', type: 'float32', shape: ['batch', 'tokens', shape.projection] }],
  )
}

class Davit {
  readonly #layers: Layers
  readonly #shape: DavitShape

  constructor(layers: Layers, shape: DavitShape) {
    this.#layers = layers
    this.#shape = shape
  }

  /** Pictures `[batch, width, side, side]` to the next stage's. */
  stage(stage: number, pixels: string): string {
    const { depths, widths } = this.#shape
    const layers = this.#layers
    const [kernel = 3, stride = 2, padding = 1] = entrances[stage] ?? []
    const [wide = 3, narrow = 3] = [widths[stage], stage === 0 ? 3 : widths[stage - 1]]
    const side = this.#side(stage)
    const size = { kernel, stride, padding, groups: 1, from: narrow, to: wide }
    let map = this.#convolve(`stage ${stage}`, pixels, size)
    for (let depth = 0; depth < (depths[stage] ?? 0); depth++)
      for (const kind of ['places', 'channels'] as const) {
        const key = `stage ${stage} ${depth} ${kind}`
        const local = layers.add(map, this.#convolve(`${key} first`, map, around(wide)))
        const tokens = layers.transpose(layers.reshape(local, [0, wide, side * side]), [0, 2, 1])
        const normal = layers.norm(`${key} a`, tokens, wide)
        const attended =
          kind === 'places' ? this.#amongPlaces(key, normal, wide, side) : this.#amongChannels(key, normal, wide)
        const seen = this.#asMap(layers.add(tokens, attended), wide, side)
        const again = layers.add(seen, this.#convolve(`${key} second`, seen, around(wide)))
        const flat = layers.transpose(layers.reshape(again, [0, wide, side * side]), [0, 2, 1])
        const inner = { hidden: wide, inner: 4 * wide, activation: 'gelu' } as const
        map = this.#asMap(
          layers.add(flat, layers.feedForward(key, layers.norm(`${key} b`, flat, wide), inner)),
          wide,
          side,
        )
      }
    return map
  }

  /** The picture's mean first, then all places. */
  project(map: string): void {
    const { graph, weights } = this.#layers
    const layers = this.#layers
    const last = this.#shape.widths.length - 1
    const [wide = 0, side] = [this.#shape.widths[last], this.#side(last)]
    const places = layers.transpose(layers.reshape(map, [0, wide, side * side]), [0, 2, 1])
    const placed = layers.add(places, weights.tensor('positions', [1, side * side, wide], 0.02))
    const mean = graph.node('ReduceMean', [placed], { axes: [1], keepdims: 1 })
    const all = graph.node('Concat', [mean, placed], { axis: 1 })
    const projected = weights.product(graph, 'projection', all, [wide, this.#shape.projection])
    graph.nodeTo('image_features', 'Identity', [layers.norm('last', projected, this.#shape.projection)])
  }

  #side(stage: number): number {
    return this.#shape.image / 4 / 2 ** stage
  }

  #asMap(tokens: string, wide: number, side: number): string {
    return this.#layers.reshape(this.#layers.transpose(tokens, [0, 2, 1]), [0, wide, side, side])
  }

  /** Attention within each window: `[batch, side², wide]` as `[windows, window², wide]` and back. */
  #amongPlaces(key: string, tokens: string, wide: number, side: number): string {
    const layers = this.#layers
    const window = Math.min(this.#shape.window, side)
    const windows = side / window
    const cut = layers.transpose(
      layers.reshape(tokens, [-1, windows, window, windows, window, wide]),
      [0, 1, 3, 2, 4, 5],
    )
    const heads = { hidden: wide, heads: wide / this.#shape.headDim }
    const attended = layers.selfAttention(key, layers.reshape(cut, [-1, window * window, wide]), heads)
    const parts = layers.reshape(attended, [-1, windows, windows, window, window, wide])
    return layers.reshape(layers.transpose(parts, [0, 1, 3, 2, 4, 5]), [-1, side * side, wide])
  }

  /** Attention among the channels of a group, over all places: channels take the part that places have elsewhere. */
  #amongChannels(key: string, tokens: string, wide: number): string {
    const layers = this.#layers
    const { graph } = layers
    const { headDim } = this.#shape
    // [batch, groups, places, channels of a group]
    const part = (name: string): string =>
      layers.heads(layers.linear(`${key} ${name}`, tokens, [wide, wide]), { hidden: wide, heads: wide / headDim })
    const [query, keys, values] = [part('query'), part('key'), part('value')]
    const scaled = graph.node('Mul', [query, layers.weights.number(0.02)])
    const shares = graph.node('Softmax', [graph.node('MatMul', [layers.transpose(scaled, [0, 1, 3, 2]), keys])], {
      axis: 3,
    })
    const mixed = graph.node('MatMul', [shares, layers.transpose(values, [0, 1, 3, 2])])
    const merged = layers.reshape(layers.transpose(mixed, [0, 3, 1, 2]), [0, 0, wide])
    return layers.linear(`${key} out`, merged, [wide, wide])
  }

  #convolve(key: string, map: string, { kernel, stride, padding, groups, from, to }: Convolution): string {
    const weight = this.#layers.weights.tensor(
      `${key} kernel`,
      [to, from / groups, kernel, kernel],
      1 / kernel / Math.sqrt(from / groups),
    )
    return this.#layers.graph.node('Conv', [map, weight], {
      kernel_shape: [kernel, kernel],
      strides: [stride, stride],
      pads: [padding, padding, padding, padding],
      group: groups,
    })
  }
}

type Convolution = Readonly<Record<'kernel' | 'stride' | 'padding' | 'groups' | 'from' | 'to', number>>

/** Each channel by itself over its neighbourhood. */
function around(wide: number): Convolution {
  return { kernel: 3, stride: 1, padding: 1, groups: wide, from: wide, to: wide }
}
