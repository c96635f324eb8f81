/** What a photo shows of the things that a pack knows, by its kept vector. */
import { dot, type KnownThing } from './known-things.ts'
import { kindsOf } from './vocabulary.ts'

export interface ShownThing {
  readonly name: string
  /** Its part in the photo's vector, above the cut-off; of a kind, that of the surest thing of that kind. */
  readonly score: number
}

/** To be raised where the same words find other things than before. */
export const rulesOfThings = 1

/** Of what makes one sentence match a whole picture, so much for one thing among several in it. */
const partOfMatch = 0.5
const rounds = 60
const settled = 1e-4

export type FindThings = (photo: Float32Array) => readonly ShownThing[]

/**
 * Finds things by making the photo's vector from those of all things, none of them negative, as nearly as possible
 * (least squares; each in turn until nothing moves). So a thing counts only for what its neighbours do not explain:
 * a cat also resembles "dog", but has nothing left for it.
 * @param matchCosine the cosine from which on, by the pack's calibration, a sentence matches a picture
 * @returns for a photo's vector of length 1 what it shows, kinds included ("dog", "pet", "animal"), the surest first
 */
export function createFindThings(known: readonly KnownThing[], matchCosine: number): FindThings {
  const least = partOfMatch * matchCosine
  const likeness = known.map(({ vector }) => Float64Array.from(known, (other) => dot(vector, other.vector)))
  return (photo) => {
    const weights = partsOf(
      known.map(({ vector }) => dot(vector, photo)),
      likeness,
    )
    const shown = new Map<string, number>()
    for (const [index, { name }] of known.entries()) {
      const weight = weights[index] ?? 0
      if (weight < least) continue
      for (const each of [name, ...kindsOf(name)]) shown.set(each, Math.max(weight, shown.get(each) ?? 0))
    }
    return [...shown].map(([name, score]) => ({ name, score })).sort((a, b) => b.score - a.score)
  }
}

function partsOf(cosines: readonly number[], likeness: readonly Float64Array[]): Float64Array {
  const weights = new Float64Array(cosines.length)
  /** What is not explained yet, as each thing sees it. */
  const left = Float64Array.from(cosines)
  for (let round = 0; round < rounds; round += 1) {
    let moved = 0
    for (const [index, row] of likeness.entries()) {
      const before = weights[index] ?? 0
      const after = Math.max(0, before + (left[index] ?? 0) / (row[index] ?? 1))
      const step = after - before
      if (step === 0) continue
      weights[index] = after
      for (let other = 0; other < left.length; other += 1) left[other] = (left[other] ?? 0) - step * (row[other] ?? 0)
      moved = Math.max(moved, Math.abs(step))
    }
    if (moved < settled) break
  }
  return weights
}
