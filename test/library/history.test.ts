/** What people did is taken back and done again: the library is what it was, and what it became. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../random.ts'
import {
  drawPicture,
  loseDatabase,
  openTestLibrary,
  putFile,
  putPictures,
  temporaryFolder,
} from './open-test-library.ts'
import { doSomething, worldOf, type Client, type World } from './random-acts.ts'

const acting = fileURLToPath(new URL('act-in-child.ts', import.meta.url))

/** Everything a person sees of the library, as one text; when a text was given is left out. */
async function whatIsShown(client: Client): Promise<string> {
  const { ids } = await client.photos.timeline({ kind: 'everything' })
  const hidden = (await client.photos.timeline({ kind: 'hidden' })).ids
  const photos = []
  for (const photo of [...ids, ...hidden].toSorted((a, b) => a - b)) {
    const { taken, ...rest } = await client.photos.get({ photo })
    photos.push({ ...rest, taken: taken?.source })
  }
  const albums = []
  for (const album of (await client.albums.list({})).albums)
    albums.push({ ...album, photos: (await client.photos.timeline({ kind: 'album', album: album.id })).ids })
  const { folders } = await client.folders.list({})
  const rules = folders.map(({ path, ignore }) => ({ path, ignore }))
  return JSON.stringify({ photos, albums, rules, counts: await client.photos.counts({}) }, undefined, 1)
}

/** An indexed library with photos whose picture changed under a person's words. */
async function withPhotos(): Promise<{ home: string; photos: string }> {
  const [home, photos] = [temporaryFolder(), temporaryFolder()]
  await putPictures(photos, 6)
  const library = openTestLibrary(home)
  await library.client.index.run({ folders: [photos] })
  const { ids } = await library.client.photos.timeline({ kind: 'everything' })
  for (const photo of ids.slice(0, 2)) await library.client.captions.edit({ photo: photo, text: `first ${photo}` })
  for (const photo of ids.slice(0, 2)) {
    const { path } = await library.client.photos.get({ photo: photo })
    putFile(path, await drawPicture({ seed: 500 + photo }))
  }
  await library.client.index.run({})
  await library.close()
  return { home, photos }
}

async function entries(client: Client, state: 'done' | 'undone'): Promise<number> {
  return (await client.history.list({ limit: 200 })).entries.filter((entry) => entry.state === state).length
}

/** Random acts until the log holds `count` entries; gives what was shown before each entry, and at the end. */
async function doSome({ client, ...rest }: World, count: number): Promise<string[]> {
  const shown = [await whatIsShown(client)]
  let known = await entries(client, 'done')
  const end = known + count
  while (known < end) {
    await doSomething({ client, ...rest })
    const now = await entries(client, 'done')
    // An album that is made to have something to act on is an entry of its own; what was shown in between is unknown.
    if (now > known) shown.push(...Array<string>(now - known - 1).fill(''), await whatIsShown(client))
    known = now
  }
  return shown
}

describe('what people did', () => {
  it(
    'is taken back step by step, done again step by step, and is the same each time',
    { timeout: 120_000 },
    async () => {
      const { home } = await withPhotos()
      const library = openTestLibrary(home)
      const before = await entries(library.client, 'done')
      const shown = await doSome(await worldOf(library.client, createRandom('undo')), 50)
      const steps = shown.length - 1
      await library.close()

      // Across a restart.
      const { client } = openTestLibrary(home)
      for (let step = steps - 1; step >= 0; step -= 1) {
        const { entry } = await client.history.undo({})
        expect(entry?.state).toBe('undone')
        if (shown[step] !== '') expect(await whatIsShown(client), JSON.stringify(entry)).toBe(shown[step])
      }
      expect(await entries(client, 'done')).toBe(before)
      for (let step = 1; step <= steps; step += 1) {
        const { entry } = await client.history.redo({})
        if (shown[step] !== '') expect(await whatIsShown(client), JSON.stringify(entry)).toBe(shown[step])
      }
      expect((await client.history.redo({})).entry).toBeUndefined()
    },
  )

  it('is what it was in a library rebuilt from the side copy, taken back or not', { timeout: 120_000 }, async () => {
    const { home } = await withPhotos()
    const library = openTestLibrary(home)
    await doSome(await worldOf(library.client, createRandom('rebuilt')), 30)
    for (let step = 0; step < 12; step += 1) await library.client.history.undo({})
    for (let step = 0; step < 4; step += 1) await library.client.history.redo({})
    const texts = async (client: Client): Promise<string> => {
      const { photos } = await client.photos.list({ limit: 100 })
      const albums = (await client.albums.list({})).albums.map(({ name, query, count }) => ({ name, query, count }))
      return JSON.stringify([
        photos.map(({ path, alt, rating, favourite }) => ({ path, text: alt?.text, rating, favourite })),
        albums,
      ])
    }
    const before = await texts(library.client)
    await library.close()
    loseDatabase(home)

    const { client } = openTestLibrary(home)
    await client.index.run({})

    expect(await texts(client)).toBe(before)
  })

  it('is taken back as a whole after programs were killed in the middle of it', { timeout: 120_000 }, async () => {
    const { home } = await withPhotos()
    const next = createRandom('killed acts')
    const library = openTestLibrary(home)
    const before = await whatIsShown(library.client)
    const earlier = await entries(library.client, 'done')
    await library.close()

    for (let round = 0; round < 6; round += 1) {
      const child = spawn(process.execPath, [acting, home, String(next())], { stdio: ['ignore', 'pipe', 'inherit'] })
      await once(child.stdout, 'data')
      await new Promise((resolve) => setTimeout(resolve, next() * 250))
      child.kill('SIGKILL')
      await once(child, 'exit')
      const opened = openTestLibrary(home)
      const { client } = opened
      const became = await whatIsShown(client)
      const steps = (await entries(client, 'done')) - earlier
      for (let step = 0; step < steps; step += 1) await client.history.undo({})
      expect(await whatIsShown(client), `round ${round}, after ${steps} steps`).toBe(before)
      for (let step = 0; step < steps; step += 1) await client.history.redo({})
      expect(await whatIsShown(client), `round ${round}, after ${steps} steps`).toBe(became)
      for (let step = 0; step < steps; step += 1) await client.history.undo({})
      await opened.close()
    }
  })
})
