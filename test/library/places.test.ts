import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { drawPicture, openTestLibrary, putFile, temporaryFolder, type TestLibrary } from './open-test-library.ts'

/** Degrees as XMP writes them: "48,8.232N". */
function xmpDegrees(degrees: number, [positive, negative]: readonly [string, string]): string {
  const whole = Math.floor(Math.abs(degrees))
  return `${whole},${((Math.abs(degrees) - whole) * 60).toFixed(4)}${degrees < 0 ? negative : positive}`
}

function sidecar(latitude: number, longitude: number): string {
  return `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
    <rdf:Description rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/"
      exif:GPSLatitude="${xmpDegrees(latitude, ['N', 'S'])}" exif:GPSLongitude="${xmpDegrees(longitude, ['E', 'W'])}"/>
    </rdf:RDF></x:xmpmeta>`
}

const taken: Readonly<Record<string, readonly [latitude: number, longitude: number]>> = {
  munich: [48.1372, 11.5756],
  cologne: [50.9413, 6.9583],
  vienna: [48.2082, 16.3738],
  rome: [41.9028, 12.4964],
  prague: [50.0875, 14.4213],
  tokyo: [35.6812, 139.7671],
  sanFrancisco: [37.7749, -122.4194],
  florence: [43.7687, 11.2569],
  london: [51.5074, -0.1278],
  brooklyn: [40.6782, -73.9442],
  tromso: [69.6492, 18.9553],
  lisbon: [38.7223, -9.1393],
  chicago: [41.8781, -87.6298],
  jerusalem: [31.7683, 35.2137],
  kyiv: [50.4501, 30.5234],
  nearRod: [50.3364, 8.3755],
}

interface Places {
  readonly library: TestLibrary
  readonly names: (words: string) => Promise<string[]>
}

/** Photos are called p1, p2...: no name helps to find them. */
async function library(): Promise<Places> {
  const photos = temporaryFolder()
  const places = Object.entries(taken)
  for (const [index, [, [latitude, longitude]]] of places.entries()) {
    putFile(join(photos, `p${index}.jpg`), await drawPicture({ seed: index + 1 }))
    putFile(join(photos, `p${index}.xmp`), Buffer.from(sidecar(latitude, longitude)))
  }
  const opened = openTestLibrary(temporaryFolder())
  await opened.client.index.run({ folders: [photos] })
  const names = async (words: string): Promise<string[]> =>
    (await opened.client.search.query({ words })).hits
      .map((hit) => places[Number(/p(\d+)\.jpg$/u.exec(hit.photo.path)?.[1])]?.[0] ?? hit.photo.path)
      .sort()
  return { library: opened, names }
}

const german = ['cologne', 'munich', 'nearRod']
const american = ['brooklyn', 'chicago', 'sanFrancisco']

const asked: readonly (readonly [words: string, found: readonly string[]])[] = [
  ['Munich', ['munich']],
  ['München', ['munich']],
  ['munchen', ['munich']],
  ['Köln', ['cologne']],
  ['Cologne', ['cologne']],
  ['Wien', ['vienna']],
  ['Roma', ['rome']],
  ['Rom', ['rome']],
  ['Praha', ['prague']],
  ['Prag', ['prague']],
  ['東京', ['tokyo']],
  ['Deutschland', german],
  ['Germany', german],
  ['California, USA', ['sanFrancisco']],
  ['Tuscany', ['florence']],
  ['Toskana', ['florence']],
  ['UK', ['london']],
  ['England', ['london']],
  ['Großbritannien', ['london']],
  ['Brooklyn', ['brooklyn']],
  ['Tromso', ['tromso']],
  ['Lissabon', ['lisbon']],
  ['Lisboa', ['lisbon']],
  ['Bavaria', ['munich']],
  ['Bayern', ['munich']],
  ['USA', american],
  ['Chicago, Illinois', ['chicago']],
  ['Chicago Illinois', ['chicago']],
  ['place:USA', american],
  ['place:UK', ['london']],
  ['place:Deutschland', german],
  ['country:Germany', german],
  ['place:Bayern', ['munich']],
  ['place:"New York"', ['brooklyn']],
  ['place:…', []],
  ['-place:Deutschland', Object.keys(taken).filter((name) => !german.includes(name))],
  ['Grävenwiesbach', ['nearRod']],
  ['Hessen', ['nearRod']],
  ['photos from Italien', ['florence', 'rome']],
]

describe('places by their names', () => {
  it('are found in English, German and the local language, by region and by short forms', async () => {
    const { names } = await library()
    const found: unknown[] = []
    for (const [words] of asked) found.push([words, await names(words)])

    expect(found).toEqual(asked.map(([words, expected]) => [words, [...expected].sort()]))
  })

  it('are shown in the language of the window', async () => {
    const { library: opened } = await library()
    const shown = async (): Promise<unknown> =>
      (await opened.client.search.query({ words: 'Munich' })).hits.map((hit) => hit.photo.place)

    expect(await shown()).toEqual(['Munich, Germany'])
    await opened.client.preferences.set({ language: 'de' })
    expect(await shown()).toEqual(['München, Deutschland'])
  })

  it('are offered in every language while one types', async () => {
    const { library: opened } = await library()
    const offered = async (words: string): Promise<string[]> =>
      (await opened.client.search.suggest({ words })).suggestions.map((each) => each.words)

    expect(await offered('Deutsch')).toContain('place:Deutschland')
    expect(await offered('toska')).toContain('place:Toskana')
  })
})
