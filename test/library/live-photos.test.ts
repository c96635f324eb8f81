/** Stills and movies of Live Photos are one photo by the identifier that both carry, whatever their names say. */
import { renameSync } from 'node:fs'
import { basename, join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { movies as migration } from '../../electron/store/migrations/0019-neighbours.ts'
import { drawPicture, openTestLibrary, putFile, temporaryFolder, type TestLibrary } from './open-test-library.ts'

type Client = TestLibrary['client']

const first = '5F1B6C9E-0A77-4C1D-9A2B-1D2E3F405162'
const second = '7A2C8D10-1B88-4D2E-8B3C-2E3F40516273'

/** A JPEG whose Apple MakerNote has a ContentIdentifier. */
async function still(seed: number, identifier: string | undefined): Promise<Buffer> {
  const jpeg = await drawPicture({ seed })
  if (identifier === undefined) return jpeg
  const text = Buffer.from(`${identifier}\0`, 'latin1')
  const note = Buffer.alloc(32)
  note.write('Apple iOS\0\0\u0001MM', 0, 'latin1')
  note.writeUInt16BE(1, 14)
  note.writeUInt16BE(0x0011, 16)
  note.writeUInt16BE(2, 18)
  note.writeUInt32BE(text.length, 20)
  note.writeUInt32BE(32, 24)
  const makerNote = Buffer.concat([note, text])
  // IFD0 with a pointer to the Exif directory, which has the MakerNote.
  const tiff = Buffer.alloc(8 + 18 + 18)
  tiff.write('MM\0*', 0, 'latin1')
  tiff.writeUInt32BE(8, 4)
  const entry = (at: number, tag: number, type: number, count: number, value: number): void => {
    tiff.writeUInt16BE(1, at)
    tiff.writeUInt16BE(tag, at + 2)
    tiff.writeUInt16BE(type, at + 4)
    tiff.writeUInt32BE(count, at + 6)
    tiff.writeUInt32BE(value, at + 10)
  }
  entry(8, 0x8769, 4, 1, 26)
  entry(26, 0x927c, 7, makerNote.length, tiff.length)
  const payload = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, makerNote])
  const head = Buffer.from([0xff, 0xe1, 0, 0])
  head.writeUInt16BE(payload.length + 2, 2)
  return Buffer.concat([jpeg.subarray(0, 2), head, payload, jpeg.subarray(2)])
}

function box(type: string, ...parts: readonly Buffer[]): Buffer {
  const payload = Buffer.concat(parts)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(payload.length + 8, 0)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, payload])
}

/** A QuickTime movie of nothing but its identifier. */
function movie(identifier: string | undefined): Buffer {
  const brand = box('ftyp', Buffer.from('qt  \0\0\0\0qt  ', 'latin1'))
  if (identifier === undefined) return Buffer.concat([brand, box('moov', box('free'))])
  const count = Buffer.from([0, 0, 0, 0, 0, 0, 0, 1])
  const keys = box('keys', count, box('mdta', Buffer.from('com.apple.quicktime.content.identifier')))
  const value = box('data', Buffer.from([0, 0, 0, 1, 0, 0, 0, 0]), Buffer.from(identifier))
  const number = box('xxxx', value)
  number.writeUInt32BE(1, 4)
  return Buffer.concat([brand, box('moov', box('meta', keys, box('ilst', number)))])
}

/** By the name of each still, the movies that go with it. */
async function movies(client: Client): Promise<Record<string, readonly string[]>> {
  const { photos } = await client.photos.list({ limit: 100 })
  const rows = await Promise.all(
    photos.map(async ({ id, path }) => {
      const { files } = await client.photos.get({ photo: id })
      const moving = files.filter(({ role, state }) => role === 'live-video' && state === 'here')
      return [basename(path), moving.map((file) => basename(file.path))] as const
    }),
  )
  return Object.fromEntries(rows)
}

describe('the movie of a Live Photo', () => {
  it.each(['the still first', 'the movie first', 'both at once'])('is found by its identifier: %s', async (order) => {
    const [home, photos] = [temporaryFolder(), temporaryFolder()]
    const { client } = openTestLibrary(home)
    const putStill = async (): Promise<void> => putFile(join(photos, 'beach.jpg'), await still(1, first))
    const putMovie = (): void => putFile(join(photos, 'clip 77.mov'), movie(first))
    if (order !== 'the movie first') await putStill()
    else putMovie()
    if (order !== 'both at once') await client.index.run({ folders: [photos] })
    if (order === 'the movie first') await putStill()
    else putMovie()
    putFile(join(photos, 'other.jpg'), await still(2, second))

    await client.index.run({ folders: [photos] })

    expect(await movies(client)).toEqual({ 'beach.jpg': ['clip 77.mov'], 'other.jpg': [] })
  })

  it('is none that has the name of a still and the identifier of another', async () => {
    const photos = temporaryFolder()
    putFile(join(photos, 'IMG_1.jpg'), await still(1, first))
    putFile(join(photos, 'IMG_1.mov'), movie(second))
    putFile(join(photos, 'IMG_2.jpg'), await still(2, second))
    const { client } = openTestLibrary(temporaryFolder())

    await client.index.run({ folders: [photos] })

    expect(await movies(client)).toEqual({ 'IMG_1.jpg': [], 'IMG_2.jpg': ['IMG_1.mov'] })
  })

  it.each<readonly [string, string | undefined, string | undefined]>([
    ['the still', undefined, first],
    ['the movie', first, undefined],
    ['neither', undefined, undefined],
  ])('has the name of its still where %s carries an identifier alone or none does', async (_, ofStill, ofMovie) => {
    const photos = temporaryFolder()
    putFile(join(photos, 'IMG_1.jpg'), await still(1, ofStill))
    putFile(join(photos, 'IMG_1.mov'), movie(ofMovie))
    const { client } = openTestLibrary(temporaryFolder())

    await client.index.run({ folders: [photos] })

    expect(await movies(client)).toEqual({ 'IMG_1.jpg': ['IMG_1.mov'] })
  })

  it('stays with its still when either is renamed, and is no problem where it cannot be read', async () => {
    const photos = temporaryFolder()
    putFile(join(photos, 'IMG_1.jpg'), await still(1, first))
    putFile(join(photos, 'IMG_1.mov'), movie(first))
    putFile(join(photos, 'broken.mov'), 'no movie')
    const { client } = openTestLibrary(temporaryFolder())
    await client.index.run({ folders: [photos] })
    renameSync(join(photos, 'IMG_1.jpg'), join(photos, 'beach.jpg'))
    await client.index.run({})
    const renamed = await movies(client)
    renameSync(join(photos, 'IMG_1.mov'), join(photos, 'waves.mov'))
    await client.index.run({})

    expect(renamed).toEqual({ 'beach.jpg': ['IMG_1.mov'] })
    expect(await movies(client)).toEqual({ 'beach.jpg': ['waves.mov'] })
    expect((await client.library.errors({})).errors).toEqual([])
  })

  it('is looked at anew in a library that joined by names alone', async () => {
    const [home, photos] = [temporaryFolder(), temporaryFolder()]
    putFile(join(photos, 'IMG_1.jpg'), await still(1, first))
    putFile(join(photos, 'IMG_1.mov'), movie(second))
    putFile(join(photos, 'beach.jpg'), await still(2, second))
    const before = openTestLibrary(home)
    await before.client.index.run({ folders: [photos] })
    const [photo] = (await before.client.photos.list({ limit: 10 })).photos.filter(({ path }) => path.endsWith('1.jpg'))
    if (photo === undefined) throw new Error('it was indexed')
    await before.client.captions.edit({ photo: photo.id, text: 'A boat.' })
    await before.close()
    const db = new Database(join(home, 'library.db'))
    db.exec(`DROP INDEX files_content_identifier; ALTER TABLE files DROP COLUMN content_identifier`)
    db.exec(`DROP INDEX movies_by_reader; UPDATE files SET reader_version = 0, facts_json = NULL WHERE kind = 'video'`)
    db.prepare(`UPDATE files SET photo_id = ?, role = 'live-video' WHERE kind = 'video'`).run(photo.id)
    db.exec(migration)
    db.close()

    const { client } = openTestLibrary(home)
    await client.index.run({})

    expect(await movies(client)).toEqual({ 'IMG_1.jpg': [], 'beach.jpg': ['IMG_1.mov'] })
    expect((await client.photos.many({ photos: [photo.id] })).photos[0]?.alt?.text).toBe('A boat.')
  })
})
