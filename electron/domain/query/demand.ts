/** What is demanded of a photo, as a boolean tree: of facts where it is read, of facts and ids where it is looked up. */
import type { Filter } from './filter.ts'

export type Tree<Leaf> =
  | { readonly all: readonly Tree<Leaf>[] }
  | { readonly any: readonly Tree<Leaf>[] }
  | { readonly not: Tree<Leaf> }
  | Leaf

/** Words that are written about a photo, or that its picture shows. */
export interface Wording {
  readonly words: string
  /** Exactly so, and written. */
  readonly quoted: boolean
}

export interface Fact {
  readonly fact: Filter
}

/** As a sentence says it. */
export type Demand = Tree<Fact | Wording>

/** As the store looks it up: words have become the photos that have them. */
export type Condition = Tree<Fact | { readonly among: readonly number[] }>

/** Turns every leaf into another one, or into a tree. */
export async function replaceWordings(
  demand: Demand,
  replace: (wording: Wording) => Promise<Condition>,
): Promise<Condition> {
  if ('all' in demand) return { all: await Promise.all(demand.all.map((each) => replaceWordings(each, replace))) }
  if ('any' in demand) return { any: await Promise.all(demand.any.map((each) => replaceWordings(each, replace))) }
  if ('not' in demand) return { not: await replaceWordings(demand.not, replace) }
  return 'fact' in demand ? demand : replace(demand)
}

/** Whether words stand anywhere in it. */
export function hasWordings(demand: Demand): boolean {
  if ('all' in demand) return demand.all.some(hasWordings)
  if ('any' in demand) return demand.any.some(hasWordings)
  return 'not' in demand ? hasWordings(demand.not) : 'words' in demand
}

/** Whether a fact of this kind is asked for anywhere in it. */
export function asksFor(demand: Demand, kind: Filter['kind']): boolean {
  if ('all' in demand) return demand.all.some((each) => asksFor(each, kind))
  if ('any' in demand) return demand.any.some((each) => asksFor(each, kind))
  if ('not' in demand) return asksFor(demand.not, kind)
  return 'fact' in demand && demand.fact.kind === kind
}
