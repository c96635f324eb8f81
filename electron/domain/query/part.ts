/** A part of a sentence and what it was taken for. */
import type { Demand, Tree } from './demand.ts'
import type { TownCalled } from './fields.ts'
import type { Ambiguity, DateContext } from './moment.ts'

export const partKinds = [
  'words',
  'phrase',
  'date',
  'time',
  'place',
  'camera',
  'setting',
  'field',
  'without',
  'group',
] as const
export type PartKind = (typeof partKinds)[number]

export interface Part {
  readonly demand: Demand
  readonly kind: PartKind
  /** Where it stands in the sentence. */
  readonly at: number
  readonly end: number
  readonly ambiguity?: Ambiguity
}

/** What the reading may rely on: the day it is, and the names this library knows. */
export interface QueryContext extends Omit<DateContext, 'dayFirst'> {
  readonly places: readonly string[]
  /** Where the town of this name lies. */
  readonly townCalled?: TownCalled
  readonly cameras: readonly string[]
  /** 09/01 is the 9th of January; else the 1st of September. */
  readonly dayFirst?: boolean
  /** The words go with a picture, so that "at night" is how another one looks, and no hour. */
  readonly besidePicture?: boolean
}

/** The opposite, kept in the fact itself where it can be. */
export function opposite(demand: Demand): Demand {
  if ('fact' in demand && 'present' in demand.fact) return { fact: { ...demand.fact, present: !demand.fact.present } }
  return 'not' in demand ? demand.not : { not: demand }
}

/** One demand of several. */
export function allOf<Leaf>(demands: readonly Tree<Leaf>[]): Tree<Leaf> {
  const [only, ...more] = demands
  return only !== undefined && more.length === 0 ? only : { all: demands }
}
