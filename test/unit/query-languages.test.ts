/** Dates, seasons and "without" as people write them, language by language. */
import { describe, expect, it } from 'vitest'
import type { Demand } from '../../electron/domain/query/demand.ts'
import type { QueryContext } from '../../electron/domain/query/part.ts'
import { parseQuery } from '../../electron/domain/query/query.ts'

const context: QueryContext = {
  today: { year: 2026, month: 11, day: 28 },
  places: ['Hamburg', 'Lisbon', 'Lissabon', 'Lisbonne', 'Paris', 'Roma', '東京'],
  cameras: ['X-T20'],
}

/** A demand in short: `2019-06-01..2019-09-01`, `every 12-24..12-26`, `not …`, `… or …`. */
function short(demand: Demand): string {
  if ('all' in demand) return demand.all.map(short).join(' and ')
  if ('any' in demand) return demand.any.map(short).join(' or ')
  if ('not' in demand) return `not ${short(demand.not)}`
  if ('words' in demand) return `“${demand.words}”`
  const { fact } = demand
  switch (fact.kind) {
    case 'taken':
      return `${fact.from ?? ''}..${fact.to ?? ''}`
    case 'days':
      return `every ${fact.from}..${fact.to}`
    case 'months':
      return `months ${fact.months.join(' ')}`
    case 'weekdays':
      return `weekdays ${fact.weekdays.join(' ')}`
    case 'hours':
      return `hours ${fact.from}-${fact.to}`
    case 'has':
      return `${fact.present ? 'has' : 'no'} ${fact.what}`
    case 'place':
    case 'camera':
      return `${fact.present ? '' : 'not '}${fact.kind} ${fact.text}`
    default:
      return JSON.stringify(fact)
  }
}

function read(words: string, more: Partial<QueryContext> = {}): string {
  const { demands, freeText, excluded } = parseQuery(words, { ...context, ...more })
  return [
    ...demands.map(short),
    ...excluded.map((word) => `-${word}`),
    ...(freeText === '' ? [] : [`“${freeText}”`]),
  ].join('; ')
}

const june12 = '2019-06-12..2019-06-13'
const december = '2019-12-01..2020-01-01'
const summer = '2019-06-01..2019-09-01'
const both = '2019-01-01..2020-01-01 or 2020-01-01..2021-01-01'

const cases: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'in digits': [
    ['01.09.2015', '2015-09-01..2015-09-02'],
    ['1.9.2015', '2015-09-01..2015-09-02'],
    ['1.9.15', '2015-09-01..2015-09-02'],
    ['2015/09/01', '2015-09-01..2015-09-02'],
    ['2019-6-12', june12],
    ['20250225', '2025-02-25..2025-02-26 or “20250225”'],
    ['2018/01', '2018-01-01..2018-02-01'],
    ['31/12/2019', '2019-12-31..2020-01-01'],
    ['13/13/2019', '“13/13/2019”'],
    ['2015-2017', '2015-01-01..2018-01-01'],
    ['2019..2020', '2019-01-01..2021-01-01'],
  ],
  English: [
    ['June 12th 2019', june12],
    ['12th of June 2019', june12],
    ['June 12th, 2019', june12],
    ['Wednesday, 12 June 2019', june12],
    ['12-14 June 2019', '2019-06-12..2019-06-15'],
    ['25 December', 'every 12-25..12-25'],
    ['December 25th', 'every 12-25..12-25'],
    ['dog in december', 'months 12; “dog”'],
    ['Christmas', 'every 12-24..12-26'],
    ['every Christmas', 'every 12-24..12-26'],
    ['christmas 2019', '2019-12-24..2019-12-27'],
    ['last christmas', '2025-12-24..2025-12-27'],
    ['halloween 2020', '2020-10-31..2020-11-01'],
    ['easter 2019', '2019-04-19..2019-04-23'],
    ['on this day', 'every 11-28..11-28; ..2026-11-28'],
    ['2019 or 2020', both],
    ['2019 and 2020', both],
    ['(2019 OR 2020) dog', `${both}; “dog”`],
    ['90s', '1990-01-01..2000-01-01'],
    ['the 1990s', '1990-01-01..2000-01-01'],
    ['May - August 2019', '2019-05-01..2019-09-01'],
    ['June to August 2018', '2018-06-01..2018-09-01'],
    ['Nov 2018 to Feb 2019', '2018-11-01..2019-03-01'],
    ['Feb-Mar 2018', '2018-02-01..2018-04-01'],
    ['between May and August 2019', '2019-05-01..2019-09-01'],
    ['from November to February', 'every 11-01..02-29'],
    ["summer '19", summer],
    ['since summer 2020', '2020-06-01..'],
    ['older than 2017', '..2017-01-01'],
    ['first half of 2019', '2019-01-01..2019-07-01'],
    ['Q3 2018', '2018-07-01..2018-10-01'],
    ['early 2018', '2018-01-01..2018-05-01'],
    ['mid-June 2019', '2019-06-11..2019-06-21'],
    ['end of March 2019', '2019-03-21..2019-04-01'],
    ['end of March', 'every 03-21..03-31'],
    ['last three summers', '2026-06-01..2026-09-01 or 2025-06-01..2025-09-01 or 2024-06-01..2024-09-01'],
    ['last weekend', '2026-11-21..2026-11-23'],
    ['weekends', 'weekdays 6 0'],
    ['mornings in Hamburg', 'hours 5-12; place Hamburg'],
    ['at night in Hamburg', 'hours 22-4; place Hamburg'],
    ['a street at night', '“a street at night”'],
    ['sunday morning', 'weekdays 0 and hours 5-12'.replace(' and ', '; ')],
    ['after 8 pm', 'hours 20-24'],
    ['before noon', 'hours 0-12'],
    ['at 14:00', 'hours 14-15'],
    ['undated', 'no date'],
    ['not 2018', 'not 2018-01-01..2019-01-01'],
    ['-2018', 'not 2018-01-01..2019-01-01'],
    ['not in Hamburg', 'not place Hamburg'],
    ['without Hamburg 2019', 'not place Hamburg; 2019-01-01..2020-01-01'],
    ['Lisbon and Hamburg', 'place Lisbon or place Hamburg'],
    ['dog but not beach', '-beach; “dog”'],
    ['no dogs or cats', '-dogs; -cats'],
    ['a winter coat', '“a winter coat”'],
    ['photos of fall leaves', '“fall leaves”'],
    ['30 February 2019', '“30 February 2019”'],
    ['dog 2019 or cat 2020', '2019-01-01..2020-01-01 and “dog” or 2020-01-01..2021-01-01 and “cat”'],
    ['red car or blue bike 2019', '2019-01-01..2020-01-01; “red car or blue bike”'],
  ],
  German: [
    ['Dezember 2019', december],
    ['12. Juni 2019', june12],
    ['am 12.6.2019', june12],
    ['Sommer 2019', summer],
    ['letztes Jahr', '2025-01-01..2026-01-01'],
    ['gestern', '2026-11-27..2026-11-28'],
    ['vor drei Jahren', '2023-01-01..2024-01-01'],
    ['letzten drei Sommer', '2026-06-01..2026-09-01 or 2025-06-01..2025-09-01 or 2024-06-01..2024-09-01'],
    ['jedes Weihnachten', 'every 12-24..12-26'],
    ['Silvester 2019', '2019-12-31..2020-01-01'],
    ['Ende März 2019', '2019-03-21..2019-04-01'],
    ['erste Hälfte 2019', '2019-01-01..2019-07-01'],
    ['zwischen Mai und August 2019', '2019-05-01..2019-09-01'],
    ['2019 oder 2020', both],
    ['90er', '1990-01-01..2000-01-01'],
    ['am Wochenende', 'weekdays 6 0'],
    ['sonntags', 'weekdays 0'],
    ['nach 20 Uhr', 'hours 20-24'],
    ['nicht 2018', 'not 2018-01-01..2019-01-01'],
    ['ohne Hund und Katze', '-Hund; -Katze'],
    ['Sommer 2023 in Lissabon ohne Hund, abends', '2023-06-01..2023-09-01; place Lissabon; hours 18-22; -Hund'],
  ],
  French: [
    ['décembre 2019', december],
    ['le 12 juin 2019', june12],
    ['été 2019', summer],
    ["l'été dernier", '2026-06-01..2026-09-01'],
    ['il y a 3 jours', '2026-11-25..2026-11-26'],
    ['Noël 2019', '2019-12-24..2019-12-27'],
    ['2019 ou 2020', both],
    ['depuis 2019', '2019-01-01..'],
    ['photos de mars 2019', '2019-03-01..2019-04-01'],
    ['été 2019 sans chien', `${summer}; -chien`],
  ],
  Spanish: [
    ['diciembre de 2019', december],
    ['12 de junio de 2019', june12],
    ['verano 2019', summer],
    ['verano pasado', '2026-06-01..2026-09-01'],
    ['hace 3 días', '2026-11-25..2026-11-26'],
    ['Navidad 2019', '2019-12-24..2019-12-27'],
    ['2019 o 2020', both],
    ['verano 2019 sin perro', `${summer}; -perro`],
  ],
  Italian: [
    ['dicembre 2019', december],
    ['12 giugno 2019', june12],
    ['estate 2019', summer],
    ['3 giorni fa', '2026-11-25..2026-11-26'],
    ['Natale 2019', '2019-12-24..2019-12-27'],
    ['2019 o 2020', both],
    ['estate 2019 senza cane', `${summer}; -cane`],
  ],
  Portuguese: [
    ['dezembro de 2019', december],
    ['12 de junho de 2019', june12],
    ['verão 2019', summer],
    ['no verão', 'months 6 7 8'],
    ['há 3 dias', '2026-11-25..2026-11-26'],
    ['Natal 2019', '2019-12-24..2019-12-27'],
    ['verão 2019 sem cão', `${summer}; -cão`],
  ],
  Dutch: [
    ['december 2019', december],
    ['12 juni 2019', june12],
    ['zomer 2019', summer],
    ['3 dagen geleden', '2026-11-25..2026-11-26'],
    ['Kerstmis 2019', '2019-12-24..2019-12-27'],
    ['2019 of 2020', both],
    ['zomer 2019 zonder hond', `${summer}; -hond`],
  ],
  Polish: [
    ['grudzień 2019', december],
    ['12 czerwca 2019', june12],
    ['w grudniu 2019', december],
    ['lato 2019', summer],
    ['zeszłe lato', '2026-06-01..2026-09-01'],
    ['3 dni temu', '2026-11-25..2026-11-26'],
    ['2019 lub 2020', both],
    ['lato 2019 bez psa', `${summer}; -psa`],
  ],
  Japanese: [
    ['2019年12月', december],
    ['12月 2019', december],
    ['2019年6月12日', june12],
    ['2019年の夏', summer],
    ['去年の夏', '2025-06-01..2025-09-01'],
    ['昨日', '2026-11-27..2026-11-28'],
    ['3日前', '2026-11-25..2026-11-26'],
    ['2019年の夏 犬なし', `${summer}; -犬`],
    ['東京', 'place 東京'],
  ],
  Chinese: [
    ['2019年12月', december],
    ['2019年6月12日', june12],
    ['2019年夏天', summer],
    ['去年夏天', '2025-06-01..2025-09-01'],
    ['昨天', '2026-11-27..2026-11-28'],
    ['3天前', '2026-11-25..2026-11-26'],
    ['2019年夏天 没有狗', `${summer}; -狗`],
  ],
}

describe.each(Object.entries(cases))('dates %s', (_, table) => {
  it.each(table)('reads “%s”', (words, meaning) => {
    expect(read(words)).toBe(meaning)
  })
})

describe('a date that can be read in two ways', () => {
  it('is read as the person chose, and told with its other reading', () => {
    const monthFirst = parseQuery('09/01/2015', context)
    const dayFirst = parseQuery('09/01/2015', { ...context, dayFirst: true })

    expect(monthFirst.demands.map(short)).toEqual(['2015-09-01..2015-09-02'])
    expect(monthFirst.ambiguities).toEqual([{ words: '09/01/2015', taken: '2015-09-01', other: '2015-01-09' }])
    expect(dayFirst.demands.map(short)).toEqual(['2015-01-09..2015-01-10'])
    expect(dayFirst.ambiguities).toEqual([{ words: '09/01/2015', taken: '2015-01-09', other: '2015-09-01' }])
    expect(parseQuery('25/12/2015', context).ambiguities).toEqual([])
  })
})
