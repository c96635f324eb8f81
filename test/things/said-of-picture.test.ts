import { describe, expect, it } from 'vitest'
import { remarksAbout, type Sight } from '../../electron/domain/things/said-of-picture.ts'
import { mostTelling, tellingFirst } from '../../electron/domain/things/telling.ts'
import { kindsOf } from '../../electron/domain/things/vocabulary.ts'

/** A picture in which things are found with these scores, their kinds with them; all else lies at the cosines given. */
function sightOf(found: Readonly<Record<string, number>>, others: Readonly<Record<string, number>> = {}): Sight {
  const shown = new Map<string, number>()
  for (const [name, score] of Object.entries(found))
    for (const each of [name, ...kindsOf(name)]) shown.set(each, Math.max(score, shown.get(each) ?? 0))
  return {
    shown: [...shown].map(([name, score]) => ({ name, score })).sort((a, b) => b.score - a.score),
    nearness: (name) => found[name] ?? others[name],
  }
}

const dogOnBeach = sightOf({ beach: 0.4, dog: 0.38, daylight: 0.2 }, { wolf: 0.3, car: -0.1, cat: 0.12, hat: -0.2 })

describe('what a picture says of a text', () => {
  it.each([
    ['A dog on a beach.', []],
    ['Two puppies by the sea.', []],
    ['Ein Hund am Strand.', []],
    ['Der Schäferhund ist im Wasser.', []],
    ['A red car on a beach, with a dog.', ['not-seen car car']],
    ['Ein Auto steht am Strand.', ['not-seen car Auto', 'left-out dog']],
    ['The sand of a wide beach.', ['left-out dog']],
    ['A wolf on a beach.', []], // near enough to be one, to this model
    ['A cat on a beach, its tail in the air.', []], // not surely absent
    ['A beach without a car, and a dog.', []],
    ['The sign says “car park”; a dog is in front of it.', []],
    ['A hut on a beach, with a dog.', []], // "Hut" is a hat in German only
    ['A tractor on a beach with a dog.', []], // nothing that this model knows
    ['Rex, 2019', []], // no words that tell a language
    ['Un chien est sur la plage.', []],
  ])('“%s”: %j', (text, remarks) => {
    const said = remarksAbout(text, dogOnBeach).map(({ rule, thing, said: word = '' }) => `${rule} ${thing} ${word}`)
    expect(said.map((each) => each.trim())).toEqual(remarks)
  })

  it('asks nothing where a picture is of several things alike, of people, or of none', () => {
    const text = 'The sand of a wide beach.'

    expect(remarksAbout(text, sightOf({ dog: 0.4, car: 0.38, beach: 0.3 }))).toEqual([])
    expect(remarksAbout(text, sightOf({ woman: 0.4, beach: 0.3 }))).toEqual([]) // she may be called by her name
    expect(remarksAbout(text, sightOf({ beach: 0.4, daylight: 0.3 }))).toEqual([])
    expect(remarksAbout(text, sightOf({}))).toEqual([])
  })
})

describe('the most telling things', () => {
  it('lead where one looks around, weighed by how much they say, and what lies around things is last', () => {
    const counted = Object.entries({
      ...{ outdoors: 900, daylight: 800, animal: 120, pet: 90, beach: 80, dog: 60, umbrella: 45, cat: 30, vehicle: 20 },
    }).map(([name, photos]) => ({ name, photos }))

    expect(tellingFirst(counted).map(({ name }) => name)).toEqual([
      ...['dog', 'pet', 'umbrella', 'animal', 'cat', 'vehicle'],
      ...['beach', 'daylight', 'outdoors'],
    ])
  })

  it('are what a picture is of, the nearest kind first, and what lies around it comes last', () => {
    expect(mostTelling(['outdoors', 'daylight', 'animal', 'beach', 'pet', 'dog', 'ball'])).toEqual([
      ...['dog', 'pet', 'ball', 'animal'],
      ...['beach', 'outdoors', 'daylight'],
    ])
  })
})
