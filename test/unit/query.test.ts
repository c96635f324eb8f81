import { fc } from '../random.ts'
import { describe, expect, it } from 'vitest'
import type { Filter } from '../../electron/domain/query/filter.ts'
import type { Demand } from '../../electron/domain/query/demand.ts'
import type { QueryContext } from '../../electron/domain/query/part.ts'
import { lookupGroups, parseQuery } from '../../electron/domain/query/query.ts'
import { leastTimeMs } from '../least-time.ts'

const context: QueryContext = {
  today: { year: 2026, month: 11, day: 24 },
  places: ['Hamburg', 'Germany', 'Reykjavík', 'Nice', 'New York'],
  cameras: ['iPhone 12', 'Canon EOS 80D', 'X-T20'],
}

const taken = (from?: string, to?: string): Filter => ({
  kind: 'taken',
  ...(from === undefined ? {} : { from }),
  ...(to === undefined ? {} : { to }),
})

/** Named without a field: written words may say it, too. */
const place = (text: string): Filter => ({ kind: 'place', text, present: true, orSaid: true })

/** words, filters, free text */
const cases: readonly (readonly [string, readonly Filter[], string])[] = [
  ['dog', [], 'dog'],
  ['everything from 2016', [taken('2016-01-01', '2017-01-01')], ''],
  ['July 2016', [taken('2016-07-01', '2016-08-01')], ''],
  ['red car, 29 July 2016', [taken('2016-07-29', '2016-07-30')], 'red car'],
  ['on 2016-02-29', [taken('2016-02-29', '2016-03-01')], ''],
  ['2015-2017', [taken('2015-01-01', '2018-01-01')], ''],
  ['between March 2015 and 2016 snow', [taken('2015-03-01', '2017-01-01')], 'snow'],
  ['since May 2020', [taken('2020-05-01')], ''],
  ['before 2010', [taken(undefined, '2010-01-01')], ''],
  ['winter 2016/2017 (December to February)', [taken('2016-12-01', '2017-03-01')], ''],
  ['two dogs last summer', [taken('2026-06-01', '2026-09-01')], 'two dogs'],
  ['yesterday', [taken('2026-11-23', '2026-11-24')], ''],
  ['cake last month', [taken('2026-10-01', '2026-11-01')], 'cake'],
  ['harbour last march', [taken('2026-03-01', '2026-04-01')], 'harbour'],
  ['last december', [taken('2025-12-01', '2026-01-01')], ''],
  ['this june', [taken('2026-06-01', '2026-07-01')], ''],
  ['in 06/2023', [taken('2023-06-01', '2023-07-01')], ''],
  ['3 days ago', [taken('2026-11-21', '2026-11-22')], ''],
  ['last week', [taken('2026-11-16', '2026-11-23')], ''],
  ['kitchen in winter', [{ kind: 'months', months: [12, 1, 2] }], 'kitchen'],
  ['dog in may', [{ kind: 'months', months: [5] }], 'dog'],
  ['photos taken at night', [{ kind: 'hours', from: 22, to: 4 }], ''],
  ['a street at night', [], 'a street at night'],
  ['photos taken on a weekend', [{ kind: 'weekdays', weekdays: [6, 0] }], ''],
  ['photos without a date', [{ kind: 'has', what: 'date', present: false }], ''],
  ['has:gps', [{ kind: 'has', what: 'location', present: true }], ''],
  ['no:alt', [{ kind: 'has', what: 'alt', present: false }], ''],
  ['photos taken in Hamburg', [place('Hamburg')], ''],
  ['cat in reykjavik', [place('Reykjavík')], 'cat'],
  ['country:Germany', [{ kind: 'place', text: 'Germany', present: true }], ''],
  ['-state:"New York" dog', [{ kind: 'place', text: 'New York', present: false }], 'dog'],
  ['nice dog', [], 'nice dog'],
  ['Nice', [place('Nice')], ''],
  ['shot with the iPhone 12', [{ kind: 'camera', text: 'iPhone 12', present: true }], ''],
  ['camera:"Canon EOS 80D" dog', [{ kind: 'camera', text: 'Canon EOS 80D', present: true }], 'dog'],
  ['-folder:Screenshots cat', [{ kind: 'folder', text: 'Screenshots', present: false }], 'cat'],
  [
    'type:raw rating:>=4',
    [
      { kind: 'type', text: 'raw', present: true },
      { kind: 'rating', min: 4, max: 5 },
    ],
    '',
  ],
  ['4 stars or more', [{ kind: 'rating', min: 4, max: 5 }], ''],
  ['is:portrait', [{ kind: 'orientation', shape: 'portrait' }], ''],
  ['a photo of a dog', [], 'a dog'],
  ['show me all pictures of my cat', [], 'my cat'],
  ['IMG_2016', [], 'IMG_2016'],
  ['30 February 2016', [], '30 February 2016'],
  ['2015 summer', [taken('2015-06-01', '2015-09-01')], ''],
  ['2015 july', [taken('2015-07-01', '2015-08-01')], ''],
  ['Sommer 2023', [taken('2023-06-01', '2023-09-01')], ''],
  ['Hund im Sommer 2023', [taken('2023-06-01', '2023-09-01')], 'Hund'],
  ['letzten März', [taken('2026-03-01', '2026-04-01')], ''],
  ['Kuchen letzten Monat', [taken('2026-10-01', '2026-11-01')], 'Kuchen'],
  ['zwei Hunde letzten Sommer', [taken('2026-06-01', '2026-09-01')], 'zwei Hunde'],
  ['letzte Woche', [taken('2026-11-16', '2026-11-23')], ''],
  ['gestern', [taken('2026-11-23', '2026-11-24')], ''],
  ['vor 3 Tagen', [taken('2026-11-21', '2026-11-22')], ''],
  ['vor einem Jahr', [taken('2025-01-01', '2026-01-01')], ''],
  ['seit Mai 2020', [taken('2020-05-01')], ''],
  ['vor 2010', [taken(undefined, '2010-01-01')], ''],
  ['zwischen März 2015 und 2016 Schnee', [taken('2015-03-01', '2017-01-01')], 'Schnee'],
  ['am 12. Mai 2019', [taken('2019-05-12', '2019-05-13')], ''],
  ['12.05.2019 Hafen', [taken('2019-05-12', '2019-05-13')], 'Hafen'],
  ['Küche im Winter', [{ kind: 'months', months: [12, 1, 2] }], 'Küche'],
  ['Hund im Mai', [{ kind: 'months', months: [5] }], 'Hund'],
  ['aufgenommen am Abend', [{ kind: 'hours', from: 18, to: 22 }], ''],
  ['nachts fotografiert', [{ kind: 'hours', from: 22, to: 4 }], ''],
  ['eine Straße bei Nacht', [], 'eine Straße bei Nacht'],
  ['aufgenommen am Wochenende', [{ kind: 'weekdays', weekdays: [6, 0] }], ''],
  ['Fotos ohne Datum', [{ kind: 'has', what: 'date', present: false }], ''],
  ['Kamera:nikon', [{ kind: 'camera', text: 'nikon', present: true }], ''],
  ['-Ordner:Bildschirmfotos Katze', [{ kind: 'folder', text: 'Bildschirmfotos', present: false }], 'Katze'],
  ['ist:hochformat', [{ kind: 'orientation', shape: 'portrait' }], ''],
  ['4 Sterne oder mehr', [{ kind: 'rating', min: 4, max: 5 }], ''],
  ['aufgenommen in Hamburg', [place('Hamburg')], ''],
  ['zeig mir alle Bilder von einer Katze', [], 'einer Katze'],
  ['mit der X-T20', [{ kind: 'camera', text: 'X-T20', present: true }], ''],
  ['constructor:__proto__ has:constructor', [], ''],
]

describe('a search sentence', () => {
  it.each(cases)('reads “%s”', (words, filters, freeText) => {
    const query = parseQuery(words, context)

    expect({ filters: query.demands.map(factOf), freeText: query.freeText }).toEqual({
      filters,
      freeText,
    })
  })

  it('takes quoted words as they are and leaves out what has a minus', () => {
    const query = parseQuery('"old town" bridge -car -"parking lot"', context)

    expect({ ...query, chips: query.chips.map((chip) => chip.words) }).toEqual({
      demands: [],
      phrases: ['old town'],
      excluded: ['car', 'parking lot'],
      freeText: 'bridge',
      chips: ['"old town"', '-car', '-"parking lot"'],
      complaints: [],
      ambiguities: [],
    })
  })

  it('understands “without” as leaving out', () => {
    const german = parseQuery('Strand ohne einen Hund', context)
    expect([german.excluded, german.freeText]).toEqual([['Hund'], 'Strand'])
    const query = parseQuery('beach without people', context)

    expect([query.freeText, query.excluded]).toEqual(['beach', ['people']])
  })

  it('gives every filter a chip whose words, taken out, take the filter out', () => {
    const words = 'red car in Hamburg, July 2016, rating:5'
    const query = parseQuery(words, context)

    for (const chip of query.chips) {
      const rest = parseQuery(words.replace(chip.words, ' '), context)
      expect(rest.demands).toHaveLength(query.demands.length - 1)
    }
  })

  it('reads any text at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (words) => {
        const query = parseQuery(words, context)

        expect(query.freeText.length).toBeLessThanOrEqual(words.normalize('NFC').length + words.length)
        expect(query.chips.length).toBeGreaterThanOrEqual(query.phrases.length)
      }),
    )
  })

  it('leaves what is left alone: reading the free text again finds no filter', () => {
    const parts = fc.constantFrom(
      'dog',
      'July 2016',
      'in Hamburg',
      '-cat',
      '"old town"',
      'rating:5',
      'yesterday',
      'red',
      'without people',
    )
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 6 }), (words) => {
        const { freeText } = parseQuery(words.join(' '), context)

        expect(parseQuery(freeText, context)).toMatchObject({ demands: [], phrases: [], excluded: [], freeText })
      }),
    )
  })

  it('takes no time on a sentence made to be slow', () => {
    for (const slow of ['in the '.repeat(140), '2016-'.repeat(200)])
      expect(leastTimeMs(() => parseQuery(slow, context))).toBeLessThan(200)
  })
})

describe('words to look up', () => {
  it('are lower case, without joining words, in groups around "or"', () => {
    expect(lookupGroups('The kitchen OR a Bathroom in the house')).toEqual([['kitchen'], ['bathroom', 'house']])
  })

  it('keep letters with marks whole', () => {
    expect(lookupGroups('Cafe\u0301 ノート नमस्ते')).toEqual([['café', 'ノート', 'नमस्ते']])
  })
})

function factOf(demand: Demand): Filter | Demand {
  // Drops absent bounds, so that cases need not spell them.
  return JSON.parse(JSON.stringify('fact' in demand ? demand.fact : demand)) as Filter | Demand
}
