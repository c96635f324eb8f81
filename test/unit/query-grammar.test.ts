/** Fields, brackets, "or" and "not": the tree a sentence becomes, and what is said where it cannot. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { asksFor } from '../../electron/domain/query/demand.ts'
import { fields } from '../../electron/domain/query/fields.ts'
import { partKinds, type QueryContext } from '../../electron/domain/query/part.ts'
import { parseQuery } from '../../electron/domain/query/query.ts'
import { searchPartKinds } from '../../electron/api/search.ts'
import { root } from '../import-graph.ts'
import { fc } from '../random.ts'
import { searchStrings } from '../search-strings.ts'
import { leastTimeMs } from '../least-time.ts'

const context: QueryContext = {
  today: { year: 2026, month: 11, day: 28 },
  places: ['Hamburg', 'Lisbon', 'New York'],
  cameras: ['X-T20'],
  townCalled: (name) => (name === 'Lisbon' ? { latitude: 38.72, longitude: -9.14 } : undefined),
}
const year = (number: number) => ({ fact: { kind: 'taken', from: `${number}-01-01`, to: `${number + 1}-01-01` } })
const words = (text: string) => ({ words: text, quoted: false })
const keyword = (text: string) => ({ fact: { kind: 'keyword', text, present: true } })
const demandsOf = (sentence: string) => parseQuery(sentence, context).demands

describe('the grammar of a search', () => {
  it.each([
    ['keyword:a OR keyword:b', [{ any: [keyword('a'), keyword('b')] }]],
    ['keyword:a keyword:b', [keyword('a'), keyword('b')]],
    ['keyword:a and keyword:b', [keyword('a'), keyword('b')]],
    ['keyword:a | 2019', [{ any: [keyword('a'), year(2019)] }]],
    ['-(2019 or 2020)', [{ not: { any: [year(2019), year(2020)] } }]],
    ['NOT (2019 or 2020)', [{ not: { any: [year(2019), year(2020)] } }]],
    ['not keyword:a', [{ fact: { ...keyword('a').fact, present: false } }]],
    ['dog OR (cat 2019)', [{ any: [words('dog'), { all: [year(2019), words('cat')] }] }]],
    ['(dog or 2019) (cat or 2020)', [{ any: [words('dog'), year(2019)] }, { any: [words('cat'), year(2020)] }]],
    ['"old town" or keyword:a', [{ any: [{ words: 'old town', quoted: true }, keyword('a')] }]],
    ['iso:>3200', [{ fact: { kind: 'iso', min: 3264, present: true } }]],
    ['iso:100..400', [{ fact: { kind: 'iso', min: 100, max: 400, present: true } }]],
    ['focal:24-70mm', [{ fact: { kind: 'focal', min: 24, max: 70, present: true } }]],
    ['focal:..35', [{ fact: { kind: 'focal', max: 35, present: true } }]],
    ['is:favourite', [{ fact: { kind: 'has', what: 'favourite', present: true } }]],
    ['ist:Favorit', [{ fact: { kind: 'has', what: 'favourite', present: true } }]],
    ['month:12', [{ fact: { kind: 'months', months: [12] } }]],
    ['date:December', [{ fact: { kind: 'months', months: [12] } }]],
    ['date:25.12.2019', [{ fact: { kind: 'taken', from: '2019-12-25', to: '2019-12-26' } }]],
    ['date:>2019', [{ fact: { kind: 'taken', from: '2020-01-01' } }]],
    ['added:2019', [{ fact: { kind: 'added', from: '2019-01-01', to: '2020-01-01' } }]],
    ['weekday:sunday', [{ fact: { kind: 'weekdays', weekdays: [0] } }]],
    ['time:18-22', [{ fact: { kind: 'hours', from: 18, to: 22 } }]],
  ])('reads “%s” as a tree', (sentence, demands) => {
    expect(JSON.parse(JSON.stringify(demandsOf(sentence)))).toEqual(demands)
  })

  it('tells wherever moments are asked for, by whatever name and however deep', () => {
    const names = fields.filter(({ en }) => en.includes('moment')).flatMap(({ en, de }) => [...en, ...de])
    const sentences = names.flatMap((name) => [
      `${name}:2019-12-24`,
      `-${name}:2019-12-24`,
      `dog or (${name}:2019-12-24 2019)`,
    ])

    expect(sentences.filter((each) => !demandsOf(each).some((demand) => asksFor(demand, 'moment')))).toEqual([])
    expect(demandsOf('"moment:2019-12-24" 2019').some((demand) => asksFor(demand, 'moment'))).toBe(false)
  })

  it('says that a field is none, with the one that was meant, and does not look for it as words', () => {
    const query = parseQuery('contry:Germany dog', context)

    expect(query).toMatchObject({ complaints: [{ field: 'contry', meant: 'country' }], freeText: 'dog', demands: [] })
    expect(parseQuery('qwertz:5', context).complaints).toEqual([{ field: 'qwertz' }])
    expect(parseQuery('rating:lots', context).complaints).toEqual([
      { field: 'rating', value: 'lots', example: 'rating:>=4' },
    ])
  })

  it('tells where each part stands and what it was taken for', () => {
    const sentence = 'dog in Lisbon, July 2016 "old town" -cat iso:100'
    const { chips } = parseQuery(sentence, context)

    expect(chips.map(({ kind, words: own }) => [kind, own])).toEqual([
      ['place', 'in Lisbon'],
      ['date', 'July 2016'],
      ['phrase', '"old town"'],
      ['without', '-cat'],
      ['field', 'iso:100'],
    ])
    for (const { at, words: own } of chips) expect(sentence.slice(at, at + own.length)).toBe(own)
  })

  it('reads the example of every field of its table, in every language of the window', () => {
    for (const field of fields)
      for (const name of [...field.en, ...field.de]) {
        const query = parseQuery(`${name}:${field.example}`, context)
        expect([name, query.complaints, query.freeText]).toEqual([name, [], ''])
      }
  })

  it('has a table that the page for people tells, field by field', () => {
    const page = readFileSync(join(root, 'docs/search.md'), 'utf8')

    expect(fields.filter(({ en: [name = ''] }) => !page.includes(`\`${name}`))).toEqual([])
  })

  it('has one list of kinds of parts with the contract', () => {
    expect([...searchPartKinds].sort()).toEqual([...partKinds].sort())
  })

  it('reads 20,000 strings of anything without an error, each in a moment', { timeout: 120_000 }, () => {
    parseQuery('the names of months are gathered once', context)
    let slowest = { ms: 0, sentence: '' }
    fc.assert(
      fc.property(searchStrings, (sentence) => {
        const ms = leastTimeMs(() => parseQuery(sentence, context), 1)
        if (ms > slowest.ms) slowest = { ms, sentence }
        const query = parseQuery(sentence, context)
        const text = sentence.normalize('NFC')
        for (const { at, words: own } of query.chips) expect(at + own.length).toBeLessThanOrEqual(text.length)
      }),
      { numRuns: 20_000 },
    )
    expect(leastTimeMs(() => parseQuery(slowest.sentence, context))).toBeLessThan(200)
  })

  it('takes no time on a thousand characters made to be slow', () => {
    const slow = [
      '(',
      '-(',
      'or ',
      '2019 or ',
      '"a"|',
      'not ',
      'the ',
      'last ',
      '1',
      '12.',
      '夏',
      'in the ',
      'a-',
      '((a)',
    ]
    for (const each of slow) {
      const sentence = each.repeat(Math.floor(1000 / each.length))
      expect([each, leastTimeMs(() => parseQuery(sentence, context)) < 200]).toEqual([each, true])
    }
  })
})
