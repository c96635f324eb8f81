/** The words of a query against everything written about the photos. */
import { oneAndMany } from '../../domain/folding.ts'
import { lookupGroups, type Query } from '../../domain/query/query.ts'
import { quoted, type TextField } from '../../store/text.ts'
import type { Store } from '../../store/store.ts'

/** bm25 looks at so many at most; beyond them nobody scrolls, and ranking 185,000 hits takes 0.1 s. */
const textLimit = 5000

export interface TextMatches {
  /** bm25 per photo, higher is better. */
  readonly scores: ReadonlyMap<number, number>
  readonly expression: string | undefined
}

const none: TextMatches = { scores: new Map(), expression: undefined }

/** One and many; from three letters on it may be the beginning of a word only. */
function anyForm(word: string): string {
  const forms = oneAndMany(word).map((form) => (form.length >= 3 ? `${quoted(form)} *` : quoted(form)))
  return forms.length === 1 ? forms.join('') : `(${forms.join(' OR ')})`
}

/** Every word of a group must be found, the last one perhaps only begun; phrases always. */
function expressionOf(groups: readonly (readonly string[])[], phrases: readonly string[], join: 'AND' | 'OR'): string {
  const alternatives = groups.map((words) => `(${words.map(anyForm).join(` ${join} `)})`)
  const required = phrases.map(quoted)
  if (alternatives.length > 0) required.push(`(${alternatives.join(' OR ')})`)
  return required.join(' AND ')
}

/**
 * Photos in whose words the query occurs. All words first; when no photo has them all and `relaxed` is allowed (no
 * model to understand the sentence), any of them.
 */
export function searchText(store: Store, query: Query, relaxed: boolean): TextMatches {
  const groups = lookupGroups(query.freeText)
  if (groups.length === 0 && query.phrases.length === 0) return none
  for (const join of relaxed ? (['AND', 'OR'] as const) : (['AND'] as const)) {
    const expression = expressionOf(groups, query.phrases, join)
    const found = store.text.find(expression, textLimit)
    if (found.length > 0) return { scores: new Map(found.map(({ id, score }) => [id, score])), expression }
  }
  return none
}

/** Photos whose words contain any of the excluded ones. */
export function photosMentioning(store: Store, words: readonly string[]): ReadonlySet<number> {
  if (words.length === 0) return new Set()
  const found = store.text.find(words.flatMap(oneAndMany).map(quoted).join(' OR '), Number.MAX_SAFE_INTEGER)
  return new Set(found.map(({ id }) => id))
}

export const fieldNames: Readonly<Record<TextField, string>> = {
  words: 'alt text or description',
  names: 'file name',
  folders: 'folder',
  keywords: 'keyword',
  places: 'place',
  camera: 'camera',
}
