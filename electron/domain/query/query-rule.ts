/** One rule of the search sentence: a pattern, and what it means. */
import type { Day } from '../calendar.ts'
import type { Filter } from './filter.ts'

/** What the rules may rely on: the day it is, and the names this library knows. */
export interface QueryContext {
  readonly today: Day
  readonly places: readonly string[]
  readonly cameras: readonly string[]
}

/** What one rule found in the sentence. */
export interface Finding {
  readonly filter?: Filter | readonly Filter[]
  readonly phrase?: string
  readonly excluded?: string
  readonly label?: string
}

/** A pattern and its meaning. `undefined` means: not this after all, leave the words in. */
export interface Rule {
  readonly pattern: RegExp
  /** The pattern is written without accents and matches the sentence with its accents taken off. */
  readonly accentBlind?: true
  readonly read: (match: readonly string[], context: QueryContext) => Finding | undefined
}
