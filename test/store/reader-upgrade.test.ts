/** A library of the schema of 0.1.0's first window, with rows in it, opened by this version. */
import Database from 'better-sqlite3'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { migrate } from '../../electron/store/database/migrate.ts'
import { start } from '../../electron/store/migrations/0001-start.ts'
import { marks } from '../../electron/store/migrations/0002-marks.ts'
import { totals } from '../../electron/store/migrations/0003-totals.ts'
import { drawPicture, openTestLibrary, putFile, temporaryFolder } from '../library/open-test-library.ts'

/** Turns a library into one that the schema before wrote: its own columns alone, and nothing that later ones added. */
function writeAsBefore(home: string, former: string): void {
  const db = new Database(join(former, 'library.db'))
  db.pragma('journal_mode = WAL')
  migrate(db, join(former, 'library.db'), [start, marks, totals])
  db.prepare('ATTACH ? AS present').run(join(home, 'library.db'))
  const columns = (schema: string, table: string): string[] =>
    db.prepare<[string, string], string>('SELECT name FROM pragma_table_info(?, ?)').pluck().all(table, schema)
  // Totals follow from the rows, by triggers.
  for (const table of ['folders', 'photos', 'files', 'captions', 'albums', 'album_photos', 'completions']) {
    const counted = ['present', 'alts', 'doubts', 'looked', 'refusals', 'files', 'photos']
    const names = columns('main', table).filter((name) => !counted.includes(name))
    db.exec(`INSERT INTO main.${table} (${names.join(', ')}) SELECT ${names.join(', ')} FROM present.${table}`)
  }
  db.close()
}

describe('a library of an earlier version', () => {
  it('is read anew for what the reader has learnt, and loses and describes nothing', async () => {
    const [photos, home, former] = [temporaryFolder(), temporaryFolder(), temporaryFolder()]
    putFile(join(photos, 'IMG_20180912_174501.jpg'), await drawPicture({ seed: 1 }))
    putFile(join(photos, 'b.jpg'), await drawPicture({ seed: 2, taken: '2019-05-06T07:08:09' }))
    const first = openTestLibrary(home)
    await first.client.index.run({ folders: [photos], pack: 'demo' })
    const [photo] = (await first.client.photos.list({})).photos
    if (photo === undefined) throw new Error('two were indexed')
    await first.client.captions.edit({ photo: photo.id, text: 'My words.' })
    await first.client.photos.mark({ photos: [photo.id], favourite: true, rating: 4 })
    const album = await first.client.albums.create({ name: 'Mine' })
    await first.client.albums.addPhotos({ album: album.id, photos: [photo.id] })
    const before = (await first.client.photos.list({})).photos
    await first.close()
    writeAsBefore(home, former)
    const db = new Database(join(former, 'library.db'))
    db.prepare(`UPDATE photos SET taken_local = NULL WHERE id <> ?`).run(photo.id) // what the reader before did not know
    db.close()

    const { client } = openTestLibrary(former)
    await client.index.run({ pack: 'demo' })

    // Vectors and thumbnails were not carried along, so that every picture is looked at again.
    const known = (photo: (typeof before)[number]) => ({ ...photo, version: '' })
    expect((await client.photos.list({})).photos.map(known)).toEqual(before.map(known))
    expect((await client.albums.list({})).albums).toMatchObject([{ name: 'Mine', count: 1 }])
    const stages = (await client.index.progress({})).stages
    expect(stages.find(({ stage }) => stage === 'caption')?.done ?? 0).toBe(0)
    const file = new Database(join(former, 'library.db'), { readonly: true })
    expect(file.prepare('SELECT DISTINCT reader_version > 0 FROM files').pluck().all()).toEqual([1])
    file.close()
  })

  it('finds what is written in it in another form than before, without reading a file again', async () => {
    const [photos, home] = [temporaryFolder(), temporaryFolder()]
    putFile(join(photos, 'Straßenfest DSC01234.jpg'), await drawPicture({ seed: 1 }))
    const first = openTestLibrary(home, { packFolders: [] })
    await first.client.index.run({ folders: [photos] })
    await first.close()
    const db = new Database(join(home, 'library.db'))
    db.exec(`DELETE FROM photo_text; DELETE FROM settings WHERE key = 'text.version';
      INSERT INTO photo_text (rowid, words, names, folders, keywords, places, camera)
        SELECT id, '', 'Straßenfest DSC01234', '', '', '', '' FROM photos`)
    db.close()

    const { client } = openTestLibrary(home, { packFolders: [] })
    const { opened } = await client.index.run({})

    for (const words of ['strassenfest', '1234'])
      await expect.poll(async () => (await client.search.query({ words })).hits.length).toBe(1)
    expect(opened).toBe(0)
  })
})
