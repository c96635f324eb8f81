const pairs = (count: number): number => (count * (count - 1)) / 2

function countsOf(labels: readonly string[]): number[] {
  const counts = new Map<string, number>()
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1)
  return [...counts.values()]
}

const pairsWithin = (labels: readonly string[]): number =>
  countsOf(labels).reduce((sum, count) => sum + pairs(count), 0)

/** How far two groupings of the same things agree, beyond chance (Hubert and Arabie 1985): 1 is the same, 0 is chance. */
export function adjustedRandIndex(one: readonly string[], other: readonly string[]): number {
  const both = pairsWithin(one.map((label, index) => JSON.stringify([label, other[index]])))
  const [first, second] = [pairsWithin(one), pairsWithin(other)]
  const chance = one.length < 2 ? 0 : (first * second) / pairs(one.length)
  const most = (first + second) / 2
  return most === chance ? 1 : (both - chance) / (most - chance)
}
