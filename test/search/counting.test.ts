/** Numbers of things: what is asked, what texts say, and the order and reasons of an answer. */
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { countsAskedIn, countSaid, withoutCounts } from '../../electron/domain/things/counted-things.ts'
import { drawPicture, openTestLibrary, putFile, temporaryFolder } from '../library/open-test-library.ts'

describe('numbers that are asked', () => {
  it('are taken out of words with whatever signs stand among them', () => {
    for (const sign of Array.from('-\'"^$\\.*+?()[]{}|/&#@~👍')) {
      const words = `two wet${sign}black dogs`
      expect(withoutCounts(words, [{ count: 2, thing: 'dog', words, number: 'two' }]), sign).toBe(words.slice(4))
    }
  })

  it.each([
    ['two dogs', [[2, 'dog', 'two dogs']]],
    ['zwei Hunde am Strand', [[2, 'dog', 'zwei Hunde']]],
    ['2 dogs', [[2, 'dog', '2 dogs']]],
    ['a pair of puppies', [[2, 'dog', 'pair of puppies']]],
    ['two orange cats on a beach', [[2, 'cat', 'two orange cats']]],
    [
      'three men and two children',
      [
        [3, 'man', 'three men'],
        [2, 'child', 'two children'],
      ],
    ],
    ['two people', [[2, 'person', 'two people']]],
    ['one dog', [[1, 'dog', 'one dog']]],
    ['a dog', []],
    ['ein Hund', []],
    ['ein paar Hunde', []],
    ['iPhone 12 dog', []],
    ['two weeks later', []],
    ['a couple on a beach', []],
  ] as const)('%s', (text, expected) => {
    expect(countsAskedIn(text).map(({ count, thing, words }) => [count, thing, words])).toEqual(expected)
  })

  it.each([
    ['two dogs', 'a pair of puppies on grass', 'same'],
    ['two dogs', 'a brown dog and a white dog', 'same'],
    ['two people', 'a man and a woman dancing', 'same'],
    ['zwei Hunde', 'Ein Paar Hunde am Strand', 'same'],
    ['two dogs', 'a dog on a beach', 'other'],
    ['two dogs', 'three dogs', 'other'],
    ['two dogs', 'no dogs here', 'other'],
    ['two dogs', 'some dogs', 'open'],
    ['two dogs', 'dogs and two cats', 'open'],
    ['two dogs', 'a beach', 'open'],
    ['two dogs', '', 'open'],
  ] as const)('%s, of a picture with the text “%s”', (words, text, expected) => {
    const [asked] = countsAskedIn(words)
    expect(asked && countSaid(text, asked)).toBe(expected)
  })
})

describe('an answer to a number', () => {
  async function library() {
    const photos = temporaryFolder()
    const texts = {
      one: 'A dog on a beach',
      pair: 'A pair of puppies and a dog house',
      open: 'Dogs in the snow',
      zwei: 'Zwei Hunde im Schnee',
      two: 'Two brown dogs in a garden',
      three: 'Three dogs at a lake',
      woman: 'A woman walks by the sea',
      empty: 'An empty beach without people',
    }
    for (const [at, name] of Object.keys(texts).entries())
      putFile(join(photos, `${name}.jpg`), await drawPicture({ seed: at + 1, taken: '2020-01-01T12:00:00' }))
    const { client } = openTestLibrary(temporaryFolder(), { packFolders: [] })
    await client.index.run({ folders: [photos] })
    for (const { id, path } of (await client.photos.list({ limit: 20 })).photos)
      await client.captions.edit({ photo: id, text: texts[basename(path, '.jpg') as keyof typeof texts] })
    return async (words: string) =>
      (await client.search.query({ words, limit: 20 })).hits.map(({ photo, why }) => ({
        name: basename(photo.path, '.jpg'),
        said: why.flatMap((reason) => (reason.kind === 'counted' ? [reason.said] : [])).join(),
      }))
  }

  it('has those first whose texts say as many, then what is open, then other numbers, and says so', async () => {
    const ask = await library()

    const answer = await ask('two dogs')
    expect(answer.map(({ said }) => said)).toEqual(['same', 'same', 'open', 'other', 'other'])
    expect(
      answer
        .map(({ name }) => name)
        .slice(0, 3)
        .toSorted(),
    ).toEqual(['open', 'pair', 'two'])
    expect(await ask('zwei Hunde')).toEqual([{ name: 'zwei', said: 'same' }])
    expect((await ask('dogs')).map(({ said }) => said).join('')).toBe('')
  })

  it('leaves out who is of the kind that is not wanted, and keeps what says that there is none', async () => {
    const ask = await library()
    const names = async (words: string) => (await ask(words)).map(({ name }) => name).toSorted()

    expect(await names('no people')).toEqual(['empty', 'one', 'open', 'pair', 'three', 'two', 'zwei'])
    expect(await names('ohne Menschen')).toEqual(await names('no people'))
    expect(await names('beach without people')).toEqual(['empty', 'one'])
    expect(await names('no dogs')).toEqual(['empty', 'woman'])
  })
})
