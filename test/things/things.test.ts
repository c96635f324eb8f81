import { describe, expect, it } from 'vitest'
import { learnThings, type KnownThing } from '../../electron/domain/things/known-things.ts'
import { createFindThings } from '../../electron/domain/things/shown-things.ts'
import { thingsNamedIn } from '../../electron/domain/things/thing-names.ts'
import { kindsOf, things, type Thing } from '../../electron/domain/things/vocabulary.ts'

const unit = (...values: number[]): Float32Array => {
  const length = Math.hypot(...values)
  return Float32Array.from(values, (value) => value / length)
}

/** A sentence matches at a cosine of 0.5, so a thing is shown from 0.25 on. */
const matchCosine = 0.5

describe('the vocabulary', () => {
  it('names each thing once, in both languages, and every kind is a thing itself', () => {
    const names = things.map(({ name }) => name)

    expect(new Set(names).size).toBe(names.length)
    expect(things.filter(({ german }) => german === '')).toEqual([])
    expect(things.filter(({ parent }) => parent !== undefined && !names.includes(parent))).toEqual([])
  })

  it('gives no word to two things', () => {
    const words = things.flatMap(({ name, synonyms }) => [name, ...synonyms])

    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([])
  })

  it('tells all that a thing is a kind of, the nearest first', () => {
    expect(kindsOf('dog')).toEqual(['pet', 'animal'])
    expect(kindsOf('animal')).toEqual([])
    expect(kindsOf('__proto__')).toEqual([])
  })
})

describe('what people call things', () => {
  it.each([
    ['two puppies in the living room', ['dog', 'living room']],
    ['Hunde am Strand', ['dog', 'beach']],
    ['Christmas tree', ['Christmas tree']],
    ['eine Straßenbahn', ['tram']],
    ['nothing of it, __proto__ constructor', []],
  ])('“%s” speaks of %j', (text, names) => {
    expect([...thingsNamedIn(text)]).toEqual(names)
  })
})

describe('words that a pack knows', () => {
  const thing = (name: string): Thing => ({ name, german: name, synonyms: [], parent: undefined })

  /** A model that knows where each word lies, and is moved by the sentence around it by `wobble`. */
  async function knownOf(list: readonly (readonly [name: string, at: readonly number[], wobble: number])[]) {
    const longestFirst = list.toSorted((a, b) => b[0].length - a[0].length)
    const vectorOf = (text: string): Float32Array => {
      const [, at = [], wobble = 0] = longestFirst.find(([name]) => text.includes(name)) ?? []
      return unit(...at, text.length % 2 === 0 ? wobble : -wobble)
    }
    const known = await learnThings(
      (texts) => Promise.resolve(texts.map(vectorOf)),
      list.map(([name]) => thing(name)),
    )
    return known.map(({ name }) => name)
  }

  it('are those of which it says the same whatever the sentence', async () => {
    expect(
      await knownOf([
        ['dog', [1, 0, 0], 0.01],
        ['wolf', [0, 1, 0], 0.4],
      ]),
    ).toEqual(['dog'])
  })

  it('are not those that are another word to it', async () => {
    expect(
      await knownOf([
        ['carrot', [1, 0.2, 0], 0.01],
        ['car', [1, 0.1, 0], 0.01],
        ['tent', [0, 0, 1], 0.01],
      ]),
    ).toEqual(['car', 'tent'])
  })
})

describe('things in a photo', () => {
  const known: readonly KnownThing[] = [
    { name: 'dog', vector: unit(1, 0, 0, 0) },
    { name: 'cat', vector: unit(0.7, 0.7, 0, 0) },
    { name: 'beach', vector: unit(0, 0, 1, 0) },
  ]
  const find = createFindThings(known, matchCosine)

  it('are all that it is made of, with their kinds', () => {
    expect(find(unit(0.6, 0, 0.5, 0.3)).map(({ name }) => name)).toEqual([
      'dog',
      'pet',
      'animal',
      'beach',
      'landscape',
      'outdoors',
    ])
  })

  it('are not what a neighbour explains better, however much it resembles them', () => {
    expect(find(unit(0.7, 0.7, 0, 0.1)).map(({ name }) => name)).toEqual(['cat', 'pet', 'animal'])
    expect(find(unit(1, 0, 0, 0.1)).map(({ name }) => name)).toEqual(['dog', 'pet', 'animal'])
  })

  it('are none where nothing fits, and none where nothing is known', () => {
    expect(find(unit(0.1, 0, 0.1, 1))).toEqual([])
    expect(find(unit(-1, -1, -1, 0))).toEqual([])
    expect(createFindThings([], matchCosine)(unit(1, 0, 0, 0))).toEqual([])
  })
})
