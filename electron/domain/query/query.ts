/**
 * Reads a search sentence by rules: what it can be sure of is taken out as parts, each shown as what it was taken for;
 * what is left goes to the model and the full text. Rules only: a model that guesses dates invents them. The grammar is
 * told in `docs/search.md`.
 */
import { choiceOf, type Choice } from './choice.ts'
import type { Demand, Wording } from './demand.ts'
import { fieldMeant, fieldNamed } from './fields.ts'
import { tidyWords, withoutOpeners } from './free-words.ts'
import type { Ambiguity } from './moment.ts'
import { allOf, opposite, type Part, type PartKind, type QueryContext } from './part.ts'
import { partsAmong, unwantedOf, withoutWords, type Word } from './parts.ts'
import { piecesOf, type Piece } from './sentence.ts'
import { jointAt, tokensOf, type Token } from './tokens.ts'

export { lookupGroups } from './free-words.ts'

export interface Chip {
  readonly label: string
  /** The words of the query that made it; removing them removes the part. */
  readonly words: string
  readonly kind: PartKind
  /** Where they stand in the query. */
  readonly at: number
  readonly choice?: Choice
}

/** What was written as a field and is none, or has a value that it cannot have. */
export interface Complaint {
  readonly field: string
  /** The field that was perhaps meant. */
  readonly meant?: string
  /** The field is known, its value is not; one that would be. */
  readonly value?: string
  readonly example?: string
}

export interface Query {
  /** All that is demanded besides the free words, phrases and exclusions below; each holds. */
  readonly demands: readonly Demand[]
  readonly chips: readonly Chip[]
  /** What is left to be searched by meaning. */
  readonly freeText: string
  /** Must occur word for word. */
  readonly phrases: readonly string[]
  /** Must neither occur in the words nor be seen in the picture. */
  readonly excluded: readonly string[]
  readonly complaints: readonly Complaint[]
  /** Dates that could be read in two ways. */
  readonly ambiguities: readonly (Ambiguity & { readonly words: string })[]
}

type Group = Extract<Piece, { is: 'group' }>
type Or = { readonly or: Piece }
/** What was no part after all, and no words either. */
type Gap = { readonly gap: Piece }
type Element = Part | Word | Or | Gap

const isPart = (element: Element | undefined): element is Part => element !== undefined && 'demand' in element
const isWord = (element: Element | undefined): element is Word => element !== undefined && 'word' in element
const endOf = (element: Element): number =>
  isPart(element) ? element.end : isWord(element) ? element.word.end : pieceOf(element).end
const startOf = (element: Element): number =>
  isPart(element) ? element.at : isWord(element) ? element.word.at : pieceOf(element).at
const pieceOf = (element: Or | Gap): Piece => ('or' in element ? element.or : element.gap)

/** One reading of one sentence. */
class Reading {
  readonly complaints: Complaint[] = []
  readonly #text: string
  readonly #context: QueryContext

  constructor(text: string, context: QueryContext) {
    this.#text = text
    this.#context = context
  }

  /** The parts and words of pieces in a row, with "or" joined and dates that nothing contradicts. */
  elements(pieces: readonly Piece[]): readonly Element[] {
    const found: Element[] = []
    for (const [index, piece] of pieces.entries()) {
      if (piece.is === 'group' && !this.#isNegated(found) && !this.#isGrouping(pieces, index, piece)) {
        // A remark in brackets explains the part before it; beside words it belongs to them.
        if (!isPart(found.findLast((element) => !isWord(element) || !isEmptyWord(element.word))))
          found.push(...this.elements(piece.pieces))
      } else this.#negated(found, this.#element(piece))
    }
    const joined = joinAlternatives(found)
    return this.#context.besidePicture === true ? joined : acceptWeak(joined)
  }

  /** Brackets hold more than a remark where there are signs in them or an "or" beside them. */
  #isGrouping(pieces: readonly Piece[], index: number, group: Group): boolean {
    if (group.minus !== undefined || holdsSigns(group, this.#text)) return true
    const [before, after] = [pieces[index - 1], pieces[index + 1]]
    const tokens = (piece: Piece | undefined): readonly Token[] =>
      piece?.is === 'words' ? tokensOf(this.#text.slice(piece.at, piece.end), piece.at) : []
    const beside = [tokens(before).at(-1), tokens(after)[0]]
    return before?.is === 'or' || after?.is === 'or' || beside.some((token) => token !== undefined && isOrWord(token))
  }

  /** "NOT" before a field, a phrase or brackets: the word is the last that was read. */
  #isNegated(found: readonly Element[]): boolean {
    const last = found.at(-1)
    return isWord(last) && jointAt([last.word], 0, 'not', 'without', 'no') !== undefined
  }

  #negated(found: Element[], elements: readonly Element[]): void {
    const [first, ...more] = elements
    if (first !== undefined && isPart(first) && this.#isNegated(found)) {
      const negation = found.pop()
      const at = negation === undefined ? first.at : startOf(negation)
      found.push({ ...first, at, kind: 'without', demand: opposite(first.demand) }, ...more)
    } else found.push(...elements)
  }

  #element(piece: Piece): readonly Element[] {
    const { at, end } = piece
    switch (piece.is) {
      case 'words':
        return piece.minus === undefined
          ? partsAmong(tokensOf(this.#text.slice(at, end), at), this.#context)
          : this.#unwanted(piece)
      case 'or':
        return [{ or: piece }]
      case 'phrase':
        return piece.text.trim() === '' ? [] : [this.#signed(piece, 'phrase', { words: piece.text, quoted: true })]
      case 'field':
        return this.#field(piece)
      case 'group': {
        const demand = this.demandOf(this.elements(piece.pieces))
        return demand === undefined ? [] : [this.#signed(piece, 'group', demand)]
      }
    }
  }

  #signed(piece: Piece, kind: PartKind, demand: Demand): Part {
    const { at, end } = piece
    return piece.minus === undefined
      ? { demand, kind, at, end }
      : { demand: opposite(demand), kind: 'field' === kind ? kind : 'without', at, end }
  }

  #unwanted({ at, end }: Piece): readonly Element[] {
    const text = this.#text.slice(at + 1, end)
    const fact = unwantedOf(tokensOf(text, at + 1), this.#context)
    const word = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}_'’.-]*/u.exec(text)?.[0].replace(/[.]+$/u, '')
    if (fact === undefined && word === undefined) return []
    return [{ demand: fact ?? withoutWords(word ?? ''), kind: 'without', at, end }]
  }

  #field(piece: Extract<Piece, { is: 'field' }>): readonly Element[] {
    const field = fieldNamed(piece.name)
    if (field === undefined) {
      const meant = fieldMeant(piece.name)
      this.complaints.push({ field: piece.name, ...(meant === undefined ? {} : { meant }) })
      return [{ gap: piece }]
    }
    const { today, dayFirst = false, townCalled } = this.#context
    // Still being written.
    if (piece.value === '') return [{ gap: piece }]
    const demand = field.read(piece.value, { today, dayFirst, townCalled })
    if (demand !== undefined) return [this.#signed(piece, 'field', demand)]
    this.complaints.push({ field: piece.name, value: piece.value, example: `${piece.name}:${field.example}` })
    return [{ gap: piece }]
  }

  /** The words among elements, as they stand in the sentence, without the rest. */
  wordsOf(elements: readonly Element[]): string {
    const parts: string[] = []
    let at: number | undefined
    let end = 0
    for (const element of elements) {
      if (isPart(element) || 'gap' in element) {
        if (at !== undefined) parts.push(this.#text.slice(at, end))
        at = undefined
        continue
      }
      at ??= startOf(element)
      end = endOf(element)
    }
    if (at !== undefined) parts.push(this.#text.slice(at, end))
    return withoutOpeners(parts.join(' ').replace(/[()"]/gu, ' '))
  }

  /** What elements in brackets, or on one side of an "or", demand together. */
  demandOf(elements: readonly Element[]): Demand | undefined {
    const sides = sidesOf(elements)
    if (sides.length > 1) {
      const demands = sides.map((side) => this.demandOf(side)).filter((each) => each !== undefined)
      return demands.length === 1 ? demands[0] : { any: demands }
    }
    const words = this.wordsOf(elements)
    const demands = elements.filter(isPart).map((part) => part.demand)
    if (words !== '') demands.push({ words, quoted: false })
    return demands.length === 0 ? undefined : allOf(demands)
  }
}

/** Whether brackets hold more than words: they are grouping then, not a remark. */
function holdsSigns(group: Group, text: string): boolean {
  return group.pieces.some(
    (piece) =>
      piece.is !== 'words' ||
      piece.minus !== undefined ||
      tokensOf(text.slice(piece.at, piece.end), piece.at).some(
        (token) => jointAt([token], 0, 'or') !== undefined && isOrWord(token),
      ),
  )
}

/** "Of" is Dutch for "or", "o" Italian: between words they are what they are in English. */
const orWords = new Set(['or', 'oder', 'ou', 'oppure', 'albo', 'lub'])
const isOrWord = (token: Token): boolean => orWords.has(token.form)

/** Where an "or" stands between a word and a part, all before it is one side and all after it the other. */
function sidesOf(elements: readonly Element[]): readonly (readonly Element[])[] {
  const sides: Element[][] = [[]]
  for (const [index, element] of elements.entries()) {
    const [before, after] = [elements[index - 1], elements[index + 1]]
    const isOr = 'or' in element || (isWord(element) && isOrWord(element.word))
    if (isOr && before !== undefined && after !== undefined && !(isWord(before) && isWord(after))) sides.push([])
    else sides.at(-1)?.push(element)
  }
  return sides
}

/** Of one kind, and never both at once: Lisbon and Hamburg are two places. */
const exclusive: ReadonlySet<PartKind> = new Set(['date', 'place', 'camera'])

/** Parts with "or" between them become one, of which any holds; so do two dates or places with "and". */
function joinAlternatives(elements: readonly Element[]): readonly Element[] {
  const joined: Element[] = []
  for (let index = 0; index < elements.length; index++) {
    const [element, last, next] = [elements[index], joined.at(-1), elements[index + 1]]
    if (element === undefined) break
    if (!isPart(element) && !('gap' in element) && isPart(last) && isPart(next) && joins(element, last, next)) {
      joined[joined.length - 1] = either(last, next)
      index += 1
    } else joined.push(element)
  }
  return joined
}

function joins(element: Word | Or, before: Part, after: Part): boolean {
  if ('or' in element) return true
  if (jointAt([element.word], 0, 'or') !== undefined) return true
  const isAnd = jointAt([element.word], 0, 'and') !== undefined
  return isAnd && before.kind === after.kind && exclusive.has(before.kind)
}

function either(before: Part, after: Part): Part {
  const sides = [before.demand, after.demand].flatMap((demand) => ('any' in demand ? demand.any : [demand]))
  const kind = before.kind === after.kind ? before.kind : 'group'
  return { demand: { any: sides }, kind, at: before.at, end: after.end }
}

/** "At night in Hamburg": no picture is asked for, so the night is that of the clock. */
function acceptWeak(elements: readonly Element[]): readonly Element[] {
  // What is not to be seen asks for a picture, too.
  if (!elements.some((element) => isPart(element) && !isExclusion(element.demand))) return elements
  const accepted: Element[] = []
  for (let index = 0; index < elements.length; index++) {
    const element = elements[index]
    if (element === undefined) break
    if (isPart(element) || !isWord(element)) accepted.push(element)
    else if (element.weak !== undefined) {
      const { demand, kind, end } = element.weak
      const last = elementsUntil(elements, index, end)
      if (last === undefined) return elements
      accepted.push({ demand, kind, at: element.word.at, end: endOf(last) })
      index = elements.indexOf(last)
    } else if (isEmptyWord(element.word)) accepted.push(element)
    else return elements
  }
  return accepted
}

/** The last of the words that a weak reading took, when none of them has become anything else. */
function elementsUntil(elements: readonly Element[], index: number, end: number): Element | undefined {
  const first = elements[index]
  const taken = elements.slice(index).filter(isWord)
  // `end` counts tokens of the run in which it was read.
  const count = isWord(first) && first.weak !== undefined ? end - (first.weakAt ?? 0) : 0
  const words = taken.slice(0, count)
  return words.length === count && words.every((word, offset) => elements[index + offset] === word)
    ? words.at(-1)
    : undefined
}

const isEmptyWord = (token: Token): boolean => tidyWords(token.text) === '' || withoutOpeners(token.text) === ''

/** Parses a search sentence. Total: every string gives a query. */
export function parseQuery(sentence: string, context: QueryContext): Query {
  const text = sentence.normalize('NFC').replace(/[“”„«»]/gu, '"')
  const reading = new Reading(text, context)
  const elements = reading.elements(piecesOf(text))
  const sides = sidesOf(elements)
  const parts = elements.filter(isPart)
  const whole = sides.length > 1 ? reading.demandOf(elements) : undefined
  const chips = parts.map((part) => chipOf(text, part))
  const ambiguities = parts.flatMap(({ ambiguity, at, end }) =>
    ambiguity === undefined ? [] : [{ ...ambiguity, words: text.slice(at, end) }],
  )
  const shared = { chips, complaints: reading.complaints, ambiguities }
  if (whole !== undefined) return { ...shared, demands: [whole], freeText: '', phrases: [], excluded: [] }
  const flat = parts.flatMap(({ demand }) => ('all' in demand ? demand.all : [demand]))
  return {
    ...shared,
    demands: flat.filter((demand) => !isPhrase(demand) && !isExclusion(demand)),
    freeText: reading.wordsOf(elements),
    phrases: flat.filter(isPhrase).map(({ words }) => words),
    excluded: flat.filter(isExclusion).map(({ not }) => not.words),
  }
}

const isPhrase = (demand: Demand): demand is Wording => 'words' in demand && demand.quoted
const isExclusion = (demand: Demand): demand is { readonly not: Wording } =>
  'not' in demand &&
  'words' in demand.not &&
  // "-(beach or tram)" are words in brackets: photos that have them are looked up.
  (demand.not.quoted || !/[\s|]/u.test(demand.not.words))

function chipOf(text: string, { at, end, kind, demand }: Part): Chip {
  const words = text.slice(at, end)
  const choice = choiceOf(demand)
  return { label: isPhrase(demand) ? `“${demand.words}”` : words, words, kind, at, ...(choice && { choice }) }
}
