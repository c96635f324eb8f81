import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { CaptionLevel } from '../../electron/api/caption.ts'
import type { PhotoId } from '../../electron/api/photo.ts'
import { drawPicture, openTestLibrary, putFile, temporaryFolder, type TestLibrary } from './open-test-library.ts'

async function openWithPhotos(pack: string, captionLevel?: CaptionLevel) {
  const photos = temporaryFolder()
  for (const seed of [1, 2, 3]) putFile(join(photos, `${seed}.jpg`), await drawPicture({ seed }))
  const library = openTestLibrary(temporaryFolder())
  if (captionLevel !== undefined) await library.client.preferences.set({ captionLevel })
  await library.client.index.run({ folders: [photos], pack })
  const listed = (await library.client.photos.list({})).photos
  const sorted = listed.toSorted((a, b) => a.path.localeCompare(b.path))
  return { client: library.client, photos, ids: sorted.map(({ id }) => id) }
}

async function textsOf(client: TestLibrary['client'], photo: PhotoId) {
  const { alt, description } = await client.photos.get({ photo })
  return { alt: alt?.text, description: description?.text }
}

test('a description is written beside the alt text where a paragraph is preferred', async () => {
  const plain = await openWithPhotos('tiny-florence2')
  const full = await openWithPhotos('tiny-florence2', 'full')

  const texts = await Promise.all(full.ids.map((photo) => textsOf(full.client, photo)))

  // The same model, the same photos: the alt text is the detailed level in both libraries.
  const alone = await Promise.all(plain.ids.map((photo) => textsOf(plain.client, photo)))
  expect(texts.map(({ alt }) => alt)).toEqual(alone.map(({ alt }) => alt))
  expect(alone.map(({ description }) => description)).toEqual([undefined, undefined, undefined])
  expect(texts.some(({ description }) => description !== undefined)).toBe(true)
})

test('a photo described anew at one level keeps its other text', async () => {
  const { client, ids } = await openWithPhotos('tiny-florence2', 'full')
  const [photo] = ids
  if (photo === undefined) throw new Error('it was indexed')
  const before = await textsOf(client, photo)

  const brief = await client.captions.regenerate({ photo, level: 'brief' })
  const full = await client.captions.regenerate({ photo, level: 'full' })

  expect([brief.kind, full.kind]).toEqual(['alt', 'description'])
  expect(await textsOf(client, photo)).toEqual({ alt: brief.text, description: before.description })
})

test('a model with one way of speaking writes alt text, whatever level is asked for', async () => {
  const { client, ids, photos } = await openWithPhotos('demo', 'full')
  const [photo] = ids
  if (photo === undefined) throw new Error('it was indexed')

  const anew = await client.captions.regenerate({ photo, level: 'full' })
  const { captions } = await client.captions.forFiles({
    photos: [join(photos, '1.jpg')],
    pack: 'demo',
    level: 'full',
  })

  expect(anew).toMatchObject({ kind: 'alt', source: 'machine' })
  expect((await textsOf(client, photo)).description).toBeUndefined()
  expect(captions[0]).not.toHaveProperty('description')
  expect(captions[0]?.alt).not.toBe('')
})

test('files are described at the level asked for', async () => {
  const { client, photos } = await openWithPhotos('tiny-florence2')
  const paths = [1, 2, 3].map((name) => join(photos, `${name}.jpg`))
  const described = async (level: CaptionLevel) =>
    (await client.captions.forFiles({ photos: paths, pack: 'tiny-florence2', level })).captions

  const [brief, detailed, full] = [await described('brief'), await described('detailed'), await described('full')]

  expect(full.map(({ alt }) => alt)).toEqual(detailed.map(({ alt }) => alt))
  expect(brief.map(({ alt }) => alt)).not.toEqual(detailed.map(({ alt }) => alt))
  expect(full.some(({ description }) => description !== undefined)).toBe(true)
})
