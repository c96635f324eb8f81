/** Each family indexes a library from end to end, with a small pack of random weights. */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { corpus, filesBelow } from '../media/corpus.ts'
import { openTestLibrary, putPictures, temporaryFolder, tinyPacks } from './open-test-library.ts'

const drawn = 12

const families = [
  { set: 'tiny', embeds: true, captions: true },
  { set: 'tiny-siglip2', embeds: true, captions: false },
  { set: 'tiny-florence2', embeds: false, captions: true },
  { set: 'tiny-distilvit', embeds: false, captions: true },
] as const

/**
 * Indexes with one set of packs; every photo must have what the set's models make. Random weights are often at a loss
 * for words; then the photo must have a row that says so.
 */
async function indexWith({ set, embeds, captions }: (typeof families)[number], folder: string, photos: number) {
  const { client } = openTestLibrary(temporaryFolder(), { packFolders: [tinyPacks] })

  await client.index.run({ folders: [folder], pack: set })
  const status = await client.library.status({})
  const { errors } = await client.library.errors({})

  const speechless = errors.filter(
    ({ stage, reason }) => stage === 'caption' && reason.startsWith('The model had no words for '),
  )
  expect(errors).toEqual(speechless)
  expect(status).toMatchObject({ photos, searchable: photos, embedded: embeds ? photos : 0 })
  expect(status.captioned > 0).toBe(captions)
  expect(status.captioned + speechless.length).toBe(captions ? photos : 0)
  const listed = await client.photos.list({ limit: 1000 })
  expect(listed.photos.filter((photo) => photo.alt !== undefined)).toHaveLength(status.captioned)
  const page = await client.search.query({ words: 'a red boat', limit: 5 })
  expect(page.mode).toBe(embeds ? 'full' : 'text-only')
}

describe.each(families)('the packs of the set $set', (family) => {
  it('embed or describe every drawn photo of a library', { timeout: 120_000 }, async () => {
    const photos = temporaryFolder()
    await putPictures(photos, drawn)

    await indexWith(family, photos, drawn)
  })

  it.skipIf(corpus === undefined)('do the same with real photos', { timeout: 300_000 }, async () => {
    const folder = join(corpus ?? '', 'captioned')
    const photos = filesBelow(folder).filter((path) => /\.jpe?g$/iu.test(path))

    expect(photos.length).toBeGreaterThan(10)
    await indexWith(family, folder, photos.length)
  })
})
