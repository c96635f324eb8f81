/** Facts that a person sets right: shown, found, sorted by, kept, taken back. */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { PhotoId } from '../../electron/api/photo.ts'
import {
  drawPicture,
  loseDatabase,
  openTestLibrary,
  putFile,
  temporaryFolder,
  type TestLibrary,
} from './open-test-library.ts'

async function withTwo(): Promise<{ home: string; photos: string }> {
  const [home, photos] = [temporaryFolder(), temporaryFolder()]
  putFile(join(photos, 'a.jpg'), await drawPicture({ seed: 1, taken: '2020:01:02 03:04:05' }))
  putFile(join(photos, 'b.jpg'), await drawPicture({ seed: 2, taken: '2021:01:02 03:04:05' }))
  const library = openTestLibrary(home)
  await library.client.index.run({ folders: [photos] })
  await library.close()
  return { home, photos }
}

async function named(client: TestLibrary['client'], name: string): Promise<PhotoId> {
  const found = (await client.photos.list({})).photos.find(({ path }) => path.endsWith(name))
  if (found === undefined) throw new Error(`no ${name}`)
  return found.id
}

const names = async (client: TestLibrary['client']): Promise<string[]> =>
  (await client.photos.list({})).photos.map(({ path }) => path.slice(-5))

describe('what a person sets right', () => {
  it('is shown, found and sorted by, whatever the file says, and outlives a new reading and a lost database', async () => {
    const { home, photos } = await withTwo()
    const library = openTestLibrary(home)
    const a = await named(library.client, 'a.jpg')
    const facts = {
      title: 'The harbour',
      keywords: ['boats', 'Ada'],
      taken: '2023-06-12T15:04',
      place: { latitude: 38.71, longitude: -9.14 },
    }

    await library.client.photos.correct({ photos: [a], ...facts })

    const shownAs = {
      title: 'The harbour',
      keywords: ['boats', 'Ada'],
      takenAt: '2023-06-12T15:04',
      latitude: 38.71,
      taken: { source: 'human', precision: 'minute', doubtful: false },
      corrected: ['title', 'keywords', 'taken', 'place'],
    }
    const check = async ({ client }: TestLibrary): Promise<void> => {
      const photo = await named(client, 'a.jpg')
      expect(await client.photos.get({ photo })).toMatchObject(shownAs)
      expect(await names(client)).toEqual(['a.jpg', 'b.jpg'])
      for (const query of ['harbour', 'keyword:boats', 'June 2023', 'place:Lisbon']) {
        const { hits } = await client.search.query({ words: query, limit: 10 })
        expect(
          hits.map(({ photo: { id } }) => id),
          query,
        ).toContain(photo)
      }
      const before = (await client.search.query({ words: '2020', limit: 10 })).hits
      expect(before).toEqual([])
    }
    await check(library)
    await library.client.index.run({ verify: true })
    putFile(
      join(photos, 'a.xmp'),
      '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="2"/></rdf:RDF></x:xmpmeta>',
    )
    await library.client.index.run({})
    await check(library)
    await library.close()
    loseDatabase(home)
    const rebuilt = openTestLibrary(home)
    await rebuilt.client.index.run({})
    await check(rebuilt)
  })

  it('is taken back fact by fact, or as one act', async () => {
    const { home } = await withTwo()
    const { client } = openTestLibrary(home)
    const a = await named(client, 'a.jpg')
    const before = await client.photos.get({ photo: a })
    await client.photos.correct({ photos: [a], title: 'Wrong', taken: '1999' })
    expect(await client.photos.get({ photo: a })).toMatchObject({ title: 'Wrong', takenAt: '1999' })

    expect((await client.search.query({ words: '1999' })).hits).toHaveLength(1)
    await client.photos.correct({ photos: [a], taken: null })
    expect(await client.photos.get({ photo: a })).toMatchObject({ title: 'Wrong', takenAt: before.takenAt })
    await client.history.undo({})
    await client.history.undo({})
    expect(await client.photos.get({ photo: a })).toEqual(before)
  })

  it('adds keywords to many and takes some away, each keeping its own', async () => {
    const { home } = await withTwo()
    const { client } = openTestLibrary(home)
    const [a, b] = [await named(client, 'a.jpg'), await named(client, 'b.jpg')]
    await client.photos.correct({ photos: [a], keywords: ['one', 'two'] })

    await client.photos.correct({ photos: [a, b], addKeywords: ['three', 'one'], removeKeywords: ['two'] })

    expect((await client.photos.get({ photo: a })).keywords).toEqual(['one', 'three'])
    expect((await client.photos.get({ photo: b })).keywords).toEqual(['three', 'one'])
    await client.history.undo({})
    expect((await client.photos.get({ photo: a })).keywords).toEqual(['one', 'two'])
    expect((await client.photos.get({ photo: b })).keywords).toEqual([])
  })

  it.each(['2019-02-31', '2019-13', '12.06.2019', '2019-06-12T24:00', ''])('refuses the date "%s"', async (taken) => {
    const { home } = await withTwo()
    const { client } = openTestLibrary(home)
    const photos = [await named(client, 'a.jpg')]
    await expect(client.photos.correct({ photos, taken })).rejects.toMatchObject({ code: 'bad-request' })
  })
})
