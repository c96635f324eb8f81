/** @file Do two devices compute the same? Pure comparisons of what a provider gave with what the processor gave. */

/** Between float16 and float32 of the same graph the cosine stays above this; wrong kernels are far below. */
const leastCosine = 0.995
/** Two inputs whose rows are nearer to each other than this cannot tell a mix-up from rounding. */
const tieTolerance = 1e-3

/**
 * Compares embeddings row by row.
 * @param found `[count, dims]` of the provider, each row of length 1
 * @param wanted the same of the processor
 * @param what names a row: `picture`, `text`
 * @returns what is wrong, or nothing
 */
export function disagreement(
  found: Float32Array,
  wanted: Float32Array,
  { dims, what }: { readonly dims: number; readonly what: string },
): string | undefined {
  if (found.length !== wanted.length) return `it gave ${found.length} values instead of ${wanted.length}`
  const count = wanted.length / dims
  for (let row = 0; row < count; row++) {
    const own = cosine(found, row, wanted, row, dims)
    if (!(own >= leastCosine)) return `${what} ${row + 1} has a cosine of ${own.toFixed(3)} with the processor's`
    for (let other = 0; other < count; other++)
      if (cosine(found, row, wanted, other, dims) > own + tieTolerance)
        return `${what} ${row + 1} came out as ${what} ${other + 1}`
  }
  return undefined
}

/** Compares captions by the tokens chosen. */
export function tokenDisagreement(
  found: readonly (readonly number[])[],
  wanted: readonly (readonly number[])[],
): string | undefined {
  if (found.length !== wanted.length) return `it described ${found.length} pictures instead of ${wanted.length}`
  const picture = wanted.findIndex((ids, index) => ids.join() !== found[index]?.join())
  if (picture === -1) return undefined
  const token = wanted[picture]?.findIndex((id, index) => id !== found[picture]?.[index]) ?? -1
  return `picture ${picture + 1} gets other words from token ${(token === -1 ? (wanted[picture]?.length ?? 0) : token) + 1} on`
}

function cosine(a: Float32Array, rowA: number, b: Float32Array, rowB: number, dims: number): number {
  let sum = 0
  for (let index = 0; index < dims; index++) sum += (a[rowA * dims + index] ?? 0) * (b[rowB * dims + index] ?? 0)
  return sum
}

/** Between float16 and float32 of the same graph probabilities stay nearer than this; wrong kernels are far off. */
const largestShift = 0.05

/** Compares probabilities, one by one. */
export function shift(found: Float32Array, wanted: Float32Array): string | undefined {
  if (found.length !== wanted.length) return `it gave ${found.length} values instead of ${wanted.length}`
  for (const [index, value] of wanted.entries()) {
    const off = Math.abs((found[index] ?? NaN) - value)
    if (!(off <= largestShift)) return `value ${index + 1} is ${off.toFixed(3)} off the processor's`
  }
  return undefined
}
