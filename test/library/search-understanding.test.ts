/** What an answer says of the words it was asked: what was in the way, what was not understood, what was perhaps meant. */
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { SearchPage } from '../../electron/api/search.ts'
import { fc } from '../random.ts'
import { searchStrings } from '../search-strings.ts'
import { drawPicture, openTestLibrary, putFile, temporaryFolder } from './open-test-library.ts'

const slowestMs = 200

type Ask = (words: string, more?: { sort?: 'newest' | 'oldest' | 'name' }) => Promise<SearchPage>

/** A library of six photos, and the way to ask it. */
async function library(): Promise<Ask> {
  const photos = temporaryFolder()
  const put = async (path: string, drawing: Parameters<typeof drawPicture>[0]): Promise<void> =>
    putFile(join(photos, path), await drawPicture(drawing))
  await put('Lisbon/tram.jpg', { seed: 1, taken: '2016-07-02T10:00:00', model: 'X-T20' })
  await put('Lisbon/beach.jpg', { seed: 2, taken: '2019-07-02T22:30:00', model: 'X-T20' })
  await put('Home/familyholiday.jpg', { seed: 3, taken: '2019-12-25T12:00:00', model: 'iPhone 12' })
  await put('Home/holiday10.jpg', { seed: 4, taken: '2020-01-01T12:00:00', model: 'iPhone 12' })
  await put('Home/holiday9.jpg', { seed: 5, taken: '2021-01-01T12:00:00' })
  await put('Home/Apfelbaum.jpg', { seed: 6, taken: '2021-05-01T12:00:00' })
  const { client } = openTestLibrary(temporaryFolder(), { packFolders: [] })
  await client.index.run({ folders: [photos] })
  return (words, more = {}) => client.search.query({ words, ...more })
}

const names = (page: SearchPage): string[] => page.hits.map(({ photo }) => basename(photo.path, '.jpg'))

describe('an answer where everything together finds nothing', () => {
  it('names what is in the way, counts what there is without it, and shows some of that', async () => {
    const ask = await library()
    const page = await ask('tram Lisbon 2019')

    expect(page.hits).toEqual([])
    expect(page.relaxed).toEqual([
      { dropped: 'tram Lisbon', kind: 'words', words: '2019', total: 2 },
      { dropped: '2019', kind: 'date', words: 'tram Lisbon', total: 1 },
    ])
    expect(page.nearest).toHaveLength(2)
  })

  it('leaves out first what nobody wrote', async () => {
    const ask = await library()
    const page = await ask('my vacation in Lisbon')

    expect(page.relaxed[0]).toMatchObject({ dropped: 'vacation', kind: 'words', total: 2 })
    const [way] = page.relaxed
    expect(names(await ask(way?.words ?? '')).toSorted()).toEqual(['beach', 'tram'])
  })

  it('gives up more than one part where it must, and nothing of a single one', async () => {
    const ask = await library()
    const page = await ask('zebra camera:X-T20 rating:5')

    expect(page.relaxed[0]).toMatchObject({ total: 2 })
    expect((await ask('zebra')).relaxed).toEqual([])
    expect((await ask('camera:nikon')).relaxed).toEqual([])
  })

  it('is never a way out of what did find something', async () => {
    const ask = await library()
    expect((await ask('beach 2019')).relaxed).toEqual([])
  })
})

describe('words as they were perhaps meant', () => {
  it('are found below the very words, with what they were taken for', async () => {
    const ask = await library()
    expect(names(await ask('holiday'))).toEqual(['holiday9', 'holiday10', 'familyholiday'])
    const mistyped = await ask('famlyholiday')
    expect(names(mistyped)).toEqual(['familyholiday'])
    expect(mistyped.spelled).toEqual([{ typed: 'famlyholiday', taken: ['familyholiday'] }])
    expect(names(await ask('Lisbn')).toSorted()).toEqual(['beach', 'tram'])
    expect(names(await ask('Baum'))).toEqual(['Apfelbaum'])
    expect(names(await ask('beaches'))).toEqual(['beach'])
  })

  it('are not looked for where the word itself is there', async () => {
    const ask = await library()
    expect((await ask('tram')).spelled).toEqual([])
    expect(names(await ask('pfel'))).toEqual([])
  })
})

describe('words beside facts', () => {
  it('make one tree', async () => {
    const ask = await library()
    const right: readonly (readonly [string, readonly string[]])[] = [
      ['tram or 2021', ['Apfelbaum', 'holiday9', 'tram']],
      ['(tram or beach) camera:X-T20', ['beach', 'tram']],
      ['2019 -(beach or tram)', ['familyholiday']],
      ['camera:X-T20 not 2016', ['beach']],
      ['25 December', ['familyholiday']],
      ['after 10 pm', ['beach']],
      ['is:favourite', []],
      ['title:nothing', []],
      ['width:>100 camera:iphone', ['familyholiday', 'holiday10']],
    ]
    for (const [words, expected] of right)
      expect([words, names(await ask(words)).toSorted()]).toEqual([words, [...expected].sort()])
  })

  it('says that there is no such field, and searches the rest', async () => {
    const ask = await library()
    const page = await ask('camra:X-T20 beach')

    expect(page.complaints).toEqual([{ field: 'camra', meant: 'camera' }])
    expect(names(page)).toEqual(['beach'])
    expect((await ask('qwertz:1')).hits).toEqual([])
  })

  it('stand in the order asked for', async () => {
    const ask = await library()
    const all = 'holiday or 2021'
    expect(names(await ask('holiday', { sort: 'oldest' }))).toEqual(['familyholiday', 'holiday10', 'holiday9'])
    expect(names(await ask('holiday', { sort: 'newest' }))).toEqual(['holiday9', 'holiday10', 'familyholiday'])
    expect(names(await ask(all, { sort: 'name' }))).toEqual(['Apfelbaum', 'familyholiday', 'holiday9', 'holiday10'])
  })
})

describe('strings as nobody would search for', () => {
  /** `SIGHTLINE_FUZZ=20000` asks as often as that. */
  const times = Number(process.env['SIGHTLINE_FUZZ'] ?? 500)

  it('get an answer each, in a moment', { timeout: Math.max(600_000, times * slowestMs) }, async () => {
    const ask = await library()
    await ask('the first search reads the languages')
    const slow: string[] = []
    await fc.assert(
      fc.asyncProperty(searchStrings, async (words) => {
        let least = Number.POSITIVE_INFINITY
        // Asked again, since a busy machine may have been doing something else.
        for (let tries = 0; tries < 4 && least > slowestMs; tries++) least = Math.min(least, (await ask(words)).tookMs)
        if (least > slowestMs) slow.push(words)
      }),
      { numRuns: times },
    )
    expect(slow).toEqual([])
  })

  it('may be as long as the contract lets them be', async () => {
    const ask = await library()
    for (const each of ['a ', 'beach ', '"a" ', '"a"|', '(a or 2019) ', 'a|', '-a ', 'x:', '夏'])
      expect((await ask(each.repeat(Math.floor(1000 / each.length)))).total).toBeGreaterThanOrEqual(0)
  })
})
