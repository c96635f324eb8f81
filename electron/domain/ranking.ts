/** One list of candidates, each with a score that is comparable within its own list only. */
export interface RankedList {
  readonly name: string
  readonly weight: number
  readonly scores: ReadonlyMap<number, number>
}

export interface Fused {
  readonly id: number
  readonly score: number
}

/** Reciprocal rank fusion's constant, from Cormack, Clarke and Büttcher, SIGIR 2009. */
const rankOffset = 60

function ranksOf(scores: ReadonlyMap<number, number>): Map<number, number> {
  const sorted = [...scores].sort(([, a], [, b]) => b - a)
  const ranks = new Map<number, number>()
  let rank = 0
  let former = Number.POSITIVE_INFINITY
  for (const [index, [id, score]] of sorted.entries()) {
    // Equal scores share a rank, so that the order of arrival cannot matter.
    if (score !== former) rank = index + 1
    former = score
    ranks.set(id, rank)
  }
  return ranks
}

/**
 * Fuses lists by reciprocal rank: `sum(weight / (60 + rank))`. Independent of the order of the lists and of their
 * entries; ties go to the newer photo (`newness`, larger is newer), then to the smaller id.
 */
export function fuseRankings(lists: readonly RankedList[], newness: (id: number) => number): readonly Fused[] {
  // Summed in a fixed order: floating-point addition is not associative.
  const ordered = [...lists].sort((a, b) => (a.name < b.name ? -1 : 1))
  const totals = new Map<number, number>()
  for (const list of ordered)
    for (const [id, rank] of ranksOf(list.scores))
      totals.set(id, (totals.get(id) ?? 0) + list.weight / (rankOffset + rank))
  return [...totals]
    .map(([id, score]) => ({ id, score }))
    .sort((a, b) => b.score - a.score || newness(b.id) - newness(a.id) || a.id - b.id)
}
