/** Google Takeout writes dates in UTC; a person remembers the clock of the place. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { drawPicture, openTestLibrary, putFile, temporaryFolder, type TestLibrary } from './open-test-library.ts'

/** A photo without metadata of its own, with what Takeout says of it. */
async function putTaken(path: string, seed: number, utc: string, place?: readonly [number, number]): Promise<void> {
  putFile(path, await drawPicture({ seed }))
  const [latitude, longitude] = place ?? [0, 0]
  const timestamp = String(Date.parse(utc) / 1000)
  putFile(`${path}.json`, JSON.stringify({ photoTakenTime: { timestamp }, geoData: { latitude, longitude } }))
}

const tokyo = [35.68, 139.69] as const
const newYork = [40.71, -74.0] as const

async function dates(client: TestLibrary['client']): Promise<Record<string, string | undefined>> {
  const { photos } = await client.photos.list({ limit: 100 })
  const rows = photos.map(({ path, takenAt }) => [path.split(/[\\/]/u).at(-1) ?? '', takenAt] as const)
  return Object.fromEntries(rows)
}

describe('a date of Takeout’s without a place', () => {
  it('is on the clock of the photo of its album that was taken next to it, at most a day away', async () => {
    const photos = temporaryFolder()
    await putTaken(join(photos, 'Japan', 'a.jpg'), 1, '2023-04-01T22:00:00Z', tokyo)
    await putTaken(join(photos, 'Japan', 'b.jpg'), 2, '2023-04-01T23:30:00Z')
    await putTaken(join(photos, 'Japan', 'c.jpg'), 3, '2023-04-04T23:30:00Z')
    await putTaken(join(photos, 'Japan', 'home.jpg'), 4, '2023-04-09T22:00:00Z', newYork)
    await putTaken(join(photos, 'Japan', 'late.jpg'), 5, '2023-04-09T23:00:00Z')
    await putTaken(join(photos, 'Other', 'd.jpg'), 6, '2023-04-01T23:30:00Z')
    const { client } = openTestLibrary(temporaryFolder())

    await client.index.run({ folders: [photos] })

    expect(await dates(client)).toEqual({
      'a.jpg': '2023-04-02T07:00:00',
      'b.jpg': '2023-04-02T08:30:00',
      'c.jpg': '2023-04-04T23:30:00',
      'home.jpg': '2023-04-09T18:00:00',
      'late.jpg': '2023-04-09T19:00:00',
      'd.jpg': '2023-04-01T23:30:00',
    })
  })

  it('follows its neighbours as they come and go, and says no place', async () => {
    const photos = temporaryFolder()
    await putTaken(join(photos, 'b.jpg'), 2, '2023-04-01T23:30:00Z')
    const { client } = openTestLibrary(temporaryFolder())
    await client.index.run({ folders: [photos] })
    const alone = await dates(client)
    await putTaken(join(photos, 'a.jpg'), 1, '2023-04-01T22:00:00Z', tokyo)
    await client.index.run({})
    const beside = await dates(client)
    const [photo] = (await client.photos.list({ limit: 100 })).photos.filter(({ path }) => path.endsWith('b.jpg'))
    const place = photo && (await client.photos.get({ photo: photo.id })).place
    await client.index.run({})
    const again = await dates(client)
    rmSync(join(photos, 'a.jpg'))
    rmSync(join(photos, 'a.jpg.json'))
    await client.index.run({})

    expect(alone).toEqual({ 'b.jpg': '2023-04-01T23:30:00' })
    expect(beside).toEqual({ 'a.jpg': '2023-04-02T07:00:00', 'b.jpg': '2023-04-02T08:30:00' })
    expect(place).toBeUndefined()
    expect(again).toEqual(beside)
    expect(await dates(client)).toEqual(alone)
  })

  it('stands on the clock of the place that a person gives it', async () => {
    const photos = temporaryFolder()
    await putTaken(join(photos, 'b.jpg'), 2, '2023-04-01T23:30:00Z')
    const { client } = openTestLibrary(temporaryFolder())
    await client.index.run({ folders: [photos] })
    const [photo] = (await client.photos.list({ limit: 100 })).photos
    if (photo === undefined) throw new Error('it was indexed')

    await client.photos.correct({ photos: [photo.id], place: { latitude: tokyo[0], longitude: tokyo[1] } })

    expect(await dates(client)).toEqual({ 'b.jpg': '2023-04-02T08:30:00' })
  })
})
