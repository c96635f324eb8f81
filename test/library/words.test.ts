/** Words that stand in photos: read on the way in, kept, found, forgotten. */
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { wordFixtures, wordsFolder } from '../inference/reader-pack.ts'
import {
  drawPicture,
  demoPacks,
  openTestLibrary,
  putFile,
  temporaryFolder,
  type TestLibrary,
} from './open-test-library.ts'

const packFolders = [demoPacks, wordsFolder]

/** Three pictures with words and one without. */
async function signs(): Promise<string> {
  const photos = temporaryFolder()
  for (const name of ['sign', 'tilted', 'upside-down']) {
    copyFileSync(join(wordFixtures, `${name}.png`), join(photos, `${name}.png`))
  }
  putFile(join(photos, 'plain.jpg'), await drawPicture({ seed: 4 }))
  return photos
}

describe('words in photos', () => {
  it('are read after the look, counted in a line of their own, and not read twice', async () => {
    const photos = await signs()
    const { client } = openTestLibrary(temporaryFolder(), { packFolders })

    const first = await client.index.run({ folders: [photos], pack: 'demo' })
    await client.index.run({ folders: [photos], verify: true })

    const words = (stages: typeof first.stages) => stages.find(({ stage }) => stage === 'words')
    expect(words(first.stages)).toMatchObject({ done: 4, failed: 0, total: 4 })
    expect(words(await client.index.progress({}).then(({ stages }) => stages))).toMatchObject({ done: 4, total: 4 })
  })

  it('are read without any other model', async () => {
    const photos = await signs()
    const { client } = openTestLibrary(temporaryFolder(), { packFolders: [wordsFolder] })

    const { stages } = await client.index.run({ folders: [photos] })

    expect(stages.find(({ stage }) => stage === 'words')).toMatchObject({ done: 4, total: 4 })
    expect(stages.find(({ stage }) => stage === 'caption')).toMatchObject({ total: 0 })
  })

  it('are not read where a person wants none, and are once they are wanted', async () => {
    const photos = await signs()
    const { client } = openTestLibrary(temporaryFolder(), { packFolders })
    await client.preferences.set({ wordsInPhotos: false })
    const off = await client.index.run({ folders: [photos], pack: 'demo' })

    await client.preferences.set({ wordsInPhotos: true })
    const on = await client.index.run({})

    expect(off.stages.find(({ stage }) => stage === 'words')).toMatchObject({ total: 0 })
    expect(on.stages.find(({ stage }) => stage === 'words')).toMatchObject({ done: 4, total: 4 })
  })

  it('are found: whole, in parts, without their spaces, with a letter wrong; and say where they stand', async () => {
    const { client } = await indexed()
    const found = async (words: string) =>
      (await client.search.query({ words })).hits.map(({ photo }) => photo.path.replace(/^.*\//u, ''))

    expect(await found('harbour street')).toEqual(['sign.png'])
    expect(await found('arbou')).toEqual(['sign.png'])
    expect(await found('HARBOUR')).toEqual(['sign.png'])
    expect(await found('opendaily')).toEqual(['tilted.png'])
    expect(await found('harbuor bla')).toEqual([])
    expect(await found('plattform')).toEqual(['upside-down.png'])
    expect(await found('"open daily"')).toEqual(['tilted.png'])
    expect(await found('"pen daily"')).toEqual([])
    expect(await found('text:platform')).toEqual(['upside-down.png'])
    expect(await found('text:tform')).toEqual(['upside-down.png'])
    expect((await found('has:text')).sort()).toEqual(['sign.png', 'tilted.png', 'upside-down.png'])
    expect(await found('-has:text')).toEqual(['plain.jpg'])
    // One letter says nothing of a photo; a number does.
    expect(await found('o')).toEqual([])
    expect(await found('27')).toEqual(['sign.png'])
  })

  it('say why a photo was found, and where the line is', async () => {
    const { client } = await indexed()

    const { hits } = await client.search.query({ words: 'harbour' })

    const why = hits[0]?.why.find(({ kind }) => kind === 'pictured')
    expect(why).toMatchObject({ line: 'HARBOUR' })
    const corners = why?.kind === 'pictured' ? why.corners : []
    // The sign is drawn from 60 to 420 of 480 px, its upper line from 105 to 160 of 320.
    expect(corners).toHaveLength(8)
    expect(Math.min(...corners.filter((_, index) => index % 2 === 0))).toBeGreaterThan(0.12)
    expect(Math.max(...corners.filter((_, index) => index % 2 === 1))).toBeLessThan(0.55)
  })

  it('say every line that has a part of what was looked for, in reading order', async () => {
    const { client } = await indexed()
    const linesFor = async (words: string) =>
      (await client.search.query({ words })).hits.flatMap(({ why }) =>
        why.flatMap((reason) => (reason.kind === 'pictured' ? [reason.line] : [])),
      )

    expect(await linesFor('harbour street 27')).toEqual(['HARBOUR', 'Street 27'])
    expect(await linesFor('street')).toEqual(['Street 27'])
  })

  it('weigh less than what a person wrote', async () => {
    const { client } = await indexed()
    const { photos } = await client.photos.list({})
    const plain = photos.find(({ path }) => path.endsWith('plain.jpg'))
    if (plain === undefined) throw new Error('no plain photo')
    await client.captions.edit({ photo: plain.id, kind: 'alt', text: 'The harbour at noon.' })

    const { hits } = await client.search.query({ words: 'harbour' })

    expect(hits.map(({ photo }) => photo.path.replace(/^.*\//u, ''))).toEqual(['plain.jpg', 'sign.png'])
  })

  it('are told in reading order, of photos in the library and of any file', async () => {
    const { client, photos } = await indexed()
    const listed = (await client.photos.list({})).photos.find(({ path }) => path.endsWith('sign.png'))
    if (listed === undefined) throw new Error('no sign')

    const known = await client.photos.words({ photo: listed.id })
    const read = await client.photos.read({ photo: join(wordFixtures, 'upside-down.png') })

    expect(known.lines.map(({ text }) => text)).toEqual(['HARBOUR', 'Street 27'])
    expect(known).toMatchObject({ model: 'ppocr-v4-mobile@gutenye-1.4.2' })
    expect(await client.photos.read({ photo: join(photos, 'sign.png') })).toEqual(known)
    expect(read.lines.map(({ text }) => text).sort()).toEqual(['Beware of the dog', 'Platform 7'])
  })

  it('make a draft of their own where no model describes photos, which the model then replaces', async () => {
    const photos = await signs()
    const home = temporaryFolder()
    const without = openTestLibrary(home, { packFolders: [wordsFolder] })
    await without.client.index.run({ folders: [photos] })
    const drafts = await altTexts(without.client)
    await without.close()

    const { client } = openTestLibrary(home, { packFolders })
    await client.index.run({ pack: 'demo' })

    expect(drafts).toEqual({
      'sign.png': 'Words in the picture: “HARBOUR”, “Street 27”.',
      'tilted.png': 'Words in the picture: “Open daily 9 to 5”.',
      'upside-down.png': 'Words in the picture: “Platform 7”, “Beware of the dog”.',
    })
    const described = await altTexts(client)
    expect(Object.keys(described)).toHaveLength(4)
    expect(Object.values(described).filter((text) => text.startsWith('Words'))).toEqual([])
  })

  it('are offered behind a text that does not say them', async () => {
    const { client } = await indexed()
    const listed = (await client.photos.list({})).photos.find(({ path }) => path.endsWith('tilted.png'))
    if (listed === undefined) throw new Error('no tilted')

    await client.captions.edit({ photo: listed.id, kind: 'alt', text: 'A note on a door' })
    const offered = await client.photos.words({ photo: listed.id })
    await client.captions.edit({ photo: listed.id, kind: 'alt', text: 'A note: open daily 9 to 5' })
    const said = await client.photos.words({ photo: listed.id })

    expect(offered.proposal).toBe('A note on a door. Words in the picture: “Open daily 9 to 5”.')
    expect(said.proposal).toBeUndefined()
  })

  it('go with the picture they stood in', async () => {
    const { client, photos } = await indexed()
    copyFileSync(join(wordFixtures, 'tilted.png'), join(photos, 'sign.png'))

    await client.index.run({})

    expect((await client.search.query({ words: 'harbour' })).hits).toEqual([])
  })
})

async function altTexts(client: TestLibrary['client']): Promise<Record<string, string>> {
  const { photos } = await client.photos.list({})
  const texts = photos.map(({ path, alt }): [string, string] => [path.replace(/^.*\//u, ''), alt?.text ?? ''])
  return Object.fromEntries(texts.filter(([, text]) => text !== '').sort())
}

async function indexed() {
  const photos = await signs()
  const { client } = openTestLibrary(temporaryFolder(), { packFolders: [wordsFolder] })
  await client.index.run({ folders: [photos] })
  return { client, photos }
}
