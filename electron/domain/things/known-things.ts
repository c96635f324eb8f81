/** Which words of the vocabulary a model knows, found out from its own vectors of them. */
import { things, type Thing } from './vocabulary.ts'

/** How a word is put to the model; one that knows it answers with nearly the same vector. */
const prompts = ['{}', 'a {}', 'a photo showing a {}', '{} here', 'there is a {}'] as const

/** The vectors of one word's prompts resemble one another so much on average, or the word is none that it learnt. */
const leastAgreement = 0.9945
/** Two words so near are one to the model: it read a part of the longer one ("carrot" as "car"). */
const twins = 0.8

/** A thing and where its pictures lie: of length 1. */
export interface KnownThing {
  readonly name: string
  readonly vector: Float32Array
}

/** Every text that is to be embedded, once per pack, for `knownThings`. */
export function textsOfThings(vocabulary: readonly Thing[] = things): readonly string[] {
  return vocabulary.flatMap(({ name, synonyms }) =>
    [name, ...synonyms].flatMap((word) => prompts.map((prompt) => prompt.replace('{}', word))),
  )
}

/**
 * The things that a pack knows. Found on the demo pack, whose words lie at 0.9948 and above and all but a few others
 * below; of other packs it is not proven.
 * @param vectors one of length 1 for each of `textsOfThings`, in that order
 */
export function knownThings(
  vectors: readonly Float32Array[],
  vocabulary: readonly Thing[] = things,
): readonly KnownThing[] {
  let at = 0
  const next = (): readonly Float32Array[] => vectors.slice(at, (at += prompts.length))
  const agreeing = vocabulary.flatMap(({ name, synonyms }) => {
    const own = next()
    const words = [own, ...synonyms.map(next)]
    return agreement(own) < leastAgreement ? [] : [{ name, vector: middle(words.map(middle)) }]
  })
  return agreeing.filter(
    (one) => !agreeing.some((other) => other.name.length < one.name.length && dot(one.vector, other.vector) > twins),
  )
}

export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let at = 0; at < a.length; at += 1) sum += (a[at] ?? 0) * (b[at] ?? 0)
  return sum
}

/** Mean cosine of each two. */
function agreement(vectors: readonly Float32Array[]): number {
  const pairs = vectors.flatMap((one, index) => vectors.slice(index + 1).map((other) => dot(one, other)))
  return pairs.reduce((sum, cosine) => sum + cosine, 0) / Math.max(1, pairs.length)
}

/** The mean, of length 1. */
function middle(vectors: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(vectors[0]?.length ?? 0)
  for (const vector of vectors) for (let at = 0; at < sum.length; at += 1) sum[at] = (sum[at] ?? 0) + (vector[at] ?? 0)
  const length = Math.sqrt(dot(sum, sum))
  return length === 0 ? sum : sum.map((value) => value / length)
}
