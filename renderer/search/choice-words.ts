/** What was picked, as words for the search box. */
import type { SearchChoice } from '../../electron/api/search.ts'
import type { pickersEn } from '../strings/search/en.ts'

const most = 5

/** Empty where nothing was picked. */
export function wordsOf(choice: SearchChoice, said: (typeof pickersEn)['words']): string {
  switch (choice.kind) {
    case 'days': {
      const { from = '', to = '' } = choice
      if (from === '') return to === '' ? '' : said.until(to)
      if (to === '') return said.since(from)
      return from === to ? from : from < to ? `${from}..${to}` : `${to}..${from}`
    }
    case 'place': {
      const name = choice.name.replaceAll('"', '').trim()
      return name === '' ? '' : `${said.place}:${/^[\p{L}\p{M}\p{N}]+$/u.test(name) ? name : `"${name}"`}`
    }
    case 'stars': {
      const { min, max } = choice
      return `${said.rating}:${min === max ? min : max >= most ? `>=${min}` : `${min}..${max}`}`
    }
  }
}
