import { appendFileSync, cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
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

  it('is whole after the side copy was lost, written anew, and a former database was put back', async () => {
    const [photos, home] = [temporaryFolder(), temporaryFolder()]
    await putPictures(photos, 3)
    const first = openTestLibrary(home)
    await first.client.index.run({ folders: [photos] })
    const listed = (await first.client.photos.list({})).photos
    const ids = ['0', '1', '2'].map((name) => listed.find(({ path }) => path.endsWith(`${name}.jpg`))?.id)
    const [a, b, c] = ids
    if (a === undefined || b === undefined || c === undefined) throw new Error('all were indexed')
    // Lines that a new side copy does without: the former database then knows a place far behind what it misses.
    for (let turn = 0; turn < 4; turn += 1) await first.client.captions.edit({ photo: a, text: `Words ${turn}.` })
    await first.client.captions.undo({ photo: a, kind: 'alt' })
    await first.close()
    cpSync(join(home, 'library.db'), join(home, 'former.db'))
    const second = openTestLibrary(home)
    await second.client.photos.mark({ photos: [b], rating: 4, favourite: true })
    await second.client.captions.edit({ photo: b, text: 'Of the second.' })
    await second.client.captions.edit({ photo: c, text: 'Of the third.' })
    for (const words of ['x', 'y', 'z']) await second.client.captions.edit({ photo: a, text: words.repeat(200) })
    await second.close()
    rmSync(join(home, 'human-work.jsonl'))
    const third = openTestLibrary(home)
    await third.client.index.run({})
    await third.close()
    cpSync(join(home, 'former.db'), join(home, 'library.db'))

    const { client } = openTestLibrary(home)
    await client.index.run({})

    const again = (await client.photos.list({})).photos
    const by = (name: string) => again.find((photo) => photo.path.endsWith(`${name}.jpg`))
    expect(by('0')?.alt?.text).toBe('z'.repeat(200))
    expect(by('1')).toMatchObject({ rating: 4, favourite: true, alt: { text: 'Of the second.' } })
    expect(by('2')?.alt?.text).toBe('Of the third.')
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
