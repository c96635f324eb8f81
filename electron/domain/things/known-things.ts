/** Which words of the vocabulary a model knows, found out from its own vectors of them. */
import { things, type Thing } from './vocabulary.ts'

/** How a word is put to the model; one that knows it answers with nearly the same vector. */
const screening = ['{}', 'there is a {}'] as const
const others = ['a {}', 'a photo showing a {}', '{} here'] as const

/** The vectors of one word's prompts resemble one another so much on average, or the word is none that it learnt. */
const leastAgreement = 0.9945
/** Where any two of five lie farther apart, the mean of all ten pairs cannot reach it. */
const leastOfTwo = 1 - 10 * (1 - leastAgreement)
/** Two words so near are one to the model: it read a part of the longer one ("carrot" as "car"). */
const twins = 0.8

/** A thing and where its pictures lie: of length 1. */
export interface KnownThing {
  readonly name: string
  readonly vector: Float32Array
}

/** Vectors of length 1, one for each text in its order. */
export type EmbedTexts = (texts: readonly string[]) => Promise<readonly Float32Array[]>

/**
 * The things that a pack knows. Found on the demo pack, whose words lie at 0.9948 and above and all but a few others
 * below; of other packs it is not proven. Words that two sentences part are asked for no further.
 */
export async function learnThings(
  embed: EmbedTexts,
  vocabulary: readonly Thing[] = things,
): Promise<readonly KnownThing[]> {
  const put = async (words: readonly string[], into: readonly string[]): Promise<Float32Array[][]> => {
    const vectors = await embed(words.flatMap((word) => into.map((prompt) => prompt.replace('{}', word))))
    return words.map((_, at) => vectors.slice(at * into.length, (at + 1) * into.length))
  }
  const first = await put(
    vocabulary.map(({ name }) => name),
    screening,
  )
  const hopeful = vocabulary.flatMap((thing, at) => {
    const own = first[at] ?? []
    return agreement(own) < leastOfTwo ? [] : [{ thing, own }]
  })
  const more = await put(
    hopeful.map(({ thing }) => thing.name),
    others,
  )
  const agreeing = hopeful.flatMap(({ thing, own }, at) => {
    const vectors = [...own, ...(more[at] ?? [])]
    return agreement(vectors) < leastAgreement ? [] : [{ thing, own: middle(vectors) }]
  })
  const synonyms = await put(
    agreeing.flatMap(({ thing }) => thing.synonyms),
    [...screening, ...others],
  )
  let at = 0
  const known = agreeing.map(({ thing: { name, synonyms: words }, own }): KnownThing => {
    const those = synonyms.slice(at, (at += words.length))
    return { name, vector: middle([own, ...those.map(middle)]) }
  })
  return known.filter(
    (one) => !known.some((other) => other.name.length < one.name.length && dot(one.vector, other.vector) > twins),
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
