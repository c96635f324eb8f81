/** A picture's own text against what its vector seems to say, and what counts as a hit in libraries of any size. */
import { describe, expect, it } from 'vitest'
import { cutoffAmong, doubtAmong } from '../../electron/domain/calibration.ts'
import { contradicts, namesIn, runsOf } from '../../electron/domain/words/text-witness.ts'
import { looksLike, type Semantic } from '../../electron/library/search/looks.ts'
import { cosineOf } from '../../electron/store/vectors/packed-vectors.ts'

const scale = { related: 0.4, same: 0.8 }

/** Two names share as many words as they share; a space of texts in which nothing has to be learnt. */
function overlap(one: string, other: string): number {
  const [first, second] = [new Set(one.split(' ')), new Set(other.split(' '))]
  return [...first].filter((word) => second.has(word)).length / Math.sqrt(first.size * second.size)
}

const saysOtherwise = (words: string, text: string): boolean => {
  const said = runsOf(text).map((run) => run.join(' '))
  return contradicts(runsOf(words), (name) => Math.max(0, ...said.map((each) => overlap(name, each))), scale)
}

describe('a text as a witness', () => {
  it.each([
    ['a black butterfly in the kitchen', 'A black bird in a kitchen, with a blue butterfly to the right.', true],
    ['a blue butterfly in the kitchen', 'A black bird in a kitchen, with a blue butterfly to the right.', false],
    ['a boat at night', 'A black bird in a kitchen.', false], // it says nothing on the subject
    ['blue butterfly kitchen', 'A black bird in a kitchen, with a blue butterfly to the right.', false],
    ['Roter Ball am Strand', 'Ein blauer Ball am Strand', true],
    ['', 'A black bird.', false],
    ['a black bird', '', false],
  ])('against “%s”, where it says “%s”: %s', (words, text, isContradicted) => {
    expect(saysOtherwise(words, text)).toBe(isContradicted)
  })

  it('names are what stands together; of words typed one after the other every part may be one', () => {
    expect(runsOf('A snapshot showing a red kite, on the BEACH')).toEqual([['red', 'kite'], ['beach']])
    expect(namesIn(['red', 'kite'])).toEqual(['red kite'])
    expect(namesIn(['red', 'kite', 'beach'])).toEqual([
      ...['red', 'red kite', 'red kite beach'],
      ...['kite', 'kite beach', 'beach'],
    ])
  })
})

describe('what is a hit', () => {
  const calibration = { scale: 30, bias: -9, cutoff: 0.5, rise: 0.01, witness: { ...scale, doubt: 0.06 } }

  it('takes more in a larger library, and as much as the pack says among a thousand', () => {
    const cutoffs = [100, 1000, 10_000, 100_000].map((photos) => cutoffAmong(photos, calibration))

    expect(cutoffs[1]).toBeCloseTo(0.5)
    expect(cutoffs.toSorted((a, b) => a - b)).toEqual(cutoffs)
    expect(cutoffAmong(3, calibration)).toBe(cutoffs[0])
    expect(cutoffAmong(100_000, { ...calibration, rise: undefined })).toBeCloseTo(0.5)
  })

  it('is doubted the more for what its text says, the more photos there are; among a hundred not at all', () => {
    expect([10, 100, 1000, 10_000].map((photos) => doubtAmong(photos, calibration.witness))).toEqual([0, 0, 0.06, 0.12])
    expect(doubtAmong(1000, undefined)).toBe(0)
  })

  /** Vectors of the words themselves: which of them occur, and not which belongs to which. */
  const vocabulary = ['black', 'blue', 'bird', 'butterfly', 'kitchen']
  const vectorOf = (text: string): Float32Array => {
    const words = new Set(text.toLowerCase().match(/\p{L}+/gu) ?? [])
    const row = Float32Array.from(vocabulary, (word) => (words.has(word) ? 1 : 0))
    const length = Math.hypot(...row) || 1
    return row.map((each) => each / length)
  }
  const texts = new Map([
    [1, 'A black bird in a kitchen, with a blue butterfly.'],
    [2, 'A blue bird in a kitchen, with a black butterfly.'],
  ])
  const semanticAmong = (photos: number, withWitness = true): Semantic => ({
    calibration: withWitness ? calibration : { ...calibration, witness: undefined },
    embed: (text) => Promise.resolve(vectorOf(text)),
    textsOf: (ids) => new Map(ids.flatMap((id) => [[id, texts.get(id) ?? ''] as const])),
    vectors: {
      count: () => photos,
      nearest: (vector) => [...texts].map(([id, text]) => ({ id, cosine: cosineOf(vector, vectorOf(text)) - 0.25 })),
      resembling: () => [],
    },
  })
  const hits = async (semantic: Semantic): Promise<readonly number[]> => {
    const { probabilities, cutoff } = await looksLike(semantic, 'a black butterfly', { allowed: undefined, limit: 9 })
    return [...probabilities].filter(([, probability]) => probability >= cutoff).map(([id]) => id)
  }

  it('is no picture that has all the words and whose own text joins them otherwise', async () => {
    expect(await hits(semanticAmong(100_000, false))).toEqual([1, 2])
    expect(await hits(semanticAmong(100_000))).toEqual([2])
    expect(await hits(semanticAmong(50))).toEqual([1, 2])
  })
})
