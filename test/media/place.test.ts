import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { placeOf } from '../../electron/media/metadata/place.ts'
import { countryCode, countryName, countryNames } from '../../electron/media/places/countries.ts'
import { otherNames, placeIn } from '../../electron/media/places/names.ts'
import { corpus, readCsv } from './corpus.ts'
import { leastTimeMs } from '../least-time.ts'

describe('placeOf', () => {
  it.each([
    [48.8584, 2.2945, 'Paris', 'France'],
    [-33.8568, 151.2153, 'Sydney', 'Australia'],
    [1.2834, 103.8607, 'Singapore', 'Singapore'],
    [52.3906, 13.0645, 'Potsdam', 'Germany'],
    [34.0195, -118.4912, 'Santa Monica', 'United States'],
  ])('finds the town at %d, %d: %s, %s', (latitude, longitude, city, country) => {
    expect(placeOf(latitude, longitude)).toMatchObject({ city, country })
  })

  it.each([
    [0, -30],
    [89.9999, 12],
    [91, 200],
    [Number.NaN, 0],
  ])('knows no town at %d, %d', (latitude, longitude) => {
    expect(placeOf(latitude, longitude)).toBeUndefined()
  })

  it.each([
    ['a village beyond a city', 47.5767, 18.8796, 'HU', 'Nagykovácsi'],
    ['a village without a row, far from Frankfurt', 50.3364, 8.3755, 'DE', undefined],
    ['a quarter of a city', 51.8045, 5.8247, 'NL', 'Nijmegen'],
    ['the edge of a city', 51.8113, 5.7979, 'NL', 'Nijmegen'],
    ['between Windsor and Detroit', 42.2085, -83.0981, 'CA', undefined],
    ['Windsor itself', 42.3174, -83.039, 'CA', 'Windsor'],
    ['Detroit, over the river', 42.3314, -83.0458, 'US', 'Detroit'],
    ['a river’s western shore', 42.9709, -82.4249, 'US', 'Port Huron'],
    ['the west of the falls', 43.0896, -79.0849, 'CA', 'Niagara Falls'],
    ['a city at two borders', 47.5596, 7.5886, 'CH', 'Basel'],
    ['a city before the Rio Grande', 31.7587, -106.4869, 'US', 'El Paso'],
    ['a city before the Rhine', 48.5734, 7.7521, 'FR', 'Strasbourg'],
    ['a river with Austria beyond', 48.487, 13.438, 'DE', 'Neuburg'],
    ['a country in a city', 41.9022, 12.4533, 'VA', 'Vatican City'],
    ['an island', 54.1825, 7.8856, 'DE', 'Helgoland'],
    ['an atoll', -8.52, 179.19, 'TV', 'Funafuti'],
    ['beyond the line of dates', 64.7337, 177.4968, 'RU', 'Anadyr'],
    ['a boat off the coast', 43.68, 7.2, 'FR', 'Nice'],
    ['what is drawn otherwise than it is told', 44.9572, 34.1108, 'UA', 'Simferopol'],
  ])('keeps to the country: %s', (_, latitude, longitude, country, city) => {
    const place = placeOf(latitude, longitude)
    expect([place?.countryCode, place?.city]).toEqual([country, city])
  })

  it('tells the region, the parts of a city, and what is near where no town fits', () => {
    expect(placeOf(40.6782, -73.9442)).toMatchObject({ city: 'New York City', region: 'New York' })
    expect(placeOf(40.6782, -73.9442)?.quarters).toContain('Brooklyn')
    expect(placeOf(50.3364, 8.3755)).toEqual({
      region: 'Hesse',
      country: 'Germany',
      countryCode: 'DE',
      nearby: 'Grävenwiesbach',
    })
  })

  it('answers a thousand photos without looking through all towns for each', () => {
    placeOf(48, 11)
    const thousand = (): void => {
      for (let index = 0; index < 1000; index++) placeOf(48 + index / 1000, 11 + index / 500)
    }
    // 0.4 s on two slow cores, 2.4 where seven others want them; looking through all towns would take minutes.
    expect(leastTimeMs(thousand, 3)).toBeLessThan(4000)
  })

  it.skipIf(corpus === undefined)(
    'names the city of nine in ten and the country of all photos of a made-up library',
    () => {
      const rows = readCsv(join(corpus ?? '', 'library_sim/truth.csv')).filter((row) => row.get('lat') !== '')
      const places = rows.map((row) => placeOf(Number(row.get('lat')), Number(row.get('lon'))))

      const plain = (text: string | undefined): string | undefined => text?.normalize('NFD').replace(/\p{M}/gu, '')
      const cities = rows.filter((row, index) => plain(places[index]?.city) === plain(row.get('place'))).length
      const countries = rows.filter((row, index) => places[index]?.country === row.get('country')).length

      console.log(`places: ${cities} cities, ${countries} countries of ${rows.length}`)
      expect(cities / rows.length).toBeGreaterThanOrEqual(0.9)
      expect(countries).toBe(rows.length)
    },
  )
})

describe('names of places', () => {
  it.each([
    ['Munich', 'Germany', 'München', 'Monachium', 'Deutschland'],
    ['Rome', 'Italy', 'Rom', 'Roma', 'Italia'],
    ['Lisbon', 'Portugal', 'Lissabon', 'Lisboa', 'Europe'],
    ['Tokyo', 'Japan', 'Tokio', '東京', '日本'],
    ['Prague', 'Czechia', 'Prag', 'Praha', 'Czech Republic'],
    ['Cologne', 'Germany', 'Köln', 'Keulen', 'Europa'],
    ['Chicago', 'United States', 'USA', 'Vereinigte Staaten', 'America'],
    ['London', 'United Kingdom', 'UK', 'Großbritannien', 'Vereinigtes Königreich'],
    ['Dubai', 'United Arab Emirates', 'UAE', 'VAE', 'دبي'],
  ])('knows %s, %s by its other names', (city, country, ...others) => {
    expect(otherNames({ city, country })).toEqual(expect.arrayContaining(others))
  })

  it('starts from whichever name a file says', () => {
    expect(otherNames({ city: 'München', region: 'Bayern', country: 'Deutschland' })).toEqual(
      expect.arrayContaining(['Munich', 'Bavaria', 'Germany']),
    )
    expect(otherNames({ city: 'Nowhere', country: 'Atlantis' })).toEqual([])
    expect(otherNames({})).toEqual([])
  })

  it('speaks the language of the window', () => {
    expect(placeIn('de', { city: 'Florence', region: 'Tuscany', country: 'Italy' })).toEqual({
      city: 'Florenz',
      region: 'Toskana',
      country: 'Italien',
    })
    expect(placeIn('en', { city: 'Firenze', region: 'Toscana', country: 'Italia' })).toEqual({
      city: 'Florence',
      region: 'Tuscany',
      country: 'Italy',
    })
    expect(placeIn('de', { city: 'Nowhere' })).toEqual({ city: 'Nowhere', region: undefined, country: undefined })
  })

  it.each(['DE', 'US', 'GB', 'XK', 'HK', 'CD'])('finds the country %s again by all its names', (code) => {
    const [english = '', german = ''] = countryNames(code)
    expect([countryName(code), countryName(code, 'de')]).toEqual([english, german])
    expect([english, german, code].map(countryCode)).toEqual([code, code, code])
  })
})
