import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { PhotoId } from '../../electron/api/photo.ts'
import { drawPicture, openTestLibrary, putFile, temporaryFolder, type TestLibrary } from './open-test-library.ts'

/** Six photos in two folders over three days, two of one day; `4.jpg` stands upright. */
const days = ['2023-07-01', '2023-07-01', '2023-06-30', '2022-12-24', '2022-12-24', undefined]

async function openWithPhotos(options: { pack?: string } = {}): Promise<{
  library: TestLibrary
  client: TestLibrary['client']
  photos: string
  home: string
  id: (name: string) => PhotoId
}> {
  const photos = temporaryFolder()
  const home = temporaryFolder()
  for (const [index, day] of days.entries()) {
    const drawing = {
      seed: index + 1,
      make: 'FUJIFILM',
      model: index < 3 ? 'X-T5' : 'X100V',
      ...(day === undefined ? {} : { taken: `${day}T1${index}:00:00` }),
      ...(index === 4 ? { width: 120, height: 160 } : {}),
    }
    putFile(join(photos, index < 3 ? 'Summer' : 'Winter', `${index}.jpg`), await drawPicture(drawing))
  }
  const library = openTestLibrary(home)
  const { client } = library
  await client.index.run({ folders: [photos], ...options })
  const listed = (await client.photos.list({})).photos
  const id = (name: string): PhotoId => {
    const found = listed.find((photo) => photo.path.endsWith(`${name}.jpg`))
    if (found === undefined) throw new Error(`${name}.jpg was not indexed`)
    return found.id
  }
  return { library, client, photos, home, id }
}

describe('a timeline', () => {
  it('gives every photo newest first, with its shape and its day', async () => {
    const { client, id } = await openWithPhotos()

    const timeline = await client.photos.timeline({ kind: 'everything' })

    expect(timeline).toEqual({
      ids: ['1', '0', '2', '4', '3', '5'].map(id),
      ratios: [133, 133, 133, 75, 133, 133],
      days: [
        { day: '2023-07-01', count: 2 },
        { day: '2023-06-30', count: 1 },
        { day: '2022-12-24', count: 2 },
        { day: '', count: 1 },
      ],
    })
  })

  it('shows a folder, favourites, hidden photos and an album in its own order', async () => {
    const { client, photos, id } = await openWithPhotos()
    const album = await client.albums.create({ name: 'Mine' })
    await client.albums.addPhotos({ album: album.id, photos: [id('3'), id('0'), id('5')] })
    await client.albums.arrange({ album: album.id, photos: [id('5'), id('3')] })
    await client.photos.mark({ photos: [id('0'), id('4')], favourite: true })
    await client.photos.mark({ photos: [id('4')], hidden: true })
    const ids = async (scope: Parameters<typeof client.photos.timeline>[0]) => (await client.photos.timeline(scope)).ids

    const shown = {
      folder: await ids({ kind: 'folder', path: join(photos, 'Winter') }),
      favourites: await ids({ kind: 'favourites' }),
      hidden: await ids({ kind: 'hidden' }),
      album: await ids({ kind: 'album', album: album.id }),
      recent: (await ids({ kind: 'recent' })).length,
      counts: await client.photos.counts({}),
    }

    expect(shown).toEqual({
      folder: ['3', '5'].map(id),
      favourites: ['0'].map(id),
      hidden: ['4'].map(id),
      album: ['5', '3', '0'].map(id),
      recent: 5,
      counts: { everything: 5, favourites: 1, recent: 5, review: 0, hidden: 1 },
    })
  })

  it('does not take a folder for another whose name begins alike', async () => {
    const { client, photos } = await openWithPhotos()
    putFile(join(photos, 'Winter 2', 'other.jpg'), await drawPicture({ seed: 40 }))
    await client.index.run({})

    const { ids } = await client.photos.timeline({ kind: 'folder', path: join(photos, 'Winter') })

    expect(ids).toHaveLength(3)
  })

  it('gives several photos in the order asked for, with placeholders, leaving out unknown ones', async () => {
    const { client, id } = await openWithPhotos()

    const { photos } = await client.photos.many({ photos: [id('5'), 9999, id('0')] })

    expect(photos.map((photo) => photo.id)).toEqual([id('5'), id('0')])
    expect(photos.every((photo) => Buffer.from(photo.placeholder ?? '', 'base64').length > 10)).toBe(true)
  })
})

describe('hidden and vanished photos', () => {
  it('are not found by words, by likeness or by a filter, and come back when shown again', async () => {
    const { client, id } = await openWithPhotos()
    await client.captions.edit({ photo: id('0'), text: 'A zebra crossing.' })
    const search = async (input: Parameters<typeof client.search.query>[0]) =>
      (await client.search.query(input)).hits.map((hit) => hit.photo.id)
    await client.photos.mark({ photos: [id('0')], hidden: true })

    const whileHidden = [await search({ words: 'zebra' }), await search({ words: '2023-07-01' })]
    await client.photos.mark({ photos: [id('0')], hidden: false })
    const after = await search({ words: 'zebra' })

    expect(whileHidden).toEqual([[], [id('1')]])
    expect(after).toEqual([id('0')])
  })

  it('answers likeness to a photo of the library by its number', async () => {
    const { client, id } = await openWithPhotos({ pack: 'demo' })

    const page = await client.search.query({ similarTo: id('0'), limit: 3 })

    expect(page.hits).toHaveLength(3)
    expect(page.hits.map((hit) => hit.photo.id)).not.toContain(id('0'))
  })
})

describe('the life of a caption', () => {
  it('is proposed, accepted, edited, and taken back step by step', async () => {
    const { client, id } = await openWithPhotos({ pack: 'demo' })
    const photo = id('0')
    const alt = async () => (await client.photos.get({ photo })).alt
    const proposed = await alt()

    await client.captions.accept({ photo, kind: 'alt' })
    const accepted = await alt()
    await client.captions.edit({ photo, text: 'My own words.' })
    const edited = await alt()
    const undone = await client.captions.undo({ photo, kind: 'alt' })
    const back = await alt()
    await client.captions.undo({ photo, kind: 'alt' })
    const start = await alt()
    const nothingLeft = await client.captions.undo({ photo, kind: 'alt' })

    expect(proposed?.source).toBe('machine')
    expect(accepted).toMatchObject({ source: 'human', text: proposed?.text, needsReview: false })
    expect(edited).toMatchObject({ source: 'human', text: 'My own words.' })
    expect(undone.undone).toBe(true)
    expect(back).toEqual(accepted)
    expect(start).toEqual(proposed)
    expect(nothingLeft.undone).toBe(false)
    expect((await client.captions.history({ photo })).captions).toHaveLength(3)
  })

  it('written anew stands behind a human text', async () => {
    const { client, id } = await openWithPhotos({ pack: 'demo' })
    const photo = id('1')
    await client.captions.edit({ photo, text: 'Mine.' })

    const fresh = await client.captions.regenerate({ photo, beams: 2 })

    expect(fresh).toMatchObject({ kind: 'alt', source: 'machine' })
    expect((await client.photos.get({ photo })).alt).toMatchObject({ text: 'Mine.', source: 'human' })
  })

  it('begins only on request where that is preferred', async () => {
    const photos = temporaryFolder()
    putFile(join(photos, 'one.jpg'), await drawPicture())
    const { client } = openTestLibrary(temporaryFolder())
    await client.preferences.set({ captions: 'on-request' })
    await client.index.run({ folders: [photos], pack: 'demo' })
    const [photo] = (await client.photos.list({})).photos
    if (photo === undefined) throw new Error('it was indexed')

    const { queued } = await client.captions.request({ photos: [photo.id] })
    await client.index.run({})

    expect(photo.alt).toBeUndefined()
    expect(queued).toBe(1)
    expect((await client.photos.get({ photo: photo.id })).alt?.source).toBe('machine')
  })

  it('leaves as CSV that no spreadsheet takes for a formula, as JSON, and as a page', async () => {
    const { client, id } = await openWithPhotos()
    await client.captions.edit({ photo: id('0'), text: '=HYPERLINK("http://x")\n<b>bold</b>' })
    const photos = [id('0')]

    const [csv, json, html] = await Promise.all(
      (['csv', 'json', 'html'] as const).map((format) => client.captions.export({ photos, format })),
    )

    expect(csv?.text).toContain(`"'=HYPERLINK(""http://x"")`)
    expect(JSON.parse(json?.text ?? '')).toMatchObject([{ alt: '=HYPERLINK("http://x")\n<b>bold</b>' }])
    expect(html?.text).toContain('alt="=HYPERLINK(&quot;http://x&quot;)\n&lt;b&gt;bold&lt;/b&gt;"')
  })
})

describe('suggestions', () => {
  it('complete the last word from what the library holds, and offer recent searches first', async () => {
    const { client } = await openWithPhotos()
    await client.albums.create({ name: 'Xmas at home' })
    await client.search.remember({ words: 'a dog' })
    await client.search.remember({ words: 'x-ray' })
    await client.search.remember({ words: 'a dog' })
    const words = async (typed: string) => (await client.search.suggest({ words: typed })).suggestions

    expect((await words('')).map((each) => each.words).slice(0, 2)).toEqual(['a dog', 'x-ray'])
    expect(await words('snow x')).toEqual([])
    expect((await words('snow x1')).map((each) => each.words)).toEqual(['snow camera:X100V'])
    expect((await words('xm')).map((each) => each.words)).toEqual(['album:"Xmas at home"'])
    expect((await words('win')).map(({ kind, label }) => [kind, label])).toEqual([
      ['folder', 'Winter'],
      ['date', 'last winter'],
    ])
    await client.search.forget({})
    expect((await words('')).filter(({ kind }) => kind === 'recent')).toEqual([])
  })

  it('give words that the search box understands', async () => {
    const { client } = await openWithPhotos()

    const [suggestion] = (await client.search.suggest({ words: 'x-t' })).suggestions
    const page = await client.search.query({ words: suggestion?.words ?? '' })

    expect(page.total).toBe(3)
  })
})

describe('preferences', () => {
  it('keep what is not named, and last', async () => {
    const home = temporaryFolder()
    const first = openTestLibrary(home)
    await first.client.preferences.set({ theme: 'dark', rowHeight: 260 })
    await first.client.preferences.set({ language: 'de' })
    await first.close()

    const again = await openTestLibrary(home).client.preferences.get({})

    expect(again).toMatchObject({ theme: 'dark', rowHeight: 260, language: 'de', speed: 'full' })
  })

  it('hold indexing back on battery and let it go on at mains', async () => {
    const photos = temporaryFolder()
    putFile(join(photos, 'one.jpg'), await drawPicture())
    const { client, events } = openTestLibrary(temporaryFolder())
    await client.preferences.set({ onlyOnMains: true })
    await client.index.conditions({ onBattery: true, inUse: false })
    const run = client.index.run({ folders: [photos] })
    await expect
      .poll(() => events.some((event) => event.kind === 'progress' && event.waitingFor === 'mains'))
      .toBe(true)

    const waiting = await client.library.status({})
    await client.index.conditions({ onBattery: false, inUse: false })
    await run

    expect(waiting.searchable).toBe(0)
    expect((await client.library.status({})).searchable).toBe(1)
  })

  it('finish all work at a gentle pace too', async () => {
    const { client } = await openWithPhotos()
    await client.preferences.set({ speed: 'gentle' })
    const more = temporaryFolder()
    for (const seed of [21, 22, 23]) putFile(join(more, `${seed}.jpg`), await drawPicture({ seed }))

    const report = await client.index.run({ folders: [more] })

    expect(report.added).toBe(3)
    expect((await client.library.status({})).searchable).toBe(9)
  })
})

describe('a backup', () => {
  it('carries texts, marks and albums into another library, before or after its photos', async () => {
    const { client, photos, id } = await openWithPhotos()
    await client.captions.edit({ photo: id('0'), text: 'Kept words.' })
    await client.photos.mark({ photos: [id('1')], favourite: true, rating: 5 })
    await client.photos.mark({ photos: [id('2')], hidden: true })
    const album = await client.albums.create({ name: 'Kept' })
    await client.albums.addPhotos({ album: album.id, photos: [id('3'), id('4')] })
    await client.albums.arrange({ album: album.id, photos: [id('4'), id('3')] })
    await client.albums.setCover({ album: album.id, photo: id('3') })
    const { text } = await client.library.backUp({})

    for (const order of ['before', 'after']) {
      const other = openTestLibrary(temporaryFolder())
      if (order === 'after') await other.client.index.run({ folders: [photos] })
      const restored = await other.client.library.restore({ text })
      await other.client.index.run({ folders: [photos] })
      const listed = (await other.client.photos.list({})).photos
      const by = (name: string) => listed.find((photo) => photo.path.endsWith(`${name}.jpg`))
      const [kept] = (await other.client.albums.list({})).albums
      if (kept === undefined) throw new Error(`${order}: the album is missing`)
      const inAlbum = await other.client.photos.timeline({ kind: 'album', album: kept.id })

      expect(restored, order).toEqual({ texts: 1, marks: 3, albums: 1 })
      expect(by('0')?.alt, order).toMatchObject({ text: 'Kept words.', source: 'human' })
      expect(by('1'), order).toMatchObject({ favourite: true, rating: 5 })
      expect(by('2'), order).toBeUndefined()
      expect(inAlbum.ids, order).toEqual([by('4')?.id, by('3')?.id])
      expect(kept.cover, order).toBe(by('3')?.id)
      await other.close()
    }
  })

  it('never puts an older text over a newer one, and counts nothing twice', async () => {
    const { client, id } = await openWithPhotos()
    await client.captions.edit({ photo: id('0'), text: 'Old words.' })
    const { text } = await client.library.backUp({})
    await client.captions.edit({ photo: id('0'), text: 'New words.' })

    const restored = await client.library.restore({ text })

    expect(restored).toEqual({ texts: 0, marks: 0, albums: 0 })
    expect((await client.photos.get({ photo: id('0') })).alt?.text).toBe('New words.')
  })

  it('that is none is refused with a reason', async () => {
    const { client } = openTestLibrary(temporaryFolder())

    await expect(client.library.restore({ text: 'hello\n{"a":1}\n' })).rejects.toThrow('holds no backup')
  })
})

describe('folders', () => {
  it('are listed with how many photos lie in each', async () => {
    const { client, photos } = await openWithPhotos()

    const { folders } = await client.folders.tree({})

    expect(folders).toEqual([
      { path: join(photos, 'Summer/'), photos: 3 },
      { path: join(photos, 'Winter/'), photos: 3 },
    ])
  })
})

describe('albums', () => {
  it('of a query can look for something else', async () => {
    const { client } = await openWithPhotos()
    const album = await client.albums.create({ name: 'Smart', query: '2023-07-01' })

    await client.albums.change({ album: album.id, query: '2022' })

    const [changed] = (await client.albums.list({})).albums
    expect(changed).toMatchObject({ query: '2022', count: 2 })
  })

  it('of a query hold what it finds now, though answers are remembered', async () => {
    const { client } = await openWithPhotos()
    const album = await client.albums.create({ name: 'Best', query: 'rating:5' })
    const { ids } = await client.photos.timeline({ kind: 'everything' })
    // The timeline's ids are the contract's.
    const [first, second] = ids as PhotoId[]
    if (first === undefined || second === undefined) throw new Error('there are photos')
    const seen: number[] = []
    const look = async (): Promise<void> => {
      const [listed] = (await client.albums.list({})).albums
      const shown = await client.photos.timeline({ kind: 'album', album: album.id })
      expect(shown.ids).toHaveLength(listed?.count ?? -1)
      seen.push(shown.ids.length)
    }

    await look()
    await client.photos.mark({ photos: [first], rating: 5 })
    await look()
    await look()
    await client.photos.mark({ photos: [second], rating: 5 })
    await look()
    await client.photos.mark({ photos: [first], hidden: true })
    await look()

    expect(seen).toEqual([0, 1, 1, 2, 1])
  })

  it('are listed at once though nothing was searched yet, and tell when their numbers are known', async () => {
    const { library, home } = await openWithPhotos()
    await library.client.albums.create({ name: 'X-T5', query: 'camera:X-T5' })
    await library.close()
    const { client, events } = openTestLibrary(home)
    const list = async (): Promise<unknown> =>
      (await client.albums.list({ atOnce: true })).albums.map(({ name, count }) => [name, count])

    const first = await list()
    await expect.poll(() => events.some(({ kind }) => kind === 'photos-changed')).toBe(true)

    expect(first).toEqual([['X-T5', undefined]])
    expect(await list()).toEqual([['X-T5', 3]])
  })

  it('whose query cannot be answered say why, and hide no other', async () => {
    const { library, home } = await openWithPhotos()
    await library.client.albums.create({ name: 'Trip' })
    await library.client.albums.create({ name: 'Old', query: 'camera:X-T5' })
    await library.close()
    const db = new Database(join(home, 'library.db'))
    db.exec(`UPDATE albums SET query = ' ' WHERE name = 'Old'`)
    db.close()
    const { client, events } = openTestLibrary(home)
    const list = async (atOnce: boolean): Promise<unknown> =>
      (await client.albums.list({ atOnce })).albums.map(({ name, count, problem }) => [name, count, problem?.message])

    await list(true)
    await expect.poll(() => events.some(({ kind }) => kind === 'photos-changed')).toBe(true)
    const expected = [
      ['Old', undefined, expect.stringContaining('needs words')],
      ['Trip', 0, undefined],
    ]

    expect(await list(true)).toEqual(expected)
    expect(await list(false)).toEqual(expected)
  })
})
