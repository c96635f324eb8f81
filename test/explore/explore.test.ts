import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { corpus } from '../media/corpus.ts'
import { drawPicture, openTestLibrary, putFile, temporaryFolder } from '../library/open-test-library.ts'

const at = (iso: string) => ({ nowMs: () => Date.parse(iso), now: () => iso })

describe('explore', () => {
  it('offers searches that find as many photos as it says, with a cover among them, in both languages', async () => {
    const photos = temporaryFolder()
    const drawings = [
      { taken: '2018-05-04T10:00:00', make: 'Canon', model: 'EOS 5D' },
      { taken: '2019-05-04T10:00:00', make: 'Canon', model: 'EOS 5D Mark II' },
      { taken: '2020-05-04T10:00:00', width: 400, height: 160 },
      { taken: '2019-12-24T18:00:00', model: 'Pixel' },
      { width: 80, height: 200 },
    ]
    for (const [seed, drawing] of drawings.entries())
      putFile(join(photos, `${seed}.jpg`), await drawPicture({ seed: seed + 1, ...drawing }))
    const { client } = openTestLibrary(temporaryFolder(), { clock: at('2020-05-04T12:00:00.000Z') })
    await client.index.run({ folders: [photos] })

    for (const language of ['en', 'de'] as const) {
      await client.preferences.set({ language })
      const { sections } = await client.explore.overview({})

      const tiles = sections.flatMap(({ section, tiles: all }) => all.map((tile) => ({ section, ...tile })))
      expect(tiles.map(({ section, name, photos: count }) => [section, name, count])).toEqual(
        expect.arrayContaining([
          ['kinds', 'onThisDay', 2],
          ['kinds', 'panorama', 1],
          ['kinds', 'undated', 1],
          ['kinds', 'unplaced', 5],
          ['moments', language === 'en' ? 'Christmas 2019' : 'Weihnachten 2019', 1],
          ['years', '2019', 2],
          ['months', '2019-05', 1],
          ['cameras', 'Canon EOS 5D', 2],
          ['cameras', 'Canon EOS 5D Mark II', 1],
        ]),
      )
      for (const tile of tiles) {
        const { hits, total, filters, complaints } = await client.search.query({ words: tile.words, limit: 100 })
        expect([tile.words, total, complaints]).toEqual([tile.words, tile.photos, []])
        expect(filters.length).toBe(1)
        expect(hits.map(({ photo }) => photo.id)).toContain(tile.cover)
      }
    }
  })

  it('shows another cover where the one that was it is hidden', async () => {
    const photos = temporaryFolder()
    for (let seed = 1; seed <= 2; seed += 1)
      putFile(join(photos, `${seed}.jpg`), await drawPicture({ seed, taken: `2019-05-0${seed}T10:00:00` }))
    const { client } = openTestLibrary(temporaryFolder())
    await client.index.run({ folders: [photos] })
    const year = async () =>
      (await client.explore.overview({})).sections.find(({ section }) => section === 'years')?.tiles[0]
    const before = await year()

    await client.photos.mark({ photos: before?.cover === undefined ? [] : [before.cover], hidden: true })

    const after = await year()
    expect(after?.photos).toBe(1)
    expect(after?.cover).not.toBe(before?.cover)
    expect(after?.cover).toBeDefined()
  })

  it.runIf(corpus !== undefined)(
    'counts the places and cameras of the made-up library as its searches do',
    async () => {
      const { client } = openTestLibrary(temporaryFolder(), { packFolders: [] })
      await client.index.run({ folders: [join(corpus ?? '', 'library_sim/photos')] })

      const { sections } = await client.explore.overview({})

      for (const { words, photos } of sections.flatMap(({ tiles }) => tiles)) {
        const { total } = await client.search.query({ words, limit: 100 })
        expect([words, total]).toEqual([words, photos])
      }
      expect(sections.map(({ section }) => section)).toEqual(
        ['kinds', 'moments', 'places', 'countries', 'years', 'months', 'cameras'], // no lens stands in its files
      )
    },
  )
})

describe('an empty search box', () => {
  it('offers the last searches, and then what there is most of', async () => {
    const photos = temporaryFolder()
    putFile(join(photos, '1.jpg'), await drawPicture({ taken: '2019-05-01T10:00:00', model: 'Pixel' }))
    const { client } = openTestLibrary(temporaryFolder())
    await client.index.run({ folders: [photos] })
    await client.search.remember({ words: 'dogs' })

    const { suggestions } = await client.search.suggest({ words: '' })

    expect(suggestions).toEqual([
      { kind: 'recent', label: 'dogs', words: 'dogs' },
      { kind: 'date', label: '2019', words: '2019' },
      { kind: 'camera', label: 'Pixel', words: 'camera:Pixel' },
    ])
  })
})
