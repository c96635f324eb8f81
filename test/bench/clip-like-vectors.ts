/** Synthetic vectors that lie as CLIP's do: all in one cone, in clusters of very unequal size. */

/** The same numbers every time. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    return (state >>> 8) / 2 ** 24
  }
}

function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(2 * Math.PI * random())
}

/**
 * `count` unit vectors, row after row. Random pairs have a cosine of about 0.5, as photos do under CLIP; the sizes of
 * the clusters follow Zipf's law, as what people photograph does.
 */
export function clipLikeVectors(count: number, dims: number, seed = 7): Float32Array {
  const random = createRandom(seed)
  const clusters = Math.max(4, Math.ceil(Math.sqrt(count)))
  const direction = (): Float32Array => Float32Array.from({ length: dims }, () => gaussian(random) / Math.sqrt(dims))
  const cone = direction()
  const centres = Array.from({ length: clusters }, direction)
  const weights = Float64Array.from(centres, (_, index) => 1 / (index + 1))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const vectors = new Float32Array(count * dims)
  for (let row = 0; row < count; row += 1) {
    let left = random() * total
    let cluster = 0
    while (cluster < clusters - 1 && (left -= weights[cluster] ?? 0) > 0) cluster += 1
    let length = 0
    for (let at = 0; at < dims; at += 1) {
      const noise = gaussian(random) / Math.sqrt(dims)
      const value = (cone[at] ?? 0) + 0.75 * (centres[cluster]?.[at] ?? 0) + 0.66 * noise
      vectors[row * dims + at] = value
      length += value * value
    }
    const scale = 1 / Math.sqrt(length)
    for (let at = 0; at < dims; at += 1) vectors[row * dims + at] = (vectors[row * dims + at] ?? 0) * scale
  }
  return vectors
}
