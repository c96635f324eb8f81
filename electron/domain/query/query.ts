/**
 * Reads a search sentence by rules: filters it can be sure of are taken out as removable chips, what is left goes to
 * the model and the full text. Rules only: a model that guesses dates invents them.
 */
import type { Filter } from './filter.ts'
import { withoutAccents } from './plain-letters.ts'
import { dateRules } from './query-dates.ts'
import { fieldRules, vocabularyRules } from './query-fields.ts'
import type { QueryContext, Rule } from './query-rule.ts'

export interface Chip {
  readonly label: string
  /** The words of the query that made it; removing them removes the filter. */
  readonly words: string
}

export interface Query {
  readonly filters: readonly Filter[]
  readonly chips: readonly Chip[]
  /** What is left to be searched by meaning. */
  readonly freeText: string
  /** Must occur word for word. */
  readonly phrases: readonly string[]
  /** Must neither occur in the words nor be seen in the picture. */
  readonly excluded: readonly string[]
}

const exclusionRules: readonly Rule[] = [
  {
    pattern: /(^|\s)-"([^"]+)"/gu,
    read: ([whole = '', , phrase = '']) => ({ excluded: phrase, label: whole.trim() }),
  },
  { pattern: /"([^"]+)"/gu, read: ([, phrase = '']) => ({ phrase, label: `“${phrase}”` }) },
  {
    pattern: /(^|\s)-(\p{L}[\p{L}\p{M}\p{N}'-]*)/gu,
    read: ([whole = '', , word = '']) => ({ excluded: word, label: whole.trim() }),
  },
]

const withoutRules: readonly Rule[] = [
  {
    pattern:
      /\b(?:without|with no|no|not|ohne|keine?n?)\s+(?:any\s+|an?\s+|the\s+|einen?\s+|eine[mr]?\s+|de[rnm]\s+|die\s+|das\s+)?(\p{L}[\p{L}\p{M}\p{N}'-]*)/giu,
    read: ([whole = '', word = '']) => ({ excluded: word, label: whole.trim() }),
  },
]

/** Words that say "photo" or only join the sentence; they carry nothing the model needs. */
const openers =
  /^(?:(?:please\s+)?(?:show|find|give)\s+(?:me\s+)?)?(?:all\s+(?:of\s+)?)?(?:(?:the|my|our|any|an?|some)\s+)?(?:photos?|pictures?|images?|pics?|shots?|snaps?|everything|anything)\b(?:\s+(?:of|from|with|in|at|on|taken|shot|made|showing|that|which|show))*(?:\s+|$)/iu
const politeness = /^(?:please\s+)?(?:show|find|give)\s+(?:me\s+)?/iu
const germanOpeners =
  /^(?:(?:bitte\s+)?(?:zeig|zeige|finde|such|suche)\s+(?:mir\s+)?)?(?:alle\s+)?(?:(?:die|meine|unsere|ein|einige)\s+)?(?:fotos?|bilder|bild|aufnahmen?)(?:\s+(?:von|vom|mit|in|im|am|an|aus|auf|die|das|zeigen))*(?:\s+|$)/iu
const danglingEnd = /(?:^|\s+)(?:in|from|at|on|of|during|with|taken|shot|the|and|im|vom|von|am|und|aufgenommen|,|;)$/iu
const danglingStart = /^(?:in|from|of|during|taken|shot|and|im|vom|von|aufgenommen|und|,|;)(?:\s+|$)/iu

function tidy(words: string): string {
  let text = words
    .replace(/\s+/gu, ' ')
    .replace(/\s+([,;])/gu, '$1')
    .trim()
  for (;;) {
    const shorter = text
      .replace(danglingEnd, '')
      .replace(danglingStart, '')
      .replace(/^[,;]+|[,;]+$/gu, '')
      .trim()
    if (shorter === text) return text
    text = shorter
  }
}

/** Parses a search sentence. Total: every string gives a query. */
export function parseQuery(sentence: string, context: QueryContext): Query {
  const filters: Filter[] = []
  const chips: Chip[] = []
  const phrases: string[] = []
  const excluded: string[] = []
  let rest = sentence.normalize('NFC').replace(/[“”„«»]/gu, '"')

  const apply = (rule: Rule): void => {
    const text = rule.accentBlind === true ? withoutAccents(rest) : rest
    let kept = ''
    let at = 0
    for (const match of text.matchAll(rule.pattern)) {
      // Typed as always there, yet a group that took no part is undefined.
      const groups = Array.from(match, (group: string | undefined) => group ?? '')
      const finding = rule.read(groups, context)
      if (finding === undefined) continue
      const end = match.index + match[0].length
      if (finding.filter !== undefined) filters.push(...[finding.filter].flat())
      if (finding.phrase !== undefined) phrases.push(finding.phrase)
      if (finding.excluded !== undefined) excluded.push(finding.excluded)
      if (finding.label !== undefined) chips.push({ label: finding.label, words: rest.slice(match.index, end).trim() })
      kept += `${rest.slice(at, match.index)} `
      at = end
    }
    rest = kept + rest.slice(at)
  }

  fieldRules.forEach(apply)
  exclusionRules.forEach(apply)
  // A remark in brackets explains the words before it; it is not searched for.
  rest = rest.replace(/\([^)]*\)/gu, ' ')
  dateRules.forEach(apply)
  vocabularyRules(context).forEach(apply)
  withoutRules.forEach(apply)
  const freeText = tidy(tidy(rest).replace(openers, '').replace(germanOpeners, '').replace(politeness, ''))
  return { filters, chips, freeText, phrases, excluded }
}

const stopWords = new Set(
  'a an and any are as at be by for from has have in into is it its of on or some that the their there this to was were with'.split(
    ' ',
  ),
)

/**
 * The words of a text worth looking up, lower case, in groups joined by "or": `kitchen or bathroom` gives
 * `[['kitchen'], ['bathroom']]`; a photo fits when every word of one group is found.
 */
export function lookupGroups(text: string): readonly (readonly string[])[] {
  return text
    .split(/\s+(?:or|\|)\s+/iu)
    .map((part) =>
      (
        part
          .normalize('NFC')
          .toLowerCase()
          .match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? []
      ).filter((word) => !stopWords.has(word)),
    )
    .filter((words) => words.length > 0)
}
