/** Vectors of pictures and words in one space: a picture, but with more of one thing and less of another. */

/** Words stand further from pictures than pictures from each other: a word as long as the picture moves it enough. */
const moreWeight = 1
/** What is to be gone is taken out with less force, lest nothing of the picture stay. */
const lessWeight = 0.5

/** The unit vector of a picture moved towards some words and away from others; all of one length, the sum normalised. */
export function shifted(
  picture: Float32Array,
  more: readonly Float32Array[],
  less: readonly Float32Array[],
): Float32Array {
  if (more.length === 0 && less.length === 0) return picture
  const sum = Float32Array.from(picture)
  const add = (vectors: readonly Float32Array[], weight: number): void => {
    for (const vector of vectors)
      for (const [index, value] of vector.entries()) sum[index] = (sum[index] ?? 0) + weight * value
  }
  add(more, moreWeight)
  add(less, -lessWeight)
  const length = Math.hypot(...sum)
  return length === 0 ? picture : sum.map((value) => value / length)
}
