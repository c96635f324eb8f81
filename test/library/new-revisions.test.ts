import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { catalogueSchema, type CatalogueEntry } from '../../electron/library/packs/catalogue.ts'
import { startTinyCatalogue, type TinyCatalogue } from '../download/catalogue-of-tiny-packs.ts'
import { sha256Of } from '../download/hub.ts'
import { demoPacks, openTestLibrary, putPictures, temporaryFolder, type TestLibrary } from './open-test-library.ts'

interface Opened {
  readonly tiny: TinyCatalogue
  readonly library: TestLibrary
  /** Installed packs by the names of their folders. */
  readonly folders: () => string[]
}

/** A library of five pictures, seen and described with the tiny set. */
async function openWithPictures(): Promise<Opened> {
  const tiny = await startTinyCatalogue()
  const home = temporaryFolder()
  const library = openTestLibrary(home, {
    packFolders: [demoPacks],
    cataloguePath: tiny.cataloguePath,
    network: { environment: { HF_ENDPOINT: tiny.hub.url }, rest: () => Promise.resolve() },
  })
  const photos = temporaryFolder()
  await putPictures(photos, 5)
  await library.client.packs.install({ what: 'default', accept: true })
  await library.client.index.run({ folders: [photos] })
  return { tiny, library, folders: () => readdirSync(join(home, 'packs')).filter((name) => !name.startsWith('.')) }
}

/** A newer program comes with a newer catalogue. */
function publish({ cataloguePath }: TinyCatalogue, id: string, change: (pack: CatalogueEntry['pack']) => void): void {
  const catalogue = catalogueSchema.parse(JSON.parse(readFileSync(cataloguePath, 'utf8')))
  for (const { pack } of catalogue.packs) if (pack.id === id) change(pack)
  writeFileSync(cataloguePath, JSON.stringify(catalogue))
}

const seesOtherwise =
  (revision: string) =>
  (pack: CatalogueEntry['pack']): void => {
    pack.revision = revision
    if (pack.task !== 'read') pack.image = { ...pack.image, mean: [0.3, 0.2, 0.6] }
  }

describe('a new revision of a pack', () => {
  // Names of revisions are hashes: their order says nothing of which is newer.
  it.each(['2', '0'])('takes over, and only then the former one goes: %s after 1', async (revision) => {
    const { tiny, library, folders } = await openWithPictures()
    const { client } = library
    publish(tiny, 'clip-one', seesOtherwise(revision))

    const { offers } = await client.packs.catalog({})
    await client.index.pause({})
    await client.packs.install({ what: 'default', accept: true })
    const meanwhile = await client.library.status({})
    const bothThere = folders()
    const removing = client.packs.remove({ what: 'clip-one@1' })
    await expect(removing).rejects.toMatchObject({ code: 'pack-in-use' })
    await client.index.resume({})
    await client.index.run({})

    // All files are here already, so that only the description would come.
    expect(offers[0]).toMatchObject({ set: 'default', state: 'absent', missingBytes: 0 })
    expect(meanwhile.packs).toMatchObject({ embedding: `clip-one@${revision}`, answering: 'clip-one@1' })
    expect(bothThere).toHaveLength(3)
    await expect.poll(folders).toEqual([`default.captions-one-1`, `default.clip-one-${revision}`])
    const after = await client.library.status({})
    expect(after).toMatchObject({ embedded: 5, packs: { embedding: `clip-one@${revision}` } })
    expect(await client.search.query({ words: 'a red thing' })).toMatchObject({ mode: 'full' })
    expect((await client.packs.verify({})).files.every(({ good }) => good)).toBe(true)
  })

  it('that describes photos has no former one to wait for', async () => {
    const { tiny, library, folders } = await openWithPictures()
    publish(tiny, 'captions-one', (pack) => void (pack.revision = '2'))

    await library.client.packs.install({ what: 'default', accept: true })

    await expect.poll(folders).toEqual(['default.captions-one-2', 'default.clip-one-1'])
  })

  it('that does not open leaves the former one where it is, and answering', async () => {
    const { tiny, library, folders } = await openWithPictures()
    const { client } = library
    const garbage = Buffer.from('no graph at all')
    publish(tiny, 'clip-one', (pack) => {
      seesOtherwise('2')(pack)
      for (const file of pack.files)
        if (file.path === 'vision.onnx') Object.assign(file, { bytes: garbage.length, sha256: sha256Of(garbage) })
    })
    tiny.hub.put(tiny.hubPath('clip-one', 'vision.onnx'), garbage)

    await client.packs.install({ what: 'default', accept: true })
    await client.index.run({})
    const found = await client.search.query({ words: 'a red thing' })
    await library.close()

    expect(found).toMatchObject({ mode: 'full' })
    expect(folders()).toEqual(['default.captions-one-1', 'default.clip-one-1', 'default.clip-one-2'])
  })

  it('is removed by its own name, and the former one comes back', async () => {
    const { tiny, library, folders } = await openWithPictures()
    const { client } = library
    publish(tiny, 'clip-one', seesOtherwise('2'))
    await client.index.pause({})
    await client.packs.install({ what: 'default', accept: true })

    const removed = await client.packs.remove({ what: 'clip-one@2', evenInUse: true })

    expect(removed).toEqual({ removed: ['clip-one'] })
    expect(folders()).toEqual(['default.captions-one-1', 'default.clip-one-1'])
    expect((await client.library.status({})).packs).toMatchObject({ embedding: 'clip-one@1' })
    expect(await client.search.query({ words: 'a red thing' })).toMatchObject({ mode: 'full' })
  })
})
