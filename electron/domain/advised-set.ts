/** Which set of models to advise: precision and size of weights, chosen by how fast this machine was measured to be. */

/** Milliseconds of this machine for one photo. */
export interface SetCost {
  readonly set: string
  readonly searchMs: number
  readonly captionMs: number
}

/** 1,000 photos are searchable in a quarter of an hour and described in three hours, while one goes on looking at them. */
const mostSearchMs = 900
const mostCaptionMs = 10_800

/**
 * The first set, in the order of the catalogue, that does not keep a person waiting; where all do, the quickest.
 * @returns undefined for no sets
 */
export function advisedSet(costs: readonly SetCost[]): string | undefined {
  const fitting = costs.find(({ searchMs, captionMs }) => searchMs <= mostSearchMs && captionMs <= mostCaptionMs)
  const total = ({ searchMs, captionMs }: SetCost): number => searchMs + captionMs
  return (fitting ?? costs.toSorted((a, b) => total(a) - total(b))[0])?.set
}
