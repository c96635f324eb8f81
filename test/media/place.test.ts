import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { placeOf } from '../../electron/media/metadata/place.ts'
import { corpus, readCsv } from './corpus.ts'

describe('placeOf', () => {
  it.each([
    [48.8584, 2.2945, 'Paris', 'France'],
    [-33.8568, 151.2153, 'Sydney', 'Australia'],
    [1.2834, 103.8607, 'Singapore', 'Singapore'],
    [52.3906, 13.0645, 'Potsdam', 'Germany'],
    [34.0195, -118.4912, 'Santa Monica', 'United States'],
  ])('finds the town at %d, %d: %s, %s', (latitude, longitude, city, country) => {
    expect(placeOf(latitude, longitude)).toEqual({ city, country })
  })

  it.each([
    [0, -30],
    [89.9999, 12],
    [91, 200],
    [Number.NaN, 0],
  ])('knows no town at %d, %d', (latitude, longitude) => {
    expect(placeOf(latitude, longitude)).toBeUndefined()
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
