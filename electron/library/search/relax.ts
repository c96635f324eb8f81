/** When everything together finds nothing: which part of the words stands in the way, and what there is without it. */
import { tidyWords } from '../../domain/query/free-words.ts'
import type { Query } from '../../domain/query/query.ts'
import type { SearchPage, SearchPartKind } from '../../api/search.ts'

type Relaxed = SearchPage['relaxed'][number]

/** What was taken for what it is with least certainty is the first to go. */
const certainty: Readonly<Record<SearchPartKind, number>> = {
  words: 0,
  time: 1,
  place: 2,
  group: 3,
  without: 4,
  date: 5,
  camera: 6,
  setting: 7,
  phrase: 8,
  field: 9,
}

/** So many ways out are offered, and so many tried. */
const mostOffered = 3
const mostTried = 16

interface Droppable {
  readonly kind: SearchPartKind
  readonly words: string
  readonly at: number
}

interface RelaxParts {
  readonly words: string
  readonly query: Query
  /** Of the free words those that nothing says. */
  readonly unsaid: readonly string[]
  readonly count: (words: string) => Promise<number>
}

function placesOf(words: readonly string[], text: string): readonly Droppable[] {
  const lower = text.toLowerCase()
  return words.flatMap((word) => {
    const at = lower.indexOf(word)
    return at === -1 ? [] : [{ kind: 'words' as const, words: text.slice(at, at + word.length), at }]
  })
}

/** The sentence without these parts. */
function without(text: string, parts: readonly Droppable[]): string {
  let rest = text
  for (const { at, words } of [...parts].sort((a, b) => b.at - a.at))
    rest = `${rest.slice(0, at)} ${rest.slice(at + words.length)}`
  return tidyWords(rest)
}

const offer = (text: string, parts: readonly Droppable[], total: number): Relaxed => ({
  dropped: parts.map((part) => part.words).join(', '),
  kind: parts[0]?.kind ?? 'words',
  words: without(text, parts),
  total,
})

/** All ways to take so many, those of the first parts first. */
function* someOf<Each>(parts: readonly Each[], count: number): Generator<readonly Each[]> {
  if (count === 0) yield []
  for (const [index, part] of count === 0 ? [] : parts.entries())
    for (const more of someOf(parts.slice(index + 1), count - 1)) yield [part, ...more]
}

/** Ways out, those that give up least first; none where only one thing was asked. */
export async function relax({ words, query, unsaid, count }: RelaxParts): Promise<readonly Relaxed[]> {
  const text = words.normalize('NFC')
  const free = placesOf(
    [query.freeText.toLowerCase()].filter((each) => each !== ''),
    text,
  )
  const single = placesOf(unsaid, text)
  const chips = query.chips.map(({ kind, words: own, at }) => ({ kind, words: own, at }))
  const parts = [...(unsaid.length === 0 || single.length === 0 ? free : single), ...chips].sort(
    (a, b) => certainty[a.kind] - certainty[b.kind],
  )
  const offered: Relaxed[] = []
  const nothingYet = (): boolean => offered.length === 0
  let tried = 0
  const attempt = async (dropped: readonly Droppable[]): Promise<void> => {
    const rest = without(text, dropped)
    if (rest === '' || tried >= mostTried) return
    tried += 1
    const total = await count(rest)
    if (total > 0) offered.push(offer(text, dropped, total))
  }
  if (single.length > 1) await attempt(single)
  for (const part of parts) if (offered.length < mostOffered) await attempt([part])
  for (let many = 2; nothingYet() && many < parts.length && tried < mostTried; many++)
    for (const dropped of someOf(parts, many)) if (nothingYet()) await attempt(dropped)
  return offered
}
