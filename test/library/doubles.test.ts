/** Doubles through the contract: three lists that never mix, what a person says of them, and what comes of it. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import sharp, { type Sharp } from 'sharp'
import { describe, expect, it } from 'vitest'
import type { DoubleGroup, DoubleKind } from '../../electron/api/doubles/doubles.ts'
import { createRandom } from '../random.ts'
import { loseDatabase, openTestLibrary, putFile, temporaryFolder, type TestLibrary } from './open-test-library.ts'

/** Blotches and grain, another picture for every seed; the same seed and another `moment` is a burst's next shot. */
function drawn(seed: number, moment = 0): Sharp {
  const [blotches, motion] = [createRandom(`picture ${seed}`), createRandom(`moment ${moment}`)]
  const pixels = Uint8Array.from({ length: 18 * 14 * 3 }, () => {
    const value = Math.floor(blotches() * 256)
    return moment > 0 && motion() < 0.15 ? Math.floor(motion() * 256) : value
  })
  return sharp(pixels, { raw: { width: 18, height: 14, channels: 3 } }).resize(720, 560, { kernel: 'cubic' })
}

const takenAt = (time: string) => ({ IFD0: { Make: 'Fuji' }, IFD2: { DateTimeOriginal: time } })
type Picture = 'exact' | 'same' | 'similar'
type Names = Readonly<Record<Picture, readonly (readonly string[])[]>>

async function put(folder: string, name: string, picture: Sharp): Promise<Buffer> {
  const bytes = await picture.toBuffer()
  putFile(join(folder, name), bytes)
  return bytes
}

async function groups({ client }: TestLibrary, kind?: DoubleKind): Promise<readonly DoubleGroup[]> {
  return (await client.doubles.list({ kind })).groups
}

async function namesOf(library: TestLibrary): Promise<Names> {
  const found: Record<Picture, string[][]> = { exact: [], same: [], similar: [] }
  for (const { kind, members } of await groups(library))
    found[kind].push(members.map(({ path }) => path.split('/').at(-1) ?? '').toSorted())
  return found
}

const none: Names = { exact: [], same: [], similar: [] }

/** A shot with a smaller version of it, and one that stands alone. */
async function withVersions(): Promise<{ home: string; photos: string; library: TestLibrary }> {
  const [home, photos] = [temporaryFolder(), temporaryFolder()]
  await put(photos, 'large.jpg', drawn(1).jpeg({ quality: 90 }))
  await put(photos, 'small.webp', drawn(1).resize(300).webp())
  await put(photos, 'alone.jpg', drawn(2).jpeg())
  const library = openTestLibrary(home)
  await library.client.index.run({ folders: [photos] })
  return { home, photos, library }
}

describe('doubles', () => {
  it('are in three lists that never mix, and nothing else is in them', async () => {
    const folder = temporaryFolder()
    const original = await put(folder, 'shot.jpg', drawn(1).jpeg({ quality: 92 }))
    putFile(join(folder, 'shot (1).jpg'), original)
    await put(folder, 'decoded.png', sharp(await sharp(original).resize(400).jpeg().toBuffer()).png())
    await put(folder, 'half.jpg', sharp(original).resize(400).jpeg())
    await put(folder, 'cut.jpg', sharp(original).extract({ left: 40, top: 30, width: 640, height: 500 }).jpeg())
    await put(folder, 'burst 1.jpg', drawn(3, 1).withExif(takenAt('2024:05:01 10:00:00')).jpeg())
    await put(folder, 'burst 2.jpg', drawn(3, 2).withExif(takenAt('2024:05:01 10:00:01')).jpeg())
    await put(folder, 'other.jpg', drawn(4).jpeg())
    for (const grey of [0, 255]) {
      const flat = sharp({ create: { width: 80, height: 60, channels: 3, background: { r: grey, g: grey, b: grey } } })
      await put(folder, `flat ${grey}.png`, flat.png())
      await put(folder, `flat ${grey}.jpg`, flat.jpeg())
    }
    const library = openTestLibrary(temporaryFolder())

    await library.client.index.run({ folders: [folder] })

    expect(await namesOf(library)).toEqual({
      exact: [
        ['decoded.png', 'half.jpg'],
        ['shot (1).jpg', 'shot.jpg'],
      ],
      same: [['cut.jpg', expect.stringMatching(/decoded|half/u), expect.stringMatching(/shot/u)]],
      similar: [['burst 1.jpg', 'burst 2.jpg']],
    })
  })

  it('are exact where all pixels are the same, however large the pictures and however they were saved', async () => {
    const folder = temporaryFolder()
    const photo = await drawn(6).resize(1500).jpeg({ quality: 90 }).toBuffer()
    putFile(join(folder, 'photo.jpg'), photo)
    await put(folder, 'best.png', sharp(photo).png({ compressionLevel: 9 }))
    await put(folder, 'fast.png', sharp(photo).png({ compressionLevel: 1, adaptiveFiltering: true }))
    await put(folder, 'lossless.webp', sharp(photo).webp({ lossless: true }))
    await put(folder, 'scan.tiff', sharp(photo).tiff({ compression: 'lzw' }))
    await put(folder, 'lossy.jpg', sharp(photo).jpeg({ quality: 85 }))
    const library = openTestLibrary(temporaryFolder())

    await library.client.index.run({ folders: [folder] })

    expect(await namesOf(library)).toEqual({
      exact: [['best.png', 'fast.png', 'lossless.webp', 'photo.jpg', 'scan.tiff']],
      same: [expect.arrayContaining(['lossy.jpg'])],
      similar: [],
    })
  })

  it('do not hide the next shot of a burst behind the copies of the first', async () => {
    const folder = temporaryFolder()
    const first = await drawn(7, 1).withExif(takenAt('2024:05:01 10:00:00')).jpeg({ quality: 95 }).toBuffer()
    putFile(join(folder, 'first.jpg'), first)
    await put(folder, 'next.jpg', drawn(7, 2).withExif(takenAt('2024:05:01 10:00:01')).jpeg())
    for (const width of [300, 360, 420, 480, 540, 600])
      await put(folder, `small ${width}.jpg`, sharp(first).resize(width).jpeg())
    const library = openTestLibrary(temporaryFolder())
    await library.client.index.run({ folders: [folder] })

    // Its first photo is looked at once more, when all its copies are known.
    await put(folder, 'lossless.png', sharp(first).png())
    await library.client.index.run({ folders: [folder] })

    const [burst] = (await namesOf(library)).similar
    expect(burst).toHaveLength(2)
    expect(burst).toContain('next.jpg')
  })

  it('offer the best of each group, and say why', async () => {
    const { library } = await withVersions()

    const [group] = await groups(library, 'same')

    expect(group?.members[group.best]?.path).toMatch(/large\.jpg$/u)
    expect(group?.merits).toEqual(['resolution'])
  })

  it('take two moments of one camera for two photos, however alike they are', async () => {
    const folder = temporaryFolder()
    await put(folder, 'one.jpg', drawn(5).withExif(takenAt('2024:05:01 10:00:00')).jpeg({ quality: 90 }))
    await put(folder, 'two.jpg', drawn(5).withExif(takenAt('2024:05:01 10:00:02')).jpeg({ quality: 60 }))
    // The same moment on the clock of another zone.
    await put(folder, 'zone.jpg', drawn(5).withExif(takenAt('2024:05:01 12:00:00')).jpeg({ quality: 40 }))
    const library = openTestLibrary(temporaryFolder())

    await library.client.index.run({ folders: [folder] })

    expect((await namesOf(library)).same).toEqual([['one.jpg', 'zone.jpg']])
  })

  it('are no doubles for good once a person says so, also in a library that lost its database', async () => {
    const { home, library } = await withVersions()
    const [group] = await groups(library, 'same')
    const photos = (group?.members ?? []).map(({ photo }) => photo.id)

    await library.client.doubles.part({ photos })
    expect(await namesOf(library)).toEqual(none)
    await library.client.history.undo({})
    expect((await namesOf(library)).same).toHaveLength(1)
    await library.client.history.redo({})
    await library.close()
    loseDatabase(home)
    const again = openTestLibrary(home)
    await again.client.index.run({})

    expect(await namesOf(again)).toEqual(none)
  })

  it('may be copies that are meant', async () => {
    const folder = temporaryFolder()
    const bytes = await put(folder, 'one.jpg', drawn(1).jpeg())
    putFile(join(folder, 'two.jpg'), bytes)
    const library = openTestLibrary(temporaryFolder())
    await library.client.index.run({ folders: [folder] })
    const [group] = await groups(library, 'exact')

    await library.client.doubles.part({ photos: (group?.members ?? []).map(({ photo }) => photo.id) })

    expect(group?.members).toHaveLength(2)
    expect(await namesOf(library)).toEqual(none)
  })

  it('give what people made to the one that is kept, and take it back', async () => {
    const { library } = await withVersions()
    const { client } = library
    const [group] = await groups(library, 'same')
    const keep = group?.members[group.best]?.photo.id
    const other = group?.members.find((_, index) => index !== group.best)?.photo.id
    if (keep === undefined || other === undefined) throw new Error('no group')
    const album = await client.albums.create({ name: 'Trip' })
    await client.albums.addPhotos({ album: album.id, photos: [other] })
    await client.captions.edit({ photo: other, text: 'Blotches by the sea.' })
    await client.photos.mark({ photos: [other], favourite: true, rating: 4 })
    await client.photos.correct({ photos: [other], addKeywords: ['sea'], title: 'Sea' })
    const before = await client.photos.get({ photo: keep })

    await client.doubles.merge({ keep, from: [other] })
    const merged = await client.photos.get({ photo: keep })
    const said = (await client.history.list({ limit: 1 })).entries[0]?.what.kind
    await client.history.undo({})
    const undone = await client.photos.get({ photo: keep })

    expect(merged).toMatchObject({
      alt: { text: 'Blotches by the sea.', source: 'human' },
      favourite: true,
      rating: 4,
      albums: ['Trip'],
      keywords: ['sea'],
      title: 'Sea',
    })
    expect(said).toBe('merged')
    expect(undone).toEqual(before)
  })

  it('are found among photos that an older version looked at', async () => {
    const { home, library } = await withVersions()
    await library.close()
    const db = new Database(join(home, 'library.db'))
    db.exec('DELETE FROM likenesses; DELETE FROM likeness_keys; DELETE FROM double_pairs')
    db.close()
    const again = openTestLibrary(home)
    const before = await again.client.doubles.list({})

    await again.client.index.run({})

    expect(before).toMatchObject({ waiting: 3, groups: [] })
    expect((await again.client.doubles.list({})).waiting).toBe(0)
    expect((await namesOf(again)).same).toEqual([['large.jpg', 'small.webp']])
  })

  it('are none any more when one of them shows another picture', async () => {
    const { photos, library } = await withVersions()

    writeFileSync(join(photos, 'small.webp'), await drawn(9).webp().toBuffer())
    await library.client.index.run({})

    expect(await namesOf(library)).toEqual(none)
  })
})
