/** A former copy of the database put back, or a side copy that was lost: what was on trial, and what a look settled. */
import { copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, truncateSync } from 'node:fs'
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

type Client = TestLibrary['client']

/** By file name, what a person sees of each photo. */
async function shown(client: Client): Promise<Record<string, string>> {
  const { photos } = await client.photos.list({ limit: 1000 })
  const rows = await Promise.all(
    photos.map(async ({ id, path, alt, rating, favourite }) => {
      const { doubtful } = await client.photos.get({ photo: id })
      const words = [
        alt?.source === 'human' ? alt.text : undefined,
        rating === undefined ? undefined : `${rating} stars`,
        favourite ? 'heart' : undefined,
        doubtful ? 'doubtful' : undefined,
      ]
      return [path.split(/[\\/]/u).at(-1) ?? '', words.filter((word) => word !== undefined).join(', ')] as const
    }),
  )
  return Object.fromEntries(rows)
}

async function photoAt(client: Client, name: string): Promise<PhotoId> {
  const { photos } = await client.photos.list({ limit: 1000 })
  const photo = photos.find(({ path }) => path.endsWith(name))
  if (photo === undefined) throw new Error(`no photo ${name}`)
  return photo.id
}

const draw = (seed: number): Promise<Buffer> => drawPicture({ seed })

/** A picture with a heart, five stars and an album; then another one lies in its file, and has them on trial. */
async function withTrial(): Promise<{ home: string; photos: string; older: string; library: TestLibrary }> {
  const [home, photos, aside] = [temporaryFolder(), temporaryFolder(), temporaryFolder()]
  putFile(join(photos, 'a.jpg'), await draw(1))
  const first = openTestLibrary(home)
  await first.client.index.run({ folders: [photos] })
  const photo = await photoAt(first.client, 'a.jpg')
  await first.client.photos.mark({ photos: [photo], favourite: true, rating: 5 })
  const { id: album } = await first.client.albums.create({ name: 'Trip' })
  await first.client.albums.addPhotos({ album, photos: [photo] })
  await first.close()
  const older = join(aside, 'library.db')
  copyFileSync(join(home, 'library.db'), older)
  putFile(join(photos, 'a.jpg'), await draw(2))
  const library = openTestLibrary(home)
  await library.client.index.run({})
  return { home, photos, older, library }
}

function putBack(home: string, older: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(join(home, `library.db${end}`), { force: true })
  copyFileSync(older, join(home, 'library.db'))
}

async function inTrip(client: Client): Promise<number> {
  const { albums } = await client.albums.list({})
  return albums.find(({ name }) => name === 'Trip')?.count ?? 0
}

describe('a former database that is put back', () => {
  it('keeps on a picture what a look at it settled, though it never saw that trial', async () => {
    const { home, photos, older, library } = await withTrial()
    const onTrial = await shown(library.client)
    await library.client.captions.edit({ photo: await photoAt(library.client, 'a.jpg'), text: 'A boat.' })
    const settled = await shown(library.client)
    await library.close()
    // Under another name nothing but the side copy tells whose place it took.
    mkdirSync(join(photos, 'sorted'))
    renameSync(join(photos, 'a.jpg'), join(photos, 'sorted', 'b.jpg'))
    putBack(home, older)

    const { client } = openTestLibrary(home)
    await client.index.run({})

    expect(onTrial).toEqual({ 'a.jpg': '5 stars, heart, doubtful' })
    expect(settled).toEqual({ 'a.jpg': 'A boat., 5 stars, heart' })
    expect(await shown(client)).toEqual({ 'b.jpg': 'A boat., 5 stars, heart' })
    expect(await inTrip(client)).toBe(1)
  })

  it('keeps what a look settled although the former picture is found again', async () => {
    const { home, photos, older, library } = await withTrial()
    await library.client.photos.confirm({ photos: [await photoAt(library.client, 'a.jpg')] })
    await library.close()
    renameSync(join(photos, 'a.jpg'), join(photos, 'b.jpg'))
    putFile(join(photos, 'a.jpg'), await draw(1))
    putBack(home, older)

    const { client } = openTestLibrary(home)
    await client.index.run({})

    expect(await shown(client)).toEqual({ 'a.jpg': '5 stars, heart', 'b.jpg': '5 stars, heart' })
  })

  it('gives a picture on trial what the one had whose place it took, under whatever name it lies', async () => {
    const { home, photos, older, library } = await withTrial()
    await library.close()
    renameSync(join(photos, 'a.jpg'), join(photos, 'b.jpg'))
    putBack(home, older)

    const again = openTestLibrary(home)
    await again.client.index.run({})
    const asBefore = await shown(again.client)
    // Nothing settles by itself, and nothing comes twice.
    await again.client.photos.confirm({ photos: [await photoAt(again.client, 'b.jpg')] })
    await again.client.index.run({ verify: true })
    const confirmed = await shown(again.client)

    expect(asBefore).toEqual({ 'b.jpg': '5 stars, heart, doubtful' })
    expect(confirmed).toEqual({ 'b.jpg': '5 stars, heart' })
  })
})

describe('a former database that knew a longer side copy', () => {
  it('takes over what was done since, and undoes none of it', async () => {
    const [home, photos, aside] = [temporaryFolder(), temporaryFolder(), temporaryFolder()]
    for (const seed of [1, 2, 3]) putFile(join(photos, `${seed}.jpg`), await draw(seed))
    const first = openTestLibrary(home)
    await first.client.index.run({ folders: [photos] })
    const ids = new Map(
      await Promise.all(
        ['1.jpg', '2.jpg', '3.jpg'].map(async (name) => [name, await photoAt(first.client, name)] as const),
      ),
    )
    const photo = (name: string): PhotoId => {
      const id = ids.get(name)
      if (id === undefined) throw new Error(`no photo ${name}`)
      return id
    }
    // Many acts about little: the side copy is longer than what it comes to.
    for (let count = 0; count < 40; count += 1) {
      await first.client.photos.mark({ photos: [photo('1.jpg')], rating: 1 + (count % 5) })
      await first.client.captions.edit({ photo: photo('2.jpg'), text: `Try ${count}.` })
    }
    await first.close()
    copyFileSync(join(home, 'library.db'), join(aside, 'library.db'))
    const before = statSync(join(home, 'human-work.jsonl')).size
    rmSync(join(home, 'human-work.jsonl'))
    const second = openTestLibrary(home)
    await second.client.captions.edit({ photo: photo('2.jpg'), text: 'A boat.' })
    await second.client.photos.mark({ photos: [photo('1.jpg'), photo('3.jpg')], rating: 2, favourite: true })
    const asLeft = await shown(second.client)
    await second.close()
    const after = statSync(join(home, 'human-work.jsonl')).size
    putBack(home, join(aside, 'library.db'))

    const { client } = openTestLibrary(home)
    await client.index.run({})

    expect(after).toBeLessThan(before)
    expect(asLeft).toEqual({ '1.jpg': '2 stars, heart', '2.jpg': 'A boat.', '3.jpg': '2 stars, heart' })
    expect(await shown(client)).toEqual(asLeft)
  })

  it.each([40, 400, 4000])(
    'writes the end of its own side copy anew where the last %i bytes were lost',
    async (lost) => {
      const [home, photos] = [temporaryFolder(), temporaryFolder()]
      for (const seed of [1, 2]) putFile(join(photos, `${seed}.jpg`), await draw(seed))
      const first = openTestLibrary(home)
      await first.client.index.run({ folders: [photos] })
      for (let count = 0; count < 20; count += 1)
        await first.client.captions.edit({ photo: await photoAt(first.client, '1.jpg'), text: `Try ${count}.` })
      await first.client.photos.mark({ photos: [await photoAt(first.client, '2.jpg')], rating: 4 })
      await first.close()
      const sideCopy = join(home, 'human-work.jsonl')
      for (const round of [1, 2]) {
        truncateSync(sideCopy, Math.max(0, statSync(sideCopy).size - lost * round))
        await openTestLibrary(home).close()
      }
      loseDatabase(home)

      const { client } = openTestLibrary(home)
      await client.index.run({ folders: [photos] })

      expect(await shown(client)).toEqual({ '1.jpg': 'Try 19.', '2.jpg': '4 stars' })
    },
  )
})

describe('a side copy that was lost', () => {
  it('is written anew so that what was on trial still is, in a database that is begun anew', async () => {
    const { home, photos, library } = await withTrial()
    await library.close()
    rmSync(join(home, 'human-work.jsonl'))
    await openTestLibrary(home).close()
    loseDatabase(home)

    const rebuilt = openTestLibrary(home)
    await rebuilt.client.index.run({ folders: [photos] })
    const onTrial = await shown(rebuilt.client)
    putFile(join(photos, 'former.jpg'), await draw(1))
    await rebuilt.client.index.run({})

    expect(onTrial).toEqual({ 'a.jpg': '5 stars, heart, doubtful' })
    expect(await shown(rebuilt.client)).toEqual({ 'a.jpg': '', 'former.jpg': '5 stars, heart' })
    expect(await inTrip(rebuilt.client)).toBe(1)
  })

  it('is written anew with what waits for photos that are not here', async () => {
    const [home, photos] = [temporaryFolder(), temporaryFolder()]
    putFile(join(photos, 'a.jpg'), await draw(1))
    const first = openTestLibrary(home)
    await first.client.index.run({ folders: [photos] })
    await first.client.captions.edit({ photo: await photoAt(first.client, 'a.jpg'), text: 'A boat.' })
    await first.close()
    rmSync(join(photos, 'a.jpg'))
    putFile(join(photos, 'other.jpg'), await draw(2))
    loseDatabase(home)
    const rebuilt = openTestLibrary(home)
    await rebuilt.client.index.run({ folders: [photos] })
    await rebuilt.close()
    rmSync(join(home, 'human-work.jsonl'))
    await openTestLibrary(home).close()
    const written = readFileSync(join(home, 'human-work.jsonl'), 'utf8')
    loseDatabase(home)
    putFile(join(photos, 'a.jpg'), await draw(1))

    const { client } = openTestLibrary(home)
    await client.index.run({ folders: [photos] })

    expect(written).toContain('A boat.')
    expect(await shown(client)).toEqual({ 'a.jpg': 'A boat.', 'other.jpg': '' })
  })

  it('makes no gift of a person out of a heart that a file has', async () => {
    const [home, photos] = [temporaryFolder(), temporaryFolder()]
    putFile(join(photos, 'a.jpg'), await draw(1))
    const said = { title: 'a.jpg', photoTakenTime: { timestamp: '1577854800' }, favorited: true }
    putFile(join(photos, 'a.jpg.json'), JSON.stringify(said))
    const first = openTestLibrary(home)
    await first.client.index.run({ folders: [photos] })
    const withSidecar = await shown(first.client)
    await first.close()
    rmSync(join(home, 'human-work.jsonl'), { force: true })
    await openTestLibrary(home).close()
    loseDatabase(home)
    rmSync(join(photos, 'a.jpg.json'))

    const { client } = openTestLibrary(home)
    await client.index.run({ folders: [photos] })

    expect(withSidecar).toEqual({ 'a.jpg': 'heart' })
    expect(await shown(client)).toEqual({ 'a.jpg': '' })
  })
})
