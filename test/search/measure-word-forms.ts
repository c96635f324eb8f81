/**
 * @file What a search for a word finds of its other forms, in a library whose texts are in one language: asked as the
 * search box asks the written words, over a real store.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { searchText } from '../../electron/library/search/text-search.ts'
import { openStore } from '../../electron/store/store.ts'
import { wordForms } from './word-forms.ts'

export interface FormsFound {
  readonly code: string
  /** Other forms that the word asked for found, and all there are. */
  readonly found: number
  readonly wanted: number
  /** Of words that only look like it. */
  readonly mistaken: number
  readonly others: number
  /** Questions whose very word stood first. */
  readonly exactFirst: number
  readonly questions: number
  /** `dog~dogs`: what was not found, and what was by mistake. */
  readonly missed: readonly string[]
  readonly wrong: readonly string[]
}

/** A sentence of each language, which is what tells that texts are in it. */
const sentences: Readonly<Record<string, string>> = {
  en: 'We sat under the old roof',
  de: 'Wir sitzen mit einem Glas vor der Hütte und warten',
  fr: 'Les nuages passent sur une colline avec des rochers',
  es: 'Una tarde tranquila con los abuelos sobre la colina',
  it: 'Uno sguardo davanti alla collina, sul sentiero della nonna',
  pt: 'Uma tarde calma com os avós, perto das colinas, sobre a ponte',
  nl: 'Een middag met opa, het uitzicht van de heuvel',
  pl: 'Widok jest piękny, nad wzgórzem oraz obok drogi',
}

/** Asks for each word of the table among photos that say one word each. */
export function measureWordForms(): readonly FormsFound[] {
  return wordForms.map(({ code, same, other }) => {
    const folder = mkdtempSync(join(tmpdir(), 'sightline-forms-'))
    const store = openStore(folder)
    try {
      const idOf = new Map<string, number>()
      const put = (text: string): void => {
        if (idOf.has(text)) return
        const id = store.photos.add(Buffer.from(text), '2026-01-01T00:00:00Z')
        store.text.put(id, { words: text, names: '', folders: '', keywords: '', places: '', camera: '' })
        idOf.set(text, id)
      }
      const split = (rows: readonly string[]): readonly (readonly string[])[] => rows.map((row) => row.split(' '))
      store.transaction(() => {
        put(sentences[code] ?? '')
        for (const word of [...split(same), ...split(other)].flat()) put(word)
      })
      const tally = { found: 0, wanted: 0, mistaken: 0, others: 0, exactFirst: 0, questions: 0 }
      const missed: string[] = []
      const wrong: string[] = []
      const ask = (asked: string, others: readonly string[], isForm: boolean): void => {
        const { scores } = searchText(store, asked, [])
        tally.questions += 1
        const [first] = [...scores].sort(([, a], [, b]) => b - a)
        if (first !== undefined && (scores.get(idOf.get(asked) ?? 0) ?? -Infinity) >= first[1]) tally.exactFirst += 1
        for (const each of others.filter((other) => other !== asked)) {
          const isFound = scores.has(idOf.get(each) ?? 0)
          if (isForm) tally.wanted += 1
          else tally.others += 1
          if (isFound && isForm) tally.found += 1
          if (isFound && !isForm) tally.mistaken += 1
          if (isFound !== isForm) (isForm ? missed : wrong).push(`${asked}~${each}`)
        }
      }
      // One way of each pair; where the word asked for begins the other, the index finds it by itself, right or wrong.
      for (const row of split(same)) for (const asked of row) ask(asked, row, true)
      for (const [a = '', b = ''] of split(other)) ask(b, [a], false)
      return { code, ...tally, missed, wrong }
    } finally {
      store.close()
      rmSync(folder, { recursive: true, force: true })
    }
  })
}
