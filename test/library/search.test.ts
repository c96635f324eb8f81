import { join } from 'node:path'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { corpus } from '../media/corpus.ts'
import {
  drawPicture,
  openTestLibrary,
  putFile,
  putPictures,
  temporaryFolder,
  type TestLibrary,
} from './open-test-library.ts'

interface Known {
  readonly library: TestLibrary
  readonly photos: string
  readonly names: (words: string) => Promise<string[]>
}

async function smallLibrary(pack?: string): Promise<Known> {
  const photos = temporaryFolder()
  const put = async (path: string, drawing: Parameters<typeof drawPicture>[0]): Promise<void> =>
    putFile(join(photos, path), await drawPicture(drawing))
  await put('Holidays 2016/beach.jpg', { seed: 1, taken: '2016-07-02T10:00:00', make: 'Canon', model: 'Canon EOS 80D' })
  await put('Holidays 2016/tower.jpg', { seed: 2, taken: '2016-12-24T23:30:00', model: 'X-T20' })
  await put('Home/cat_on_sofa.jpg', { seed: 3, taken: '2019-03-03T06:00:00', model: 'X-T20' })
  await put('Home/undated.png', { seed: 4, format: 'png', width: 120, height: 160 })
  const library = openTestLibrary(temporaryFolder())
  await library.client.index.run({ folders: [photos], ...(pack === undefined ? {} : { pack }) })
  const names = async (words: string): Promise<string[]> =>
    (await library.client.search.query({ words })).hits.map((hit) => hit.photo.path.replace(`${photos}/`, ''))
  return { library, photos, names }
}

describe('searching without a model', () => {
  it('finds by name, folder, date, camera, type and shape, and says that pictures are not searched', async () => {
    const { names, library } = await smallLibrary()

    expect({
      name: await names('cat'),
      partOfName: await names('tow'),
      folder: await names('holidays beach'),
      year: await names('2016'),
      month: await names('July 2016'),
      night: await names('photos taken at night'),
      camera: await names('shot with the X-T20'),
      cameraAndYear: await names('camera:x-t20 2019'),
      type: await names('type:png'),
      shape: await names('is:portrait'),
      undated: await names('photos without a date'),
      without: await names('holidays -beach'),
      phrase: await names('"cat on"'),
      nothing: await names('zebra'),
    }).toEqual({
      name: ['Home/cat_on_sofa.jpg'],
      partOfName: ['Holidays 2016/tower.jpg'],
      folder: ['Holidays 2016/beach.jpg'],
      year: ['Holidays 2016/tower.jpg', 'Holidays 2016/beach.jpg'],
      month: ['Holidays 2016/beach.jpg'],
      night: ['Holidays 2016/tower.jpg'],
      camera: ['Home/cat_on_sofa.jpg', 'Holidays 2016/tower.jpg'],
      cameraAndYear: ['Home/cat_on_sofa.jpg'],
      type: ['Home/undated.png'],
      shape: ['Home/undated.png'],
      undated: ['Home/undated.png'],
      without: ['Holidays 2016/tower.jpg'],
      phrase: ['Home/cat_on_sofa.jpg'],
      nothing: [],
    })
    const page = await library.client.search.query({ words: 'beach July 2016' })
    expect(page).toMatchObject({ mode: 'text-only', freeText: 'beach', total: 1, filters: [{ label: 'July 2016' }] })
    expect(page.notice).toContain('Install the pack')
    expect(page.hits[0]?.why).toEqual([
      { kind: 'filter', label: 'July 2016' },
      { kind: 'text', field: 'file name', excerpt: 'beach.jpg' },
    ])
  })

  it('numbers the photos beyond the limit when asked, in the order of a longer answer, with their shapes', async () => {
    const { library } = await smallLibrary()
    const ask = (more: { limit: number; rest?: boolean }) =>
      library.client.search.query({ words: 'is:landscape', ...more })

    const whole = await ask({ limit: 20, rest: true })
    const short = await ask({ limit: 1, rest: true })
    const plain = await ask({ limit: 1 })

    const order = whole.hits.map(({ photo }) => photo.id)
    expect(order.length).toBeGreaterThan(2)
    expect(whole.rest).toBeUndefined()
    expect(short.total).toBe(order.length)
    expect(short.hits.map(({ photo }) => photo.id)).toEqual(order.slice(0, 1))
    expect(short.rest?.ids).toEqual(order.slice(1))
    expect(short.rest?.ratios).toEqual(
      whole.hits.slice(1).map(({ photo }) => Math.round((100 * (photo.width ?? 0)) / (photo.height ?? 1))),
    )
    expect(plain.rest).toBeUndefined()
  })

  it('finds what a person wrote at once, and hidden text in a smart album', async () => {
    const { names, library } = await smallLibrary()
    const [hit] = (await library.client.search.query({ words: 'beach' })).hits
    if (hit === undefined) throw new Error('the beach is there')

    await library.client.captions.edit({ photo: hit.photo.id, text: 'Grandmother builds a Sandburg.' })
    const album = await library.client.albums.create({ name: 'Castles', query: 'sandburg' })

    expect(await names('sandburg')).toEqual(['Holidays 2016/beach.jpg'])
    expect(album).toMatchObject({ kind: 'smart', count: 1, cover: hit.photo.id })
  })

  it('finds look-alikes of a photo, in or outside the library', async () => {
    const { library, photos } = await smallLibrary()
    putFile(join(photos, 'again.webp'), await drawPicture({ seed: 1, format: 'webp' }))
    await library.client.index.run({})

    const page = await library.client.search.query({ similar: join(photos, 'again.webp') })

    expect(page.mode).toBe('look-alike')
    expect(page.hits.map((hit) => hit.photo.path)).toEqual([join(photos, 'Holidays 2016/beach.jpg')])
  })
})

describe('searching with a model', () => {
  it('compares by the model, leaves the photo itself out, and keeps filters', async () => {
    const photos = temporaryFolder()
    await putPictures(photos, 6)
    const { client } = openTestLibrary(temporaryFolder())
    await client.index.run({ folders: [photos], pack: 'tiny' })

    const similar = await client.search.query({ similar: join(photos, '0.jpg'), limit: 3 })
    const asked = { similar: join(photos, '0.jpg'), limit: 3, pack: 'tiny' }
    const moved = await client.search.query({ ...asked, words: 'at night -people' })
    const filtered = await client.search.query({ ...asked, words: 'at night type:png' })
    const full = await client.search.query({ words: 'a red thing -blue', pack: 'tiny' })

    expect(similar).toMatchObject({ mode: 'full' })
    expect(similar.hits).toHaveLength(3)
    expect(similar.hits.map((hit) => hit.photo.path)).not.toContain(join(photos, '0.jpg'))
    // Like this one, but at night and without people: words move the picture, and facts in them filter.
    expect(moved).toMatchObject({ mode: 'full', freeText: 'at night' })
    expect(moved.hits.map((hit) => hit.score)).not.toEqual(similar.hits.map((hit) => hit.score))
    expect(moved.hits.map((hit) => hit.photo.path)).not.toContain(join(photos, '0.jpg'))
    expect(filtered.hits).toEqual([])
    expect(full.mode).toBe('full')
    // Either something fits, or the nearest are shown as what they are.
    expect(full.hits.length > 0 || full.nearest.length > 0).toBe(true)
  })
})

const simulated = corpus === undefined ? undefined : join(corpus, 'library_sim')

describe.skipIf(simulated === undefined)('a library of real photos', () => {
  it('answers every question of date, place and camera exactly', { timeout: 240_000 }, async () => {
    const root = join(simulated ?? '', 'photos')
    const { client } = openTestLibrary(temporaryFolder())
    await client.index.run({ folders: [root] })
    const lines = readFileSync(join(simulated ?? '', 'queries.jsonl'), 'utf8')
      .trim()
      .split('\n')
    const queries = lines
      .map((line) => JSON.parse(line) as { query: string; kind: string; relevant: string[] })
      // What the photo shows needs a model that knows photos.
      .filter(({ kind }) => !kind.startsWith('what'))

    // The truth calls these undated; in folders named 2016-08-18 they are found by that day, and still have no date of their own.
    const undated = new Set(queries.find(({ query }) => query === 'photos without a date')?.relevant)
    const wrong: unknown[] = []
    for (const { query, relevant } of queries) {
      const page = await client.search.query({ words: query, limit: 1000 })
      const found = page.hits
        .map((hit) => hit.photo.path.slice(root.length + 1))
        .filter((path) => relevant.includes(path) || !undated.has(path))
        .sort()
      if (JSON.stringify(found) !== JSON.stringify([...relevant].sort()))
        wrong.push({ query, found: found.length, relevant: relevant.length })
    }

    expect(queries.length).toBeGreaterThan(30)
    expect(wrong).toEqual([])
  })
})
