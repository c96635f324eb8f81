/** @file Florence-2's decoder between two steps: its own words' cache and the picture's, one row per running beam. */
import { output, type Feeds, type Outputs, type StepDecoder } from './decode-captions.ts'
import { cacheNames, gatherRows, type CacheName } from './decoder-cache.ts'
import type { FlorencePack } from '../pack/pack.ts'
import type { FloatValues } from '../graphs/session.ts'

interface Runs {
  /** `[ids.length]` to `[ids.length, 1, width]`. */
  readonly embed: (ids: BigInt64Array) => Promise<FloatValues>
  readonly run: (feeds: Feeds) => Promise<Outputs>
}

export class FlorenceDecoder implements StepDecoder {
  readonly #runs: Runs
  readonly #words: readonly CacheName[]
  readonly #picture: readonly CacheName[]
  /** What the encoder made of picture and prompt; read once, and named at every later step. */
  #states: FloatValues
  #past: Map<string, FloatValues>
  /** Which photo each row belongs to: beams of one photo share the picture's keys and values. */
  #photos: readonly number[]
  #isFirst = true

  /** @param states `[photos, tokens, width]` */
  constructor({ decoder }: FlorencePack, states: FloatValues, runs: Runs) {
    this.#runs = runs
    this.#words = cacheNames(decoder.layers, 'decoder')
    this.#picture = cacheNames(decoder.layers, 'encoder')
    this.#states = states
    this.#photos = Array.from({ length: states.dims[0] ?? 0 }, (_, photo) => photo)
    const empty = { data: new Float32Array(0), dims: [this.#photos.length, decoder.heads, 0, decoder.headDim] }
    this.#past = new Map([...this.#words, ...this.#picture].map(({ past }) => [past, empty]))
  }

  async step(lastIds: readonly number[]): Promise<Outputs> {
    const [rows = 0, tokens = 0] = this.#states.dims
    const outputs = await this.#runs.run({
      inputs_embeds: await this.#runs.embed(BigInt64Array.from(lastIds, BigInt)),
      encoder_hidden_states: this.#states,
      encoder_attention_mask: { data: new BigInt64Array(rows * tokens).fill(1n), dims: [rows, tokens] },
      use_cache_branch: { data: Uint8Array.of(this.#isFirst ? 0 : 1), dims: [1] },
      ...Object.fromEntries(this.#past),
    })
    for (const { past, present } of this.#words) this.#past.set(past, output(outputs, present))
    // The picture's keys and values come from the first step; later steps give a placeholder instead.
    if (this.#isFirst) for (const { past, present } of this.#picture) this.#past.set(past, output(outputs, present))
    this.#isFirst = false
    return outputs
  }

  keep(rows: readonly number[]): void {
    for (const { past } of this.#words) this.#gather(past, rows)
    const photos = rows.map((row) => this.#photos[row] ?? 0)
    // 1.8 MB a row, layer and tensor at full size: moved only when a photo leaves or gets more beams.
    const isSame = photos.length === this.#photos.length && photos.every((photo, row) => photo === this.#photos[row])
    if (isSame) return
    this.#photos = photos
    this.#states = gatherRows(this.#states, rows)
    for (const { past } of this.#picture) this.#gather(past, rows)
  }

  #gather(name: string, rows: readonly number[]): void {
    const values = this.#past.get(name)
    if (values !== undefined) this.#past.set(name, gatherRows(values, rows))
  }
}
