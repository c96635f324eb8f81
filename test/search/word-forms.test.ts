/** Forms of words in eight languages, through a search of the written words: a table of pairs, and what it must reach. */
import { describe, expect, it } from 'vitest'
import { searchText, unsaidWords } from '../../electron/library/search/text-search.ts'
import { openStore, type Store } from '../../electron/store/store.ts'
import { temporaryFolder } from '../library/open-test-library.ts'
import { measureWordForms } from './measure-word-forms.ts'

/** Of the other forms of a word, and of words that only look like it. Measured 2026-11: see docs/search.md. */
const leastFound = 0.9
const mostMistaken = 0.42

function saying(...texts: readonly string[]): { readonly store: Store; readonly ask: (words: string) => string[] } {
  const store = openStore(temporaryFolder())
  const byId = new Map<number, string>()
  store.transaction(() => {
    for (const text of texts) {
      const id = store.photos.add(Buffer.from(text), '2026-01-01T00:00:00Z')
      store.text.put(id, { words: text, names: '', folders: '', keywords: '', places: '', camera: '' })
      byId.set(id, text)
    }
  })
  const ask = (words: string): string[] =>
    [...searchText(store, words, []).scores].sort(([, a], [, b]) => b - a).map(([id]) => byId.get(id) ?? '')
  return { store, ask }
}

describe('forms of words', () => {
  it('are found in eight languages, below the very word', { timeout: 60_000 }, () => {
    const measured = measureWordForms()
    const sum = (of: (each: (typeof measured)[number]) => number): number =>
      measured.reduce((total, each) => total + of(each), 0)

    expect(measured.map(({ code, exactFirst, questions }) => [code, exactFirst === questions])).toEqual(
      measured.map(({ code }) => [code, true]),
    )
    expect(sum(({ found }) => found) / sum(({ wanted }) => wanted)).toBeGreaterThan(leastFound)
    expect(sum(({ mistaken }) => mistaken) / sum(({ others }) => others)).toBeLessThan(mostMistaken)
    for (const { code, found, wanted } of measured) expect([code, found / wanted > 0.7]).toEqual([code, true])
  })

  it('are those of the languages that the library is written in', () => {
    const english = saying('a car on the road', 'care for the old', 'a tower by the sea', 'a door', 'puerto')
    expect(english.ask('cars')).toEqual(['a car on the road'])
    expect(english.ask('puerta')).toEqual(['puerto'])

    const both = saying('the puerta', 'puerto')
    expect(both.ask('puerta')).toEqual(['the puerta'])

    const spanish = saying('los perros de la abuela', 'una perra con sombrero')
    expect(spanish.ask('perro')).toHaveLength(2)
  })

  it('are left out with what is not wanted, and are no mistakes in writing', () => {
    const { store, ask } = saying('alte Häuser am Fluss', 'viele Mäuse', 'children in a garden')
    expect(ask('Haus')).toEqual(['alte Häuser am Fluss'])
    expect(ask('Maus')).toEqual(['viele Mäuse'])
    expect(searchText(store, 'child', []).spelled).toEqual([])
    expect(unsaidWords(store, 'mice')).toEqual(['mice'])
  })
})
