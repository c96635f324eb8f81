import { describe, expect, it } from 'vitest'
import { factIn, keywordsIn } from '../../renderer/facts/fact-texts.ts'

describe('facts as they are typed', () => {
  it.each([
    ['2019', '2019'],
    ['2019-06', '2019-06'],
    [' 2019-06-12 ', '2019-06-12'],
    ['2019-06-12 15:04', '2019-06-12T15:04'],
    ['2019-06-12T15:04:05', '2019-06-12T15:04:05'],
  ])('reads the date %s', (text, taken) => {
    expect(factIn('taken', text)).toEqual({ taken })
  })

  it.each(['', 'yesterday', '2019-13', '2019-02-30', '12.06.2019'])('knows that “%s” is no date', (text) => {
    expect(factIn('taken', text)).toBeUndefined()
  })

  it.each([
    ['52.52, 13.405', 52.52, 13.405],
    ['-33.86;151.2', -33.86, 151.2],
    ['33.86° S 151.2° E', -33.86, 151.2],
    ['40.7 N, 74 W', 40.7, -74],
  ])('reads the place %s', (text, latitude, longitude) => {
    expect(factIn('place', text)).toEqual({ place: { latitude, longitude } })
  })

  it.each(['', 'Berlin', '52.52', '91, 0', '0, 181'])('knows that “%s” is no place on the map', (text) => {
    expect(factIn('place', text)).toBeUndefined()
  })

  it('takes keywords from lines and commas, none twice and none empty', () => {
    expect(keywordsIn('sea, boats\n\n sea ;水\n')).toEqual(['sea', 'boats', '水'])
  })

  it('takes an empty title and no keywords as what they are', () => {
    expect([factIn('title', '  '), factIn('keywords', ' \n')]).toEqual([{ title: '' }, { keywords: [] }])
  })
})
