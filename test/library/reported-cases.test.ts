/**
 * The reported situations of ../shared/faults/cases that a whole library must get right, made by their own scripts and
 * held to their expected.txt. What one file says is in test/media/cases.test.ts; each has tests of its kind elsewhere.
 */
import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { PhotoDetail, PhotoId } from '../../electron/api/photo.ts'
import { makeCase, reasonToSkip } from '../media/reported-cases.ts'
import { openTestLibrary, temporaryFolder, type TestLibrary } from './open-test-library.ts'

type Client = TestLibrary['client']

async function indexed(number: string, home = temporaryFolder()): Promise<{ client: Client; folder: string }> {
  const folder = join(temporaryFolder(), 'case')
  makeCase(number, folder)
  const { client } = openTestLibrary(home, { packFolders: [] })
  await client.index.run({ folders: [folder] })
  return { client, folder }
}

/** Names of the photos shown, newest first. */
async function shown(client: Client): Promise<string[]> {
  return (await client.photos.list({ limit: 1000 })).photos.map(({ path }) => basename(path))
}

async function detail(client: Client, name: string): Promise<PhotoDetail> {
  const photo = (await client.photos.list({ limit: 1000 })).photos.find(({ path }) => path.endsWith(name))
  if (photo === undefined) throw new Error(`${name} is not shown`)
  return client.photos.get({ photo: photo.id })
}

async function found(client: Client, words: string): Promise<string> {
  const { hits } = await client.search.query({ words })
  return hits
    .map(({ photo }) => basename(photo.path, '.jpg'))
    .toSorted()
    .join(' ')
}

/** The same answer for many ways to ask. */
const each = (answer: string, words: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(words.map((one) => [one, answer]))

/** What a person gives: the text, the stars and the heart name the picture they were given to. */
async function giveAll(client: Client): Promise<ReadonlyMap<string, string>> {
  const given = new Map<string, string>()
  for (const { id, path } of (await client.photos.list({ limit: 1000 })).photos) {
    const text = `This is ${basename(path)}.`
    await client.captions.edit({ photo: id, text })
    await client.photos.mark({ photos: [id], rating: 4, favourite: true })
    given.set(basename(path), text)
  }
  return given
}

async function textOf(client: Client, name: string): Promise<string | undefined> {
  return (await detail(client, name)).alt?.text
}

describe.skipIf(reasonToSkip !== undefined)('reported cases in a library', { timeout: 120_000 }, () => {
  it('09: places by their names in English, German and the local language, regions, short forms', async () => {
    const { client } = await indexed('09')
    const right: Readonly<Record<string, string>> = {
      Munich: 'a',
      München: 'a',
      Köln: 'b',
      Cologne: 'b',
      Wien: 'c',
      Roma: 'd',
      Praha: 'e',
      東京: 'f',
      Deutschland: 'a b',
      California: 'h',
      USA: 'h k',
      Tuscany: 'i',
      UK: 'j',
      England: 'j',
      Brooklyn: 'k',
      Tromso: 'l',
      'country:Germany': 'a b',
    }
    const got: Record<string, string> = {}
    for (const words of Object.keys(right)) got[words] = await found(client, words)
    expect(got).toEqual(right)
  })

  it.each([
    ['11', 2],
    ['12', 2],
    ['13', 1],
  ])('%s: %d photos, whatever lies beside them', async (number, count) => {
    const { client } = await indexed(number)
    expect(await shown(client)).toHaveLength(count)
  })

  it('19: dates as people write them', async () => {
    const { client } = await indexed('19')
    const day = new Date()
    const year = day.getFullYear()
    // The script's own days of today may fall into what is asked for.
    const names = Object.fromEntries(
      (await client.photos.list({ limit: 100 })).photos.map(({ path, takenAt }) => [
        basename(path, '.jpg'),
        takenAt ?? '',
      ]),
    )
    const within = (from: string, to: string): string =>
      Object.keys(names)
        .filter((name) => (names[name] ?? '') >= from && (names[name] ?? '') < to)
        .toSorted()
        .join(' ')
    const right: Readonly<Record<string, string>> = {
      ...each('p01', ['01.09.2015', '1.9.2015', '2015/09/01', '09/01/2015']),
      ...each('p03', ['20250225']),
      ...each('p04', ['2019-6-12', 'June 12th 2019', '12th of June 2019', 'June 12th, 2019']),
      ...each('p06 p07', ['25 December', 'Dec 25', 'December 25th', 'Christmas', 'month:12', 'date:December']),
      ...each('p06', ['christmas 2019', 'Dezember 2019', 'décembre 2019', 'diciembre 2019', '12月 2019', '2019年12月']),
      ...each('p06', ['date:25.12.2019']),
      ...each('p09', ['halloween 2020']),
      ...each('p04 p05 p08', [
        'Sommer 2019',
        'été 2019',
        'May - August 2019',
        'between May and August 2019',
        "summer '19",
      ]),
      ...each(within(`${year - 1}`, `${year}`), ['letztes Jahr']),
      ...each(within('2019', '2021'), ['2019 or 2020', '(2019 OR 2020)']),
      ...each(within('2019', '2020'), ['year:2019', 'date:2019']),
      ...each('p10 p11', ['90s', '1990s']),
      ...each('p04 p05 p12', ['first half of 2019']),
      ...each('p12', ['end of March 2019']),
      ...each('p15 p16', ['on this day']),
      ...each('', ['gestern']),
    }
    const got: Record<string, string> = {}
    for (const words of Object.keys(right)) got[words] = await found(client, words)
    expect(got).toEqual(right)

    const { ambiguous } = await client.search.query({ words: '09/01/2015' })
    expect(ambiguous).toEqual([{ words: '09/01/2015', taken: '2015-09-01', other: '2015-01-09' }])
    await client.preferences.set({ dateOrder: 'day-first' })
    expect(await found(client, '09/01/2015')).toBe('p02')
  })

  it('20: numbers of a camera without its letters, words run together by capitals', async () => {
    const { client } = await indexed('20')
    const right = {
      '291027': '20181229_131541_PC291027',
      '1234': 'DSC01234',
      '01234': 'DSC01234',
      Greece: 'SummerHolidayGreece',
      trip: 'mexico-trip-01',
      '2550': '100_2550.JPG',
    }
    const got: Record<string, string> = {}
    for (const words of Object.keys(right)) got[words] = await found(client, words)
    expect(got).toEqual(right)
    expect(await found(client, 'holiday')).toBe('SummerHolidayGreece familyholiday')
  })

  it('21: words in scripts that put no spaces between them', async () => {
    const { client } = await indexed('21')
    const right = {
      東京: 'a',
      天安门: 'b',
      广场: 'b',
      ทะเล: 'c',
      北京: 'd',
      旅行: 'd',
      바다: 'e',
      제주도: 'e',
      京東: '',
      // Words that stand apart in the text, typed in one run.
      東京住: 'a',
      旅行北京: 'd',
    }
    const got: Record<string, string> = {}
    for (const words of Object.keys(right)) got[words] = await found(client, words)
    expect(got).toEqual(right)
  })

  it('25: plain letters for marked ones, decomposed names, one and many', async () => {
    const { client } = await indexed('25')
    const right = {
      Lodz: '2501',
      Tromso: '2502',
      Strassenfest: '2503',
      Malmo: '2504',
      'Da Nang': '2505',
      Izmir: '2506',
      Thingvellir: '2507',
      Aero: '2508',
      'folder:Été': 'Cafe\u0301',
      'file:Café': 'Cafe\u0301',
      dogs: '2510',
      cherry: '2511',
    }
    const got: Record<string, string> = {}
    for (const words of Object.keys(right)) got[words] = await found(client, words)
    expect(got).toEqual(right)
  })

  it('22: settings of the camera are fields', async () => {
    const { client } = await indexed('22')
    for (const words of ['iso:3200', 'f:1.8', 'f/1.8', '85mm', '1/4000', 'lens:RF85']) {
      expect(await found(client, words), words).toBe('a')
    }
    expect(await found(client, 'iso:100')).toBe('b')
  })

  it('23: linked folders are followed', async () => {
    const { client } = await indexed('23')
    expect((await shown(client)).toSorted()).toEqual(['here.jpg', 'linked-file.jpg', 'there.jpg'])
  })

  it('26: a change that keeps size and time is seen', async () => {
    const { client, folder } = await indexed('26')
    makeCase('26', folder, 'second')
    await client.index.run({})
    for (const name of ['in-place.jpg', 'new-inode.jpg'])
      expect(await detail(client, name)).toMatchObject({ rating: 5, keywords: ['pears'] })
  })

  it('27: what a file does not say any more goes', async () => {
    const { client, folder } = await indexed('27')
    makeCase('27', folder, 'second')
    await client.index.run({})
    const [cleared, without, changed] = [
      await detail(client, 'cleared.jpg'),
      await detail(client, 'with-sidecar.jpg'),
      await detail(client, 'changed.jpg'),
    ]
    for (const photo of [cleared, without]) {
      expect([photo.alt, photo.description, photo.title, photo.rating]).toEqual([
        undefined,
        undefined,
        undefined,
        undefined,
      ])
      expect(photo.keywords).toEqual([])
    }
    expect(changed.description?.text).toBe('A blue van')
  })

  it('32: many names with dots are dated, as those with dashes', async () => {
    const folder = join(temporaryFolder(), 'case')
    makeCase('32', folder, '40')
    const { client } = openTestLibrary(temporaryFolder(), { packFolders: [] })
    await client.index.run({ folders: [folder] })
    const { photos } = await client.photos.list({ limit: 1000 })
    expect(photos).toHaveLength(80)
    expect(photos.filter(({ takenAt }) => takenAt?.startsWith('2019-05-18T08:') !== true)).toEqual([])
  })

  it('37: photos of one second stand in the order of their names', async () => {
    const { client } = await indexed('37')
    const numbers = ['8233', '8231', '8228', '8227', '8226', '8225', '8224', '8223']
    expect(await shown(client)).toEqual(numbers.map((number) => `BV_20241106_${number}.jpg`))
  })

  it('40: work follows its picture when names move on and are exchanged', async () => {
    const { client, folder } = await indexed('40')
    const given = await giveAll(client)
    makeCase('40', folder, 'second')
    await client.index.run({})

    const from: Readonly<Record<string, string>> = {
      'scan5.jpg': 'scan4.jpg',
      'scan4.jpg': 'scan3.jpg',
      'scan3.jpg': 'scan2.jpg',
      'scan2.jpg': 'scan1.jpg',
      'left.jpg': 'right.jpg',
      'right.jpg': 'left.jpg',
    }
    for (const [now, before] of Object.entries(from)) {
      expect(await textOf(client, now), now).toBe(given.get(before))
      expect(await detail(client, now)).toMatchObject({ rating: 4, favourite: true, doubtful: false })
    }
    expect(await detail(client, 'scan1.jpg')).toMatchObject({ favourite: false })
    expect((await detail(client, 'scan1.jpg')).alt).toBeUndefined()
  })

  it('43: a name that is used again begins anew', async () => {
    const { client, folder } = await indexed('43')
    await giveAll(client)
    makeCase('43', folder, 'second')
    await client.index.run({})
    makeCase('43', folder, 'third')
    await client.index.run({})

    expect(await textOf(client, 'archive/scan0001.jpg')).toBe('This is scan0001.jpg.')
    for (const name of ['inbox/scan0001.jpg', 'inbox/deleted.jpg']) {
      const photo = await detail(client, name)
      expect([photo.alt, photo.rating, photo.favourite], name).toEqual([undefined, undefined, false])
    }
  })

  it('47: a drive under another name finds its photos, and of two copies the one that is here is shown', async () => {
    const folder = join(temporaryFolder(), 'case')
    makeCase('47', folder)
    const { client } = openTestLibrary(temporaryFolder(), { packFolders: [] })
    await client.index.run({ folders: [join(folder, 'USB'), join(folder, 'A'), join(folder, 'B')] })
    const given = await giveAll(client)
    const before = (await client.photos.list({ limit: 10 })).photos.map(({ id }) => id).toSorted((a, b) => a - b)
    makeCase('47', folder, 'second')
    await client.index.run({ folders: [join(folder, 'USB1'), join(folder, 'B')] })

    const after = await client.photos.list({ limit: 10 })
    expect(after.photos.map(({ id }) => id).toSorted((a: PhotoId, b: PhotoId) => a - b)).toEqual(before)
    for (const name of readdirSync(join(folder, 'USB1/2019'))) expect(await textOf(client, name)).toBe(given.get(name))
    expect((await detail(client, 'p.jpg')).path).toBe(join(folder, 'B/p.jpg'))
  })
})
