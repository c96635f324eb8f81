/** What good alt text is, against a whole library: found, counted, mended, switched off. */
import { describe, expect, it } from 'vitest'
import { openTestLibrary, putPictures, temporaryFolder } from './open-test-library.ts'

async function withTexts(): Promise<{
  readonly client: ReturnType<typeof openTestLibrary>['client']
  readonly ids: readonly number[]
}> {
  const photos = temporaryFolder()
  await putPictures(photos, 6)
  const { client } = openTestLibrary(temporaryFolder())
  await client.preferences.set({ captions: 'on-request' })
  await client.index.run({ folders: [photos] })
  const shown = (await client.photos.list({ limit: 10 })).photos.toSorted((a, b) => a.path.localeCompare(b.path))
  const texts = ['Photo of a dog.', 'A red ball.', 'A red ball.', 'A GREEN FIELD AND A HEDGE']
  for (const [index, text] of texts.entries()) {
    const photo = shown[index]
    if (photo !== undefined) await client.captions.edit({ photo: photo.id, text })
  }
  const plain = shown[4]
  if (plain !== undefined) await client.captions.edit({ photo: plain.id, text: '', decorative: true })
  return { client, ids: shown.map(({ id }) => id) }
}

describe('checking the texts of a library', () => {
  it('lists every text that a rule has something to say about, and counts the rest', async () => {
    const { client } = await withTexts()

    const report = await client.captions.check({})

    expect(report).toMatchObject({ checked: 6, decorative: 1, withoutText: 1 })
    expect(Object.fromEntries(report.rules.map(({ rule, count }) => [rule, count]))).toEqual({
      opening: 1,
      'same-text': 2,
      'no-full-stop': 1,
      capitals: 1,
    })
    expect(report.photos.map(({ text }) => text).toSorted()).toEqual([
      'A GREEN FIELD AND A HEDGE',
      'A red ball.',
      'A red ball.',
      'Photo of a dog.',
    ])
  })

  it('says no more about a text that was mended, nor what a person does not want to hear', async () => {
    const { client, ids } = await withTexts()
    const [first, , third] = (await client.photos.many({ photos: ids as never })).photos
    if (first === undefined || third === undefined) throw new Error('six photos were indexed')

    await client.captions.edit({ photo: third.id, text: 'A red ball in the grass.' })
    await client.captions.edit({ photo: first.id, text: 'A dog.' })
    await client.preferences.set({ altTextRulesOff: ['capitals'] })

    const report = await client.captions.check({})
    expect(report.rules).toEqual([{ rule: 'no-full-stop', count: 1 }])
    expect(await client.captions.twins({ photo: third.id, text: 'A red ball.' })).toEqual({ photos: 1 })
    expect(await client.captions.check({ photos: [third.id], limit: 0 })).toMatchObject({ checked: 1, photos: [] })
  })
})
