import Database from 'better-sqlite3'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openTestLibrary, putPictures, temporaryFolder, tinyPacks, type TestLibrary } from './open-test-library.ts'

const kinds = ['integrity', 'references', 'orphans', 'counts', 'words', 'vectors', 'thumbnails', 'side copy']

async function deep({ client }: TestLibrary): Promise<Readonly<Record<string, string>>> {
  const { checks } = await client.library.doctor({ deep: true })
  return Object.fromEntries(checks.filter(({ name }) => kinds.includes(name)).map(({ name, state }) => [name, state]))
}

const allGood = Object.fromEntries(kinds.map((name) => [name, 'good']))

it(
  'a deep check finds what is wrong among everything derived, mends it, and loses nothing of a person',
  { timeout: 120_000 },
  async () => {
    const [home, photos] = [temporaryFolder(), temporaryFolder()]
    await putPictures(photos, 4)
    const library = openTestLibrary(home, { packFolders: [tinyPacks] })
    const { client } = library
    await client.index.run({ folders: [photos], pack: 'tiny' })
    const [photo] = (await client.photos.list({})).photos
    if (photo === undefined) throw new Error('it was indexed')
    await client.captions.edit({ photo: photo.id, text: 'My words.' })
    await client.photos.mark({ photos: [photo.id], favourite: true, rating: 4 })
    await client.photos.correct({ photos: [photo.id], title: 'Regatta' })
    await client.albums.create({ name: 'Trip' })
    const before = await deep(library)
    await library.close()

    const db = new Database(join(home, 'library.db'))
    db.exec(`UPDATE totals SET present = 99, favourites = 7; DELETE FROM photo_text WHERE rowid = ${photo.id}`)
    db.exec(`INSERT INTO photo_text (rowid, words, names) VALUES (4711, 'stray', 'stray')`)
    db.close()
    const thumbnails = new Database(join(home, 'thumbnails.db'))
    thumbnails.exec(`UPDATE thumbnails SET photo_id = 4712 WHERE photo_id = ${photo.id}`)
    thumbnails.close()
    // As long as it was, so that the mark in the database still fits: but it speaks of something else.
    const sideCopy = join(home, 'human-work.jsonl')
    writeFileSync(
      sideCopy,
      readFileSync(sideCopy, 'utf8')
        .replace('My words.', 'No words.')
        .replace('"Trip"', '"Trap"')
        .replace('"act":"facts"', '"act":"fakes"'),
    )
    const damaged = openTestLibrary(home, { packFolders: [tinyPacks] })
    const found = await deep(damaged)
    await damaged.client.index.run({})
    const after = await deep(damaged)

    expect(before).toEqual(allGood)
    expect(found).toEqual({
      ...allGood,
      orphans: 'notice',
      counts: 'notice',
      words: 'notice',
      thumbnails: 'notice',
      'side copy': 'notice',
    })
    expect(after).toEqual(allGood)
    expect(await damaged.client.photos.counts({})).toMatchObject({ everything: 4, favourites: 1 })
    expect((await damaged.client.search.query({ words: '"My words"' })).total).toBe(1)
    const { text } = await damaged.client.library.backUp({})
    expect(text).toContain('My words.')
    expect(text).toContain('"Trip"')
    expect(text).toContain('"Regatta"')
  },
)
