/** Two photos that show the same picture, each with words of its own: paths tell them apart wherever they come back. */
import { readdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, it } from 'vitest'
import { drawPicture, openTestLibrary, putFile, temporaryFolder, type TestLibrary } from './open-test-library.ts'

async function textsOf({ client }: TestLibrary): Promise<Readonly<Record<string, string | undefined>>> {
  const { photos } = await client.photos.list({})
  return Object.fromEntries(
    photos.map(({ path, alt }) => [basename(path), alt?.source === 'human' ? alt.text : undefined]),
  )
}

/** Two files of one picture, from two programs that wrote different facts beside it. */
async function twins(): Promise<{ home: string; photos: string; library: TestLibrary }> {
  const [home, photos] = [temporaryFolder(), temporaryFolder()]
  for (const [name, make] of [
    ['0.jpg', 'Fuji'],
    ['1.jpg', 'Canon'],
  ] as const)
    putFile(join(photos, name), await drawPicture({ make }))
  const library = openTestLibrary(home)
  const { client } = library
  await client.index.run({ folders: [photos] })
  for (const { id, path } of (await client.photos.list({})).photos)
    await client.captions.edit({ photo: id, text: `Words of ${basename(path)}` })
  return { home, photos, library }
}

const each = { '0.jpg': 'Words of 0.jpg', '1.jpg': 'Words of 1.jpg' }

it('keep their words when their folder is forgotten and added again', async () => {
  const { photos, library } = await twins()
  const before = await textsOf(library)

  await library.client.folders.remove({ folder: photos })
  await library.client.index.run({ folders: [photos] })

  expect(before).toEqual(each)
  expect(await textsOf(library)).toEqual(each)
})

it('keep their words when one of them is deleted', async () => {
  const { photos, library } = await twins()

  rmSync(join(photos, '1.jpg'))
  await library.client.index.run({})

  expect(await textsOf(library)).toEqual({ '0.jpg': 'Words of 0.jpg' })
})

it('get their words back, each its own, when the database is lost', async () => {
  const { home, library } = await twins()
  await library.close()
  for (const name of readdirSync(home).filter((file) => file.startsWith('library.db'))) rmSync(join(home, name))

  const rebuilt = openTestLibrary(home)
  await rebuilt.client.index.run({})

  expect(await textsOf(rebuilt)).toEqual(each)
})
