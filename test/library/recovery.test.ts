/** What people made, after the database lost it: however often the library is opened in between, and by whatever way. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { AlbumId } from '../../electron/api/album.ts'
import type { PhotoId } from '../../electron/api/photo.ts'
import {
  drawPicture,
  loseDatabase,
  openTestLibrary,
  putFile,
  putPictures,
  temporaryFolder,
  type TestLibrary,
} from './open-test-library.ts'

type Client = TestLibrary['client']

async function idsByName(client: Client): Promise<ReadonlyMap<string, PhotoId>> {
  const { photos } = await client.photos.list({ limit: 1000 })
  return new Map(photos.map((photo) => [photo.path.split(/[\\/]/u).at(-1) ?? '', photo.id]))
}

async function namesIn(client: Client, album: AlbumId): Promise<readonly string[]> {
  const { ids } = await client.photos.timeline({ kind: 'album', album })
  const shown = await client.photos.many({ photos: ids })
  return shown.photos.map((photo) => photo.path.split(/[\\/]/u).at(-1) ?? '')
}

async function albumNamed(client: Client, name: string): Promise<AlbumId> {
  const album = (await client.albums.list({})).albums.find((each) => each.name === name)
  if (album === undefined) throw new Error(`no album ${name}`)
  return album.id
}

function idsOf(ids: ReadonlyMap<string, PhotoId>, names: readonly string[]): PhotoId[] {
  return names.map((name) => {
    const id = ids.get(name)
    if (id === undefined) throw new Error(`no photo ${name}`)
    return id
  })
}

/** An indexed library whose album "Trip" has the photos in another order than they were added. */
async function withAlbum(count: number): Promise<{ home: string; photos: string }> {
  const [home, photos] = [temporaryFolder(), temporaryFolder()]
  await putPictures(photos, count)
  const library = openTestLibrary(home)
  const { client } = library
  await client.index.run({ folders: [photos] })
  const ids = await idsByName(client)
  const trip = await client.albums.create({ name: 'Trip' })
  await client.albums.addPhotos({ album: trip.id, photos: idsOf(ids, ['0.jpg', '1.jpg', '2.jpg']) })
  await client.albums.arrange({ album: trip.id, photos: idsOf(ids, ['2.jpg', '0.jpg', '1.jpg']) })
  await library.close()
  return { home, photos }
}

describe('a library whose database was lost', () => {
  it('keeps an order that a person makes after the rebuilding, whatever photos come later', async () => {
    const { home, photos } = await withAlbum(3)
    loseDatabase(home)
    const rebuilt = openTestLibrary(home)
    await rebuilt.client.index.run({ folders: [photos] })
    const trip = await albumNamed(rebuilt.client, 'Trip')
    const asBefore = await namesIn(rebuilt.client, trip)
    const ids = await idsByName(rebuilt.client)

    await rebuilt.client.albums.arrange({ album: trip, photos: idsOf(ids, ['1.jpg', '2.jpg', '0.jpg']) })
    putFile(join(photos, 'later.jpg'), await drawPicture({ seed: 90 }))
    await rebuilt.client.index.run({})
    const withLater = await namesIn(rebuilt.client, trip)
    await rebuilt.close()
    const { client } = openTestLibrary(home)
    putFile(join(photos, 'last.jpg'), await drawPicture({ seed: 91 }))
    await client.index.run({})

    expect(asBefore).toEqual(['2.jpg', '0.jpg', '1.jpg'])
    expect(withLater).toEqual(['1.jpg', '2.jpg', '0.jpg'])
    expect(await namesIn(client, await albumNamed(client, 'Trip'))).toEqual(['1.jpg', '2.jpg', '0.jpg'])
  })

  it('gets everything back over several openings, and in the order that the album had', async () => {
    const { home, photos } = await withAlbum(3)
    const before = openTestLibrary(home)
    const ids = await idsByName(before.client)
    const [first, second] = idsOf(ids, ['0.jpg', '1.jpg'])
    if (first === undefined || second === undefined) throw new Error('both were indexed')
    await before.client.captions.edit({ photo: first, text: 'First words.' })
    await before.client.photos.mark({ photos: [first, second], favourite: true, rating: 4 })
    await before.client.folders.setIgnore({ folder: photos, ignore: ['*.tmp'] })
    await before.client.preferences.set({ theme: 'dark' })
    await before.close()
    loseDatabase(home)
    const held = readFileSync(join(photos, '0.jpg'))
    rmSync(join(photos, '0.jpg'))

    // Two openings that index nothing, as `status` does, and one that does not see every photo.
    for (const indexes of [false, false, true]) {
      const library = openTestLibrary(home)
      await library.client.library.status({})
      if (indexes) await library.client.index.run({})
      await library.close()
    }
    putFile(join(photos, '0.jpg'), held)
    const { client } = openTestLibrary(home)
    await client.index.run({})

    const shown = (await client.photos.list({})).photos.map(({ path, alt, favourite, rating }) => ({
      name: path.split(/[\\/]/u).at(-1),
      text: alt?.source === 'human' ? alt.text : undefined,
      favourite,
      rating,
    }))
    expect(shown.toSorted((a, b) => (a.name ?? '').localeCompare(b.name ?? ''))).toEqual([
      { name: '0.jpg', text: 'First words.', favourite: true, rating: 4 },
      { name: '1.jpg', text: undefined, favourite: true, rating: 4 },
      { name: '2.jpg', text: undefined, favourite: false, rating: undefined },
    ])
    expect(await namesIn(client, await albumNamed(client, 'Trip'))).toEqual(['2.jpg', '0.jpg', '1.jpg'])
    expect((await client.folders.list({})).folders).toMatchObject([{ path: photos, ignore: ['*.tmp'] }])
    expect((await client.preferences.get({})).theme).toBe('dark')
  })

  it('gives the text of a photo that was edited in place to the photo as it is', async () => {
    const { home, photos } = await withAlbum(3)
    const before = openTestLibrary(home)
    const [photo] = idsOf(await idsByName(before.client), ['0.jpg'])
    if (photo === undefined) throw new Error('it was indexed')
    await before.client.captions.edit({ photo, text: 'A red circle.' })
    writeFileSync(join(photos, '0.jpg'), await drawPicture({ seed: 70 }))
    await before.client.index.run({})
    await before.close()
    loseDatabase(home)

    const { client } = openTestLibrary(home)
    await client.index.run({})

    const shown = (await client.photos.list({})).photos.find(({ path }) => path.endsWith('0.jpg'))
    expect(shown?.alt).toMatchObject({ text: 'A red circle.', source: 'human' })
  })
})

describe('side copy and database', () => {
  it('agree again when the database missed acts, as after a power cut', async () => {
    const { home } = await withAlbum(3)
    const database = join(home, 'library.db')
    const early = readFileSync(database)
    const first = openTestLibrary(home)
    const ids = await idsByName(first.client)
    await first.client.photos.mark({ photos: [...ids.values()], favourite: true })
    await first.close()
    loseDatabase(home)
    writeFileSync(database, early)

    const { client } = openTestLibrary(home)

    expect((await client.photos.counts({})).favourites).toBe(3)
  })

  it('agree again when the side copy was deleted: it is written anew from the database', async () => {
    const { home, photos } = await withAlbum(3)
    rmSync(join(home, 'human-work.jsonl'))
    const opened = openTestLibrary(home)
    await opened.close()
    loseDatabase(home)

    const { client } = openTestLibrary(home)
    await client.index.run({ folders: [photos] })

    expect(await namesIn(client, await albumNamed(client, 'Trip'))).toEqual(['2.jpg', '0.jpg', '1.jpg'])
  })

  it('hold nothing of an act that is refused', async () => {
    const { home } = await withAlbum(3)
    const path = join(home, 'human-work.jsonl')
    const { client } = openTestLibrary(home)
    const before = readFileSync(path, 'utf8')
    const [known] = idsOf(await idsByName(client), ['0.jpg'])
    const unknown = 999 as PhotoId

    await expect(client.photos.mark({ photos: [known ?? unknown, unknown], favourite: true })).rejects.toMatchObject({
      code: 'not-found',
    })

    expect(readFileSync(path, 'utf8')).toBe(before)
    expect((await client.photos.counts({})).favourites).toBe(0)
  })
})

describe('every window', () => {
  it('hears of every act of a person', async () => {
    const { home } = await withAlbum(3)
    const { client, events } = openTestLibrary(home)
    const [photo] = idsOf(await idsByName(client), ['0.jpg'])
    if (photo === undefined) throw new Error('it was indexed')
    await client.packs.use({ set: 'demo' })
    const smart = await client.albums.create({ name: 'Fours', query: 'rating:4' })
    const backup = await client.library.backUp({})

    const acts: Readonly<Record<string, () => Promise<unknown>>> = {
      'albums.create': () => client.albums.create({ name: 'New' }),
      'albums.change': () => client.albums.change({ album: smart.id, query: 'rating:5' }),
      'library.restore': () => client.library.restore({ text: backup.text }),
      'captions.regenerate': () => client.captions.regenerate({ photo }),
      'captions.edit': () => client.captions.edit({ photo, text: 'Words.' }),
      'photos.mark': () => client.photos.mark({ photos: [photo], rating: 3 }),
      'preferences.set': () => client.preferences.set({ theme: 'light' }),
    }
    const silent: string[] = []
    for (const [name, act] of Object.entries(acts)) {
      const before = events.filter(({ kind }) => kind === 'photos-changed').length
      await act()
      if (events.filter(({ kind }) => kind === 'photos-changed').length === before) silent.push(name)
    }

    expect(silent).toEqual([])
  })
})
