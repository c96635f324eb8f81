/** Places: on the map, in an area, near a town, set for many, proposed and accepted, browsed in two languages. */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { PhotoId } from '../../electron/api/photo.ts'
import {
  drawPicture,
  loseDatabase,
  openTestLibrary,
  putFile,
  temporaryFolder,
  type TestLibrary,
} from './open-test-library.ts'

interface Shot {
  readonly at?: readonly [latitude: number, longitude: number]
  readonly taken?: string
  /** Written by another program. */
  readonly city?: string
  readonly country?: string
}

function sidecar({ at, city, country }: Shot): string {
  const degrees = (value: number, [positive = '', negative = '']: string): string =>
    `${Math.floor(Math.abs(value))},${((Math.abs(value) % 1) * 60).toFixed(6)}${value < 0 ? negative : positive}`
  const place =
    at === undefined ? '' : `exif:GPSLatitude="${degrees(at[0], 'NS')}" exif:GPSLongitude="${degrees(at[1], 'EW')}"`
  const names = `${city === undefined ? '' : `photoshop:City="${city}"`} ${country === undefined ? '' : `photoshop:Country="${country}"`}`
  return `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
    <rdf:Description rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
      ${place} ${names}/></rdf:RDF></x:xmpmeta>`
}

interface Opened extends TestLibrary {
  readonly home: string
  readonly id: (name: string) => Promise<PhotoId>
  readonly find: (words: string) => Promise<string[]>
}

const nameOf = (path: string): string => /([^/\\]+)\.jpg$/u.exec(path)?.[1] ?? path

async function libraryOf(shots: Readonly<Record<string, Shot>>): Promise<Opened> {
  const photos = temporaryFolder()
  for (const [index, [name, shot]] of Object.entries(shots).entries()) {
    const { taken } = shot
    putFile(
      join(photos, `${name}.jpg`),
      await drawPicture({ seed: index + 1, ...(taken === undefined ? {} : { taken }) }),
    )
    if (shot.at !== undefined || shot.city !== undefined) putFile(join(photos, `${name}.xmp`), sidecar(shot))
  }
  const home = temporaryFolder()
  const library = openTestLibrary(home)
  await library.client.index.run({ folders: [photos] })
  const all = (await library.client.photos.list({})).photos
  return {
    ...library,
    home,
    id: (name) => {
      const photo = all.find(({ path }) => nameOf(path) === name)
      return photo === undefined ? Promise.reject(new Error(name)) : Promise.resolve(photo.id)
    },
    find: async (words) =>
      (await library.client.search.query({ words })).hits.map(({ photo }) => nameOf(photo.path)).sort(),
  }
}

const lisbon = [38.7223, -9.1393] as const
const sintra = [38.7983, -9.3881] as const
const munich = [48.1372, 11.5756] as const
const taveuni = [-16.85, 179.97] as const

describe('places', () => {
  it('are found in an area and near a town, also over the line where days change, and left out with a minus', async () => {
    const { find, client } = await libraryOf({
      lisbon: { at: lisbon },
      sintra: { at: sintra },
      munich: { at: munich },
      taveuni: { at: taveuni },
      nowhere: {},
    })

    expect(await find('area:38.6,-9.2,38.8,-9.0')).toEqual(['lisbon'])
    expect(await find('Gebiet:38,-10,39,-9')).toEqual(['lisbon', 'sintra'])
    expect(await find('area:-20,179,-10,-179')).toEqual(['taveuni'])
    expect(await find('-area:38,-10,39,-9 has:gps')).toEqual(['munich', 'taveuni'])
    expect(await find('near:Lissabon')).toEqual(['lisbon'])
    expect(await find('near:"Lisbonne, 30 km"')).toEqual(['lisbon', 'sintra'])
    expect(await find('near:-16.85,-179.99,10km')).toEqual(['taveuni'])
    expect(await find('-near:Lisbon,30km has:gps')).toEqual(['munich', 'taveuni'])
    const { filters } = await client.search.query({ words: 'area:38.6,-9.2,38.8,-9.0' })
    expect(filters).toMatchObject([{ kind: 'field', words: 'area:38.6,-9.2,38.8,-9.0' }])
    const { complaints } = await client.search.query({ words: 'area:91,0,92,1' })
    expect(complaints).toMatchObject([{ field: 'area', value: '91,0,92,1' }])
  })

  it('are told to a map in columns, newest first, without what is hidden', async () => {
    const { id, client } = await libraryOf({
      old: { at: lisbon, taken: '2019-01-01T10:00:00' },
      young: { at: munich, taken: '2020-01-01T10:00:00' },
      hidden: { at: sintra, taken: '2021-01-01T10:00:00' },
      nowhere: { taken: '2020-01-01T10:00:00' },
    })
    await client.photos.mark({ photos: [await id('hidden')], hidden: true })

    expect(await client.places.positions({})).toEqual({
      ids: [await id('young'), await id('old')],
      latitudes: [48137200, 38722300],
      longitudes: [11575600, -9139300],
    })
  })

  it('are one place, whatever files call it, and are named in the language of the window', async () => {
    const { client, find } = await libraryOf({
      a: { at: lisbon },
      b: { city: 'Lissabon', country: 'Portugal' },
      c: { city: 'Lisbonne', country: 'Portugal' },
      d: { city: 'Lisboa', country: 'Portugal' },
      e: { at: munich },
    })
    const shown = async (): Promise<unknown> =>
      (await client.places.browse({})).countries.map(({ name, photos, regions }) => [
        `${name} ${photos}`,
        ...regions.map((region) => [
          `${region.name} ${region.photos}`,
          ...region.towns.map((town) => `${town.name} ${town.photos}`),
        ]),
      ])

    expect(await shown()).toEqual([
      ['Portugal 4', ['Lisboa 4', 'Lisbon 4']],
      ['Germany 1', ['Bavaria 1', 'Munich 1']],
    ])
    await client.preferences.set({ language: 'de' })
    expect(await shown()).toEqual([
      ['Portugal 4', ['Lissabon 4', 'Lissabon 4']],
      ['Deutschland 1', ['Bayern 1', 'München 1']],
    ])
    const [portugal] = (await client.places.browse({})).countries
    expect(await find(portugal?.search ?? '')).toEqual(['a', 'b', 'c', 'd'])
    const town = portugal?.regions[0]?.towns[0]
    expect(await find(town?.search ?? '')).toEqual(['a', 'b', 'c', 'd'])
  })

  it('are known by the beginning of a name in any language, narrowed by what stands behind a comma', async () => {
    const { client } = await libraryOf({})
    const first = async (name: string): Promise<string | undefined> => {
      const [town] = (await client.places.towns({ name })).towns
      return town && `${town.name}, ${town.region ?? ''}, ${town.country}`
    }

    expect(await first('lissab')).toBe('Lisbon, Lisboa, Portugal')
    expect(await first('MÜNCHEN')).toBe('Munich, Bavaria, Germany')
    expect(await first('Paris')).toBe('Paris, Île-de-France, France')
    expect(await first('Paris, Texas')).toBe('Paris, Texas, United States')
    expect(await first('Paris, US')).toBe('Paris, Texas, United States')
    expect(await first('qqqqqq')).toBeUndefined()
    await client.preferences.set({ language: 'de' })
    expect(await first('Lisboa')).toBe('Lissabon, Lissabon, Portugal')
    const { towns } = await client.places.labels({ area: { south: 38, west: -10, north: 39, east: -8 }, limit: 1 })
    expect(towns.map(({ name }) => name)).toEqual(['Lissabon'])
  })

  it('are set for many photos at once, and undone at once', async () => {
    const { client, find } = await libraryOf({ a: { at: munich }, b: {}, c: {} })

    expect(await client.places.set({ search: 'no:gps', town: 'Lissabon' })).toEqual({
      photos: 2,
      name: 'Lisbon, Portugal',
    })
    expect(await find('place:Lisbon')).toEqual(['b', 'c'])
    expect((await client.history.undo({})).entry?.what).toMatchObject({ kind: 'facts', photos: 2 })
    expect(await find('no:gps')).toEqual(['b', 'c'])
    await client.places.set({ everything: true, at: '-16.85, 179.97' })
    expect(await find('area:-17,179,-16,-179')).toEqual(['a', 'b', 'c'])
    await expect(client.places.set({ everything: true, at: '100,0' })).rejects.toMatchObject({ code: 'bad-request' })
    await expect(client.places.set({ everything: true, town: 'qqqqqq' })).rejects.toMatchObject({ code: 'not-found' })
    await expect(client.places.set({ everything: true })).rejects.toMatchObject({ code: 'bad-request' })
  })

  it('are proposed for photos near in time, written only when accepted, and taken back together', async () => {
    const { client, find, id } = await libraryOf({
      lisbon1: { at: lisbon, taken: '2020-05-01T10:00:00' },
      near: { taken: '2020-05-01T10:12:00' },
      tooLate: { taken: '2020-05-01T10:31:00' },
      munich1: { at: munich, taken: '2020-06-01T10:00:00' },
      before: { taken: '2020-06-01T09:40:00' },
      onTheWay: { taken: '2020-07-01T10:10:00' },
      left: { at: lisbon, taken: '2020-07-01T10:00:00' },
      arrived: { at: munich, taken: '2020-07-01T10:20:00' },
    })
    const { proposals } = await client.places.proposals({})

    expect(new Set(proposals.map(({ name, photos, minutes }) => `${name}: ${photos.join()} ${minutes}`))).toEqual(
      new Set([`Munich, Germany: ${await id('before')} 20`, `Lisbon, Portugal: ${await id('near')} 12`]),
    )
    expect(await find('no:gps')).toEqual(['before', 'near', 'onTheWay', 'tooLate'])
    expect((await client.places.proposals({ photo: await id('near') })).proposals).toHaveLength(1)
    expect((await client.places.proposals({ photo: await id('tooLate') })).proposals).toEqual([])

    await client.places.accept({ photos: [await id('near'), await id('before'), await id('tooLate')] })

    expect(await find('no:gps')).toEqual(['onTheWay', 'tooLate'])
    expect(await find('place:Lisbon')).toEqual(['left', 'lisbon1', 'near'])
    expect((await client.photos.get({ photo: await id('near') })).corrected).toEqual(['place'])
    // What was accepted is a person's word now, from which others follow.
    expect((await client.places.proposals({ photo: await id('tooLate') })).proposals).toMatchObject([{ minutes: 19 }])
    expect((await client.history.undo({})).entry?.what).toMatchObject({ kind: 'facts', photos: 2 })
    expect(await find('no:gps')).toEqual(['before', 'near', 'onTheWay', 'tooLate'])
  })

  it('that were declined are not proposed again, also in a library that lost its database, until that is undone', async () => {
    const { client, home, id, ...library } = await libraryOf({
      lisbon1: { at: lisbon, taken: '2020-05-01T10:00:00' },
      near: { taken: '2020-05-01T10:12:00' },
      nearer: { taken: '2020-05-01T10:02:00' },
    })
    const photos = async (from = client): Promise<readonly PhotoId[]> =>
      (await from.places.proposals({})).proposals.flatMap((each) => each.photos)

    await client.places.decline({ photos: [await id('near')] })
    expect(await photos()).toEqual([await id('nearer')])
    expect((await client.history.undo({})).entry?.what).toMatchObject({ kind: 'place-declined', photos: 1 })
    expect(await photos()).toHaveLength(2)
    await client.history.redo({})
    await library.close()
    loseDatabase(home)
    const again = openTestLibrary(home)
    await again.client.index.run({})

    const [left, ...others] = await photos(again.client)
    expect(others).toEqual([])
    expect(nameOf((await again.client.photos.get({ photo: left as PhotoId })).path)).toBe('nearer')
  })
})
