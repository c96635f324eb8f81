/** Words that stand in photos: read on the way in, kept, found, forgotten. */
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { wordFixtures, wordsFolder } from '../inference/reader-pack.ts'
import { drawPicture, demoPacks, openTestLibrary, putFile, temporaryFolder } from './open-test-library.ts'

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
})
