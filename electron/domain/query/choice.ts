/** What a picker shows of a part of a sentence: days, a place, stars. */
import type { Demand } from './demand.ts'

export type Choice =
  /** Days as `2019-06-12`, both included; an open side is left out. */
  | { readonly kind: 'days'; readonly from?: string; readonly to?: string }
  | { readonly kind: 'place'; readonly name: string }
  | { readonly kind: 'stars'; readonly min: number; readonly max: number }

const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/u.test(text)

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
}

/** None for what no picker can show, as for what is not wanted. */
export function choiceOf(demand: Demand): Choice | undefined {
  if (!('fact' in demand)) return undefined
  const { fact } = demand
  if (fact.kind === 'rating') return { kind: 'stars', min: fact.min, max: fact.max }
  if (fact.kind === 'place' && fact.present) return { kind: 'place', name: fact.text }
  if (fact.kind !== 'taken' || ![fact.from, fact.to].every((day) => day === undefined || isDay(day))) return undefined
  return {
    kind: 'days',
    ...(fact.from === undefined ? {} : { from: fact.from }),
    ...(fact.to === undefined ? {} : { to: dayBefore(fact.to) }),
  }
}
