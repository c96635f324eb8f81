import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { drawPicture, openTestLibrary, putFile, temporaryFolder } from './open-test-library.ts'

describe('photos of one second', () => {
  it('stand in the order of their names as people count, newest first, in every list', async () => {
    const photos = temporaryFolder()
    const names = ['IMG_9.jpg', 'IMG_10.jpg', 'IMG_8.jpg', 'IMG_101.jpg']
    for (const [index, name] of names.entries())
      putFile(join(photos, name), await drawPicture({ seed: index + 1, taken: '2019-06-01T10:00:00' }))
    const { client } = openTestLibrary(temporaryFolder())
    await client.index.run({ folders: [photos] })

    const listed = (await client.photos.list({})).photos
    const { ids } = await client.photos.timeline({ kind: 'everything' })
    const found = (await client.search.query({ words: 'June 2019' })).hits.map(({ photo }) => photo.id)
    const first = await client.photos.list({ limit: 2 })
    const second = await client.photos.list({ limit: 2, after: first.next })

    const inOrder = ['IMG_101.jpg', 'IMG_10.jpg', 'IMG_9.jpg', 'IMG_8.jpg']
    expect(listed.map(({ path }) => path)).toEqual(inOrder.map((name) => join(photos, name)))
    expect(ids).toEqual(listed.map(({ id }) => id))
    expect(found).toEqual(ids)
    expect([...first.photos, ...second.photos].map(({ id }) => id)).toEqual(ids)
  })
})
