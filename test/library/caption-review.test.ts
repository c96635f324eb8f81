import { describe, expect, it } from 'vitest'
import type { PhotoId } from '../../electron/api/photo.ts'
import { openTestLibrary, putPictures, temporaryFolder, type TestLibrary } from './open-test-library.ts'

type Client = TestLibrary['client']

/** Photos whose texts a model of drawings wrote, which cannot know what these pictures show. */
async function openWithDoubts(): Promise<{ client: Client; photo: PhotoId; count: number }> {
  const photos = temporaryFolder()
  await putPictures(photos, 3)
  const { client } = openTestLibrary(temporaryFolder())
  await client.index.run({ folders: [photos], pack: 'demo' })
  const { ids } = await client.photos.timeline({ kind: 'review' })
  const [photo] = ids as PhotoId[]
  if (photo === undefined) throw new Error('the model was sure of everything')
  return { client, photo, count: ids.length }
}

/** How many photos ask for a look, as the list and as the number beside it say. */
async function asking(client: Client): Promise<readonly number[]> {
  const { ids } = await client.photos.timeline({ kind: 'review' })
  const { review } = await client.photos.counts({})
  return [ids.length, review]
}

const acts: Readonly<Record<string, (client: Client, photo: PhotoId) => Promise<unknown>>> = {
  'is accepted': (client, photo) => client.captions.accept({ photo, kind: 'alt' }),
  'is corrected': (client, photo) => client.captions.edit({ photo, kind: 'alt', text: 'A lighthouse.' }),
  'is said to be needless': (client, photo) => client.captions.edit({ photo, kind: 'alt', text: '', decorative: true }),
}

describe('the language of a text', { timeout: 60_000 }, () => {
  it.each([
    ['A lighthouse on a rock.', 'en'],
    ['Ein Leuchtturm auf einem Felsen.', 'de'],
    ['Lighthouse.', 'en'], // as the text before it
  ])('that a person writes is that of its words, whatever the window speaks: %s', async (text, language) => {
    const { client, photo } = await openWithDoubts()
    await client.preferences.set({ language: 'de' })

    await client.captions.edit({ photo, kind: 'alt', text })

    expect((await client.photos.get({ photo })).alt).toMatchObject({ text, language, source: 'human' })
  })
})

describe('a doubtful text', () => {
  for (const [what, act] of Object.entries(acts))
    it(`asks for no look any more once it ${what}, and again when that is taken back`, async () => {
      const { client, photo, count } = await openWithDoubts()

      await act(client, photo)
      const after = await asking(client)
      const [summary] = (await client.photos.many({ photos: [photo] })).photos
      await client.captions.undo({ photo, kind: 'alt' })

      expect(after).toEqual([count - 1, count - 1])
      expect(summary?.alt?.needsReview).toBe(false)
      expect(await asking(client)).toEqual([count, count])
    })

  it('stays settled when the model describes the photo anew behind a person’s text', async () => {
    const { client, photo, count } = await openWithDoubts()
    await client.captions.edit({ photo, kind: 'alt', text: 'A lighthouse.' })

    await client.captions.regenerate({ photo })

    expect(await asking(client)).toEqual([count - 1, count - 1])
  })
})
