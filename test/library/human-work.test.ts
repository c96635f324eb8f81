import { appendFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loseDatabase, openTestLibrary, putPictures, temporaryFolder } from './open-test-library.ts'

describe('human work', () => {
  it('comes back when the database is damaged: texts, ratings and albums', async () => {
    const photos = temporaryFolder()
    const home = temporaryFolder()
    await putPictures(photos, 4)
    const first = openTestLibrary(home)
    await first.client.index.run({ folders: [photos] })
    const listed = (await first.client.photos.list({})).photos
    const [a, b, c] = ['0', '1', '2'].map((name) => listed.find((photo) => photo.path.endsWith(`${name}.jpg`))?.id)
    if (a === undefined || b === undefined || c === undefined) throw new Error('all were indexed')
    await first.client.captions.edit({ photo: a, text: 'First words.' })
    await first.client.captions.edit({ photo: a, text: 'Better words.' })
    await first.client.photos.mark({ photos: [b], rating: 4 })
    const manual = await first.client.albums.create({ name: 'Best' })
    const doomed = await first.client.albums.create({ name: 'Doomed' })
    await first.client.albums.create({ name: 'Fours', query: 'rating:4' })
    await first.client.albums.addPhotos({ album: manual.id, photos: [a, b, c] })
    await first.client.albums.removePhotos({ album: manual.id, photos: [c] })
    await first.client.albums.change({ album: manual.id, name: 'The best' })
    await first.client.albums.remove({ album: doomed.id })
    await first.close()
    loseDatabase(home)
    writeFileSync(join(home, 'library.db'), 'damaged beyond reading '.repeat(500))
    appendFileSync(join(home, 'human-work.jsonl'), '{"at":"2026-01-01","act":"caption","picture":"cut sh')

    const { client } = openTestLibrary(home)
    await client.index.run({ folders: [photos] })

    const { albums } = await client.albums.list({})
    const again = (await client.photos.list({})).photos
    const by = (name: string) => again.find((photo) => photo.path.endsWith(`${name}.jpg`))
    expect(albums.map(({ name, kind, count }) => ({ name, kind, count }))).toEqual([
      { name: 'Fours', kind: 'smart', count: 1 },
      { name: 'The best', kind: 'manual', count: 2 },
    ])
    expect(by('0')?.alt).toMatchObject({ text: 'Better words.', source: 'human' })
    expect(by('1')?.rating).toBe(4)
    expect((await client.search.query({ words: 'better words' })).total).toBe(1)
    expect(readdirSync(home).some((name) => name.includes('damaged'))).toBe(true)
  })

  it('stays when a folder is removed and added again', async () => {
    const photos = temporaryFolder()
    await putPictures(photos, 1)
    const { client } = openTestLibrary(temporaryFolder())
    await client.index.run({ folders: [photos] })
    const [photo] = (await client.photos.list({})).photos
    if (photo === undefined) throw new Error('it was indexed')
    await client.captions.edit({ photo: photo.id, text: 'My words.' })

    await client.folders.remove({ folder: photos })
    const between = (await client.photos.list({})).photos
    await client.index.run({ folders: [photos] })

    expect(between).toEqual([])
    expect((await client.photos.list({})).photos).toMatchObject([{ alt: { text: 'My words.' } }])
  })

  it('keeps every text in the history', async () => {
    const photos = temporaryFolder()
    await putPictures(photos, 1)
    const { client } = openTestLibrary(temporaryFolder())
    await client.index.run({ folders: [photos] })
    const [photo] = (await client.photos.list({})).photos
    if (photo === undefined) throw new Error('it was indexed')

    for (const text of ['one', 'two']) await client.captions.edit({ photo: photo.id, text })
    await client.captions.edit({ photo: photo.id, text: '', decorative: true })

    const { captions } = await client.captions.history({ photo: photo.id })
    expect(captions.map(({ text }) => text)).toEqual(['', 'two', 'one'])
    await expect(client.captions.edit({ photo: 999, text: 'x' })).rejects.toMatchObject({ code: 'not-found' })
  })
})
