import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Clock } from '../../electron/library/shared/clock.ts'
import { openTestLibrary, putPictures, temporaryFolder } from './open-test-library.ts'

const day = (number: number): string => new Date(Date.UTC(2027, 0, number, 9)).toISOString()

/** A morning, with work behind it as the day goes on. */
function clockOf(number: number): Clock {
  let seconds = 0
  const nowMs = (): number => Date.parse(day(number)) + (seconds += 1) * 1000
  return { nowMs, now: () => new Date(nowMs()).toISOString() }
}

it(
  'of sixteen days the last fourteen are kept, and each brings back what there was that day',
  { timeout: 120_000 },
  async () => {
    const [home, photos, folder] = [temporaryFolder(), temporaryFolder(), temporaryFolder()]
    await putPictures(photos, 1)
    for (let number = 1; number <= 16; number += 1) {
      const library = openTestLibrary(home, { clock: clockOf(number) })
      const { client } = library
      if (number === 1) {
        await client.index.run({ folders: [photos] })
        await client.library.backups({ folder })
      }
      const [photo] = (await client.photos.list({})).photos
      if (photo === undefined) throw new Error('it was indexed')
      await client.captions.edit({ photo: photo.id, text: `Words of day ${number}.` })
      await client.albums.create({ name: `Album ${number}` })
      await library.close()
    }

    const names = readdirSync(folder).toSorted()
    const restored: { text: string | undefined; albums: number }[] = []
    for (const name of names) {
      const into = openTestLibrary(temporaryFolder())
      const { client } = into
      await client.index.run({ folders: [photos] })
      await client.library.restore({ text: readFileSync(join(folder, name), 'utf8') })
      const [photo] = (await client.photos.list({})).photos
      restored.push({ text: photo?.alt?.text, albums: (await client.albums.list({})).albums.length })
      await into.close()
    }

    expect(names.map((name) => name.slice(-16))).toEqual(
      Array.from({ length: 14 }, (_, index) => `${day(index + 3).slice(0, 10)}.jsonl`),
    )
    expect(restored).toEqual(
      Array.from({ length: 14 }, (_, index) => ({ text: `Words of day ${index + 3}.`, albums: index + 3 })),
    )
    if (process.platform !== 'win32') expect(statSync(join(folder, names[0] ?? '')).mode & 0o777).toBe(0o600)
  },
)

it('says once that they cannot be written, goes on, and touches nothing else in the folder', async () => {
  const folder = join(temporaryFolder(), 'backups')
  mkdirSync(folder)
  writeFileSync(join(folder, 'sightline-daily-00000000-2020-01-01.jsonl'), 'of another library')
  const { client, events } = openTestLibrary(temporaryFolder())
  await client.albums.create({ name: 'One' })
  const first = await client.library.backups({ folder })
  rmSync(folder, { recursive: true })

  await client.albums.create({ name: 'Two' })
  const gone = await client.library.backups({})
  await client.library.backups({})
  mkdirSync(folder)
  const back = await client.library.backups({})

  expect(first.files).toHaveLength(1)
  expect(gone.trouble).toContain(folder)
  expect(events.filter(({ kind }) => kind === 'notice')).toHaveLength(1)
  expect(back).toMatchObject({ folder, files: [{ path: expect.stringContaining(folder) as unknown }] })
  expect(back.trouble).toBeUndefined()
  await expect(client.library.backups({ folder: join(folder, 'nowhere') })).rejects.toMatchObject({ code: 'not-found' })
  expect((await client.library.backups({ stop: true })).folder).toBeUndefined()
})
