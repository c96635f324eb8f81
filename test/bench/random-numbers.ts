/** Random weights, the same every time. */

/** Values between `-scale` and `scale`. */
export function createRandom(seed: number): (count: number, scale: number) => Float32Array {
  let state = seed
  return (count, scale) => {
    const values = new Float32Array(count)
    for (let index = 0; index < count; index++) {
      // A linear congruential generator (Numerical Recipes): speed matters here, the quality of chance does not.
      state = (Math.imul(state, 1664525) + 1013904223) | 0
      values[index] = (state / 2 ** 31) * scale
    }
    return values
  }
}

export type Random = ReturnType<typeof createRandom>
